//! Tables `results` and `tasks` as the quality engine meets them after a full pass: what was decided, and what becomes of it.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{ResultSource, TaskState};
use pumasi_domain::{AssignmentId, ProjectId, TaskId};
use uuid::Uuid;

/// A task with a result.
#[derive(Debug, Clone)]
pub struct Decided {
    pub task_id: TaskId,
    pub state: TaskState,
    pub accepted: i64,
    pub is_gold: bool,
    /// It was drawn for an audit: what was certified stays.
    pub audited: bool,
    pub assignment_id: Option<AssignmentId>,
    pub source: ResultSource,
    pub class: Option<String>,
    pub confidence: Option<f64>,
}

fn read(row: &Row) -> Result<Decided, DbError> {
    Ok(Decided {
        task_id: row.get(0)?,
        state: row.get(1)?,
        accepted: row.get(2)?,
        is_gold: row.get(3)?,
        audited: row.get::<i64>(4)? > 0,
        assignment_id: row.get(5)?,
        source: row.get(6)?,
        class: row.get(7)?,
        confidence: row.get(8)?,
    })
}

/// Tasks that have a result, by id, after `after`.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<TaskId>,
    limit: i64,
) -> Result<Vec<Decided>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select r.task_id, t.state, t.accepted, case when t.gold is null then 0 else 1 end,
                (select count(*) from audit_items i where i.project_id = r.project_id and i.task_id = r.task_id),
                r.assignment_id, r.source, r.class, r.confidence
           from results r join tasks t on t.project_id = r.project_id and t.id = r.task_id
          where r.project_id = $1 and r.task_id > $2 order by r.project_id, r.task_id limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter().map(read).collect()
}

/// One task, if it has a result.
pub fn find(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<Decided>, DbError> {
    let row = tx.query_opt(
        "select r.task_id, t.state, t.accepted, case when t.gold is null then 0 else 1 end,
                (select count(*) from audit_items i where i.project_id = r.project_id and i.task_id = r.task_id),
                r.assignment_id, r.source, r.class, r.confidence
           from results r join tasks t on t.project_id = r.project_id and t.id = r.task_id
          where r.project_id = $1 and r.task_id = $2",
        params![project_id, task_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// A result is as likely as this.
pub fn set_confidence(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    confidence: f64,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update results set confidence = $3 where project_id = $1 and task_id = $2",
        params![project_id, task_id, confidence],
    )?;
    Ok(changed == 1)
}

/// A task that is done becomes a known one by its own result; `false` if it is known or not done.
pub fn grow_gold(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update tasks set gold_source = 'grown',
           gold = (select r.regions from results r where r.project_id = tasks.project_id and r.task_id = tasks.id)
          where project_id = $1 and id = $2 and gold is null and state = 'done'
            and exists (select 1 from results r where r.project_id = tasks.project_id and r.task_id = tasks.id and r.kind = 'regions')",
        params![project_id, task_id],
    )?;
    Ok(changed == 1)
}

/// How many known tasks a project has: given, and grown.
pub fn gold_counts(tx: &mut Tx, project_id: ProjectId) -> Result<(i64, i64), DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(case when gold_source = 'grown' then 0 else 1 end), 0) as bigint),
                cast(coalesce(sum(case when gold_source = 'grown' then 1 else 0 end), 0) as bigint)
           from tasks where project_id = $1 and gold is not null",
        params![project_id],
    )?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Tasks with a result by rising confidence, after that of `after`. Results that say nothing of theirs are not listed.
pub fn doubtful(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<(f64, TaskId)>,
    limit: i64,
) -> Result<Vec<(f64, TaskId)>, DbError> {
    let (confidence, task_id) = after.map_or((-1.0, Uuid::nil()), |(c, id)| (c, id.0));
    let rows = tx.query(
        "select confidence, task_id from results
          where project_id = $1 and confidence is not null and (confidence, task_id) > ($2, $3)
          order by project_id, confidence, task_id limit $4",
        params![project_id, confidence, task_id, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Tasks on which people disagree so that somebody is to decide, in order, after position `after`.
pub fn contested(
    tx: &mut Tx,
    project_id: ProjectId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, TaskId)>, DbError> {
    let rows = tx.query(
        "select position, id from tasks where project_id = $1 and deciding > 0 and state not in ('unusable', 'voided') and position > $2
          order by project_id, position limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
