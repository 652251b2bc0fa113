//! What goes over the wire, as far as the crowd reads it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A Label Studio region, kept as it came.
pub type Region = Value;

/// A problem (RFC 9457).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Problem {
    pub code: String,
    pub detail: String,
    pub errors: Vec<ProblemFault>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProblemFault {
    pub pointer: String,
    pub code: String,
    pub message: String,
}

/// A part of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Who one is.
#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    pub user_id: String,
    pub email: String,
    pub display_name: String,
    pub is_operator: bool,
    pub adult_verified: bool,
    pub csrf_token: String,
}

/// Roles in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    Owner,
    Manager,
    Viewer,
}

/// What somebody does with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Work,
    Inspect,
    /// Answering as an inspector what others disagree about, or what is audited; given out among inspections.
    Adjudicate,
}

impl Role {
    /// As it stands in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Work => "work",
            Role::Inspect => "inspect",
            Role::Adjudicate => "adjudicate",
        }
    }
}

/// A requester.
#[derive(Clone, Debug, Deserialize)]
pub struct Organization {
    pub organization_id: String,
    pub name: String,
    pub available_minor: i64,
    pub in_projects_minor: i64,
    pub spent_minor: i64,
}

/// One order, as its organization sees it.
#[derive(Clone, Debug, Deserialize)]
pub struct Project {
    pub project_id: String,
    pub name: String,
    pub state: String,
    pub version: i64,
    pub guide: Guide,
    pub tree: Option<Node>,
    pub progress: Progress,
}

/// The instructions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Guide {
    pub version: i64,
    pub clauses: Vec<Clause>,
}

/// One numbered item of the guide.
#[derive(Clone, Debug, Deserialize)]
pub struct Clause {
    pub number: String,
    pub text: String,
}

/// A node of the interface.
#[derive(Clone, Debug, Deserialize)]
pub struct Node {
    pub tag: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

/// How far an order is.
#[derive(Clone, Debug, Deserialize)]
pub struct Progress {
    pub tasks_total: i64,
    pub tasks_done: i64,
    pub answers_submitted: i64,
    pub answers_accepted: i64,
    pub answers_returned: i64,
    pub answers_in_review: i64,
    pub spent_minor: i64,
    pub reserved_minor: i64,
}

/// A kept file.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    pub media_id: String,
    /// How task data names it.
    pub reference: String,
}

/// A load of tasks on its way in.
#[derive(Clone, Debug, Deserialize)]
pub struct Import {
    pub import_id: String,
    pub state: String,
    pub rows_read: i64,
    pub rows_added: i64,
    pub rows_duplicate: i64,
    pub rows_bad: i64,
    pub reason: Option<String>,
}

impl Import {
    /// Whether nothing more will happen.
    pub fn is_finished(&self) -> bool {
        !matches!(self.state.as_str(), "checking" | "writing")
    }
}

/// Work that is offered, with its interface.
#[derive(Clone, Debug, Deserialize)]
pub struct WorkProject {
    pub project_id: String,
    pub name: String,
    pub tasks_left: i64,
    pub answers_to_inspect: i64,
    pub work: String,
    pub inspect: String,
    pub guide: Guide,
    pub tree: Node,
}

/// An entrance test.
#[derive(Clone, Debug, Deserialize)]
pub struct Exam {
    pub exam_id: String,
    pub tasks: Vec<ExamTask>,
}

/// One question of an entrance test.
#[derive(Clone, Debug, Deserialize)]
pub struct ExamTask {
    pub task_id: String,
    pub data: Map<String, Value>,
}

/// One answer in an entrance test.
#[derive(Clone, Debug, Serialize)]
pub struct ExamAnswer {
    pub task_id: String,
    pub regions: Vec<Region>,
}

/// How an entrance test went.
#[derive(Clone, Debug, Deserialize)]
pub struct ExamOutcome {
    pub passed: bool,
    pub score_percent: i64,
}

