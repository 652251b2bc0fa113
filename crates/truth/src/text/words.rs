//! Comparing texts word by word.

use std::collections::HashMap;

/// The words of a text: what spaces part; in the scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer,
/// Burmese) every character is a word, as error rates of those languages are counted.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let mut start = 0;
        for (at, character) in part
            .char_indices()
            .filter(|(_, character)| is_unspaced(*character))
        {
            if start < at {
                words.push(&part[start..at]);
            }
            start = at + character.len_utf8();
            words.push(&part[at..start]);
        }
        if start < part.len() {
            words.push(&part[start..]);
        }
    }
    words
}

/// The text of words: a space between two, but for characters of a script without spaces.
pub(super) fn join(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let unspaced = text.chars().next_back().is_none_or(is_unspaced) && word.chars().all(is_unspaced);
        if !text.is_empty() && !unspaced {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Least number of words to put in, take out or replace to make one text the other (Levenshtein 1966, over words).
pub fn word_edit_distance<W: PartialEq>(a: &[W], b: &[W]) -> usize {
    // What begins and ends alike needs no table.
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Word error rate: the edit distance from `text` to `reference` as a share of the reference's words; above 1 where
/// much was added. Words are what spaces part. Against an empty reference 0 if the text is empty too, else 1.
pub fn word_error_rate(text: &str, reference: &str) -> f64 {
    let (text, reference) = (words(text), words(reference));
    if reference.is_empty() {
        return if text.is_empty() { 0.0 } else { 1.0 };
    }
    word_edit_distance(&text, &reference) as f64 / reference.len() as f64
}

/// GLEU of a sentence: of all runs of one to four words, the share that both have, by the longer text (Wu et al.,
/// Google's neural machine translation system, 2016, §5.2). Symmetric; 0 nothing alike to 1 the same.
pub fn gleu<W: std::hash::Hash + Eq>(a: &[W], b: &[W]) -> f64 {
    let runs = |length: usize| (1..=4).map(|n| (length + 1).saturating_sub(n)).sum::<usize>();
    let most = runs(a.len()).max(runs(b.len()));
    if most == 0 {
        return 1.0;
    }
    let mut counts: HashMap<&[W], usize> = HashMap::new();
    for n in 1..=4 {
        for run in a.windows(n) {
            *counts.entry(run).or_default() += 1;
        }
    }
    let mut common = 0;
    for n in 1..=4 {
        for run in b.windows(n) {
            if let Some(left) = counts.get_mut(run).filter(|left| **left > 0) {
                *left -= 1;
                common += 1;
            }
        }
    }
    common as f64 / most as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scripts_without_spaces_are_counted_by_character() {
        assert_eq!(words("서울 날씨"), ["서울", "날씨"]);
        assert_eq!(words("東京tower へ"), ["東", "京", "tower", "へ"]);
        assert_eq!(join(&words("東京tower へ")), "東京 tower へ");
        assert_eq!(join(&words("a b 天気です")), "a b 天気です");
        assert_eq!(word_error_rate("今日は雨", "今日は雪"), 0.25);
    }

    #[test]
    fn distances_are_counted_in_words() {
        assert_eq!(word_edit_distance(&words("a b c d"), &words("a x c d e")), 2);
        assert_eq!(word_edit_distance(&words(""), &words("a b")), 2);
        assert_eq!(word_error_rate("the cat sat", "the black cat sat"), 0.25);
        assert_eq!(word_error_rate("", ""), 0.0);
        assert_eq!(word_error_rate("a", ""), 1.0);
    }

    #[test]
    fn gleu_is_the_share_of_runs_that_both_have() {
        assert_eq!(gleu(&words("a b c"), &words("a b c")), 1.0);
        assert_eq!(gleu(&words("a b"), &words("c d")), 0.0);
        // a, b, c, "a b", "b c", "a b c" against a, b, "a b": three of six.
        assert_eq!(gleu(&words("a b c"), &words("a b")), 0.5);
        assert_eq!(gleu(&words("a a"), &words("a")), 1.0 / 3.0);
        assert_eq!(gleu::<&str>(&[], &[]), 1.0);
    }

    proptest! {
        #[test]
        fn the_distance_is_a_metric(
            a in proptest::collection::vec(0u8..4, 0..8),
            b in proptest::collection::vec(0u8..4, 0..8),
            c in proptest::collection::vec(0u8..4, 0..8)
        ) {
            let ab = word_edit_distance(&a, &b);
            prop_assert_eq!(ab, word_edit_distance(&b, &a));
            prop_assert_eq!(ab == 0, a == b);
            prop_assert!(ab <= word_edit_distance(&a, &c) + word_edit_distance(&c, &b));
            prop_assert!(ab >= a.len().abs_diff(b.len()));
            prop_assert_eq!(gleu(&a, &b), gleu(&b, &a));
        }
    }
}
