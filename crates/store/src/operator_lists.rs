//! Lists over everybody's rows, for operators.

use crate::{DbError, Tx, params};
use pumasi_domain::ProjectId;
use pumasi_domain::state::ProjectState;
use uuid::Uuid;

/// Projects with the names of their organizations, all or in one state, newest first, before `before`.
pub fn projects(
    tx: &mut Tx,
    state: Option<ProjectState>,
    before: Option<ProjectId>,
    limit: i64,
) -> Result<Vec<(ProjectId, String)>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select p.id, o.name from projects p join organizations o on o.id = p.organization_id
          where p.id < $1 and (p.state = $2 or $3 = 0) order by p.id desc limit $4",
        params![
            before,
            state.map_or("", ProjectState::as_str),
            state.is_some(),
            limit
        ],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
