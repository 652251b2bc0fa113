//! Table `tokens`: programs' keys. Only the SHA-256 of a key is kept.

use crate::sessions::Holder;
use crate::{DbError, Tx, params};
use pumasi_domain::{Timestamp, TokenId, UserId};
use uuid::Uuid;

/// A key as its owner sees it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub token_id: TokenId,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// Writes a key.
pub fn insert(
    tx: &mut Tx,
    token_id: TokenId,
    token_hash: &[u8; 32],
    user_id: UserId,
    name: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into tokens (id, token_hash, user_id, name, created_at, last_used_at, revoked_at)
         values ($1, $2, $3, $4, $5, null, null)",
        params![token_id, *token_hash, user_id, name, now],
    )?;
    Ok(())
}

/// A person's keys that work, newest first, before `before`.
pub fn of_user(
    tx: &mut Tx,
    user_id: UserId,
    before: Option<TokenId>,
    limit: i64,
) -> Result<Vec<Token>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select id, name, created_at, last_used_at from tokens
          where user_id = $1 and id < $2 and revoked_at is null order by id desc limit $3",
        params![user_id, before, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Token {
                token_id: row.get(0)?,
                name: row.get(1)?,
                created_at: row.get(2)?,
                last_used_at: row.get(3)?,
            })
        })
        .collect()
}

/// How many keys of a person work.
pub fn count(tx: &mut Tx, user_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from tokens where user_id = $1 and revoked_at is null",
        params![user_id],
    )?;
    row.get(0)
}

/// The key with this secret, who holds it and when it was last used, unless it is revoked or the person is suspended.
pub fn holder(
    tx: &mut Tx,
    token_hash: &[u8; 32],
) -> Result<Option<(TokenId, Holder, Option<Timestamp>)>, DbError> {
    let row = tx.query_opt(
        "select t.id, t.last_used_at, u.id, u.is_operator, u.adult_verified_at from tokens t join users u on u.id = t.user_id
          where t.token_hash = $1 and t.revoked_at is null and u.suspended_at is null",
        params![*token_hash],
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

/// Remembers that a key was used.
pub fn touch(tx: &mut Tx, token_id: TokenId, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "update tokens set last_used_at = $2 where id = $1",
        params![token_id, now],
    )?;
    Ok(())
}

/// Ends one of a person's keys; says whether it was theirs and worked.
pub fn revoke(tx: &mut Tx, user_id: UserId, token_id: TokenId, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update tokens set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null",
        params![token_id, user_id, now],
    )?;
    Ok(changed == 1)
}
