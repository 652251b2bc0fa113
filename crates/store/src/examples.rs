//! Table `examples`: good and bad ones beside a project's guide.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::question::ExampleVerdict;
use pumasi_domain::{ExampleId, MediaId, ProjectId, Timestamp, UserId};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub example_id: ExampleId,
    pub project_id: ProjectId,
    pub verdict: ExampleVerdict,
    pub text: Option<String>,
    pub media_id: Option<MediaId>,
    /// Content type of the file.
    pub content_type: Option<String>,
    pub why: String,
    /// The clause of the guide that it is about.
    pub clause: Option<String>,
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<Example, DbError> {
    Ok(Example {
        example_id: row.get(0)?,
        project_id: row.get(1)?,
        verdict: row.get(2)?,
        text: row.get(3)?,
        media_id: row.get(4)?,
        content_type: row.get(5)?,
        why: row.get(6)?,
        clause: row.get(7)?,
        created_at: row.get(8)?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select e.id, e.project_id, e.verdict, e.text, e.media_id, m.content_type, e.why, e.clause, e.created_at
               from examples e left join media m on m.id = e.media_id where ",
            $rest
        )
    };
}

/// Writes a fresh example.
pub fn insert(tx: &mut Tx, example: &Example, created_by: UserId) -> Result<(), DbError> {
    tx.execute(
        "insert into examples (id, project_id, verdict, text, media_id, why, clause, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            example.example_id,
            example.project_id,
            example.verdict,
            example.text.as_deref(),
            example.media_id,
            &example.why,
            example.clause.as_deref(),
            created_by,
            example.created_at
        ],
    )?;
    Ok(())
}

/// Replaces what an example says; `false` if there is none.
pub fn update(tx: &mut Tx, example: &Example) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update examples set verdict = $3, text = $4, media_id = $5, why = $6, clause = $7 where project_id = $1 and id = $2",
        params![
            example.project_id,
            example.example_id,
            example.verdict,
            example.text.as_deref(),
            example.media_id,
            &example.why,
            example.clause.as_deref()
        ],
    )?;
    Ok(changed == 1)
}

/// Takes an example away; `false` if there is none.
pub fn delete(tx: &mut Tx, project_id: ProjectId, example_id: ExampleId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "delete from examples where project_id = $1 and id = $2",
        params![project_id, example_id],
    )?;
    Ok(changed == 1)
}

/// One example.
pub fn find(tx: &mut Tx, project_id: ProjectId, example_id: ExampleId) -> Result<Option<Example>, DbError> {
    let row = tx.query_opt(
        select!("e.project_id = $1 and e.id = $2"),
        params![project_id, example_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// A project's examples in the order they were written.
pub fn of_project(tx: &mut Tx, project_id: ProjectId, limit: i64) -> Result<Vec<Example>, DbError> {
    let rows = tx.query(
        select!("e.project_id = $1 order by e.id limit $2"),
        params![project_id, limit],
    )?;
    rows.iter().map(read).collect()
}
