//! The rules of attribute values, shared by all tags.

use crate::style::{is_safe_media_url, safe_classes, safe_style, safe_style_sheet};
use crate::variable::variables;

/// An attribute that a tag knows.
pub(crate) struct Attribute {
    /// Canonical spelling; input is matched without regard to case.
    pub(crate) name: &'static str,
    /// Other spellings that mean the same.
    pub(crate) also: &'static [&'static str],
    pub(crate) rule: Rule,
    pub(crate) required: bool,
}

/// What an attribute's value must look like.
pub(crate) enum Rule {
    /// Any text.
    Text,
    /// Text that must not be blank.
    Filled,
    /// A name by which other tags and results refer to this one.
    Name,
    /// One such name, or several between commas.
    Names,
    /// `true` or `false`.
    Boolean,
    /// A whole number from the given minimum.
    Count(usize),
    /// Any number.
    Number,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `true`, `false`, or a list of words.
    BooleanOrList,
    /// Words between commas, at least one, none twice.
    List,
    /// A CSS colour.
    Colour,
    /// The address of a file to be seen or heard, or `$field`.
    MediaUrl,
    ClassName,
    Style,
    /// Rules for classes: `.wide { width: 100% }`.
    StyleSheet,
}

/// An accepted value in canonical form, with what was left out of it.
pub(crate) struct Accepted {
    pub(crate) value: String,
    pub(crate) dropped: Vec<String>,
}

pub(crate) const fn optional(name: &'static str, rule: Rule) -> Attribute {
    Attribute {
        name,
        also: &[],
        rule,
        required: false,
    }
}

pub(crate) const fn required(name: &'static str, rule: Rule) -> Attribute {
    Attribute {
        name,
        also: &[],
        rule,
        required: true,
    }
}

/// What every tag may carry for its looks.
pub(crate) const LOOKS: &[Attribute] = &[
    optional("className", Rule::ClassName),
    optional("style", Rule::Style),
];

/// What a control carries. `toName` may be left out where there is only one object.
pub(crate) const CONTROL: &[Attribute] = &[
    required("name", Rule::Name),
    optional("toName", Rule::Names),
    optional("required", Rule::Boolean),
    optional("requiredMessage", Rule::Text),
    optional("perRegion", Rule::Boolean),
];

/// When the element and all in it are shown.
pub(crate) const VISIBILITY: &[Attribute] = &[
    optional(
        "visibleWhen",
        Rule::OneOf(&[
            "region-selected",
            "no-region-selected",
            "choice-selected",
            "choice-unselected",
        ]),
    ),
    optional("whenTagName", Rule::Name),
    optional("whenLabelValue", Rule::List),
    optional("whenChoiceValue", Rule::List),
    optional("whenRole", Rule::List),
];

/// What a choice or a label carries.
pub(crate) const OPTION: &[Attribute] = &[
    required("value", Rule::Filled),
    optional("alias", Rule::Filled),
    optional("hotkey", Rule::Filled),
    optional("background", Rule::Colour),
    optional("hint", Rule::Text),
    optional("selected", Rule::Boolean),
];

impl Rule {
    /// The value in canonical form, or why it cannot be taken (a sentence part after "must be").
    pub(crate) fn accept(&self, value: &str) -> Result<Accepted, String> {
        let trimmed = value.trim();
        let plain = |value: &str| {
            Ok(Accepted {
                value: value.to_owned(),
                dropped: Vec::new(),
            })
        };
        let when = |fits: bool, wanted: &str| {
            if fits {
                plain(trimmed)
            } else {
                Err(wanted.to_owned())
            }
        };
        match self {
            Rule::Text => plain(value),
            Rule::Filled => when(!trimmed.is_empty(), "filled in"),
            Rule::Name => when(
                is_name(trimmed),
                "a name of letters, digits, `_`, `-`, `.` or `:`",
            ),
            Rule::Names => match list(trimmed) {
                Ok(names) if names.value.split(',').all(is_name) => Ok(names),
                _ => Err("a name, or several between commas".to_owned()),
            },
            Rule::Boolean => one_of(&["true", "false"], trimmed),
            Rule::Count(minimum) => match trimmed.parse::<usize>() {
                Ok(count) if count >= *minimum && count <= 1_000_000 => plain(&count.to_string()),
                _ => Err(format!("a whole number from {minimum}")),
            },
            Rule::Number => when(trimmed.parse::<f64>().is_ok_and(f64::is_finite), "a number"),
            Rule::OneOf(words) => one_of(words, trimmed),
            Rule::BooleanOrList => match one_of(&["true", "false"], trimmed) {
                Ok(accepted) => Ok(accepted),
                Err(_) => list(trimmed),
            },
            Rule::List => list(trimmed),
            Rule::Colour => when(
                is_colour(trimmed),
                "a colour such as `#ff0000`, `red` or `rgb(255, 0, 0)`",
            ),
            Rule::MediaUrl => when(
                !variables(trimmed).is_empty() && trimmed.starts_with('$') || is_safe_media_url(trimmed),
                "`$field` or the address of a file (no `javascript:` and the like)",
            ),
            Rule::ClassName => {
                let (value, dropped) = safe_classes(trimmed);
                Ok(Accepted { value, dropped })
            }
            Rule::StyleSheet => {
                let (value, dropped) = safe_style_sheet(trimmed);
                Ok(Accepted { value, dropped })
            }
            Rule::Style => {
                let (value, dropped) = safe_style(trimmed);
                Ok(Accepted { value, dropped })
            }
        }
    }