/// One turn at one task.
#[derive(Clone, Debug, Deserialize)]
pub struct Assignment {
    pub assignment_id: String,
    pub project_id: String,
    pub task_id: String,
    pub role: Role,
    pub state: String,
    /// 0 for the first try.
    pub round: i64,
    pub data: Map<String, Value>,
    pub draft: Option<Draft>,
    pub returned: Option<Return>,
    pub inspect: Option<Inspect>,
}

/// Work in progress.
#[derive(Clone, Debug, Deserialize)]
pub struct Draft {
    pub regions: Vec<Region>,
}

/// Why something came back.
#[derive(Clone, Debug, Deserialize)]
pub struct Return {
    pub reason: Option<String>,
    pub clause: Option<String>,
    pub comments: Vec<Comment>,
}

/// An answer before its inspector.
#[derive(Clone, Debug, Deserialize)]
pub struct Inspect {
    pub answer: InspectedAnswer,
    pub last_round: bool,
}

/// What was sent in.
#[derive(Clone, Debug, Deserialize)]
pub struct InspectedAnswer {
    pub kind: String,
    pub regions: Vec<Region>,
    pub round: i64,
}

/// The next things to do, or why there are none.
#[derive(Clone, Debug, Deserialize)]
pub struct Next {
    pub assignments: Vec<Assignment>,
    pub reason: Option<String>,
    pub retry_after_seconds: Option<u64>,
}

/// The reply to everything a worker sends.
#[derive(Clone, Debug, Deserialize)]
pub struct Reply {
    pub receipt: Receipt,
    #[serde(flatten)]
    pub next: Next,
}

/// What became of one assignment.
#[derive(Clone, Debug, Deserialize)]
pub struct Receipt {
    pub assignment_id: String,
    pub state: String,
    pub money: String,
    pub reward_minor: i64,
}

/// An answer, as sent.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub kind: AnswerKind,
    pub regions: Vec<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub active_ms: i64,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    Regions,
    Unusable,
}

/// An inspector's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    Pass,
    Fix,
    Return,
    Refuse,
    Unusable,
}

/// An inspector's decision with what it must say, as sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    pub verdict: VerdictKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<Region>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    pub comments: Vec<Comment>,
    pub active_ms: i64,
}

impl Verdict {
    /// A decision that says nothing more.
    pub fn plain(verdict: VerdictKind, active_ms: i64) -> Verdict {
        Verdict {
            verdict,
            regions: None,
            reason: None,
            clause: None,
            comments: Vec::new(),
            active_ms,
        }
    }
}

/// A remark, and the place that it is pinned to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub clause: Option<String>,
    #[serde(default)]
    pub place: Option<Place>,
}

/// Where a remark is pinned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    Region {
        region_id: String,
    },
    Area {
        object: String,
        #[serde(flatten)]
        area: Area,
    },
}

/// A place in a picture, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// What somebody earned.
#[derive(Clone, Debug, Deserialize)]
pub struct Earnings {
    pub week: Earned,
    pub pending_minor: i64,
    pub payable_minor: i64,
}

/// Pay of a period.
#[derive(Clone, Debug, Deserialize)]
pub struct Earned {
    pub earned_minor: i64,
    pub answers: i64,
    pub inspections: i64,
}

/// One task in its order's list.
#[derive(Clone, Debug, Deserialize)]
pub struct TaskSummary {
    pub task_id: String,
    pub external_id: Option<String>,
}

/// One task with all that was done to it.
#[derive(Clone, Debug, Deserialize)]
pub struct Task {
    pub task_id: String,
    pub gold_source: Option<String>,
}

/// A draw of results that are looked at again.
#[derive(Clone, Debug, Deserialize)]
pub struct Audit {
    pub audit_id: String,
    pub state: String,
    pub sample_size: i64,
    pub decided: i64,
}

/// A stop of one's work in an order, as one sees it oneself.
#[derive(Clone, Debug, Deserialize)]
pub struct MyPause {
    pub pause_id: String,
    pub project_id: String,
    pub action: String,
    pub cause: String,
    pub ended_at: Option<String>,
    pub may_object: bool,
}

/// The sums of the whole ledger.
#[derive(Clone, Debug, Deserialize)]
pub struct Ledger {
    pub sum_minor: i64,
}
