//! What is told of a question, to whom.

use pumasi_domain::{ProjectId, QuestionId, TaskId, Timestamp, UserId};
use pumasi_store::questions::Question;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A question as a worker of the project sees it: their own, or one that was answered for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkQuestion {
    pub question_id: QuestionId,
    pub text: String,
    /// The clause of the guide that it is about.
    pub clause: Option<String>,
    pub asked_at: Timestamp,
    /// The caller asked it.
    pub mine: bool,
    pub answer: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub for_everyone: bool,
    /// The caller asked, was answered, and has not said that they have seen it.
    pub unseen: bool,
}

/// One of the caller's own questions, in whichever project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyQuestion {
    #[serde(flatten)]
    pub question: WorkQuestion,
    pub project_id: ProjectId,
    pub project_name: String,
}

/// The caller's latest questions, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyQuestions {
    pub items: Vec<MyQuestion>,
}

/// A question as the requester sees it: what it is about, and not who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectQuestion {
    pub question_id: QuestionId,
    /// The task that whoever asked had in hand.
    pub task_id: TaskId,
    /// Its place in the project's order.
    pub position: Option<i64>,
    pub text: String,
    pub clause: Option<String>,
    /// The guide that whoever asked was reading.
    pub guide_version: i64,
    pub asked_at: Timestamp,
    pub answer: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub for_everyone: bool,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionInput {
    pub text: String,
    /// The clause of the guide that it is about, if it is about one.
    #[serde(default)]
    pub clause: Option<String>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = QuestionAnswer)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    pub text: String,
    /// Whether everybody in the project may read question and answer, or only whoever asked.
    pub for_everyone: bool,
}

impl WorkQuestion {
    pub(super) fn of(q: Question, reader: UserId) -> WorkQuestion {
        let mine = q.user_id == reader;
        WorkQuestion {
            question_id: q.question_id,
            text: q.text,
            clause: q.clause,
            asked_at: q.asked_at,
            mine,
            unseen: mine && q.answered_at.is_some() && q.seen_at.is_none(),
            answer: q.answer,
            answered_at: q.answered_at,
            for_everyone: q.for_everyone,
        }
    }
}

impl ProjectQuestion {
    pub(super) fn of(q: Question) -> ProjectQuestion {
        ProjectQuestion {
            question_id: q.question_id,
            task_id: q.task_id,
            position: q.position,
            text: q.text,
            clause: q.clause,
            guide_version: q.guide_version,
            asked_at: q.asked_at,
            answer: q.answer,
            answered_at: q.answered_at,
            for_everyone: q.for_everyone,
        }
    }
}
