//! Texts made comparable: what two people may write differently without meaning another thing.

/// What [`normalise`] does with punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuation {
    /// Leaves it.
    Keep,
    /// Takes it out: "isn't" becomes "isnt", "e-mail" becomes "email".
    Remove,
    /// Puts a space in its place: "isn't" becomes "isn t".
    Space,
}

/// Rules of [`normalise`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Normalisation {
    /// Whether capitals become small letters.
    pub lower_case: bool,
    /// What becomes of punctuation: of whatever is neither letter, digit, combining mark nor space. Signs that stand for
    /// a word (% & + = @ # and those of money) stay in any case.
    pub punctuation: Punctuation,
}

impl Default for Normalisation {
    fn default() -> Normalisation {
        Normalisation {
            lower_case: true,
            punctuation: Punctuation::Remove,
        }
    }
}

/// The text by the rules, with one space between words and none at the ends. Give it in composed form (NFC), or two
/// ways of writing one letter stay two.
pub fn normalise(text: &str, rules: Normalisation) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut put = |out: &mut String, character: char| {
        if character.is_whitespace() {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(character);
        }
    };
    for character in text.chars() {
        match rules.punctuation {
            Punctuation::Remove if is_punctuation(character) => continue,
            Punctuation::Space if is_punctuation(character) => put(&mut out, ' '),
            _ if rules.lower_case => character.to_lowercase().for_each(|small| put(&mut out, small)),
            _ => put(&mut out, character),
        }
    }
    out
}

fn is_punctuation(character: char) -> bool {
    let stands_for_a_word = "%‰&+=@#$€£¥₩¢₹°×÷<>".contains(character);
    // Marks above and below letters are no letters of their own, but part of the word.
    let mark = matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{eff}' | '\u{3099}' | '\u{309a}');
    !(character.is_alphanumeric() || character.is_whitespace() || stands_for_a_word || mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_spaces_and_punctuation_go() {
        let rules = Normalisation::default();
        assert_eq!(normalise("  Well,\n  DON'T stop!  ", rules), "well dont stop");
        assert_eq!(normalise("“안녕하세요?”  다시…", rules), "안녕하세요 다시");
        assert_eq!(normalise("5% of £3", rules), "5% of £3");
        let spaced = Normalisation {
            punctuation: Punctuation::Space,
            ..rules
        };
        assert_eq!(normalise("Well,DON'T", spaced), "well don t");
        let kept = Normalisation {
            lower_case: false,
            punctuation: Punctuation::Keep,
        };
        assert_eq!(normalise("A  b.", kept), "A b.");
        assert_eq!(normalise(" ?! ", rules), "");
    }

    proptest! {
        #[test]
        fn twice_is_as_once(text in "\\PC*") {
            for punctuation in [Punctuation::Keep, Punctuation::Remove, Punctuation::Space] {
                let rules = Normalisation { lower_case: true, punctuation };
                let once = normalise(&text, rules);
                prop_assert_eq!(normalise(&once, rules), once);
            }
        }
    }
}
