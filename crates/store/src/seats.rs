//! Table `seats`: who was invited to or passed the entrance test of a project, by role.

use crate::{DbError, Tx, params};
use pumasi_domain::audience::SeatState;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, Timestamp, UserId};

/// A person's seat: state and, if they failed, when they may try again.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
) -> Result<Option<(SeatState, Option<Timestamp>)>, DbError> {
    let row = tx.query_opt(
        "select state, retry_at from seats where project_id = $1 and user_id = $2 and role = $3",
        params![project_id, user_id, role],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}
