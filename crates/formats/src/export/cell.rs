//! Values as spreadsheet cells.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// Types whose value is one of a few, so that two answers are either equal or not.
const CATEGORICAL: [&str; 5] = ["choices", "rating", "number", "pairwise", "taxonomy"];

/// A cell that no spreadsheet takes for a formula.
///
/// Text that starts with `=`, `+`, `-`, `@`, a tab or a carriage return (or the full-width forms, which East Asian
/// editions accept) gets an apostrophe before it. Plain numbers stay numbers.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let starts_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if starts_formula && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// A data value: text as it is, lists and objects as JSON, null as nothing.
pub(super) fn of_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What `control` holds in `regions`: choices joined by `|`, text and numbers as they are, marks as a JSON list.
pub(super) fn of_control(regions: &[Value], control: &str) -> String {
    let own: Vec<&Value> = regions
        .iter()
        .filter(|region| from_name(region) == Some(control))
        .collect();
    match own.as_slice() {
        [] => String::new(),
        [region] => simple(region).unwrap_or_else(|| marks(&own)),
        _ => marks(&own),
    }
}

/// How far the answers agree with `regions` on the controls that are one of a few: 1 if all say the same, `None`
/// if there is no such control or no answer.
pub(super) fn agreement(regions: &[Value], answers: &[&[Value]]) -> Option<f64> {
    if answers.is_empty() {
        return None;
    }
    let mut controls: Vec<&str> = regions
        .iter()
        .filter(|region| is_categorical(region))
        .filter_map(from_name)
        .collect();
    controls.sort_unstable();
    controls.dedup();
    if controls.is_empty() {
        return None;
    }
    let mut same = 0;
    for control in &controls {
        let settled = of_control(regions, control);
        same += answers
            .iter()
            .filter(|answer| of_control(answer, control) == settled)
            .count();
    }
    Some(same as f64 / (controls.len() * answers.len()) as f64)
}

fn from_name(region: &Value) -> Option<&str> {
    region.get("from_name")?.as_str()
}

/// A whole-task answer, not one about a region within the task.
fn is_categorical(region: &Value) -> bool {
    region
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| CATEGORICAL.contains(&kind))
}

/// One region as one plain cell, if its type has a plain form.
fn simple(region: &Value) -> Option<String> {
    let value = region.get("value")?;
    // A choice about a box or a span says nothing without it.
    if ["start", "x", "points", "ranges"]
        .iter()
        .any(|key| value.get(key).is_some())
    {
        return None;
    }
    match region.get("type")?.as_str()? {
        "choices" => joined(value.get("choices")?, "|"),
        "taxonomy" => {
            let paths: Option<Vec<String>> = value
                .get("taxonomy")?
                .as_array()?
                .iter()
                .map(|path| joined(path, "/"))
                .collect();
            Some(paths?.join("|"))
        }
        "textarea" => match value.get("text")? {
            Value::Array(texts) if texts.len() != 1 => Some(Value::Array(texts.clone()).to_string()),
            Value::Array(texts) => texts.first().map(of_value),
            text => Some(of_value(text)),
        },
        "pairwise" => value.get("selected").map(of_value),
        kind @ ("rating" | "number" | "datetime") => value.get(kind).map(of_value),
        _ => None,
    }
}

fn joined(list: &Value, separator: &str) -> Option<String> {
    match list {
        Value::Array(items) => Some(items.iter().map(of_value).collect::<Vec<_>>().join(separator)),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Marks as a JSON list of their values, each with the region's id, which other controls may refer to.
fn marks(regions: &[&Value]) -> String {
    let list = regions.iter().map(|region| {
        let mut mark = Map::new();
        if let Some(id) = region.get("id") {
            mark.insert("id".to_owned(), id.clone());
        }
        match region.get("value") {
            Some(Value::Object(value)) => mark.extend(value.clone()),
            Some(value) => {
                mark.insert("value".to_owned(), value.clone());
            }
            None => {}
        }
        for size in ["original_width", "original_height"] {
            if let Some(pixels) = region.get(size) {
                mark.insert(size.to_owned(), pixels.clone());
            }
        }
        Value::Object(mark)
    });
    Value::Array(list.collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        for text in [
            "=1+1", "+cmd", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "+82-10", "-.5", "-1.",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=b", "-5", "+3.25", "'quoted", "3-1"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn each_type_has_its_form() {
        let region =
            |kind: &str, value: Value| json!({"id": "r", "from_name": "c", "type": kind, "value": value});
        let cases = [
            (
                region("choices", json!({"choices": ["개", "고양이"]})),
                "개|고양이",
            ),
            (region("textarea", json!({"text": ["a, b"]})), "a, b"),
            (region("textarea", json!({"text": "plain"})), "plain"),
            (region("textarea", json!({"text": ["a", "b"]})), r#"["a","b"]"#),
            (region("rating", json!({"rating": 4})), "4"),
            (region("number", json!({"number": 1.5})), "1.5"),
            (
                region("datetime", json!({"datetime": "2026-01-02"})),
                "2026-01-02",
            ),
            (region("pairwise", json!({"selected": "left"})), "left"),
            (
                region("taxonomy", json!({"taxonomy": [["a", "b"], ["c"]]})),
                "a/b|c",
            ),
            (
                region("choices", json!({"choices": ["x"], "start": 1, "end": 2})),
                r#"[{"id":"r","choices":["x"],"start":1,"end":2}]"#,
            ),
            (
                region("labels", json!({"start": 1, "labels": ["x"]})),
                r#"[{"id":"r","start":1,"labels":["x"]}]"#,
            ),
            (region("unheard_of", json!(3)), r#"[{"id":"r","value":3}]"#),
        ];
        for (region, expected) in cases {
            assert_eq!(
                of_control(std::slice::from_ref(&region), "c"),
                expected,
                "{region}"
            );
            assert_eq!(of_control(&[region], "other"), "");
        }
    }

    #[test]
    fn agreement_is_the_share_that_says_the_same() {
        let choice =
            |label: &str| vec![json!({"from_name": "c", "type": "choices", "value": {"choices": [label]}})];
        let (a, b) = (choice("a"), choice("b"));
        assert_eq!(agreement(&a, &[&a, &a, &b, &a]), Some(0.75));
        assert_eq!(agreement(&a, &[]), None);
        let text = vec![json!({"from_name": "t", "type": "textarea", "value": {"text": ["a"]}})];
        assert_eq!(agreement(&text, &[&text]), None);
    }
}
