//! Table `idempotency_keys`: replies kept for requests that are sent again.

use crate::{DbError, Tx, params};
use pumasi_domain::Timestamp;
use uuid::Uuid;

/// The hash of the request that used this key, and its reply.
pub fn find(tx: &mut Tx, principal_id: Uuid, key: &str) -> Result<Option<(Vec<u8>, String)>, DbError> {
    let row = tx.query_opt(
        "select request_hash, reply from idempotency_keys where principal_id = $1 and key = $2",
        params![principal_id, key],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// Keeps a reply.
pub fn insert(
    tx: &mut Tx,
    principal_id: Uuid,
    key: &str,
    request_hash: &[u8; 32],
    reply: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into idempotency_keys (principal_id, key, request_hash, reply, created_at) values ($1, $2, $3, $4, $5)",
        params![principal_id, key, *request_hash, reply, now],
    )?;
    Ok(())
}

/// Forgets replies older than `before`; how many.
pub fn delete_before(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "delete from idempotency_keys where created_at < $1",
        params![before],
    )
}
