//! Writing: a batch of rows, the counters of the project and how far the load is, in one transaction.

use super::check::{GoodRow, RowFault};
use super::pictures::{Picture, row};
use crate::media::reference;
use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_domain::state::ProjectState;
use pumasi_formats::row_key;
use pumasi_store::imports::{self, Import, ImportProblem};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::task_lists::{self, Batch, NewTask};
use pumasi_store::{Tx, media, projects};

/// Rows that become tasks together.
#[derive(Clone)]
pub(super) enum Rows {
    Rows(Vec<GoodRow>),
    /// With the data field they go to.
    Pictures(String, Vec<Picture>),
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Rows::Rows(rows) => rows.len(),
            Rows::Pictures(_, pictures) => pictures.len(),
        }
    }
}

/// Problems of a load that are kept; more are only counted.
const PROBLEMS_KEPT: i64 = 10_000;

/// Another run has taken this load over.
pub(super) fn taken_over() -> AppError {
    AppError::conflict("import_taken_over", "another server goes on with this load")
}

impl App {
    /// Writes a batch, of which `written` good rows of the load were written before. How many it was.
    ///
    /// # Errors
    /// Conflicts `project_closed` and `import_taken_over`.
    pub(super) async fn write_batch(
        &self,
        import: &Import,
        written: i64,
        rows: Rows,
    ) -> Result<i64, AppError> {
        let (app, import_id, project_id) = (self.clone(), import.import_id, import.project_id);
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let now = self.now();
        self.db
            .write(project_id.0, move |tx| {
                // First, because it holds the project's row: its terms can not change under the batch.
                let position = projects::take_positions(tx, project_id, count)?;
                let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
                if project.state == ProjectState::Closed {
                    return Err(AppError::conflict(
                        "project_closed",
                        "the project was closed meanwhile",
                    ));
                }
                let tasks = app.new_tasks(tx, project_id, &rows, now)?;
                let batch = Batch {
                    project_id,
                    open: project.plan.first_places(),
                    import_id: Some(import_id),
                    position,
                    now,
                };
                let added = task_lists::insert(tx, &batch, &tasks)?;
                if !imports::count_written(tx, import_id, written, added, count - added)? {
                    return Err(taken_over());
                }
                let change = ProjectChange {
                    tasks_total: added,
                    tasks_queued: added,
                    ..ProjectChange::default()
                };
                tally::project(tx, project_id, change);
                Ok::<_, AppError>(count)
            })
            .await
    }

    fn new_tasks(
        &self,
        tx: &mut Tx,
        project_id: pumasi_domain::ProjectId,
        rows: &Rows,
        now: Timestamp,
    ) -> Result<Vec<NewTask>, AppError> {
        match rows {
            Rows::Rows(rows) => Ok(rows.iter().map(|row| self.new_task(row.clone())).collect()),
            Rows::Pictures(field, pictures) => pictures
                .iter()
                .map(|picture| {
                    let media = media::insert(tx, &self.picture_row(project_id, picture, now))?;
                    let row = row(field, &reference(media.media_id), &picture.name);
                    Ok(self.new_task(GoodRow {
                        row_key: row_key(&row),
                        external_id: None,
                        data: serde_json::Value::Object(row.data).to_string(),
                        predictions: None,
                        gold: None,
                    }))
                })
                .collect(),
        }
    }

    fn new_task(&self, row: GoodRow) -> NewTask {
        NewTask {
            task_id: self.ids.next().into(),
            row_key: row.row_key,
            external_id: row.external_id,
            data: row.data,
            predictions: row.predictions,
            gold: row.gold,
        }
    }

    /// Says how far the check is, and keeps what was found, of which `known` problems were found before.
    pub(super) async fn write_check(
        &self,
        import: &Import,
        rows_read: i64,
        rows_bad: i64,
        known: i64,
        faults: Vec<RowFault>,
    ) -> Result<(), AppError> {
        let import_id = import.import_id;
        let room = usize::try_from(PROBLEMS_KEPT - known).unwrap_or(0);
        let problems: Vec<ImportProblem> = faults
            .into_iter()
            .take(room)
            .zip(known + 1..)
            .map(|(fault, number)| ImportProblem {
                number,
                line: fault.line,
                field: fault.field,
                code: fault.code,
                message: fault.message,
            })
            .collect();
        self.db
            .write(import.project_id.0, move |tx| {
                if !imports::set_checked(tx, import_id, rows_read, rows_bad)? {
                    return Err(taken_over());
                }
                Ok(imports::insert_problems(tx, import_id, &problems)?)
            })
            .await
    }
}
