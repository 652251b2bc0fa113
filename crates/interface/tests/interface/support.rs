//! What the tests share.

use pumasi_interface::{ConfigProblem, LabelConfig, Region};
use serde_json::{Map, Value, json};

pub fn config(xml: &str) -> LabelConfig {
    LabelConfig::parse(xml).unwrap_or_else(|problems| panic!("{problems:#?}\n{xml}"))
}

/// A config of an image, a text, a dialogue, and whatever is given.
pub fn with_objects(inner: &str) -> String {
    format!(
        "<View><Image name=\"image\" value=\"$image\"/><Text name=\"text\" value=\"$text\"/>\
         <Paragraphs name=\"dialogue\" value=\"$dialogue\"/>{inner}</View>"
    )
}

pub fn problems(xml: &str) -> Vec<ConfigProblem> {
    LabelConfig::parse(xml).err().unwrap_or_default()
}

pub fn codes(xml: &str) -> Vec<&'static str> {
    problems(xml).into_iter().map(|problem| problem.code).collect()
}

pub fn warnings(xml: &str) -> Vec<&'static str> {
    config(xml)
        .warnings()
        .iter()
        .map(|problem| problem.code)
        .collect()
}

pub fn data(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("not an object: {other}"),
    }
}

pub fn region(id: &str, from: &str, to: &str, kind: &str, value: Value) -> Region {
    Region::new(id, from, to, kind, value)
}

pub fn choices(id: &str, from: &str, to: &str, labels: &[&str]) -> Region {
    region(id, from, to, "choices", json!({ "choices": labels }))
}

pub fn text(id: &str, from: &str, to: &str, texts: &[&str]) -> Region {
    region(id, from, to, "textarea", json!({ "text": texts }))
}

pub fn boxed(id: &str, label: &str, [x, y, width, height]: [f64; 4]) -> Region {
    let value =
        json!({"x": x, "y": y, "width": width, "height": height, "rotation": 0, "rectanglelabels": [label]});
    Region {
        original_width: Some(640.into()),
        original_height: Some(480.into()),
        ..region(id, "box", "image", "rectanglelabels", value)
    }
}

pub fn message(id: &str, role: &str, content: &str, tags: &[&str]) -> Region {
    let message = if tags.is_empty() {
        json!({"role": role, "content": content})
    } else {
        json!({"role": role, "content": content, "tags": tags})
    };
    region(
        id,
        "chat",
        "chat",
        "chatmessage",
        json!({ "chatmessage": message }),
    )
}

/// Code and pointer of everything wrong with an answer to a task without data.
pub fn faults(config: &LabelConfig, regions: &[Region]) -> Vec<(&'static str, String)> {
    let found = config.validate_answer(&Map::new(), regions);
    found
        .into_iter()
        .map(|problem| (problem.code, problem.pointer))
        .collect()
}

/// The same for one fault, to compare with.
pub fn fault(code: &'static str, pointer: &str) -> Vec<(&'static str, String)> {
    vec![(code, pointer.to_owned())]
}
