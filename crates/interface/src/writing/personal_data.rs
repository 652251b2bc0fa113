//! Phone numbers, resident registration numbers and e-mail addresses in what people write.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Phone,
    ResidentNumber,
    Email,
}

/// Digits only, or the address in lower case: what makes two writings of one number the same.
pub(crate) fn compact(text: &str) -> String {
    let plain: String = text.nfkc().collect();
    let kept = plain
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '@' | '\n'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Korean mobile and landline numbers, also with the country's code. Hyphens, dots or spaces may stand between.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\+?82[-. ]?|0)(?:1[016789]|2|[3-6][1-5]|70)[-. )]{0,2}\d{3,4}[-. ]?\d{4}").ok()
});
static RESIDENT_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d{6} ?[-–]? ?\d{7}").ok());
static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}").ok());

/// The first piece of personal data in a text that does not stand in `known` (as [`compact`] writes it).
pub(crate) fn find(text: &str, known: &str) -> Option<Kind> {
    let plain: String = text.nfkc().collect();
    let checks: [(&LazyLock<Option<Regex>>, Kind); 3] = [
        (&RESIDENT_NUMBER, Kind::ResidentNumber),
        (&PHONE, Kind::Phone),
        (&EMAIL, Kind::Email),
    ];
    checks.into_iter().find_map(|(pattern, kind)| {
        let mut matches = pattern.as_ref()?.find_iter(&plain);
        let meant = matches.any(|found| {
            let whole = stands_alone(&plain, found.range());
            whole && is_meant(kind, found.as_str()) && !known.contains(&compact(found.as_str()))
        });
        meant.then_some(kind)
    })
}

/// A part of a longer number is none of ours.
fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    !digit(text[..range.start].chars().next_back()) && !digit(text[range.end..].chars().next())
}

fn is_meant(kind: Kind, found: &str) -> bool {
    let digits: Vec<u32> = found.chars().filter_map(|c| c.to_digit(10)).collect();
    match kind {
        Kind::Email => true,
        // Seven digits after an area code are too many for nothing and too few for a mobile number.
        Kind::Phone => digits.len() >= 9,
        Kind::ResidentNumber => is_resident_number(&digits),
    }
}

/// A day of birth, a sex and century, and the check digit: eleven minus the weighted sum modulo eleven. Numbers given
/// since October 2020 have no check digit; those of people born before keep theirs.
fn is_resident_number(digits: &[u32]) -> bool {
    let [y1, y2, m1, m2, d1, d2, sex, ..] = digits else {
        return false;
    };
    let (year, month, day) = (y1 * 10 + y2, m1 * 10 + m2, d1 * 10 + d2);
    if digits.len() != 13 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return false;
    }
    let recent = matches!(sex, 3 | 4 | 7 | 8) && (year > 20 || (year == 20 && month >= 10));
    let foreign = matches!(sex, 5..=8);
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = weights
        .iter()
        .zip(digits)
        .map(|(weight, digit)| weight * digit)
        .sum();
    let check = (if foreign { 13 } else { 11 } - sum % 11) % 10;
    recent || check == digits[12]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented digits with the check digit that they must have.
    fn resident_number(first_twelve: &str) -> String {
        let digits: Vec<u32> = first_twelve.chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
            .iter()
            .zip(&digits)
            .map(|(w, d)| w * d)
            .sum();
        format!(
            "{}-{}{}",
            &first_twelve[..6],
            &first_twelve[6..],
            (11 - sum % 11) % 10
        )
    }

    #[test]
    fn numbers_and_addresses_are_found_however_they_are_written() {
        for (text, kind) in [
            ("제 번호는 010-1234-5678이에요", Kind::Phone),
            ("01012345678", Kind::Phone),
            ("010 1234 5678", Kind::Phone),
            ("０１０-１２３４-５６７８", Kind::Phone),
            ("+82 10-1234-5678", Kind::Phone),
            ("02-123-4567로 전화 주세요", Kind::Phone),
            ("031.123.4567", Kind::Phone),
            ("Mail me: Hong.Gildong@example.co.kr!", Kind::Email),
        ] {
            assert_eq!(find(text, ""), Some(kind), "{text}");
        }
        let number = resident_number("850101123456");
        assert_eq!(
            find(&format!("제 주민번호는 {number}."), ""),
            Some(Kind::ResidentNumber)
        );
        assert_eq!(find(&number.replace('-', ""), ""), Some(Kind::ResidentNumber));
        // Since October 2020 the digits after the sex are drawn by lot.
        assert_eq!(find("210305-3999999", ""), Some(Kind::ResidentNumber));
    }

    #[test]
    fn what_only_looks_like_it_passes() {
        let number = resident_number("850101123456");
        let last = number.chars().last().and_then(|c| c.to_digit(10)).unwrap_or(0);
        let wrong = format!("{}{}", &number[..number.len() - 1], (last + 1) % 10);
        for text in [
            "2024년 10월 12일 15:30",
            "가격은 1,234,567원이에요",
            "ISBN 9788901234567",
            "골뱅이@ 쓰지 마세요",
            "1588-1234",
            "991301-1234567",
            &wrong,
        ] {
            assert_eq!(find(text, ""), None, "{text}");
        }
    }

    #[test]
    fn what_the_task_says_may_be_repeated() {
        let known = compact("전화: (02) 123-4567\nhelp@example.com");
        assert_eq!(find("Call 02-123-4567 or Help@example.com", &known), None);
        assert_eq!(find("Call 02-123-4568", &known), Some(Kind::Phone));
    }
}
