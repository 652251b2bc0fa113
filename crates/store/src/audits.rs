//! Table `audits`: draws of results that are looked at again by people who do not know them, and what there is to draw from.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AuditId, ProjectId, TaskId, Timestamp, UserId};
use uuid::Uuid;

/// One draw. `strata` and `certificate` are JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    pub project_id: ProjectId,
    pub audit_id: AuditId,
    /// Every item was decided.
    pub done: bool,
    /// Results drawn.
    pub sample_size: i64,
    pub strata: String,
    /// What it came to, once it is done.
    pub certificate: Option<String>,
    pub ordered_by: UserId,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Audit, DbError> {
    Ok(Audit {
        project_id: row.get(0)?,
        audit_id: row.get(1)?,
        done: row.get::<String>(2)? == "done",
        sample_size: row.get(3)?,
        strata: row.get(4)?,
        certificate: row.get(5)?,
        ordered_by: row.get(6)?,
        created_at: row.get(7)?,
        finished_at: row.get(8)?,
    })
}

/// Writes a fresh audit, running.
pub fn insert(tx: &mut Tx, audit: &Audit) -> Result<(), DbError> {
    tx.execute(
        "insert into audits (project_id, id, state, sample_size, strata, ordered_by, created_at)
         values ($1, $2, 'running', $3, $4, $5, $6)",
        params![
            audit.project_id,
            audit.audit_id,
            audit.sample_size,
            &audit.strata,
            audit.ordered_by,
            audit.created_at
        ],
    )?;
    Ok(())
}

/// One audit of a project.
pub fn find(tx: &mut Tx, project_id: ProjectId, audit_id: AuditId) -> Result<Option<Audit>, DbError> {
    let row = tx.query_opt(
        "select project_id, id, state, sample_size, strata, certificate, ordered_by, created_at, finished_at
           from audits where project_id = $1 and id = $2",
        params![project_id, audit_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// A project's audits, newest first, before `before`.
pub fn of_project(
    tx: &mut Tx,
    project_id: ProjectId,
    before: Option<AuditId>,
    limit: i64,
) -> Result<Vec<Audit>, DbError> {
    let rows = tx.query(
        "select project_id, id, state, sample_size, strata, certificate, ordered_by, created_at, finished_at
           from audits where project_id = $1 and id < $2 order by id desc limit $3",
        params![project_id, before.map_or(Uuid::max(), |id| id.0), limit],
    )?;
    rows.iter().map(read).collect()
}

/// The audit is over.
pub fn finish(
    tx: &mut Tx,
    project_id: ProjectId,
    audit_id: AuditId,
    certificate: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update audits set state = 'done', certificate = $3, finished_at = $4
          where project_id = $1 and id = $2 and state = 'running'",
        params![project_id, audit_id, certificate, now],
    )?;
    Ok(changed == 1)
}

/// The parts of a delivery with their numbers of results: by what a result says where that can be counted, else by where
/// it comes from. Without known tasks whose answers inspectors were measured with: they have been seen.
pub fn strata(tx: &mut Tx, project_id: ProjectId) -> Result<Vec<(String, i64)>, DbError> {
    let rows = tx.query(
        "select coalesce(r.class, case when r.kind = 'unusable' then 'unusable' else r.source end) stratum, count(*)
           from results r join tasks t on t.project_id = r.project_id and t.id = r.task_id
          where r.project_id = $1 and t.state in ('done', 'unusable')
            and (t.gold is null or (select count(*) from assignments i
                  where i.project_id = $1 and i.task_id = t.id and i.role = 'inspect' and i.purpose = 'gold') = 0)
          group by coalesce(r.class, case when r.kind = 'unusable' then 'unusable' else r.source end) order by 2 desc, 1",
        params![project_id],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The results that [`strata`] counts, in the order of their tasks, after `after`.
pub fn results(
    tx: &mut Tx,
    project_id: ProjectId,
    after: TaskId,
    limit: i64,
) -> Result<Vec<(TaskId, String)>, DbError> {
    let rows = tx.query(
        "select r.task_id, coalesce(r.class, case when r.kind = 'unusable' then 'unusable' else r.source end)
           from results r join tasks t on t.project_id = r.project_id and t.id = r.task_id
          where r.project_id = $1 and r.task_id > $2 and t.state in ('done', 'unusable')
            and (t.gold is null or (select count(*) from assignments i
                  where i.project_id = $1 and i.task_id = t.id and i.role = 'inspect' and i.purpose = 'gold') = 0)
          order by r.task_id limit $3",
        params![project_id, after, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
