//! Text: Korean arrives composed or decomposed depending on the keyboard, so everything is counted and compared
//! in NFC.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Above this many cell updates the edit distance gives way to shared words, which is linear.
const EDIT_DISTANCE_CELLS: usize = 4_000_000;

/// The text in NFC, with Unix line ends. Nothing is trimmed.
pub fn normalize_text(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().collect()
}

/// How long a text counts: NFC code points, without the white space at both ends, so that a minimum cannot be met
/// with spaces.
pub fn text_length(text: &str) -> usize {
    normalize_text(text).trim().chars().count()
}

/// How alike two texts are, from 0 to 1: one minus the edit distance over the longer length; for very long texts the
/// share of common words (F1).
pub(crate) fn text_similarity(a: &str, b: &str) -> f64 {
    let a: Vec<char> = normalize_text(a).trim().chars().collect();
    let b: Vec<char> = normalize_text(b).trim().chars().collect();
    if a == b {
        return 1.0;
    }
    let longer = a.len().max(b.len());
    if a.len().saturating_mul(b.len()) > EDIT_DISTANCE_CELLS {
        return word_overlap(&a, &b);
    }
    1.0 - edit_distance(&a, &b) as f64 / longer as f64
}

fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn word_overlap(a: &[char], b: &[char]) -> f64 {
    let words = |text: &[char]| -> Vec<String> {
        text.split(|c| c.is_whitespace())
            .filter(|w| !w.is_empty())
            .map(|w| w.iter().collect())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &a {
        *counts.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in &b {
        if let Some(left) = counts.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_syllable_counts_once() {
        assert_eq!(text_length("\u{1112}\u{1161}\u{11ab}"), 1);
        assert_eq!(text_length("  한글 \r\n"), 2);
    }

    #[test]
    fn similarity_follows_the_edit_distance() {
        assert_eq!(text_similarity("", ""), 1.0);
        assert_eq!(text_similarity("abc", ""), 0.0);
        assert_eq!(text_similarity("kitten", "sitting"), 1.0 - 3.0 / 7.0);
        assert_eq!(text_similarity("\u{1112}\u{1161}\u{11ab}", "한"), 1.0);
    }

    #[test]
    fn very_long_texts_are_compared_by_words() {
        let a = "가 ".repeat(3000);
        let half = format!("{}{}", "가 ".repeat(1500), "나 ".repeat(1500));
        assert!((text_similarity(&a, &half) - 0.5).abs() < 1e-9);
    }
}
