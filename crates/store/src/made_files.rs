//! Table `made_files`: what workers made with camera and recorder, for which control of which assignment.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AssignmentId, MediaId, ProjectId, Timestamp};

/// One file of one assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFileRow {
    pub project_id: ProjectId,
    pub assignment_id: AssignmentId,
    pub media_id: MediaId,
    pub control: String,
    /// JSON of what was measured.
    pub facts: String,
    pub picture_hash: Option<i64>,
    pub created_at: Timestamp,
}

/// A made file with what the table `media` says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeMedia {
    pub made: MadeFileRow,
    pub content_type: String,
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub sha256: Vec<u8>,
}

fn read(row: &Row) -> Result<MadeMedia, DbError> {
    Ok(MadeMedia {
        made: MadeFileRow {
            project_id: row.get(0)?,
            assignment_id: row.get(1)?,
            media_id: row.get(2)?,
            control: row.get(3)?,
            facts: row.get(4)?,
            picture_hash: row.get(5)?,
            created_at: row.get(6)?,
        },
        content_type: row.get(7)?,
        bytes: row.get(8)?,
        width: row.get(9)?,
        height: row.get(10)?,
        sha256: row.get(11)?,
    })
}

/// Writes a file down; one that stands there already stays as it is.
pub fn insert(tx: &mut Tx, file: &MadeFileRow) -> Result<(), DbError> {
    tx.execute(
        "insert into made_files (project_id, assignment_id, media_id, control, facts, picture_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (assignment_id, control, media_id) do nothing",
        params![
            file.project_id,
            file.assignment_id,
            file.media_id,
            &file.control,
            &file.facts,
            file.picture_hash,
            file.created_at
        ],
    )?;
    Ok(())
}

/// How many files an assignment has.
pub fn count(tx: &mut Tx, assignment_id: AssignmentId) -> Result<i64, DbError> {
    tx.query_one(
        "select count(*) from made_files where assignment_id = $1",
        params![assignment_id],
    )?
    .get(0)
}

/// The files of an assignment.
pub fn of_assignment(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Vec<MadeMedia>, DbError> {
    let rows = tx.query(
        "select f.project_id, f.assignment_id, f.media_id, f.control, f.facts, f.picture_hash, f.created_at,
                m.content_type, m.bytes, m.width, m.height, m.sha256
           from made_files f join media m on m.id = f.media_id
          where f.assignment_id = $1 order by f.media_id, f.control",
        params![assignment_id],
    )?;
    rows.iter().map(read).collect()
}

/// The files that were made for a task, by everybody who worked on it.
pub fn of_task(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: pumasi_domain::TaskId,
) -> Result<Vec<MadeMedia>, DbError> {
    let rows = tx.query(
        "select f.project_id, f.assignment_id, f.media_id, f.control, f.facts, f.picture_hash, f.created_at,
                m.content_type, m.bytes, m.width, m.height, m.sha256
           from assignments a
           join made_files f on f.assignment_id = a.id
           join media m on m.id = f.media_id
          where a.project_id = $1 and a.task_id = $2 order by f.media_id, f.control",
        params![project_id, task_id],
    )?;
    rows.iter().map(read).collect()
}

/// The files of a project's answers after one of one assignment, in the order of both ids.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    after: (AssignmentId, MediaId),
    limit: i64,
) -> Result<Vec<MadeMedia>, DbError> {
    let rows = tx.query(
        "select f.project_id, f.assignment_id, f.media_id, f.control, f.facts, f.picture_hash, f.created_at,
                m.content_type, m.bytes, m.width, m.height, m.sha256
           from made_files f
           join media m on m.id = f.media_id
           join answers n on n.assignment_id = f.assignment_id and n.round = 0
          where f.project_id = $1 and (f.assignment_id > $2 or (f.assignment_id = $2 and f.media_id > $3))
          order by f.assignment_id, f.media_id limit $4",
        params![project_id, after.0, after.1, limit],
    )?;
    rows.iter().map(read).collect()
}
