//! Table `media`: files that tasks refer to. The bytes lie in the media store under their hash.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{MediaId, ProjectId, Timestamp};

/// One file of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub media_id: MediaId,
    pub project_id: ProjectId,
    pub sha256: Vec<u8>,
    pub file_name: String,
    pub content_type: String,
    pub bytes: i64,
    /// In pixels, of a picture.
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<Media, DbError> {
    Ok(Media {
        media_id: row.get(0)?,
        project_id: row.get(1)?,
        sha256: row.get(2)?,
        file_name: row.get(3)?,
        content_type: row.get(4)?,
        bytes: row.get(5)?,
        width: row.get(6)?,
        height: row.get(7)?,
        created_at: row.get(8)?,
    })
}

/// Writes a file down, unless the project has one of the same bytes; the row that stands then.
pub fn insert(tx: &mut Tx, media: &Media) -> Result<Media, DbError> {
    tx.execute(
        "insert into media (id, project_id, sha256, file_name, content_type, bytes, width, height, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (project_id, sha256) do nothing",
        params![
            media.media_id,
            media.project_id,
            media.sha256.as_slice(),
            &media.file_name,
            &media.content_type,
            media.bytes,
            media.width,
            media.height,
            media.created_at
        ],
    )?;
    let row = tx.query_one(
        "select id, project_id, sha256, file_name, content_type, bytes, width, height, created_at
           from media where project_id = $1 and sha256 = $2",
        params![media.project_id, media.sha256.as_slice()],
    )?;
    read(&row)
}

/// A file.
pub fn find(tx: &mut Tx, media_id: MediaId) -> Result<Option<Media>, DbError> {
    let row = tx.query_opt(
        "select id, project_id, sha256, file_name, content_type, bytes, width, height, created_at
           from media where id = $1",
        params![media_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// The ids of all files that a project had at a moment.
pub fn ids(tx: &mut Tx, project_id: ProjectId, until: Timestamp) -> Result<Vec<MediaId>, DbError> {
    let rows = tx.query(
        "select id from media where project_id = $1 and created_at <= $2",
        params![project_id, until],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}
