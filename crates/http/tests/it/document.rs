//! The OpenAPI document: complete, and the one that is committed.

use serde_json::Value;
use std::collections::BTreeSet;

fn document() -> Value {
    serde_json::to_value(pumasi_http::document()).unwrap()
}

/// Every operation: method, path, and what is said of it.
pub fn operations() -> Vec<(String, String, Value)> {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[test]
fn the_committed_document_is_current() {
    let committed = include_str!("../../../../api/openapi.json");
    let current = serde_json::to_string_pretty(&pumasi_http::document()).unwrap();
    assert!(
        committed.trim_end() == current,
        "api/openapi.json is stale: run `cargo xtask gen`"
    );
}

#[test]
fn every_operation_says_what_it_is() {
    let mut seen = BTreeSet::new();
    for (method, path, operation) in operations() {
        let place = format!("{method} {path}");
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(
            id.contains('_') || id == "deposit",
            "{place}: `{id}` is no verb_noun"
        );
        assert!(seen.insert(id.to_owned()), "{place}: {id} is there twice");
        assert!(
            operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
            "{place} has no summary"
        );
        assert_eq!(
            operation["tags"].as_array().map(Vec::len),
            Some(1),
            "{place} has no tag"
        );
        let who = operation["x-who-may-call"].as_str().unwrap_or_default();
        assert!(!who.is_empty(), "{place} does not say who may call");
        let statuses: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
        assert!(
            statuses.iter().any(|status| status.starts_with('2')),
            "{place} has no good end"
        );
        assert!(
            statuses.iter().any(|status| *status == "429"),
            "{place} has no limit"
        );
        assert_eq!(who == "public", operation["security"].is_null(), "{place}");
        let asks_to_sign_in = statuses.iter().any(|status| *status == "401");
        assert!(who == "public" || asks_to_sign_in, "{place}");
        for (status, response) in operation["responses"].as_object().unwrap() {
            let described = response["description"]
                .as_str()
                .is_some_and(|text| !text.is_empty());
            assert!(
                described || response["$ref"].is_string(),
                "{place}: {status} is not described"
            );
        }
        for name in path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        {
            let parameters = operation["parameters"].as_array().unwrap();
            assert!(
                parameters.iter().any(|p| p["name"] == name && p["in"] == "path"),
                "{place}: {name}"
            );
        }
    }
    assert!(seen.len() >= 60, "only {} operations", seen.len());
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value, document: &Value, lost: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str)
                    && document.pointer(&reference[1..]).is_none()
                {
                    lost.insert(reference.to_owned());
                }
                fields.values().for_each(|value| walk(value, document, lost));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, document, lost)),
            _ => {}
        }
    }
    let document = document();
    let mut lost = BTreeSet::new();
    walk(&document, &document, &mut lost);
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_post_takes_an_idempotency_key() {
    for (method, path, operation) in operations() {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let has_key = parameters
            .iter()
            .any(|p| p["name"] == "Idempotency-Key" && p["in"] == "header");
        assert_eq!(has_key, method == "POST", "{method} {path}");
    }
}
