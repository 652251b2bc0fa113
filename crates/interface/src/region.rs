//! The region: one row of Label Studio's `result` list, and the canonical form of every answer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

/// One result as Label Studio writes it. Fields that are unknown here are kept in `extra`, so that an imported
/// answer is exported unchanged; an explicit `null` in an optional field counts as absent.
///
/// A drawn region (a box, a chat message) and the answers of `perRegion` controls about it share one `id`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Identifies the region within its answer. Imported predictions may lack it; answers may not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name of the control that made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_name: String,
    /// Name of the object it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_name: String,
    /// Result type: `choices`, `rectanglelabels`, `textarea`, `chatmessage`.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The value, in the shape that its type prescribes.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub value: Value,
    /// `manual`, `prediction` or `prediction-changed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Width of the image in pixels; coordinates are percent of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_width: Option<Number>,
    /// Height of the image in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_height: Option<Number>,
    /// Degrees by which the image was turned when it was labelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_rotation: Option<Number>,
    /// Confidence of a prediction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Number>,
    /// Free remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta: Option<Value>,
    /// The region that this one lies in.
    #[serde(rename = "parentID", default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// Everything else, unchanged.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Region {
    /// A region with the four fields that every answer has.
    pub fn new(id: &str, from_name: &str, to_name: &str, kind: &str, value: Value) -> Region {
        Region {
            id: id.into(),
            from_name: from_name.into(),
            to_name: to_name.into(),
            kind: kind.into(),
            value,
            ..Region::default()
        }
    }

    /// Width and height of the image in pixels, when both are known.
    pub fn original_size(&self) -> Option<(f64, f64)> {
        Some((
            self.original_width.as_ref()?.as_f64()?,
            self.original_height.as_ref()?.as_f64()?,
        ))
    }

    /// The strings of the list at `value.<key>`; what is not a string is left out.
    pub fn strings(&self, key: &str) -> Vec<&str> {
        let list = self.value.get(key).and_then(Value::as_array);
        list.map(|items| items.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default()
    }
}
