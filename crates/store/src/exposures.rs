//! Table `exposures`: how long a person was at sensitive work.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::UserId;
use pumasi_domain::sensitivity::Exposure;

fn read(row: &Row) -> Result<Exposure, DbError> {
    Ok(Exposure {
        day: row.get(0)?,
        day_us: row.get(1)?,
        stretch_us: row.get(2)?,
        last_at: row.get(3)?,
    })
}

/// A person's row; all zero if there is none.
pub fn find(tx: &mut Tx, user_id: UserId) -> Result<Exposure, DbError> {
    let row = tx.query_opt(
        "select day, day_us, stretch_us, last_at from exposures where user_id = $1",
        params![user_id],
    )?;
    row.as_ref().map_or(Ok(Exposure::default()), read)
}

/// The same, held until the transaction ends: a person may work in two projects at once.
pub fn hold(tx: &mut Tx, user_id: UserId) -> Result<Exposure, DbError> {
    let row = tx.query_one(
        "insert into exposures (user_id, day, day_us, stretch_us, last_at) values ($1, 0, 0, 0, 0)
         on conflict (user_id) do update set day = exposures.day returning day, day_us, stretch_us, last_at",
        params![user_id],
    )?;
    read(&row)
}

/// Writes what was held.
pub fn save(tx: &mut Tx, user_id: UserId, exposure: &Exposure) -> Result<(), DbError> {
    tx.execute(
        "update exposures set day = $2, day_us = $3, stretch_us = $4, last_at = $5 where user_id = $1",
        params![
            user_id,
            exposure.day,
            exposure.day_us,
            exposure.stretch_us,
            exposure.last_at
        ],
    )?;
    Ok(())
}
