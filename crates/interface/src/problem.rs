//! What can be wrong with a config, with task data and with an answer. Codes are stable and meant for machines
//! (the front end translates them); messages are plain English for a log, an API client or a requester.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// One thing wrong (or, in `warnings()`, one thing ignored) in a label config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct ConfigProblem {
    /// Line in the XML, from 1.
    pub line: u32,
    /// Column in the XML, from 1, counted in characters.
    pub column: u32,
    /// The tag as it was written; empty when the XML itself could not be read.
    pub tag: String,
    /// The attribute concerned, when it is about one.
    pub attribute: Option<String>,
    /// Stable machine code, for example `unknown_tag`.
    pub code: &'static str,
    /// Plain English, naming what to mend.
    pub message: String,
}

/// One thing wrong with the data of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{path}: {message}")]
pub struct DataProblem {
    /// Path in the task data in the notation of the config, without `$`: `image`, `dialogue[2].text`.
    pub path: String,
    /// Stable machine code, for example `missing_field`.
    pub code: &'static str,
    /// Plain English, naming what to mend.
    pub message: String,
}

/// One thing wrong with an answer.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct AnswerProblem {
    /// JSON pointer into the list of regions, such as `/3/value/choices`; empty when something is missing.
    pub pointer: String,
    /// The region concerned, when there is one.
    pub region_id: Option<String>,
    /// The control concerned, so that the screen can bring it into view.
    pub from_name: Option<String>,
    /// Stable machine code, for example `required`.
    pub code: &'static str,
    /// Plain English, or the requester's own `requiredMessage`.
    pub message: String,
    /// The numbers and words of the message, for a translation: `minimum`, `maximum`, `actual`, `allowed`.
    pub params: BTreeMap<&'static str, Value>,
}
