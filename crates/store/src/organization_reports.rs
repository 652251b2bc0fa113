//! What an organization's money does, over all its projects.

use crate::{DbError, Tx, Value, params};
use pumasi_domain::money::Account;
use pumasi_domain::{OrganizationId, ProjectId};
use uuid::Uuid;

/// Accounts looked up by one statement.
const CHUNK: usize = 16;

/// What an organization's projects have spent, fees included, in minor units.
pub fn spent(tx: &mut Tx, organization_id: OrganizationId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(t.spent_minor), 0) as bigint) from projects p join project_tallies t on t.project_id = p.id
          where p.organization_id = $1",
        params![organization_id],
    )?;
    row.get(0)
}

/// What lies in the escrows of an organization's projects, promises included, in minor units.
pub fn in_projects(tx: &mut Tx, organization_id: OrganizationId) -> Result<i64, DbError> {
    let rows = tx.query(
        "select id from projects where organization_id = $1",
        params![organization_id],
    )?;
    let projects = rows
        .iter()
        .map(|row| row.get(0))
        .collect::<Result<Vec<ProjectId>, _>>()?;
    // An account's id follows from its owner and is its key: nothing is searched, however many accounts there are.
    let mut sum = 0;
    for chunk in projects.chunks(CHUNK) {
        let mut ids: Vec<Value> = chunk
            .iter()
            .map(|id| Account::ProjectEscrow(*id).id().into())
            .collect();
        ids.resize(CHUNK, Uuid::nil().into());
        let row = tx.query_one(
            "select cast(coalesce(sum(credits_posted - debits_posted), 0) as bigint) from accounts
              where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            &ids,
        )?;
        sum += row.get::<i64>(0)?;
    }
    Ok(sum)
}

/// Names of projects.
pub fn project_names(tx: &mut Tx, projects: &[ProjectId]) -> Result<Vec<(ProjectId, String)>, DbError> {
    let mut names = Vec::with_capacity(projects.len());
    for chunk in projects.chunks(CHUNK) {
        let mut ids: Vec<Value> = chunk.iter().map(|id| Value::from(*id)).collect();
        ids.resize(CHUNK, Uuid::nil().into());
        let rows = tx.query(
            "select id, name from projects
              where id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            &ids,
        )?;
        for row in rows {
            names.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(names)
}
