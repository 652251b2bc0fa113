//! Rows that tests put in place by hand.

use pumasi_domain::{OrganizationId, ProjectId, UserId};
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
