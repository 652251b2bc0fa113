//! Reads for exports: a stretch of a project's tasks with everything that was said about them, in few statements.

use crate::answers::{Verdict, read_verdict};
use crate::task_lists::{TaskAnswer, TaskRow, page, read_answer};
use crate::{DbError, Tx, Value};
use pumasi_domain::state::TaskState;
use pumasi_domain::{AssignmentId, ProjectId, TaskId};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Tasks in order, and the answers and verdicts that belong to them.
#[derive(Debug, Clone, Default)]
pub struct Stretch {
    pub tasks: Vec<TaskRow>,
    /// Last rounds, in the order of tasks.
    pub answers: Vec<TaskAnswer>,
    /// All rounds, oldest first.
    pub verdicts: Vec<Verdict>,
}

/// Up to `limit` tasks after position `after`, of one state if it is named.
pub fn stretch(
    tx: &mut Tx,
    project_id: ProjectId,
    state: Option<TaskState>,
    after: i64,
    limit: i64,
) -> Result<Stretch, DbError> {
    let tasks = page(tx, project_id, state, Some(after), limit)?;
    let place: HashMap<TaskId, usize> = tasks
        .iter()
        .enumerate()
        .map(|(n, task)| (task.task_id, n))
        .collect();
    let mut answers = Vec::new();
    for ids in tasks.chunks(LIST) {
        let ids = ids.iter().map(|task| Value::from(task.task_id));
        let rows = tx.query(&ANSWERS, &listed(Some(project_id), ids))?;
        for row in &rows {
            answers.push(read_answer(row)?);
        }
    }
    answers.sort_by_key(|answer| (place.get(&answer.task_id).copied(), answer.assignment_id));
    let mut verdicts = Vec::new();
    for ids in answers.chunks(LIST) {
        let ids = ids.iter().map(|answer| Value::from(answer.assignment_id));
        let rows = tx.query(&VERDICTS, &listed(None, ids))?;
        for row in &rows {
            verdicts.push(read_verdict(row)?);
        }
    }
    let place: HashMap<AssignmentId, usize> = answers
        .iter()
        .enumerate()
        .map(|(n, answer)| (answer.assignment_id, n))
        .collect();
    verdicts.sort_by_key(|verdict| (place.get(&verdict.assignment_id).copied(), verdict.round));
    Ok(Stretch {
        tasks,
        answers,
        verdicts,
    })
}

/// Ids named in one statement. The rows are asked for by name and not by a join with the tasks' positions: whatever a
/// planner believes about a table that has just grown, it can only look these up.
const LIST: usize = 50;

static ANSWERS: LazyLock<&'static str> = LazyLock::new(|| {
    statement(
        "select s.task_id, s.id, s.worker_id, a.kind, a.regions, s.state, a.round, s.guide_version, s.issued_at,
                a.submitted_at, a.active_ms, s.role
           from assignments s join answers a on a.assignment_id = s.id
          where s.project_id = $1 and s.role = 'work' and s.purpose = 'order'
            and a.round = (select max(b.round) from answers b where b.assignment_id = s.id)
            and s.task_id in ",
        2,
    )
});

static VERDICTS: LazyLock<&'static str> = LazyLock::new(|| {
    statement(
        "select v.project_id, v.id, v.assignment_id, v.round, v.inspection_id, v.inspector_id, v.verdict, v.reason, v.clause,
                v.comments, v.regions, v.created_at
           from verdicts v where v.assignment_id in ",
        1,
    )
});

/// The text with a list of [`LIST`] parameters from `$first` on. Made once per process, so it may live for ever.
fn statement(text: &str, first: usize) -> &'static str {
    let list: Vec<String> = (first..first + LIST).map(|n| format!("${n}")).collect();
    Box::leak(format!("{text}({})", list.join(", ")).into_boxed_str())
}

/// The parameters: the project if it is asked for, and the ids, the last one repeated to fill the list.
fn listed(project_id: Option<ProjectId>, ids: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut params: Vec<Value> = project_id.map(Value::from).into_iter().collect();
    let length = params.len() + LIST;
    params.extend(ids);
    let last = params.last().cloned().unwrap_or(Value::Null);
    params.resize(length, last);
    params
}
