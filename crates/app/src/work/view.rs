//! What workers and inspectors get to see: the JSON shapes of their part of the API.

use crate::made::MadeFileView;
use crate::media::PyramidView;
use pumasi_domain::comment::Comment;
use pumasi_domain::state::{AnswerKind, AssignmentState, MoneyState, Role};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp};
use pumasi_interface::{Change, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// One turn at one task.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Assignment)]
pub struct AssignmentView {
    pub assignment_id: AssignmentId,
    pub project_id: ProjectId,
    pub project_name: String,
    pub task_id: TaskId,
    pub role: Role,
    pub state: AssignmentState,
    pub round: i64,
    pub issued_at: Timestamp,
    pub leased_until: Timestamp,
    pub reward_minor: i64,
    pub guide_version: i64,
    /// The interface; left out in replies that repeat a project.
    #[schema(value_type = Option<Object>)]
    pub tree: Option<Node>,
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// Its pictures that are too large to be sent whole.
    #[serde(default)]
    pub pyramids: Vec<PyramidView>,
    #[schema(value_type = Vec<Object>)]
    pub predictions: Vec<Value>,
    pub draft: Option<DraftView>,
    /// Why it came back, if it did.
    pub returned: Option<Return>,
    /// What is to be inspected, for inspections.
    pub inspect: Option<Inspect>,
    /// Files that people made for it: one's own, or those of the answers that are looked at.
    #[serde(default)]
    pub files: Vec<MadeFileView>,
}

/// Work in progress, kept by the server.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DraftView {
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    pub active_ms: i64,
}

/// An inspector's reason.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Return {
    pub reason: Option<String>,
    pub clause: Option<String>,
    pub comments: Vec<Comment>,
    pub at: Timestamp,
    pub round: i64,
}

/// An answer before its inspector.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Inspect {
    pub answer: AnswerView,
    /// The round before, and why it went back.
    pub previous: Option<PreviousAnswer>,
    /// What was changed since.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Change>,
    /// It can not be returned once more.
    pub last_round: bool,
}

/// What was sent in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerView {
    pub kind: AnswerKind,
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    pub unusable_reason: Option<String>,
    pub submitted_at: Timestamp,
    pub round: i64,
}

/// An earlier round.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PreviousAnswer {
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    pub verdict: Return,
}

/// The next things to do, or why there are none.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Next {
    pub assignments: Vec<AssignmentView>,
    /// `nothing_now`, `budget_used_up`, `paused`, `closed`, `deadline_passed`, `exam_required`, `not_invited`, `too_many_open`,
    /// `partner_needed` (a conversation of two: wait for the other), `paused_here`, `consent_required`, `break_required` (until `retry_after_seconds`), `daily_limit_reached`.
    pub reason: Option<String>,
    /// When asking again makes sense.
    pub retry_after_seconds: Option<i64>,
}

/// What became of one assignment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    pub assignment_id: AssignmentId,
    pub state: AssignmentState,
    pub money: MoneyState,
    pub reward_minor: i64,
}

/// The day so far, in all projects.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub struct Today {
    pub answers: i64,
    pub inspections: i64,
    pub earned_minor: i64,
    /// Sent in and not yet decided, of any day.
    pub pending_minor: i64,
}

/// The reply to everything a worker sends: what became of it, the day so far, and the next things to do.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    pub receipt: Receipt,
    pub today: Today,
    /// In training: what was right, to be shown before the next task.
    pub feedback: Option<Feedback>,
    #[serde(flatten)]
    pub next: Next,
}

/// What a person in training is told about the answer they just gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Feedback {
    pub right: bool,
    /// The known answer.
    #[schema(value_type = Vec<Object>)]
    pub expected: Vec<Value>,
    /// Why it is right.
    pub note: Option<String>,
}

/// An answer, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerInput {
    pub kind: AnswerKind,
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub regions: Vec<Value>,
    /// Why the data can not be labelled, for `unusable`.
    #[serde(default)]
    pub reason: Option<String>,
    /// Time the worker was at it, without idle time.
    #[serde(default)]
    pub active_ms: i64,
    /// How many further tasks to hand out with the reply.
    #[serde(default)]
    pub claim: i64,
}
