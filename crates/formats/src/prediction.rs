//! What a model says about a task before a person does.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A pre-label: shown to the worker as a suggestion, kept in exports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The model that made it, in its owner's own naming.
    #[serde(default)]
    pub model_version: Option<String>,
    /// The model's own confidence, usually 0 to 1; never used as ours.
    #[serde(default)]
    pub score: Option<f64>,
    /// Regions in Label Studio's shape.
    #[serde(default)]
    pub result: Vec<Value>,
}
