//! All that was said about one task, read for the quality engine: answers, verdicts on them, decisions between them.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{AnswerKind, AssignmentState, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, UserId};

/// One worker's answer to a task, its latest round.
#[derive(Debug, Clone)]
pub struct Said {
    pub assignment_id: AssignmentId,
    pub worker_id: UserId,
    /// Submitted or accepted.
    pub state: AssignmentState,
    pub kind: AnswerKind,
    /// What it says, where answers can be counted.
    pub class: Option<String>,
    /// JSON; empty where it was not asked for.
    pub regions: String,
}

fn read_said(row: &Row) -> Result<Said, DbError> {
    Ok(Said {
        assignment_id: row.get(0)?,
        worker_id: row.get(1)?,
        state: row.get(2)?,
        kind: row.get(3)?,
        class: row.get(4)?,
        regions: row.get(5)?,
    })
}

/// The answers to a task that stand (submitted or accepted, given for its result), in the order they were handed out.
pub fn answers(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Said>, DbError> {
    let rows = tx.query(
        "select s.id, s.worker_id, s.state, s.answer_kind, s.answer_class, '' from assignments s
          where s.project_id = $1 and s.task_id = $2 and s.role = 'work' and s.purpose = 'order'
            and s.state in ('submitted', 'accepted') and s.answer_kind is not null
          order by s.id",
        params![project_id, task_id],
    )?;
    rows.iter().map(read_said).collect()
}

/// The same with what was answered, for interfaces whose answers can only be compared.
pub fn answers_with_regions(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
) -> Result<Vec<Said>, DbError> {
    let rows = tx.query(
        "select s.id, s.worker_id, s.state, s.answer_kind, s.answer_class, a.regions
           from assignments s join answers a on a.assignment_id = s.id and a.round = s.round
          where s.project_id = $1 and s.task_id = $2 and s.role = 'work' and s.purpose = 'order'
            and s.state in ('submitted', 'accepted') and s.answer_kind is not null
          order by s.id",
        params![project_id, task_id],
    )?;
    rows.iter().map(read_said).collect()
}

/// An inspector's decision on the latest round of an answer.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The answer.
    pub assignment_id: AssignmentId,
    pub inspector_id: UserId,
    pub verdict: VerdictKind,
    /// The mended answer of a fix, JSON.
    pub regions: Option<String>,
}

/// The decisions on a task's answers that still stand: a refusal or a return is of an answer that does not.
pub fn verdicts(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Judged>, DbError> {
    let rows = tx.query(
        "select v.assignment_id, v.inspector_id, v.verdict, v.regions
           from assignments s join verdicts v on v.assignment_id = s.id and v.round = s.round
          where s.project_id = $1 and s.task_id = $2 and s.role = 'work' and s.purpose = 'order'
            and s.state in ('submitted', 'accepted')
          order by v.id",
        params![project_id, task_id],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Judged {
                assignment_id: row.get(0)?,
                inspector_id: row.get(1)?,
                verdict: row.get(2)?,
                regions: row.get(3)?,
            })
        })
        .collect()
}

/// A decision between people who disagree: under way, or made.
#[derive(Debug, Clone)]
pub struct Decision {
    pub assignment_id: AssignmentId,
    pub adjudicator_id: UserId,
    /// Active, or accepted once it is made.
    pub state: AssignmentState,
    pub kind: Option<AnswerKind>,
    pub class: Option<String>,
    /// JSON, once it is made.
    pub regions: Option<String>,
}

/// The decisions between those who answered a task, under way or made.
pub fn decisions(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Decision>, DbError> {
    let rows = tx.query(
        "select s.id, s.worker_id, s.state, s.answer_kind, s.answer_class, a.regions
           from assignments s left join answers a on a.assignment_id = s.id and a.round = s.round
          where s.project_id = $1 and s.task_id = $2 and s.role = 'adjudicate' and s.purpose = 'order'
            and s.state in ('active', 'accepted')
          order by s.id",
        params![project_id, task_id],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Decision {
                assignment_id: row.get(0)?,
                adjudicator_id: row.get(1)?,
                state: row.get(2)?,
                kind: row.get(3)?,
                class: row.get(4)?,
                regions: row.get(5)?,
            })
        })
        .collect()
}
