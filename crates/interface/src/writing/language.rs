//! Whether a text is in the language that is asked for. Careful: short texts and names are let pass, for a wrong refusal
//! costs a person more than a wrong text costs a requester, whose inspectors see it.

use whatlang::{Detector, Lang};

/// ISO 639-1 codes that `language` takes.
pub(crate) const LANGUAGES: &[&str] = &[
    "ko", "en", "ja", "zh", "vi", "th", "id", "es", "fr", "de", "pt", "it", "ru", "uk", "ar", "hi", "tr",
    "pl", "nl",
];

/// Letters below this say nothing of a language that shares its script with others.
const LETTERS_MIN: usize = 20;
/// The share of letters that must be of the language's own script.
const OWN_SHARE: f64 = 0.5;
/// The same where one letter says as much as two or three Latin ones, among which names and loans are written.
const DENSE_SHARE: f64 = 0.25;

/// The language that the text is in instead of `wanted`, as far as that is sure; `None` if it may be `wanted`.
pub(crate) fn another(text: &str, wanted: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.is_empty() {
        return None;
    }
    let own = letters.iter().filter(|c| is_of(**c, wanted)).count();
    let share = if matches!(wanted, "ko" | "ja" | "zh") {
        DENSE_SHARE
    } else {
        OWN_SHARE
    };
    if (own as f64) < share * letters.len() as f64 {
        return Some(likeliest(text, &letters, wanted));
    }
    // Japanese without a single kana is Chinese, if there is enough of it to tell.
    if wanted == "ja" && letters.len() >= LETTERS_MIN && !letters.iter().any(|c| is_kana(*c)) {
        return Some("zh");
    }
    if wanted == "zh" && letters.iter().filter(|c| is_kana(**c)).count() * 5 > letters.len() {
        return Some("ja");
    }
    if has_script_of_its_own(wanted) || letters.len() < LETTERS_MIN {
        return None;
    }
    let found = Detector::new().detect(text).filter(whatlang::Info::is_reliable)?;
    let code = code(found.lang())?;
    (code != wanted && !is_close(code, wanted)).then_some(code)
}

/// What it probably is, where the script alone shows that it is not `wanted`.
fn likeliest(text: &str, letters: &[char], wanted: &str) -> &'static str {
    let by_script = ["ko", "ja", "th", "ar", "hi", "zh"];
    let most = |language: &&&str| 2 * letters.iter().filter(|c| is_of(**c, language)).count() > letters.len();
    if let Some(language) = by_script.iter().find(most) {
        return language;
    }
    let found = whatlang::detect(text).and_then(|info| code(info.lang()));
    found.filter(|code| *code != wanted).unwrap_or("another language")
}

fn has_script_of_its_own(language: &str) -> bool {
    matches!(language, "ko" | "ja" | "zh" | "th" | "hi")
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a letter is of the script that the language is written in.
fn is_of(c: char, language: &str) -> bool {
    match language {
        "ko" => {
            matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
        }
        "ja" => is_kana(c) || is_han(c),
        "zh" => is_han(c),
        "th" => matches!(c, '\u{0E00}'..='\u{0E7F}'),
        "hi" => matches!(c, '\u{0900}'..='\u{097F}'),
        "ar" => matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}'),
        "ru" | "uk" => matches!(c, '\u{0400}'..='\u{04FF}'),
        _ => matches!(c, 'A'..='Z' | 'a'..='z' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}'),
    }
}

/// Pairs that the detector takes for each other even in long texts.
fn is_close(a: &str, b: &str) -> bool {
    matches!(
        (a, b),
        ("es", "pt") | ("pt", "es") | ("ru", "uk") | ("uk", "ru") | ("nl", "de") | ("de", "nl")
    )
}

fn code(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Kor => "ko",
        Lang::Eng => "en",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Tur => "tr",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_asked_for_passes() {
        for (wanted, text) in [
            ("ko", "오늘은 날씨가 참 좋네요."),
            ("ko", "iPhone을 샀어요"),
            ("ko", "ㅋㅋㅋ 네!"),
            ("ko", "12:30"),
            ("en", "Seoul"),
            (
                "en",
                "The weather is lovely today, so we went for a long walk by the river.",
            ),
            ("ja", "今日はとても天気がいいです。"),
            ("zh", "今天天气很好，我们去公园散步。"),
            (
                "es",
                "Hoy hace muy buen tiempo y vamos a pasear por el parque con los niños.",
            ),
        ] {
            assert_eq!(another(text, wanted), None, "{wanted}: {text}");
        }
    }

    #[test]
    fn another_language_is_named() {
        for (wanted, text, found) in [
            ("ko", "The weather is lovely today.", "en"),
            ("en", "오늘은 날씨가 참 좋네요.", "ko"),
            ("ko", "今日はとても天気がいいです。", "ja"),
            (
                "en",
                "Le temps est magnifique aujourd'hui, nous allons nous promener dans le parc.",
                "fr",
            ),
            (
                "fr",
                "The weather is lovely today, so we went for a long walk by the river.",
                "en",
            ),
        ] {
            assert_eq!(another(text, wanted), Some(found), "{wanted}: {text}");
        }
    }
}
