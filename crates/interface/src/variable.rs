//! `$field` in attribute values: which task data a config needs, and how it is put in.
//!
//! A variable starts with `$` and a letter or underscore (of any script, so `$이미지` works) and goes on with letters,
//! digits, underscores, `.name` and `[0]`. `$5` is a price, not a variable.

use serde_json::{Map, Value};

/// A piece of an attribute value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(String),
    /// The path without `$`.
    Variable(String),
}

/// Splits an attribute value into literal text and variables.
pub(crate) fn pieces(template: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        let length = path_length(&rest[at + 1..]);
        literal.push_str(&rest[..at]);
        if length == 0 {
            literal.push('$');
        } else {
            if !literal.is_empty() {
                found.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            found.push(Piece::Variable(rest[at + 1..at + 1 + length].to_owned()));
        }
        rest = &rest[at + 1 + length..];
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        found.push(Piece::Literal(literal));
    }
    found
}

/// The path when the whole value is one variable.
pub(crate) fn sole_variable(template: &str) -> Option<String> {
    match pieces(template.trim()).as_slice() {
        [Piece::Variable(path)] => Some(path.clone()),
        _ => None,
    }
}

/// All variables of an attribute value, in order.
pub(crate) fn variables(template: &str) -> Vec<String> {
    let only = |piece| match piece {
        Piece::Variable(path) => Some(path),
        Piece::Literal(_) => None,
    };
    pieces(template).into_iter().filter_map(only).collect()
}

/// The attribute value with the task data put in. A missing field becomes nothing; lists and objects become JSON.
pub fn interpolate(template: &str, data: &Map<String, Value>) -> String {
    let text = |piece| match piece {
        Piece::Literal(text) => text,
        Piece::Variable(path) => match lookup(&path, data) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        },
    };
    pieces(template).into_iter().map(text).collect()
}

/// The value at a path such as `image` or `answers[0].text`; a key that holds the whole path wins over the walk.
pub fn lookup<'a>(path: &str, data: &'a Map<String, Value>) -> Option<&'a Value> {
    if let Some(value) = data.get(path) {
        return Some(value);
    }
    let mut steps = path.split(['.', '[']);
    let mut value = data.get(steps.next()?)?;
    for step in steps {
        value = match step.strip_suffix(']') {
            Some(index) => value.get(index.parse::<usize>().ok()?)?,
            None => value.get(step)?,
        };
    }
    Some(value)
}

/// How many bytes at the start of `text` are a path; 0 when it is none.
fn path_length(text: &str) -> usize {
    let mut length = name_length(text);
    while length > 0 {
        let rest = &text[length..];
        let step = if let Some(name) = rest.strip_prefix('.') {
            match name_length(name) {
                0 => break,
                n => n + 1,
            }
        } else if let Some(index) = rest.strip_prefix('[') {
            let digits = index.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || !index[digits..].starts_with(']') {
                break;
            }
            digits + 2
        } else {
            break;
        };
        length += step;
    }
    length
}

fn name_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return 0;
    }
    text.find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn data() -> Map<String, Value> {
        let value =
            json!({"image": "a.png", "a": {"b": [{"c": 1}, "둘"]}, "이름": "민수", "x.y": "whole key"});
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn paths_are_found_and_sentences_left_alone() {
        assert_eq!(sole_variable("$image"), Some("image".into()));
        assert_eq!(sole_variable(" $a.b[1] "), Some("a.b[1]".into()));
        assert_eq!(sole_variable("see $image"), None);
        assert_eq!(
            variables("Is $이름. in $a.b[0].c? It costs $5 or $"),
            ["이름", "a.b[0].c"]
        );
        assert_eq!(variables("$a[x] $b[1"), ["a", "b"]);
    }

    #[test]
    fn data_is_put_in() {
        assert_eq!(
            interpolate("Hello $이름, $a.b[1]! $a.b[0] $5 $none", &data()),
            "Hello 민수, 둘! {\"c\":1} $5 "
        );
        assert_eq!(lookup("a.b[0].c", &data()), Some(&json!(1)));
        assert_eq!(lookup("x.y", &data()), Some(&json!("whole key")));
        assert_eq!(lookup("a.b[7]", &data()), None);
    }
}
