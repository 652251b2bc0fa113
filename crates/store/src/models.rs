//! Tables `project_models` and `model_calls`: the model that a project's workers talk to, and what it said.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp, UserId};

/// Where a project's model answers, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectModel {
    pub project_id: ProjectId,
    /// Up to and without `/chat/completions`.
    pub base_url: String,
    pub model: String,
    /// What the model is told before every conversation; may be empty.
    pub instructions: String,
    /// The key, sealed with the server's secret.
    pub sealed_key: Option<Vec<u8>>,
    /// Most calls for one assignment.
    pub max_calls: i64,
    pub timeout_seconds: i64,
    pub changed_by: UserId,
    pub changed_at: Timestamp,
}

fn read(row: &Row) -> Result<ProjectModel, DbError> {
    Ok(ProjectModel {
        project_id: row.get(0)?,
        base_url: row.get(1)?,
        model: row.get(2)?,
        instructions: row.get(3)?,
        sealed_key: row.get(4)?,
        max_calls: row.get(5)?,
        timeout_seconds: row.get(6)?,
        changed_by: row.get(7)?,
        changed_at: row.get(8)?,
    })
}

/// A project's model.
pub fn find(tx: &mut Tx, project_id: ProjectId) -> Result<Option<ProjectModel>, DbError> {
    let row = tx.query_opt(
        "select project_id, base_url, model, instructions, sealed_key, max_calls, timeout_seconds, changed_by, changed_at
           from project_models where project_id = $1",
        params![project_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// Sets a project's model, whatever it was.
pub fn put(tx: &mut Tx, model: &ProjectModel) -> Result<(), DbError> {
    tx.execute(
        "insert into project_models (project_id, base_url, model, instructions, sealed_key, max_calls, timeout_seconds,
                                     changed_by, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (project_id) do update set base_url = excluded.base_url, model = excluded.model,
           instructions = excluded.instructions, sealed_key = excluded.sealed_key, max_calls = excluded.max_calls,
           timeout_seconds = excluded.timeout_seconds, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        params![
            model.project_id,
            &model.base_url,
            &model.model,
            &model.instructions,
            model.sealed_key.as_deref(),
            model.max_calls,
            model.timeout_seconds,
            model.changed_by,
            model.changed_at
        ],
    )?;
    Ok(())
}

/// Takes a project's model away; whether there was one.
pub fn delete(tx: &mut Tx, project_id: ProjectId) -> Result<bool, DbError> {
    let gone = tx.execute(
        "delete from project_models where project_id = $1",
        params![project_id],
    )?;
    Ok(gone > 0)
}

/// How far an assignment's budget is used: the highest number, calls that count (all but failed ones), and when the
/// call began that still runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calls {
    pub last_number: i64,
    pub counted: i64,
    pub running_since: Option<Timestamp>,
}

/// How far an assignment's budget is used.
pub fn calls(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Calls, DbError> {
    let row = tx.query_one(
        "select coalesce(max(number), 0), coalesce(sum(case when state = 'failed' then 0 else 1 end), 0),
                max(case when state = 'running' then started_at end)
           from model_calls where assignment_id = $1",
        params![assignment_id],
    )?;
    let counted: i64 = row.get(1)?;
    Ok(Calls {
        last_number: row.get(0)?,
        counted,
        running_since: row.get(2)?,
    })
}

/// Begins a call; `false` if another request took the number.
pub fn begin_call(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    number: i64,
    now: Timestamp,
) -> Result<bool, DbError> {
    let fresh = tx.execute(
        "insert into model_calls (project_id, assignment_id, number, state, started_at)
         values ($1, $2, $3, 'running', $4) on conflict (assignment_id, number) do nothing",
        params![project_id, assignment_id, number, now],
    )?;
    Ok(fresh > 0)
}

/// Ends a call with what the model said, or without (it failed).
pub fn end_call(
    tx: &mut Tx,
    assignment_id: AssignmentId,
    number: i64,
    reply: Option<&str>,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update model_calls set state = $3, reply = $4, finished_at = $5
          where assignment_id = $1 and number = $2 and state = 'running'",
        params![
            assignment_id,
            number,
            if reply.is_some() { "answered" } else { "failed" },
            reply,
            now
        ],
    )?;
    Ok(())
}

/// Ends the calls of an assignment that never came back: the server stopped in between.
pub fn give_up_calls(
    tx: &mut Tx,
    assignment_id: AssignmentId,
    started_before: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update model_calls set state = 'failed', finished_at = $3
          where assignment_id = $1 and state = 'running' and started_at < $2",
        params![assignment_id, started_before, now],
    )?;
    Ok(())
}

/// What the model said in an assignment, in order.
pub fn replies(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Vec<String>, DbError> {
    let rows = tx.query(
        "select reply from model_calls where assignment_id = $1 and state = 'answered' order by number",
        params![assignment_id],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Running,
    Answered(String),
    Failed,
}

/// What came of one call.
pub fn call(tx: &mut Tx, assignment_id: AssignmentId, number: i64) -> Result<Option<Outcome>, DbError> {
    let row = tx.query_opt(
        "select state, reply from model_calls where assignment_id = $1 and number = $2",
        params![assignment_id, number],
    )?;
    let Some(row) = row else { return Ok(None) };
    let (state, reply): (String, Option<String>) = (row.get(0)?, row.get(1)?);
    Ok(Some(match (state.as_str(), reply) {
        ("answered", Some(reply)) => Outcome::Answered(reply),
        ("running", _) => Outcome::Running,
        _ => Outcome::Failed,
    }))
}
