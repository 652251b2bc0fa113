//! Table `sessions`: browsers that are signed in. Of the secret in the cookie only its SHA-256 is kept.

use crate::{DbError, Tx, params};
use pumasi_domain::{SessionId, Timestamp, UserId};

/// Who stands behind a session or a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub user_id: UserId,
    pub is_operator: bool,
    pub adult_verified: bool,
}

/// Writes a session.
pub fn insert(
    tx: &mut Tx,
    session_id: SessionId,
    token_hash: &[u8; 32],
    user_id: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into sessions (id, token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        params![session_id, *token_hash, user_id, now, expires_at],
    )?;
    Ok(())
}

/// The session with this secret and who holds it, unless it has expired or the person is suspended.
pub fn holder(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(SessionId, Holder, Timestamp)>, DbError> {
    let row = tx.query_opt(
        "select s.id, s.expires_at, u.id, u.is_operator, u.adult_verified_at from sessions s join users u on u.id = s.user_id
          where s.token_hash = $1 and s.expires_at > $2 and u.suspended_at is null",
        params![*token_hash, now],
    )?;
    row.map(|row| {
        let adult_verified = row.get::<Option<Timestamp>>(4)?.is_some();
        let holder = Holder {
            user_id: row.get(2)?,
            is_operator: row.get(3)?,
            adult_verified,
        };
        Ok((row.get(0)?, holder, row.get(1)?))
    })
    .transpose()
}

/// Ends a session; says whether there was one.
pub fn delete(tx: &mut Tx, session_id: SessionId) -> Result<bool, DbError> {
    Ok(tx.execute("delete from sessions where id = $1", params![session_id])? == 1)
}

/// Ends all sessions of a person; how many.
pub fn delete_of_user(tx: &mut Tx, user_id: UserId) -> Result<u64, DbError> {
    tx.execute("delete from sessions where user_id = $1", params![user_id])
}

/// Forgets sessions that ended before `now`; how many.
pub fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute("delete from sessions where expires_at <= $1", params![now])
}
