//! Task data: which fields a config needs, and whether a task has them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::config::LabelConfig;
use crate::control::option_of_data;
use crate::element::Element;
use crate::problem::DataProblem;
use crate::style::is_safe_media_url;
use crate::tags::{DEFAULT_NAME_KEY, DEFAULT_TEXT_KEY, DataUse};
use crate::variable::{interpolate, lookup, sole_variable, variables};

/// What a field of task data must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// The address of an image.
    Image,
    /// A list of addresses of images: pages.
    Images,
    /// The address of a recording.
    Audio,
    /// The address of a video.
    Video,
    /// The address of a PDF document.
    Document,
    /// A string; numbers and booleans are shown as text.
    Text,
    /// A list of objects with a speaker and a text, by the names that `nameKey` and `textKey` give.
    Paragraphs,
    /// A list of `{"role", "content"}`: the beginning of a conversation.
    Messages,
    /// A list of strings or numbers, or of objects with `value`: what may be chosen.
    Options,
    /// An object of lists of equal length, one per channel, or the address of a table of them (CSV).
    Series,
    /// An object of names and values.
    Table,
    /// A list of objects with an `id`.
    Items,
}

impl DataKind {
    /// Whether the field holds the address of a file.
    pub fn is_media(self) -> bool {
        matches!(
            self,
            DataKind::Image | DataKind::Audio | DataKind::Video | DataKind::Document
        )
    }

    /// Whether the field holds a list or an object, which a cell of a table can hold only as JSON.
    pub fn is_structured(self) -> bool {
        !self.is_media() && self != DataKind::Text
    }

    /// What the address leads to, as a sentence part.
    fn file(self) -> &'static str {
        match self {
            DataKind::Audio => "a recording",
            DataKind::Video => "a video",
            DataKind::Document => "a document",
            _ => "an image",
        }
    }
}

/// A field of task data that the config uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataField {
    /// Path without `$`: `image`, `answers[0].text`.
    pub path: String,
    /// What it must hold.
    pub kind: DataKind,
    /// Whether a task without it is refused.
    pub required: bool,
    /// The tag that uses it.
    pub tag: &'static str,
    /// The name of that tag, when it has one.
    pub name: Option<String>,
}

impl LabelConfig {
    /// The fields of task data that the config uses, in document order; a field used twice with different needs
    /// appears twice.
    pub fn data_fields(&self) -> Vec<DataField> {
        let mut fields: Vec<DataField> = Vec::new();
        for (element, usage) in self.data_uses() {
            for path in variables(element.text(usage.attribute)) {
                // An address put together of several fields is no address by itself.
                let whole = sole_variable(element.text(usage.attribute)).is_some();
                let field = DataField {
                    path,
                    kind: if whole { usage.kind } else { DataKind::Text },
                    required: usage.required,
                    tag: element.tag.name(),
                    name: element.attribute("name").map(str::to_owned),
                };
                match fields
                    .iter_mut()
                    .find(|known| known.path == field.path && known.kind == field.kind)
                {
                    Some(known) => known.required |= field.required,
                    None => fields.push(field),
                }
            }
        }
        fields
    }

