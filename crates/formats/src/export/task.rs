//! What there is to say about a task when it leaves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Prediction;

/// What an export needs to know before the first task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportContext {
    /// The project's id.
    pub project_id: String,
    /// The project's name.
    pub project_name: String,
    /// The data fields that get a CSV column, in order.
    pub data_fields: Vec<String>,
    /// The names of the interface's controls (a region's `from_name`) that get a CSV column, in order.
    pub controls: Vec<String>,
    /// Whether a CSV starts with a byte order mark, without which Excel takes UTF-8 for the local code page.
    pub byte_order_mark: bool,
}

/// One task with everything that was done to it. Timestamps are RFC 3339 text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportTask {
    /// Our id.
    pub task_id: String,
    /// The requester's id, as imported.
    pub external_id: Option<String>,
    /// The task's place in the project; Label Studio's integer ids are made from it.
    pub position: i64,
    /// What the worker was shown.
    pub data: Map<String, Value>,
    /// The task's state, e.g. `done`.
    pub state: String,
    /// The accepted answer, if there is one.
    pub result: Option<ExportResult>,
    /// Every answer that was submitted, in the order of submission.
    pub answers: Vec<ExportAnswer>,
    /// The known answer of a gold task.
    pub gold: Option<Vec<Value>>,
    /// Pre-labels.
    pub predictions: Vec<Prediction>,
    /// The version of the guide in force for the task.
    pub guide_version: Option<i64>,
}

/// The accepted answer of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportResult {
    /// Regions in Label Studio's shape.
    pub regions: Vec<Value>,
    /// How it came about: `inspected`, `agreed`, `single` …
    pub source: String,
    /// The probability that it is right, 0 to 1, where it could be inferred.
    pub confidence: Option<f64>,
    /// When it was settled.
    pub decided_at: Option<String>,
}

/// One worker's answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportAnswer {
    /// Our id.
    pub answer_id: String,
    /// The worker's pseudonym in this project.
    pub worker: String,
    /// `regions`, or `unusable` if the worker found the task impossible.
    pub kind: String,
    /// Regions in Label Studio's shape.
    pub regions: Vec<Value>,
    /// `submitted`, `accepted`, `returned`, `refused` …
    pub state: String,
    /// How often it had been sent back before: 0 for the first submission.
    pub round: i64,
    /// The version of the guide that the worker was bound to.
    pub guide_version: Option<i64>,
    /// When the worker got the task.
    pub issued_at: Option<String>,
    /// When the answer was sent.
    pub submitted_at: Option<String>,
    /// How long the worker was really at it, in milliseconds.
    pub active_ms: Option<i64>,
    /// What inspectors decided, in order.
    pub verdicts: Vec<ExportVerdict>,
}

/// One inspector's decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExportVerdict {
    /// `pass`, `fix`, `return`, `refuse` or `unusable`.
    pub verdict: String,
    /// The inspector's pseudonym in this project.
    pub inspector: String,
    /// Why, as a code.
    pub reason: Option<String>,
    /// The number of the guide's clause that was cited: `3`, `2.1`.
    pub clause: Option<String>,
    /// Remarks: `{text, clause, place}`, the place a region, an area of a picture, or a stretch of text or time.
    pub comments: Vec<Value>,
    /// When it was decided.
    pub at: Option<String>,
    /// The mended regions of a `fix`.
    pub regions: Option<Vec<Value>>,
}

impl ExportAnswer {
    /// Whether the answer stands: regions that were neither sent back, refused nor replaced.
    pub(crate) fn counts(&self) -> bool {
        self.kind == "regions" && matches!(self.state.as_str(), "submitted" | "accepted")
    }
}
