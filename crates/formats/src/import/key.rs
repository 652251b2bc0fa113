//! A row's name for finding duplicates.

use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

use super::ImportRow;
use super::records::nfc;

/// The same 32 bytes for rows that mean the same task.
///
/// An external id speaks for the row alone; without one the data does, whatever the order of its fields, the
/// composition of its letters (NFC or NFD) or the spelling of its numbers (`1` or `1.0`).
pub fn row_key(row: &ImportRow) -> [u8; 32] {
    let mut hash = Sha256::new();
    match &row.external_id {
        Some(id) => {
            hash.update(b"external_id\0");
            hash.update(nfc(id.clone()).as_bytes());
        }
        None => {
            hash.update(b"data\0");
            hash_object(&row.data, &mut hash);
        }
    }
    hash.finalize().into()
}

fn hash_value(value: &Value, hash: &mut Sha256) {
    match value {
        Value::Null => hash.update(b"null"),
        Value::Bool(true) => hash.update(b"true"),
        Value::Bool(false) => hash.update(b"false"),
        Value::Number(number) => hash.update(number_text(number).as_bytes()),
        Value::String(text) => hash_text(text, hash),
        Value::Array(items) => {
            hash.update(b"[");
            for item in items {
                hash_value(item, hash);
                hash.update(b",");
            }
            hash.update(b"]");
        }
        Value::Object(object) => hash_object(object, hash),
    }
}

fn hash_object(object: &Map<String, Value>, hash: &mut Sha256) {
    let mut entries: Vec<(String, &Value)> = object
        .iter()
        .map(|(key, value)| (nfc(key.clone()), value))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    hash.update(b"{");
    for (key, value) in entries {
        hash_text(&key, hash);
        hash.update(b":");
        hash_value(value, hash);
        hash.update(b",");
    }
    hash.update(b"}");
}

/// With its length before it, so that no two values run into each other.
fn hash_text(text: &str, hash: &mut Sha256) {
    let text = nfc(text.to_owned());
    hash.update(format!("\"{}:", text.len()).as_bytes());
    hash.update(text.as_bytes());
}

fn number_text(number: &Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => {
            format!("{float:.0}")
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(data: Value) -> [u8; 32] {
        let Value::Object(data) = data else {
            panic!("not an object")
        };
        row_key(&ImportRow::bare(1, data))
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(
            key(json!({"a": 1, "b": "\u{AC00}"})),
            key(json!({"b": "\u{1100}\u{1161}", "a": 1.0}))
        );
        assert_eq!(key(json!({"a": -0.0})), key(json!({"a": -0.0})));
    }

    #[test]
    fn meaning_does() {
        let all = [
            json!({"a": 1}),
            json!({"a": "1"}),
            json!({"a": 1.5}),
            json!({"a": [1, 2]}),
            json!({"a": [[1], 2]}),
            json!({"a": {"b": 1}}),
            json!({"a": null}),
            json!({"a": "x", "b": "y"}),
            json!({"a": "x,\"1:b:y"}),
        ];
        for (i, one) in all.iter().enumerate() {
            for other in &all[i + 1..] {
                assert_ne!(key(one.clone()), key(other.clone()), "{one} {other}");
            }
        }
    }

    #[test]
    fn an_external_id_speaks_alone() {
        let row = |id: &str, text: &str| ImportRow {
            external_id: Some(id.to_owned()),
            ..ImportRow::bare(1, Map::from_iter([("text".to_owned(), text.into())]))
        };
        assert_eq!(row_key(&row("7", "a")), row_key(&row("7", "b")));
        assert_ne!(row_key(&row("7", "a")), row_key(&row("8", "a")));
    }
}