    /// What would have been kept, for the warning about what was dropped.
    pub(crate) fn kept_hint(&self) -> String {
        match self {
            Rule::ClassName => "a class name is letters, digits, `-` and `_`".to_owned(),
            Rule::StyleSheet => {
                "only rules for one class each, with properties that lay out, size and colour, are kept"
                    .to_owned()
            }
            _ => "only properties that lay out, size and colour the element itself are kept".to_owned(),
        }
    }
}

fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    !name.is_empty() && name.chars().all(fits)
}

fn one_of(words: &[&str], value: &str) -> Result<Accepted, String> {
    match words.iter().find(|word| word.eq_ignore_ascii_case(value)) {
        Some(word) => Ok(Accepted {
            value: (*word).to_owned(),
            dropped: Vec::new(),
        }),
        None => Err(format!("one of {}", words.join(", "))),
    }
}

fn list(value: &str) -> Result<Accepted, String> {
    let items: Vec<&str> = value.split(',').map(str::trim).collect();
    let twice = items
        .iter()
        .enumerate()
        .any(|(i, item)| items[..i].contains(item));
    if items.iter().any(|item| item.is_empty()) || twice {
        return Err("a list between commas, without empty or repeated items".to_owned());
    }
    Ok(Accepted {
        value: items.join(","),
        dropped: Vec::new(),
    })
}

/// Whether this is a CSS colour by name, number or plain function.
pub(crate) fn is_colour(value: &str) -> bool {
    let hex =
        |digits: &str| matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let function = |name: &str| {
        let inside = value.strip_prefix(name).and_then(|rest| rest.strip_suffix(')'));
        inside.is_some_and(|text| text.chars().all(|c| c.is_ascii_digit() || " .,%/".contains(c)))
    };
    let word = !value.is_empty() && value.len() <= 30 && value.bytes().all(|b| b.is_ascii_alphabetic());
    value.strip_prefix('#').is_some_and(hex)
        || word
        || ["rgb(", "rgba(", "hsl(", "hsla("].into_iter().any(function)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(rule: Rule, value: &str) -> Option<String> {
        rule.accept(value).ok().map(|accepted| accepted.value)
    }

    #[test]
    fn values_become_canonical() {
        assert_eq!(accepted(Rule::Boolean, " TRUE "), Some("true".into()));
        assert_eq!(accepted(Rule::Count(1), "007"), Some("7".into()));
        assert_eq!(
            accepted(Rule::OneOf(&["single-radio"]), "Single-Radio"),
            Some("single-radio".into())
        );
        assert_eq!(accepted(Rule::List, "a , b"), Some("a,b".into()));
        assert_eq!(accepted(Rule::BooleanOrList, "user"), Some("user".into()));
        assert_eq!(accepted(Rule::Name, "상자_1"), Some("상자_1".into()));
    }

    #[test]
    fn bad_values_are_refused() {
        for (rule, value) in [
            (Rule::Filled, " "),
            (Rule::Name, "a b"),
            (Rule::Boolean, "yes"),
            (Rule::Count(1), "0"),
            (Rule::Count(0), "-1"),
            (Rule::Number, "NaN"),
            (Rule::OneOf(&["a"]), "b"),
            (Rule::List, "a,,b"),
            (Rule::List, "a,a"),
            (Rule::Colour, "#12"),
            (Rule::Colour, "url(x)"),
            (Rule::Colour, "red;position:fixed"),
            (Rule::MediaUrl, "javascript:alert(1)"),
        ] {
            assert!(rule.accept(value).is_err(), "{value}");
        }
    }

    #[test]
    fn colours_of_all_notations_pass() {
        for colour in [
            "#f00",
            "#FF0000",
            "red",
            "rgb(1, 2, 3)",
            "rgba(0,0,0,.5)",
            "hsl(120 50% 50%)",
        ] {
            assert_eq!(accepted(Rule::Colour, colour).as_deref(), Some(colour));
        }
    }
}
