//! Table `fits`: the last full pass over a project, and which projects need another.

use crate::{DbError, Tx, params};
use pumasi_domain::{ProjectId, Timestamp};

/// What a full pass found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    pub project_id: ProjectId,
    /// The model that was chosen.
    pub model: String,
    /// What the next answers are judged with, JSON.
    pub fit: String,
    /// What the requester is shown, JSON.
    pub report: String,
    /// Count of changes ([`due`]) that it has seen.
    pub changes: i64,
    pub fitted_at: Timestamp,
}

/// The last full pass over a project.
pub fn find(tx: &mut Tx, project_id: ProjectId) -> Result<Option<Fit>, DbError> {
    let row = tx.query_opt(
        "select project_id, model, fit, report, changes, fitted_at from fits where project_id = $1",
        params![project_id],
    )?;
    row.map(|row| {
        Ok(Fit {
            project_id: row.get(0)?,
            model: row.get(1)?,
            fit: row.get(2)?,
            report: row.get(3)?,
            changes: row.get(4)?,
            fitted_at: row.get(5)?,
        })
    })
    .transpose()
}

/// What the last full pass left for judging the next answers, JSON.
pub fn knowledge(tx: &mut Tx, project_id: ProjectId) -> Result<Option<String>, DbError> {
    let row = tx.query_opt("select fit from fits where project_id = $1", params![project_id])?;
    row.map(|row| row.get(0)).transpose()
}

/// Keeps a full pass, if the last one is still that of `before`; says whether it was.
pub fn save(tx: &mut Tx, fit: &Fit, before: Option<Timestamp>) -> Result<bool, DbError> {
    let changed = tx.execute(
        "insert into fits (project_id, model, fit, report, changes, fitted_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (project_id) do update set model = excluded.model, fit = excluded.fit, report = excluded.report,
           changes = excluded.changes, fitted_at = excluded.fitted_at
          where fits.fitted_at = $7",
        params![
            fit.project_id,
            &fit.model,
            &fit.fit,
            &fit.report,
            fit.changes,
            fit.fitted_at,
            before.map_or(-1, |at| at.0)
        ],
    )?;
    Ok(changed == 1)
}

/// All that follows from a full pass is written: its report, and the changes that it has seen.
pub fn finish(
    tx: &mut Tx,
    project_id: ProjectId,
    fitted_at: Timestamp,
    changes: i64,
    report: &str,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update fits set report = $4, changes = $3 where project_id = $1 and fitted_at = $2",
        params![project_id, fitted_at, changes, report],
    )?;
    Ok(changed == 1)
}

/// Changes that a full pass would see: answers sent in, accepted and refused, ever.
pub fn changes(tx: &mut Tx, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_opt(
        "select answers_submitted + answers_accepted + answers_refused from project_tallies where project_id = $1",
        params![project_id],
    )?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Projects that need a full pass: open, paused or closed since `closed_since`, and with `many` changes since the last
/// pass, or with any if the last one was before `stale`.
pub fn due(
    tx: &mut Tx,
    many: i64,
    stale: Timestamp,
    closed_since: Timestamp,
    after: Option<ProjectId>,
    limit: i64,
) -> Result<Vec<ProjectId>, DbError> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select p.id from projects p
           join project_tallies t on t.project_id = p.id
           left join fits f on f.project_id = p.id
          where p.id > $1 and (p.state in ('open', 'paused') or p.closed_at >= $2)
            and t.answers_submitted + t.answers_accepted + t.answers_refused - coalesce(f.changes, 0)
                >= case when coalesce(f.fitted_at, 0) < $3 then 1 else cast($4 as bigint) end
          order by p.id limit $5",
        params![after, closed_since, stale, many, limit],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}