    /// Everything that is wrong with the data of a task; empty when it can be worked on.
    pub fn validate_data(&self, data: &Map<String, Value>) -> Vec<DataProblem> {
        let mut problems: BTreeMap<(String, &'static str), DataProblem> = BTreeMap::new();
        for (element, usage) in self.data_uses() {
            for path in variables(element.text(usage.attribute)) {
                let whole = sole_variable(element.text(usage.attribute)).is_some();
                let kind = if whole { usage.kind } else { DataKind::Text };
                for problem in check_field(&path, kind, usage.required, element, data) {
                    problems
                        .entry((problem.path.clone(), problem.code))
                        .or_insert(problem);
                }
            }
        }
        for problem in self.unsafe_addresses(data) {
            problems
                .entry((problem.path.clone(), problem.code))
                .or_insert(problem);
        }
        problems.into_values().collect()
    }

    /// Addresses put together of several fields, each harmless by itself.
    fn unsafe_addresses(&self, data: &Map<String, Value>) -> Vec<DataProblem> {
        let uses = self
            .data_uses()
            .into_iter()
            .filter(|(_, usage)| usage.kind.is_media());
        let bad = uses.filter_map(|(element, usage)| {
            let template = element.text(usage.attribute);
            let path = variables(template).into_iter().next()?;
            let mixed = sole_variable(template).is_none();
            (mixed && !is_safe_media_url(&interpolate(template, data))).then_some(path)
        });
        bad.map(|path| DataProblem {
            path,
            code: "unsafe_url",
            message: "The address put together of this field cannot be the one of a file.".to_owned(),
        })
        .collect()
    }

    fn data_uses(&self) -> Vec<(&Element, &'static DataUse)> {
        let elements = self.root().walk().into_iter();
        elements
            .flat_map(|element| element.tag.data_uses().iter().map(move |usage| (element, usage)))
            .collect()
    }
}

fn check_field(
    path: &str,
    kind: DataKind,
    required: bool,
    element: &Element,
    data: &Map<String, Value>,
) -> Vec<DataProblem> {
    let value = match lookup(path, data) {
        Some(value) if !value.is_null() => value,
        _ if required => {
            return vec![problem(path, "missing_field", "The task has no such field.")];
        }
        _ => return Vec::new(),
    };
    let wrong = |message: &str| vec![problem(path, "wrong_kind", message)];
    match kind {
        DataKind::Image | DataKind::Audio | DataKind::Video | DataKind::Document => {
            check_file(path, kind, value)
        }
        DataKind::Text => match value {
            Value::String(text) if required && text.trim().is_empty() && element.tag.object().is_some() => {
                vec![problem(path, "empty_field", "The text is empty.")]
            }
            Value::Array(_) | Value::Object(_) => wrong("This must be a string or a number."),
            _ => Vec::new(),
        },
        DataKind::Paragraphs => {
            let name = element.attribute("nameKey").unwrap_or(DEFAULT_NAME_KEY);
            let text = element.attribute("textKey").unwrap_or(DEFAULT_TEXT_KEY);
            check_rows(path, value, &[(text, true), (name, false)], true)
        }
        DataKind::Messages => check_rows(path, value, &[("content", true), ("role", true)], false),
        DataKind::Options => check_options(path, value),
        DataKind::Images => match value.as_array() {
            Some(pages) if pages.is_empty() => vec![problem(path, "empty_field", "The list is empty.")],
            Some(pages) => pages
                .iter()
                .enumerate()
                .flat_map(|(i, page)| check_file(&format!("{path}[{i}]"), DataKind::Image, page))
                .collect(),
            None => wrong("This must be a list of addresses of images."),
        },
        DataKind::Series => match value {
            Value::String(address) if is_safe_media_url(address) => Vec::new(),
            Value::Object(columns) if columns.values().all(Value::is_array) && !columns.is_empty() => {
                Vec::new()
            }
            _ => wrong("This must be an object of lists, or the address of a CSV file."),
        },
        DataKind::Table => match value {
            Value::Object(_) | Value::Array(_) => Vec::new(),
            _ => wrong("This must be an object of names and values, or a list of such objects."),
        },
        DataKind::Items => check_items(path, value),
    }
}

fn problem(path: &str, code: &'static str, message: &str) -> DataProblem {
    DataProblem {
        path: path.to_owned(),
        code,
        message: message.to_owned(),
    }
}

fn check_file(path: &str, kind: DataKind, value: &Value) -> Vec<DataProblem> {
    let file = kind.file();
    match value.as_str() {
        Some(url) if url.trim().is_empty() => {
            vec![problem(
                path,
                "empty_field",
                &format!("The address of {file} is empty."),
            )]
        }
        Some(url) if is_safe_media_url(url) => Vec::new(),
        Some(_) => {
            let message = format!("This address cannot be the one of {file}.");
            vec![problem(path, "unsafe_url", &message)]
        }
        None => {
            let message = format!("This must be the address of {file}, as a string.");
            vec![problem(path, "wrong_kind", &message)]
        }
    }
}

/// A list of objects, each with an `id` of its own (a string or a number).
fn check_items(path: &str, value: &Value) -> Vec<DataProblem> {
    let Some(items) = value.as_array() else {
        return vec![problem(
            path,
            "wrong_kind",
            "This must be a list of objects with `id`.",
        )];
    };
    if items.is_empty() {
        return vec![problem(path, "empty_field", "The list is empty.")];
    }
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let id = match item.get("id") {
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => {
                found.push(problem(
                    &format!("{path}[{i}]"),
                    "missing_field",
                    "This must be an object with `id`.",
                ));
                continue;
            }
        };
        if !seen.insert(id) {
            found.push(problem(
                &format!("{path}[{i}].id"),
                "repeated_id",
                "The same `id` is given twice.",
            ));
        }
    }
    found
}

fn check_options(path: &str, value: &Value) -> Vec<DataProblem> {
    match value.as_array() {
        None => vec![problem(
            path,
            "wrong_kind",
            "This must be a list of strings, or of objects with `value`.",
        )],
        Some(items) if items.is_empty() => {
            vec![problem(path, "empty_field", "There is nothing to choose from.")]
        }
        Some(items) => {
            let bad = items
                .iter()
                .enumerate()
                .filter(|(_, item)| option_of_data(item).is_none());
            bad.map(|(i, _)| {
                problem(
                    &format!("{path}[{i}]"),
                    "wrong_kind",
                    "This must be a string or have `value`.",
                )
            })
            .collect()
        }
    }
}

/// Checks a list of objects whose keys hold strings; each key is needed or not.
fn check_rows(path: &str, value: &Value, keys: &[(&str, bool)], filled: bool) -> Vec<DataProblem> {
    let problem = |path: String, code, message: String| DataProblem { path, code, message };
    let Some(rows) = value.as_array() else {
        let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
        let message = format!("This must be a list of objects with {}.", names.join(" and "));
        return vec![problem(path.to_owned(), "wrong_kind", message)];
    };
    if rows.is_empty() && filled {
        return vec![problem(
            path.to_owned(),
            "empty_field",
            "The list is empty.".to_owned(),
        )];
    }
    let mut found = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        for (key, needed) in keys {
            match row.get(key) {
                Some(Value::String(_)) => {}
                None | Some(Value::Null) if !needed => {}
                None => found.push(problem(
                    format!("{path}[{i}]"),
                    "missing_field",
                    format!("This must be an object with `{key}`."),
                )),
                Some(_) => found.push(problem(
                    format!("{path}[{i}].{key}"),
                    "wrong_kind",
                    "This must be a string.".to_owned(),
                )),
            }
        }
    }
    found
}
