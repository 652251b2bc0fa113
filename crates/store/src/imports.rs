//! Tables `imports` and `import_problems`: loads of tasks, how far they are, and what is wrong with their rows.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{ImportId, ProjectId, Timestamp, UserId};
use uuid::Uuid;

/// One load of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub import_id: ImportId,
    pub project_id: ProjectId,
    pub file_name: String,
    pub format: String,
    /// `skip` or `refuse`.
    pub on_error: String,
    /// JSON.
    pub options: String,
    /// `checking`, `writing`, `done`, `refused` or `failed`.
    pub state: String,
    pub bytes: i64,
    pub rows_read: i64,
    pub rows_added: i64,
    pub rows_duplicate: i64,
    pub rows_bad: i64,
    pub reason: Option<String>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// 1, 2, 3 … within the import.
    pub number: i64,
    pub line: i64,
    pub field: Option<String>,
    pub code: String,
    pub message: String,
}

fn read(row: &Row) -> Result<Import, DbError> {
    Ok(Import {
        import_id: row.get(0)?,
        project_id: row.get(1)?,
        file_name: row.get(2)?,
        format: row.get(3)?,
        on_error: row.get(4)?,
        options: row.get(5)?,
        state: row.get(6)?,
        bytes: row.get(7)?,
        rows_read: row.get(8)?,
        rows_added: row.get(9)?,
        rows_duplicate: row.get(10)?,
        rows_bad: row.get(11)?,
        reason: row.get(12)?,
        created_by: row.get(13)?,
        created_at: row.get(14)?,
        finished_at: row.get(15)?,
    })
}

/// Writes a new load down.
pub fn insert(tx: &mut Tx, import: &Import) -> Result<(), DbError> {
    tx.execute(
        "insert into imports (id, project_id, file_name, format, on_error, options, state, bytes, rows_read, rows_added,
                rows_duplicate, rows_bad, reason, created_by, created_at, finished_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        params![
            import.import_id,
            import.project_id,
            &import.file_name,
            &import.format,
            &import.on_error,
            &import.options,
            &import.state,
            import.bytes,
            import.rows_read,
            import.rows_added,
            import.rows_duplicate,
            import.rows_bad,
            import.reason.as_deref(),
            import.created_by,
            import.created_at,
            import.finished_at
        ],
    )?;
    Ok(())
}

/// A load by its id alone.
pub fn find(tx: &mut Tx, import_id: ImportId) -> Result<Option<Import>, DbError> {
    let row = tx.query_opt(
        "select id, project_id, file_name, format, on_error, options, state, bytes, rows_read, rows_added, rows_duplicate,
                rows_bad, reason, created_by, created_at, finished_at
           from imports where id = $1",
        params![import_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// Loads of a project, newest first, before `before`.
pub fn of_project(
    tx: &mut Tx,
    project_id: ProjectId,
    before: Option<ImportId>,
    limit: i64,
) -> Result<Vec<Import>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select id, project_id, file_name, format, on_error, options, state, bytes, rows_read, rows_added, rows_duplicate,
                rows_bad, reason, created_by, created_at, finished_at
           from imports where project_id = $1 and id < $2 order by id desc limit $3",
        params![project_id, before, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Loads that have not ended, oldest first.
pub fn unfinished(tx: &mut Tx) -> Result<Vec<Import>, DbError> {
    let rows = tx.query(
        "select id, project_id, file_name, format, on_error, options, state, bytes, rows_read, rows_added, rows_duplicate,
                rows_bad, reason, created_by, created_at, finished_at
           from imports where state in ('checking', 'writing') order by id",
        &[],
    )?;
    rows.iter().map(read).collect()
}

/// Whether a load of this project has not ended.
pub fn is_running(tx: &mut Tx, project_id: ProjectId) -> Result<bool, DbError> {
    let row = tx.query_opt(
        "select 1 from imports where project_id = $1 and state in ('checking', 'writing') limit 1",
        params![project_id],
    )?;
    Ok(row.is_some())
}

/// Begins the check of the rows anew.
pub fn begin_check(tx: &mut Tx, import_id: ImportId) -> Result<bool, DbError> {
    tx.execute(
        "delete from import_problems where import_id = $1",
        params![import_id],
    )?;
    let changed = tx.execute(
        "update imports set rows_read = 0, rows_bad = 0 where id = $1 and state = 'checking'",
        params![import_id],
    )?;
    Ok(changed == 1)
}

/// Says how far the check is.
pub fn set_checked(tx: &mut Tx, import_id: ImportId, rows_read: i64, rows_bad: i64) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update imports set rows_read = $2, rows_bad = $3 where id = $1 and state = 'checking'",
        params![import_id, rows_read, rows_bad],
    )?;
    Ok(changed == 1)
}

/// The check is over: its rows are written from now on.
pub fn begin_write(tx: &mut Tx, import_id: ImportId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update imports set state = 'writing' where id = $1 and state = 'checking'",
        params![import_id],
    )?;
    Ok(changed == 1)
}

/// Counts a batch of written rows, if exactly `written` rows were written before it.
pub fn count_written(
    tx: &mut Tx,
    import_id: ImportId,
    written: i64,
    added: i64,
    duplicate: i64,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update imports set rows_added = rows_added + $3, rows_duplicate = rows_duplicate + $4
          where id = $1 and state = 'writing' and rows_added + rows_duplicate = $2",
        params![import_id, written, added, duplicate],
    )?;
    Ok(changed == 1)
}

/// Ends a load as `done`, `refused` or `failed`, if it had not ended.
pub fn finish(
    tx: &mut Tx,
    import_id: ImportId,
    state: &str,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update imports set state = $2, reason = $3, finished_at = $4 where id = $1 and state in ('checking', 'writing')",
        params![import_id, state, reason, now],
    )?;
    Ok(changed == 1)
}

/// Writes problems down.
pub fn insert_problems(tx: &mut Tx, import_id: ImportId, problems: &[ImportProblem]) -> Result<(), DbError> {
    for problem in problems {
        tx.execute(
            "insert into import_problems (import_id, number, line, field, code, message) values ($1, $2, $3, $4, $5, $6)",
            params![
                import_id,
                problem.number,
                problem.line,
                problem.field.as_deref(),
                &problem.code,
                &problem.message
            ],
        )?;
    }
    Ok(())
}

/// Problems of a load in the file's order, after `after`.
pub fn problems(
    tx: &mut Tx,
    import_id: ImportId,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<ImportProblem>, DbError> {
    let rows = tx.query(
        "select number, line, field, code, message from import_problems
          where import_id = $1 and number > $2 order by number limit $3",
        params![import_id, after.unwrap_or(0), limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(ImportProblem {
                number: row.get(0)?,
                line: row.get(1)?,
                field: row.get(2)?,
                code: row.get(3)?,
                message: row.get(4)?,
            })
        })
        .collect()
}
