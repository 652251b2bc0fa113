//! From a JSON value to a row: the shapes that Label Studio and hand-written files use.

use serde_json::{Map, Value};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{ImportOptions, ImportRow, RowProblem};
use crate::Prediction;

/// What Label Studio and our own exports write beside `data`, known to carry nothing that an import needs.
const EXPORT_NOISE: [&str; 28] = [
    "allow_skip",
    "annotations_ids",
    "annotations_results",
    "annotators",
    "answers",
    "avg_lead_time",
    "cancelled_annotations",
    "comment_authors",
    "comment_count",
    "created_at",
    "drafts",
    "file_upload",
    "guide_version",
    "inner_id",
    "is_labeled",
    "last_comment_updated_at",
    "meta",
    "overlap",
    "position",
    "predictions_score",
    "project",
    "result",
    "state",
    "task_id",
    "total_annotations",
    "total_predictions",
    "unresolved_comment_count",
    "updated_at",
];
const ALSO_NOISE: [&str; 2] = ["updated_by", "precomputed_agreement"];

/// The longest external id in characters.
const LONGEST_EXTERNAL_ID: usize = 255;

/// Reads a row out of one JSON value: `{"data": {…}, …}` or the bare data.
pub(super) fn row_from_json(
    value: Value,
    line: u64,
    element: Option<u64>,
    options: &ImportOptions,
) -> Result<ImportRow, RowProblem> {
    let row = read(value, line, options).map_err(|problem| problem.element(element))?;
    Ok(ImportRow { element, ..row })
}

fn read(value: Value, line: u64, options: &ImportOptions) -> Result<ImportRow, RowProblem> {
    check_value(&value, options.max_nesting, line)?;
    let Value::Object(mut object) = normalized(value) else {
        return Err(RowProblem::new(
            line,
            "not_an_object",
            "A task must be a JSON object such as {\"data\": {\"text\": \"…\"}}.",
        ));
    };
    match object.swap_remove_object("data") {
        Some(data) => wrapped(data, object, line, options),
        None => {
            let external_id = take_external_id(&mut object, line)?;
            finish(
                ImportRow {
                    external_id,
                    ..ImportRow::bare(line, object)
                },
                options,
            )
        }
    }
}

trait TakeObject {
    /// Takes the object under `key` out, or leaves the value there if it is something else.
    fn swap_remove_object(&mut self, key: &str) -> Option<Map<String, Value>>;
}

impl TakeObject for Map<String, Value> {
    fn swap_remove_object(&mut self, key: &str) -> Option<Map<String, Value>> {
        if !self.get(key).is_some_and(Value::is_object) {
            return None;
        }
        match self.shift_remove(key) {
            Some(Value::Object(object)) => Some(object),
            _ => None,
        }
    }
}

fn wrapped(
    data: Map<String, Value>,
    mut around: Map<String, Value>,
    line: u64,
    options: &ImportOptions,
) -> Result<ImportRow, RowProblem> {
    // Our own Label Studio export keeps the requester's id there, because Label Studio's `id` is an integer of its own.
    let ours = around.get("meta").and_then(|meta| meta.get("pumasi")).cloned();
    let external_id = match ours.as_ref().and_then(Value::as_object) {
        Some(ours) => id_text(ours.get("external_id"), "meta.pumasi.external_id", line)?,
        None => take_external_id(&mut around, line)?,
    };
    let predictions = read_predictions(around.shift_remove("predictions"), line)?;
    let known = around.shift_remove("gold").or_else(|| ours?.get("gold").cloned());
    let gold = read_gold(known, around.shift_remove("annotations"), line)?;
    let ignored_fields = around
        .keys()
        .filter(|key| !matches!(key.as_str(), "id" | "external_id"))
        .filter(|key| !EXPORT_NOISE.contains(&key.as_str()) && !ALSO_NOISE.contains(&key.as_str()))
        .cloned()
        .collect();
    finish(
        ImportRow {
            external_id,
            predictions,
            gold,
            ignored_fields,
            ..ImportRow::bare(line, data)
        },
        options,
    )
}

/// Takes the gold column out, then refuses a row with nothing to show.
pub(super) fn finish(mut row: ImportRow, options: &ImportOptions) -> Result<ImportRow, RowProblem> {
    if let Some(column) = &options.gold_column
        && let Some(value) = row.data.shift_remove(column.as_str())
    {
        row.gold_value = match value {
            Value::Null => None,
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Array(_) | Value::Object(_) => {
                return Err(RowProblem::new(
                    row.line,
                    "bad_gold_value",
                    "The known answer must be a plain label. For regions use \"annotations\".",
                )
                .field(column.as_str()));
            }
        };
    }
    if row.data.is_empty() {
        return Err(RowProblem::new(
            row.line,
            "no_data",
            "The task holds no data to show. Give it at least one field, e.g. {\"text\": \"…\"}.",
        )
        .field("data"));
    }
    Ok(row)
}

/// `external_id` if there is one, else `id`.
fn take_external_id(object: &mut Map<String, Value>, line: u64) -> Result<Option<String>, RowProblem> {
    for key in ["external_id", "id"] {
        if object.contains_key(key) {
            let value = object.shift_remove(key);
            return id_text(value.as_ref(), key, line);
        }
    }
    Ok(None)
}

