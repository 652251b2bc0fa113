//! Tables `project_tallies`, `project_hours` and `participations`, read: how a project stands, and who took part in it.

use crate::tally::ProjectChange;
use crate::{DbError, Row, Tx, params};
use pumasi_domain::{ProjectId, Timestamp, UserId};

/// Opens a project's counters at zero.
pub fn open(tx: &mut Tx, project_id: ProjectId) -> Result<(), DbError> {
    tx.execute(
        "insert into project_tallies (project_id, tasks_total, tasks_queued, tasks_in_work, tasks_in_review, tasks_done,
           tasks_unusable, tasks_voided, answers_submitted, answers_accepted, answers_returned, answers_refused,
           answers_in_review, spent_minor, earned_minor, active_ms)
         values ($1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) on conflict (project_id) do nothing",
        params![project_id],
    )?;
    Ok(())
}

/// A project's counters as they were last committed.
pub fn counters(tx: &mut Tx, project_id: ProjectId) -> Result<ProjectChange, DbError> {
    let row = tx.query_opt(
        "select tasks_total, tasks_queued, tasks_in_work, tasks_in_review, tasks_done, tasks_unusable, tasks_voided,
                answers_submitted, answers_accepted, answers_returned, answers_refused, answers_in_review, spent_minor,
                earned_minor, active_ms
           from project_tallies where project_id = $1",
        params![project_id],
    )?;
    let Some(row) = row else {
        return Ok(ProjectChange::default());
    };
    Ok(ProjectChange {
        tasks_total: row.get(0)?,
        tasks_queued: row.get(1)?,
        tasks_in_work: row.get(2)?,
        tasks_in_review: row.get(3)?,
        tasks_done: row.get(4)?,
        tasks_unusable: row.get(5)?,
        tasks_voided: row.get(6)?,
        answers_submitted: row.get(7)?,
        answers_accepted: row.get(8)?,
        answers_returned: row.get(9)?,
        answers_refused: row.get(10)?,
        answers_in_review: row.get(11)?,
        spent_minor: row.get(12)?,
        earned_minor: row.get(13)?,
        active_ms: row.get(14)?,
    })
}

/// Answers by hour since 1970-01-01T00 UTC, from `first` on, oldest first.
pub fn answers_by_hour(tx: &mut Tx, project_id: ProjectId, first: i64) -> Result<Vec<(i64, i64)>, DbError> {
    let rows = tx.query(
        "select hour, answers from project_hours where project_id = $1 and hour >= $2 order by hour",
        params![project_id, first],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// What one person did in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    pub user_id: UserId,
    pub answers: i64,
    pub inspections: i64,
    pub accepted: i64,
    pub returned: i64,
    pub refused: i64,
    pub earned_minor: i64,
    pub pending_minor: i64,
    pub active_ms: i64,
    pub last_at: Timestamp,
}

fn read(row: &Row) -> Result<Participation, DbError> {
    Ok(Participation {
        user_id: row.get(0)?,
        answers: row.get(1)?,
        inspections: row.get(2)?,
        accepted: row.get(3)?,
        returned: row.get(4)?,
        refused: row.get(5)?,
        earned_minor: row.get(6)?,
        pending_minor: row.get(7)?,
        active_ms: row.get(8)?,
        last_at: row.get(9)?,
    })
}

/// People who took part in a project, in the order of their ids, after the first `skip`. Counted and not keyed, because
/// the requester holds the cursor and must not learn a person's id from it.
pub fn participants(
    tx: &mut Tx,
    project_id: ProjectId,
    skip: i64,
    limit: i64,
) -> Result<Vec<Participation>, DbError> {
    let rows = tx.query(
        "select user_id, answers, inspections, accepted, returned, refused, earned_minor, pending_minor, active_ms, last_at
           from participations where project_id = $1 order by user_id limit $2 offset $3",
        params![project_id, limit, skip],
    )?;
    rows.iter().map(read).collect()
}

/// What one person did in one project.
pub fn participation(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
) -> Result<Option<Participation>, DbError> {
    let row = tx.query_opt(
        "select user_id, answers, inspections, accepted, returned, refused, earned_minor, pending_minor, active_ms, last_at
           from participations where project_id = $1 and user_id = $2",
        params![project_id, user_id],
    )?;
    row.as_ref().map(read).transpose()
}
