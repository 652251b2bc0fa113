//! Label Studio's XML label config: read, checked, and answers checked against it.
//!
//! The crate is pure: no I/O, no clock, no randomness. A config is read once with [`LabelConfig::parse`]; the front end
//! renders [`LabelConfig::tree`] (JSON, never XML) and puts task data in as [`interpolate`] does; an answer is a list of
//! [`Region`]s in Label Studio's own form.
//!
//! Everything in a config comes from a requester and is shown to workers: attribute values are text, and a front end
//! must show them as text. Script addresses, event handlers and styles that could load or cover anything do not get
//! into the tree.

mod answer;
mod attribute;
mod check;
mod compare;
mod config;
mod control;
mod data;
mod difference;
mod element;
mod geometry;
mod making;
mod parse;
mod problem;
mod region;
mod relation;
mod style;
mod tags;
mod templates;
mod text;
mod variable;
mod visibility;
mod writing;

pub use answer::MAX_REGIONS;
pub use config::{CATEGORY_SEPARATOR, LabelConfig};
pub use control::{ChoiceOption, Control, Object};
pub use data::{DataField, DataKind};
pub use difference::{Change, ChangeKind};
pub use element::Node;
pub use making::{LiveChat, MadeFile, MakingKind, MakingRules, ModelChat, UniqueText};
pub use parse::{MAX_CONFIG_BYTES, MAX_DEPTH, MAX_NODES};
pub use problem::{AnswerProblem, ConfigProblem, DataProblem};
pub use region::Region;
pub use tags::{ControlKind, ObjectKind, supported_tags};
pub use templates::{Localized, Template, templates};
pub use text::{normalize_text, text_length};
pub use variable::{interpolate, lookup};
pub use writing::TextFingerprint;