fn id_text(value: Option<&Value>, field: &str, line: u64) -> Result<Option<String>, RowProblem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => external_id(text, field, line),
        Some(Value::Number(number)) => external_id(&number.to_string(), field, line),
        Some(_) => {
            let message = "The id must be text or a number.";
            Err(RowProblem::new(line, "bad_external_id", message).field(field))
        }
    }
}

/// Trims an id and checks its length.
pub(super) fn external_id(text: &str, field: &str, line: u64) -> Result<Option<String>, RowProblem> {
    let text = text.trim();
    if text.chars().count() > LONGEST_EXTERNAL_ID {
        let message = format!("The id is longer than {LONGEST_EXTERNAL_ID} characters. Shorten it.");
        return Err(RowProblem::new(line, "bad_external_id", message).field(field));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn read_predictions(value: Option<Value>, line: u64) -> Result<Vec<Prediction>, RowProblem> {
    let problem = |field: String, message: &str| {
        RowProblem::new(line, "bad_predictions", message.to_owned()).field(field)
    };
    let items = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(problem("predictions".to_owned(), "Predictions must be a list.")),
    };
    let mut predictions = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let mut object = match item {
            Value::Object(object) => object,
            // Label Studio's quick export writes bare ids: there is nothing to keep.
            Value::Number(_) => continue,
            _ => {
                return Err(problem(
                    format!("predictions[{index}]"),
                    "A prediction must be an object.",
                ));
            }
        };
        let result = regions(object.shift_remove("result")).ok_or_else(|| {
            problem(
                format!("predictions[{index}].result"),
                "A prediction's result must be a list of regions.",
            )
        })?;
        let model_version = match object.shift_remove("model_version") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text),
            Some(other) => Some(other.to_string()),
        };
        let score = object.get("score").and_then(Value::as_f64);
        predictions.push(Prediction {
            model_version,
            score,
            result,
        });
    }
    Ok(predictions)
}

/// `gold` as our own export writes it, else the first annotation that counts as ground truth. Label Studio takes an
/// imported annotation for ground truth unless told otherwise, and so do we; a cancelled one is no answer.
fn read_gold(
    gold: Option<Value>,
    annotations: Option<Value>,
    line: u64,
) -> Result<Option<Vec<Value>>, RowProblem> {
    let problem =
        |field: String, message: &str| RowProblem::new(line, "bad_gold", message.to_owned()).field(field);
    match gold {
        None | Some(Value::Null) => {}
        Some(value) => {
            return regions(Some(value))
                .map(Some)
                .ok_or_else(|| problem("gold".to_owned(), "The known answer must be a list of regions."));
        }
    }
    let items = match annotations {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(problem("annotations".to_owned(), "Annotations must be a list.")),
    };
    for (index, item) in items.into_iter().enumerate() {
        let mut object = match item {
            Value::Object(object) => object,
            Value::Number(_) => continue,
            _ => {
                return Err(problem(
                    format!("annotations[{index}]"),
                    "An annotation must be an object.",
                ));
            }
        };
        let flag = |key: &str| object.get(key).and_then(Value::as_bool);
        if flag("was_cancelled").unwrap_or(false) || !flag("ground_truth").unwrap_or(true) {
            continue;
        }
        return regions(object.shift_remove("result")).map(Some).ok_or_else(|| {
            problem(
                format!("annotations[{index}].result"),
                "An annotation's result must be a list of regions.",
            )
        });
    }
    Ok(None)
}

fn regions(value: Option<Value>) -> Option<Vec<Value>> {
    match value {
        Some(Value::Array(regions)) if regions.iter().all(Value::is_object) => Some(regions),
        _ => None,
    }
}

/// Refuses what the database could not hold: deep nesting and NUL characters.
fn check_value(value: &Value, room: usize, line: u64) -> Result<(), RowProblem> {
    let deeper = || {
        room.checked_sub(1).ok_or_else(|| {
            let message = "Lists and objects nest too deeply. Flatten the row.";
            RowProblem::new(line, "nested_too_deeply", message)
        })
    };
    match value {
        Value::String(text) => check_text(text, line),
        Value::Array(items) => {
            let room = deeper()?;
            items.iter().try_for_each(|item| check_value(item, room, line))
        }
        Value::Object(object) => {
            let room = deeper()?;
            object.iter().try_for_each(|(key, item)| {
                check_text(key, line)?;
                check_value(item, room, line).map_err(|problem| match &problem.field {
                    None => problem.field(key.as_str()),
                    Some(inner) => {
                        let path = format!("{key}.{inner}");
                        problem.field(path)
                    }
                })
            })
        }
        _ => Ok(()),
    }
}

/// Refuses a NUL character, which neither PostgreSQL nor most tools down the line can hold.
pub(super) fn check_text(text: &str, line: u64) -> Result<(), RowProblem> {
    if text.contains('\0') {
        let message = "The text holds a NUL character. Remove it.";
        return Err(RowProblem::new(line, "nul_character", message));
    }
    Ok(())
}

/// Text in NFC, as every text in the product is kept: macOS writes decomposed Hangul.
pub(super) fn nfc(text: String) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => text.nfc().collect(),
    }
}

fn normalized(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(nfc(text)),
        Value::Array(items) => items.into_iter().map(normalized).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(key, item)| (nfc(key), normalized(item)))
            .collect(),
        other => other,
    }
}
