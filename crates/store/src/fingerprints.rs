//! Tables `fingerprints` and `fingerprint_bands`: what was handed in and may not be handed in again.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp};
use uuid::Uuid;

/// What is kept of a text or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    pub project_id: ProjectId,
    pub id: Uuid,
    pub assignment_id: AssignmentId,
    pub control: String,
    /// `text` or `picture`.
    pub kind: &'static str,
    pub exact: Vec<u8>,
    pub near: Vec<u8>,
    pub bands: Vec<i64>,
    pub created_at: Timestamp,
}

/// Another one that may be alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Uuid,
    pub assignment_id: AssignmentId,
    pub near: Vec<u8>,
    /// Whether its answer stands: neither taken back nor given up.
    pub stands: bool,
}

fn read(row: &Row) -> Result<Candidate, DbError> {
    let stands: i64 = row.get(3)?;
    Ok(Candidate {
        id: row.get(0)?,
        assignment_id: row.get(1)?,
        near: row.get(2)?,
        stands: stands != 0,
    })
}

/// The one that is exactly the same, if there is one.
pub fn same(tx: &mut Tx, fingerprint: &Fingerprint) -> Result<Option<Candidate>, DbError> {
    let row = tx.query_opt(
        "select f.id, f.assignment_id, f.near,
                case when a.state in ('submitted', 'accepted', 'returned', 'refused', 'appealed', 'upheld') then 1 else 0 end
           from fingerprints f join assignments a on a.id = f.assignment_id
          where f.project_id = $1 and f.control = $2 and f.kind = $3 and f.exact = $4",
        params![
            fingerprint.project_id,
            &fingerprint.control,
            fingerprint.kind,
            fingerprint.exact.as_slice()
        ],
    )?;
    row.as_ref().map(read).transpose()
}

/// Those that share a band, whose answers stand; at most `limit` of each band, the newest first.
pub fn alike(
    tx: &mut Tx,
    fingerprint: &Fingerprint,
    band: i64,
    limit: i64,
) -> Result<Vec<Candidate>, DbError> {
    let rows = tx.query(
        "select f.id, f.assignment_id, f.near, 1
           from fingerprint_bands b
           join fingerprints f on f.id = b.fingerprint_id
           join assignments a on a.id = f.assignment_id
          where b.project_id = $1 and b.control = $2 and b.band = $3 and f.kind = $4
            and a.state in ('submitted', 'accepted', 'returned', 'refused', 'appealed', 'upheld')
          order by b.fingerprint_id desc limit $5",
        params![
            fingerprint.project_id,
            &fingerprint.control,
            band,
            fingerprint.kind,
            limit
        ],
    )?;
    rows.iter().map(read).collect()
}

/// Writes one down with its bands; `false` if the same stands there already.
pub fn insert(tx: &mut Tx, fingerprint: &Fingerprint) -> Result<bool, DbError> {
    let fresh = tx.execute(
        "insert into fingerprints (project_id, id, assignment_id, control, kind, exact, near, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (project_id, control, kind, exact) do nothing",
        params![
            fingerprint.project_id,
            fingerprint.id,
            fingerprint.assignment_id,
            &fingerprint.control,
            fingerprint.kind,
            fingerprint.exact.as_slice(),
            fingerprint.near.as_slice(),
            fingerprint.created_at
        ],
    )?;
    if fresh == 0 {
        return Ok(false);
    }
    for band in &fingerprint.bands {
        tx.execute(
            "insert into fingerprint_bands (project_id, control, band, fingerprint_id) values ($1, $2, $3, $4)
             on conflict (project_id, control, band, fingerprint_id) do nothing",
            params![fingerprint.project_id, &fingerprint.control, *band, fingerprint.id],
        )?;
    }
    Ok(true)
}

/// Forgets one.
pub fn delete(tx: &mut Tx, id: Uuid) -> Result<(), DbError> {
    tx.execute(
        "delete from fingerprint_bands where fingerprint_id = $1",
        params![id],
    )?;
    tx.execute("delete from fingerprints where id = $1", params![id])?;
    Ok(())
}

/// Forgets those of an assignment, before its answer is written anew.
pub fn delete_of_assignment(tx: &mut Tx, assignment_id: AssignmentId) -> Result<(), DbError> {
    tx.execute(
        "delete from fingerprint_bands
          where fingerprint_id in (select id from fingerprints where assignment_id = $1)",
        params![assignment_id],
    )?;
    tx.execute(
        "delete from fingerprints where assignment_id = $1",
        params![assignment_id],
    )?;
    Ok(())
}
