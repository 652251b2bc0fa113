//! Table `tasks` as its requester meets it: loading, lists, and one task with all that was said about it.

use crate::answers::TaskResult;
use crate::{DbError, Row, Tx, Value, params};
use pumasi_domain::state::{AnswerKind, AssignmentState, GoldSource, Role, TaskState};
use pumasi_domain::{AssignmentId, ImportId, ProjectId, TaskId, Timestamp, UserId};
use std::sync::LazyLock;

/// A task to be written. `data`, `predictions` and `gold` are JSON.
#[derive(Debug, Clone)]
pub struct NewTask {
    pub task_id: TaskId,
    /// The same for rows that mean the same task.
    pub row_key: [u8; 32],
    pub external_id: Option<String>,
    pub data: String,
    pub predictions: Option<String>,
    pub gold: Option<String>,
}

/// What all tasks of a batch have in common.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    pub project_id: ProjectId,
    /// Free places of each task.
    pub open: i64,
    pub import_id: Option<ImportId>,
    /// Position of the first; the others follow.
    pub position: i64,
    pub now: Timestamp,
}

/// Rows in one statement: a server is asked once for so many.
const ROWS: usize = 50;
static INSERT_MANY: LazyLock<String> = LazyLock::new(|| insert_text(ROWS));
static INSERT_ONE: LazyLock<String> = LazyLock::new(|| insert_text(1));

fn insert_text(rows: usize) -> String {
    let row = |n: usize| {
        let first = 5 + n * 8;
        let cells: Vec<String> = (first..first + 8).map(|i| format!("${i}")).collect();
        format!("($1, $2, $3, $4, 0, 0, 0, 'queued', {})", cells.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!(
        "insert into tasks (project_id, open, import_id, created_at, live, submitted, accepted, state,
           id, position, row_key, external_id, data, predictions, gold, gold_source)
         values {} on conflict (project_id, row_key) do nothing",
        rows.join(", ")
    )
}

/// Writes tasks; one whose `row_key` the project has already is passed over. How many were written.
pub fn insert(tx: &mut Tx, batch: &Batch, tasks: &[NewTask]) -> Result<i64, DbError> {
    let mut added = 0;
    let mut position = batch.position;
    let mut chunks = tasks.chunks_exact(ROWS);
    let all = chunks
        .by_ref()
        .map(|chunk| (INSERT_MANY.as_str(), chunk))
        .collect::<Vec<_>>();
    let rest = chunks
        .remainder()
        .chunks(1)
        .map(|chunk| (INSERT_ONE.as_str(), chunk));
    for (statement, chunk) in all.into_iter().chain(rest) {
        let mut params: Vec<Value> = vec![
            batch.project_id.into(),
            batch.open.into(),
            batch.import_id.into(),
            batch.now.into(),
        ];
        for task in chunk {
            params.extend([
                task.task_id.into(),
                position.into(),
                task.row_key.into(),
                task.external_id.as_deref().into(),
                Value::from(&task.data),
                task.predictions.as_deref().into(),
                task.gold.as_deref().into(),
                task.gold.as_ref().map(|_| GoldSource::Given).into(),
            ]);
            position += 1;
        }
        added += tx.execute(statement, &params)?;
    }
    Ok(i64::try_from(added).unwrap_or(i64::MAX))
}

/// Gives every task that nobody has begun this many free places. Only for projects that never were open.
pub fn set_open(tx: &mut Tx, project_id: ProjectId, open: i64) -> Result<(), DbError> {
    tx.execute(
        "update tasks set open = $2 where project_id = $1 and state = 'queued'",
        params![project_id, open],
    )?;
    Ok(())
}

/// A task with its result.
#[derive(Debug, Clone)]
pub struct TaskRow {
    pub task_id: TaskId,
    pub position: i64,
    pub external_id: Option<String>,
    pub state: TaskState,
    pub accepted: i64,
    /// JSON, as are `predictions` and `gold`.
    pub data: String,
    pub predictions: Option<String>,
    pub gold: Option<String>,
    pub gold_source: Option<GoldSource>,
    /// Why the known answer is right.
    pub gold_note: Option<String>,
    pub result: Option<TaskResult>,
}

/// Reads `id, position, external_id, state, accepted, data, predictions, gold` of a task and `assignment_id, kind,
/// regions, source, confidence, decided_at, class` of its result, and `gold_source, gold_note` of the task.
pub(crate) fn read(project_id: ProjectId, row: &Row) -> Result<TaskRow, DbError> {
    let task_id = row.get(0)?;
    let kind: Option<AnswerKind> = row.get(9)?;
    let result = match kind {
        None => None,
        Some(kind) => Some(TaskResult {
            project_id,
            task_id,
            assignment_id: row.get(8)?,
            kind,
            regions: row.get(10)?,
            source: row.get(11)?,
            confidence: row.get(12)?,
            decided_at: row.get(13)?,
            class: row.get(14)?,
        }),
    };
    Ok(TaskRow {
        task_id,
        position: row.get(1)?,
        external_id: row.get(2)?,
        state: row.get(3)?,
        accepted: row.get(4)?,
        data: row.get(5)?,
        predictions: row.get(6)?,
        gold: row.get(7)?,
        gold_source: row.get(15)?,
        gold_note: row.get(16)?,
        result,
    })
}

/// Tasks of a project in order, after position `after`; of one state if it is named.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    state: Option<TaskState>,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<TaskRow>, DbError> {
    let after = after.unwrap_or(0);
    let rows = match state {
        None => tx.query(
            "select t.id, t.position, t.external_id, t.state, t.accepted, t.data, t.predictions, t.gold,
                    r.assignment_id, r.kind, r.regions, r.source, r.confidence, r.decided_at, r.class, t.gold_source, t.gold_note
               from tasks t left join results r on r.project_id = t.project_id and r.task_id = t.id
              where t.project_id = $1 and t.position > $2 order by t.position limit $3",
            params![project_id, after, limit],
        )?,
        Some(state) => tx.query(
            "select t.id, t.position, t.external_id, t.state, t.accepted, t.data, t.predictions, t.gold,
                    r.assignment_id, r.kind, r.regions, r.source, r.confidence, r.decided_at, r.class, t.gold_source, t.gold_note
               from tasks t left join results r on r.project_id = t.project_id and r.task_id = t.id
              where t.project_id = $1 and t.state = $2 and t.position > $3 order by t.position limit $4",
            params![project_id, state, after, limit],
        )?,
    };
    rows.iter().map(|row| read(project_id, row)).collect()
}

