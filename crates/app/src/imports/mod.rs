//! Data in: files of any size become tasks. An upload waits in a spool file; a background run checks every row, then
//! writes the good ones, in batches that say how far they are. A run that was cut off goes on where it stopped.

mod check;
mod pictures;
mod run;
mod scan;
mod spool;
mod start;
mod write;

pub use start::{ImportRequest, OnError};

use crate::access::require_project_member;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::{ImportId, ProjectId, Timestamp};
use pumasi_store::Tx;
use pumasi_store::imports::{self, Import};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One load of tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportView {
    pub import_id: ImportId,
    pub file_name: String,
    /// `csv`, `tsv`, `jsonl`, `label_studio_json`, `text` or `zip`.
    pub format: String,
    /// `skip` or `refuse`.
    pub on_error: String,
    /// `checking`, `writing`, `done`, `refused` or `failed`.
    pub state: String,
    pub bytes: i64,
    pub rows_read: i64,
    pub rows_added: i64,
    /// The project had these already.
    pub rows_duplicate: i64,
    pub rows_bad: i64,
    /// Why it was refused or failed: `rows_bad`, `no_good_rows`, `project_closed`, `upload_lost`, `internal`.
    pub reason: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportProblemView {
    /// Line of the file, or number of the file in a zip; from 1.
    pub line: i64,
    pub field: Option<String>,
    /// Stable name.
    pub code: String,
    /// What is wrong and how to mend it, in English.
    pub message: String,
}

impl From<Import> for ImportView {
    fn from(row: Import) -> ImportView {
        ImportView {
            import_id: row.import_id,
            file_name: row.file_name,
            format: row.format,
            on_error: row.on_error,
            state: row.state,
            bytes: row.bytes,
            rows_read: row.rows_read,
            rows_added: row.rows_added,
            rows_duplicate: row.rows_duplicate,
            rows_bad: row.rows_bad,
            reason: row.reason,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

fn require_import(tx: &mut Tx, project_id: ProjectId, import_id: ImportId) -> Result<Import, AppError> {
    imports::find(tx, import_id)?
        .filter(|import| import.project_id == project_id)
        .ok_or(AppError::NotFound("import"))
}

impl App {
    /// Loads of a project, newest first.
    pub async fn imports(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<ImportView>, AppError> {
        let (caller, query) = (caller.clone(), query.clone());
        let before = query.after::<ImportId>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let found = imports::of_project(tx, project_id, before, query.fetch())?;
                Page::of(found, &query, |row| row.import_id).try_map(|row| Ok(row.into()))
            })
            .await
    }

    /// One load, and how far it is.
    pub async fn import(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        import_id: ImportId,
    ) -> Result<ImportView, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                Ok(require_import(tx, project_id, import_id)?.into())
            })
            .await
    }

    /// What is wrong with the rows of a load, in the file's order. All are counted, ten thousand are kept.
    pub async fn import_problems(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        import_id: ImportId,
        query: &PageQuery,
    ) -> Result<Page<ImportProblemView>, AppError> {
        let (caller, query) = (caller.clone(), query.clone());
        let after = query.after::<i64>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                require_import(tx, project_id, import_id)?;
                let found = imports::problems(tx, import_id, after, query.fetch())?;
                Page::of(found, &query, |row| row.number).try_map(|row| {
                    Ok(ImportProblemView {
                        line: row.line,
                        field: row.field,
                        code: row.code,
                        message: row.message,
                    })
                })
            })
            .await
    }
}
