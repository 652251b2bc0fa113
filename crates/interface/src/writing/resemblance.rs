//! Texts that repeat each other, told by a short fingerprint.
//!
//! A text is the set of its runs of three letters ("shingles"); how alike two texts are is what their sets have in common
//! (Jaccard). MinHash estimates that from the least hash values (Broder, "On the resemblance and containment of
//! documents", 1997); values taken together in bands find the pairs worth comparing (Leskovec, Rajaraman and Ullman,
//! "Mining of Massive Datasets", §3.4).

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

const VALUES: usize = 64;
const ROWS: usize = 4;
const SHINGLE: usize = 3;
/// Shorter texts, in letters, repeat each other by chance: they are only compared as wholes.
const LETTERS_MIN: usize = 20;

/// What is kept of a text to find it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFingerprint {
    /// The letters and digits of the text in lower case, in one form: two writings with the same are the same text.
    pub normalized: String,
    /// The least hash values of its shingles; empty for texts too short to resemble others.
    pub values: Vec<u32>,
}

impl TextFingerprint {
    /// Takes the fingerprint of a text.
    pub fn of(text: &str) -> TextFingerprint {
        let letters: Vec<char> = text
            .nfkc()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let normalized = letters.iter().collect();
        if letters.len() < LETTERS_MIN {
            return TextFingerprint {
                normalized,
                values: Vec::new(),
            };
        }
        let shingles: BTreeSet<u64> = letters
            .windows(SHINGLE)
            .map(|run| run.iter().fold(0, |hash, c| mix(hash ^ u64::from(u32::from(*c)))))
            .collect();
        let least = |row: usize| {
            let seed = mix(row as u64 + 1);
            let values = shingles.iter().map(|shingle| (mix(shingle ^ seed) >> 32) as u32);
            values.min().unwrap_or(u32::MAX)
        };
        TextFingerprint {
            normalized,
            values: (0..VALUES).map(least).collect(),
        }
    }

    /// Keys of which two texts that resemble each other by 0.8 or more share at least one with a chance of 0.9998.
    pub fn bands(&self) -> Vec<i64> {
        let bands = self.values.chunks(ROWS).enumerate();
        let key = |(band, rows): (usize, &[u32])| {
            let start = mix(band as u64 + 1);
            rows.iter()
                .fold(start, |hash, value| mix(hash ^ u64::from(*value)))
        };
        bands
            .map(|band| i64::from_ne_bytes(key(band).to_ne_bytes()))
            .collect()
    }

    /// How alike two texts are by their values, from 0 to 1, with a standard error of at most 0.0625.
    pub fn resemblance(a: &[u32], b: &[u32]) -> f64 {
        if a.is_empty() || a.len() != b.len() {
            return 0.0;
        }
        a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / a.len() as f64
    }
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DIARY: &str =
        "처음으로 혼자 여행했던 날은 비가 많이 왔어요. 우산도 없이 역까지 뛰어갔지만 마음은 정말 가벼웠어요.";

    fn alike(a: &str, b: &str) -> f64 {
        TextFingerprint::resemblance(&TextFingerprint::of(a).values, &TextFingerprint::of(b).values)
    }

    #[test]
    fn the_same_text_otherwise_written_is_the_same() {
        let one = TextFingerprint::of("Hello, World! 안녕하세요");
        assert_eq!(one, TextFingerprint::of("  hello world — 안녕하세요 "));
        assert!(one.values.is_empty(), "too short to resemble others");
    }

    #[test]
    fn a_changed_word_leaves_texts_alike_and_another_text_does_not() {
        let changed = DIARY.replace("많이", "조금");
        assert!(alike(DIARY, &changed) > 0.7, "{}", alike(DIARY, &changed));
        let shared = TextFingerprint::of(DIARY).bands();
        assert!(
            TextFingerprint::of(&changed)
                .bands()
                .iter()
                .any(|band| shared.contains(band))
        );
        let other = "고양이가 창가에 앉아 하루 종일 새를 바라보고 있었는데 저녁이 되자 갑자기 사라졌어요.";
        assert!(alike(DIARY, other) < 0.3, "{}", alike(DIARY, other));
    }

    proptest! {
        #[test]
        fn the_estimate_is_close_to_the_share_in_common(words in proptest::collection::vec("[a-z]{6}", 20..40), cut in 0usize..20) {
            let (all, part) = (words.join(" "), words[cut..].join(" "));
            let set = |text: &str| -> BTreeSet<Vec<char>> {
                let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
                letters.windows(SHINGLE).map(<[char]>::to_vec).collect()
            };
            let (a, b) = (set(&all), set(&part));
            let truth = a.intersection(&b).count() as f64 / a.union(&b).count() as f64;
            prop_assume!(part.len() > 2 * LETTERS_MIN);
            // Five standard errors.
            prop_assert!((alike(&all, &part) - truth).abs() < 0.32);
        }
    }
}
