//! Table `consents`: which kinds of sensitive content a person agreed to see.

use crate::{DbError, Tx, params};
use pumasi_domain::sensitivity::SensitiveKind;
use pumasi_domain::{Timestamp, UserId};

/// The kinds that a person agrees to now, and since when.
pub fn of_user(tx: &mut Tx, user_id: UserId) -> Result<Vec<(SensitiveKind, Timestamp)>, DbError> {
    let rows = tx.query(
        "select kind, given_at from consents where user_id = $1 and withdrawn_at is null order by kind",
        params![user_id],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The person agrees; `false` if they did before.
pub fn give(tx: &mut Tx, user_id: UserId, kind: SensitiveKind, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "insert into consents (user_id, kind, given_at) values ($1, $2, $3)
         on conflict (user_id, kind) do update set given_at = excluded.given_at, withdrawn_at = null
           where consents.withdrawn_at is not null",
        params![user_id, kind, now],
    )?;
    Ok(changed == 1)
}

/// The person no longer agrees; `false` if they did not.
pub fn withdraw(tx: &mut Tx, user_id: UserId, kind: SensitiveKind, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update consents set withdrawn_at = $3 where user_id = $1 and kind = $2 and withdrawn_at is null",
        params![user_id, kind, now],
    )?;
    Ok(changed == 1)
}