/// One task.
pub fn find(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<TaskRow>, DbError> {
    let row = tx.query_opt(
        "select t.id, t.position, t.external_id, t.state, t.accepted, t.data, t.predictions, t.gold,
                r.assignment_id, r.kind, r.regions, r.source, r.confidence, r.decided_at, r.class, t.gold_source, t.gold_note
           from tasks t left join results r on r.project_id = t.project_id and r.task_id = t.id
          where t.project_id = $1 and t.id = $2",
        params![project_id, task_id],
    )?;
    row.as_ref().map(|row| read(project_id, row)).transpose()
}

/// What one person sent in for a task, last round.
#[derive(Debug, Clone)]
pub struct TaskAnswer {
    pub task_id: TaskId,
    pub assignment_id: AssignmentId,
    pub worker_id: UserId,
    /// Work, or the decision between those who disagreed.
    pub role: Role,
    pub kind: AnswerKind,
    /// JSON.
    pub regions: String,
    pub state: AssignmentState,
    pub round: i64,
    pub guide_version: i64,
    pub issued_at: Timestamp,
    pub submitted_at: Timestamp,
    pub active_ms: i64,
}

pub(crate) fn read_answer(row: &Row) -> Result<TaskAnswer, DbError> {
    Ok(TaskAnswer {
        task_id: row.get(0)?,
        assignment_id: row.get(1)?,
        worker_id: row.get(2)?,
        kind: row.get(3)?,
        regions: row.get(4)?,
        state: row.get(5)?,
        round: row.get(6)?,
        guide_version: row.get(7)?,
        issued_at: row.get(8)?,
        submitted_at: row.get(9)?,
        active_ms: row.get(10)?,
        role: row.get(11)?,
    })
}

/// The answers to a task that were given for its result, in the order in which they were handed out; with the decision
/// between them, if somebody made one.
pub fn answers(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<TaskAnswer>, DbError> {
    let rows = tx.query(
        "select s.task_id, s.id, s.worker_id, a.kind, a.regions, s.state, a.round, s.guide_version, s.issued_at,
                a.submitted_at, a.active_ms, s.role
           from assignments s join answers a on a.assignment_id = s.id
          where s.project_id = $1 and s.task_id = $2 and s.role in ('work', 'adjudicate') and s.purpose = 'order'
            and a.round = (select max(b.round) from answers b where b.assignment_id = s.id)
          order by s.id",
        params![project_id, task_id],
    )?;
    rows.iter().map(read_answer).collect()
}

/// A task whose answer is known. `data` and `gold` are JSON.
#[derive(Debug, Clone)]
pub struct GoldTask {
    pub task_id: TaskId,
    pub data: String,
    pub gold: String,
}

/// Ids of tasks that are usable for tests because their answer is known, in order.
pub fn gold_ids(tx: &mut Tx, project_id: ProjectId, limit: i64) -> Result<Vec<TaskId>, DbError> {
    let rows = tx.query(
        "select id from tasks where project_id = $1 and gold is not null and state not in ('voided', 'unusable')
          order by position limit $2",
        params![project_id, limit],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// A task whose answer is known.
pub fn gold(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<GoldTask>, DbError> {
    let row = tx.query_opt(
        "select id, data, gold from tasks where project_id = $1 and id = $2 and gold is not null",
        params![project_id, task_id],
    )?;
    row.map(|row| {
        Ok(GoldTask {
            task_id: row.get(0)?,
            data: row.get(1)?,
            gold: row.get(2)?,
        })
    })
    .transpose()
}

/// The first task of a project that is neither voided nor unusable.
pub fn first_id(tx: &mut Tx, project_id: ProjectId) -> Result<Option<TaskId>, DbError> {
    let row = tx.query_opt(
        "select id from tasks where project_id = $1 and state not in ('voided', 'unusable') order by position limit 1",
        params![project_id],
    )?;
    row.map(|row| row.get(0)).transpose()
}
