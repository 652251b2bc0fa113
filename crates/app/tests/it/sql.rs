//! Rows that tests put in place by hand.

use pumasi_domain::{OrganizationId, ProjectId, UserId};
use pumasi_store::tally::NO_SUBJECT;
use pumasi_store::{DbError, Tx, params};
use uuid::Uuid;

pub fn organization(tx: &mut Tx, id: OrganizationId, at: i64) -> Result<(), DbError> {
    tx.execute(
        "insert into organizations (id, name, created_at) values ($1, 'lab', $2)",
        params![id, at],
    )?;
    Ok(())
}

pub fn user(tx: &mut Tx, id: UserId) -> Result<(), DbError> {
    tx.execute(
        "insert into users (id, email, password_hash, display_name, locale, settings, is_operator, created_at)
         values ($1, $2, '', 'somebody', 'en', '{}', 0, 0)",
        params![id, format!("{id}@example.com")],
    )?;
    Ok(())
}

pub fn owner(tx: &mut Tx, organization_id: OrganizationId, user_id: UserId) -> Result<(), DbError> {
    tx.execute(
        "insert into members (organization_id, user_id, role, added_at) values ($1, $2, 'owner', 0)",
        params![organization_id, user_id],
    )?;
    Ok(())
}

/// An accepted answer of a project, task and assignment that are not there otherwise.
pub fn answered_elsewhere(
    tx: &mut Tx,
    [project_id, task_id, id]: [Uuid; 3],
    worker_id: UserId,
) -> Result<(), DbError> {
    task(tx, project_id.into(), task_id, 1, 0, None, 0)?;
    tx.execute(
        "insert into assignments (project_id, id, task_id, worker_id, role, subject_id, subject_round, state, round,
           guide_version, reward_minor, fee_minor, sampled, inspection_open, reward_hold_id, reserve_minor, issued_at,
           leased_until, active_ms)
         values ($1, $2, $3, $4, 'work', $5, 0, 'accepted', 0, 1, 0, 0, 0, 0, $2, 0, 0, 0, 0)",
        params![project_id, id, task_id, worker_id, NO_SUBJECT],
    )?;
    Ok(())
}

/// A verdict on a round of an answer.
pub fn verdict(
    tx: &mut Tx,
    project_id: ProjectId,
    id: Uuid,
    (assignment_id, round): (Uuid, i64),
    inspector_id: UserId,
    verdict: &str,
    at: i64,
) -> Result<(), DbError> {
    tx.execute(
        "insert into verdicts (project_id, id, assignment_id, round, inspection_id, inspector_id, verdict, created_at)
         values ($1, $2, $3, $4, $3, $5, $6, $7)",
        params![project_id, id, assignment_id, round, inspector_id, verdict, at],
    )?;
    Ok(())
}

pub fn seat(tx: &mut Tx, project_id: ProjectId, user_id: UserId, id: Uuid) -> Result<(), DbError> {
    tx.execute(
        "insert into seats (project_id, user_id, role, id, state, created_at) values ($1, $2, 'inspect', $3, 'invited', 0)",
        params![project_id, user_id, id],
    )?;
    Ok(())
}

pub fn task(
    tx: &mut Tx,
    project_id: ProjectId,
    id: Uuid,
    position: i64,
    open: i64,
    gold: Option<String>,
    at: i64,
) -> Result<(), DbError> {
    tx.execute(
        "insert into tasks (project_id, id, position, row_key, state, open, live, submitted, accepted, data, gold, created_at)
         values ($1, $2, $3, $4, 'queued', $5, 0, 0, 0, '{\"text\": \"a cat or a dog\"}', $6, $7)",
        params![project_id, id, position, id.as_bytes().to_vec(), open, gold, at],
    )?;
    Ok(())
}
