//! The background run of a load: check everything, then write. Every step is written down with what it did, so that a
//! run that was cut off is gone on with, by the same server or after a restart.

use super::check::Rules;
use super::pictures::Pictures;
use super::scan::{CHUNK, Source, scan};
use super::spool::remove;
use super::start::{Format, Options};
use super::write::{Rows, taken_over};
use crate::history::Change;
use crate::interfaces::sole_choice;
use crate::tasks::stored_json;
use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::{ImportId, MediaId};
use pumasi_formats::{ImportFormat, ImportOptions};
use pumasi_interface::{DataKind, LabelConfig};
use pumasi_store::imports::{self, Import};
use pumasi_store::{DbError, media, project_reports, projects};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How often a run is begun again.
const TRIES: u32 = 8;
/// Rows checked between two lines about how far the check is.
const REPORT_ROWS: i64 = 5_000;

/// How a run ended.
enum End {
    Done,
    Refused(&'static str),
    Failed(&'static str),
}

/// Whether it helps to look again and go on: the database was away, or what a server that died had still sent came in
/// after we had looked.
fn passes(error: &AppError) -> bool {
    match error {
        AppError::Db(DbError::Busy | DbError::Connection(_) | DbError::Conflict) => true,
        AppError::Conflict { code, .. } => *code == "import_taken_over",
        _ => false,
    }
}

impl App {
    /// Goes on with all loads that were cut off when the server stopped, and removes uploads that belong to none. To be
    /// called once, at start-up; how many loads go on.
    pub async fn resume_imports(&self) -> Result<usize, AppError> {
        let unfinished = self.db.read(imports::unfinished).await?;
        let waiting: HashSet<ImportId> = unfinished.iter().map(|import| import.import_id).collect();
        self.sweep_spool(&waiting);
        for import in &unfinished {
            self.spawn_import(import.import_id);
        }
        Ok(unfinished.len())
    }

    pub(super) fn spawn_import(&self, import_id: ImportId) {
        let app = self.clone();
        tokio::spawn(async move { app.run_import(import_id).await });
    }

    async fn run_import(&self, import_id: ImportId) {
        let mut wait = Duration::from_millis(500);
        for attempt in 1..=TRIES {
            match self.run_once(import_id).await {
                Ok(()) => return,
                Err(error) if passes(&error) => {
                    tracing::warn!(%import_id, %error, attempt, "a load is begun again where it stopped");
                    tokio::time::sleep(wait).await;
                    wait *= 2;
                }
                Err(AppError::Conflict {
                    code: "import_taken_over",
                    ..
                }) => return,
                Err(error) => {
                    tracing::error!(%import_id, %error, "a load failed");
                    if let Err(error) = self.end_import(import_id, End::Failed("internal")).await {
                        tracing::error!(%import_id, %error, "the end of a load can not be written down");
                    }
                    return;
                }
            }
        }
        tracing::error!(%import_id, "a load was given up for now; it goes on when the server starts again");
    }

    async fn run_once(&self, import_id: ImportId) -> Result<(), AppError> {
        let found = self
            .db
            .read(move |tx| {
                let Some(import) = imports::find(tx, import_id)? else {
                    return Ok(None);
                };
                let project = projects::find(tx, import.project_id)?.ok_or(AppError::NotFound("project"))?;
                let media = media::ids(tx, import.project_id, import.created_at)?;
                Ok::<_, AppError>(Some((import, project, media)))
            })
            .await?;
        let Some((import, project, media)) = found else {
            return Ok(());
        };
        if import.finished_at.is_some() {
            return Ok(());
        }
        let end = self.run_passes(&import, &project, media).await?;
        self.end_import(import_id, end).await
    }

    async fn run_passes(
        &self,
        import: &Import,
        project: &Project,
        media: Vec<MediaId>,
    ) -> Result<End, AppError> {
        if !self.spool_path(import.import_id).exists() {
            return Ok(End::Failed("upload_lost"));
        }
        let options: Options = stored_json(&import.options, "load's options")?;
        let outcome = match Format::parse(&import.format) {
            Some(Format::Zip) => self.run_pictures(import, options).await,
            Some(Format::Rows(format)) => {
                let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
                let source = Source {
                    path: self.spool_path(import.import_id),
                    format,
                    options: row_options(format, &config, &options),
                };
                let rules = Rules {
                    gold_control: sole_choice(&config).map(str::to_owned),
                    gold_column: options.gold_column,
                    media: media.into_iter().collect(),
                    config,
                };
                self.run_rows(import, source, Arc::new(rules)).await
            }
            None => Err(AppError::Internal(format!(
                "a load of the unknown format {}",
                import.format
            ))),
        };
        match outcome {
            Err(AppError::Conflict {
                code: "project_closed",
                ..
            }) => Ok(End::Failed("project_closed")),
            outcome => outcome,
        }
    }

    async fn run_rows(&self, import: &Import, source: Source, rules: Arc<Rules>) -> Result<End, AppError> {
        if import.state == "checking" {
            let (read, bad) = self
                .check_rows(import, source.clone(), Arc::clone(&rules))
                .await?;
            if let Some(end) = self.after_check(import, read, bad).await? {
                return Ok(end);
            }
        }
        // Good rows that were written before the run was cut off; both passes find the same ones in the same order.
        let mut written = import.rows_added + import.rows_duplicate;
        let mut skip = usize::try_from(written).unwrap_or(usize::MAX);
        let mut chunks = scan(source, rules);
        while let Some(chunk) = chunks.recv().await {
            let mut good = chunk?.good;
            let skipped = skip.min(good.len());
            skip -= skipped;
            good.drain(..skipped);
            if !good.is_empty() {
                written += self.write_batch(import, written, Rows::Rows(good)).await?;
            }
        }
        Ok(End::Done)
    }

    /// Looks at every row and writes nothing but what is wrong with it. Rows read, and bad ones among them.
    async fn check_rows(
        &self,
        import: &Import,
        source: Source,
        rules: Arc<Rules>,
    ) -> Result<(i64, i64), AppError> {
        self.begin_check(import).await?;
        let (mut read, mut bad, mut known, mut reported) = (0, 0, 0, 0);
        let mut faults = Vec::new();
        let mut chunks = scan(source, rules);
        while let Some(chunk) = chunks.recv().await {
            let chunk = chunk?;
            read += chunk.rows_read;
            bad += chunk.rows_bad;
            faults.extend(chunk.faults);
            if read - reported >= REPORT_ROWS || faults.len() >= CHUNK {
                let found = std::mem::take(&mut faults);
                let count = found.len() as i64;
                self.write_check(import, read, bad, known, found).await?;
                known += count;
                reported = read;
            }
        }
        self.write_check(import, read, bad, known, faults).await?;
        Ok((read, bad))
    }

    async fn run_pictures(&self, import: &Import, options: Options) -> Result<End, AppError> {
        let checking = import.state == "checking";
        if checking {
            self.begin_check(import).await?;
        }
        let Pictures {
            good,
            rows_read,
            rows_bad,
            faults,
        } = self.take_pictures(self.spool_path(import.import_id)).await?;
        if checking {
            self.write_check(import, rows_read, rows_bad, 0, faults).await?;
            if let Some(end) = self.after_check(import, rows_read, rows_bad).await? {
                return Ok(end);
            }
        }
        let field = options.image_field.unwrap_or_else(|| "image".to_owned());
        let mut written = import.rows_added + import.rows_duplicate;
        let rest = good
            .get(usize::try_from(written).unwrap_or(usize::MAX)..)
            .unwrap_or_default();
        for batch in rest.chunks(CHUNK) {
            let rows = Rows::Pictures(field.clone(), batch.to_vec());
            written += self.write_batch(import, written, rows).await?;
        }
        Ok(End::Done)
    }

    async fn begin_check(&self, import: &Import) -> Result<(), AppError> {
        let import_id = import.import_id;
        let begun = self
            .db
            .write(import.project_id.0, move |tx| imports::begin_check(tx, import_id))
            .await?;
        if begun { Ok(()) } else { Err(taken_over()) }
    }

    /// Decides whether anything is written; `None` if so.
    async fn after_check(&self, import: &Import, read: i64, bad: i64) -> Result<Option<End>, AppError> {
        if bad > 0 && import.on_error == "refuse" {
            return Ok(Some(End::Refused("rows_bad")));
        }
        if read == bad {
            return Ok(Some(End::Refused("no_good_rows")));
        }
        let import_id = import.import_id;
        let begun = self
            .db
            .write(import.project_id.0, move |tx| imports::begin_write(tx, import_id))
            .await?;
        if begun { Ok(None) } else { Err(taken_over()) }
    }

    async fn end_import(&self, import_id: ImportId, end: End) -> Result<(), AppError> {
        let (state, reason) = match end {
            End::Done => ("done", None),
            End::Refused(reason) => ("refused", Some(reason)),
            End::Failed(reason) => ("failed", Some(reason)),
        };
        let (app, now) = (self.clone(), self.now());
        self.db
            .write(import_id.0, move |tx| {
                if !imports::finish(tx, import_id, state, reason, now)? {
                    return Ok(());
                }
                let import = imports::find(tx, import_id)?.ok_or(AppError::NotFound("import"))?;
                // The planner learns of a load that changed the table's shape; small ones are not worth the look.
                let total = project_reports::counters(tx, import.project_id)?.tasks_total;
                if import.rows_added * 10 >= total && import.rows_added > 0 {
                    tx.analyze("tasks")?;
                }
                let change = Change {
                    kind: "import_finished",
                    actor: None,
                    project_id: import.project_id,
                    subject_kind: "import",
                    subject_id: import_id.0,
                    data: serde_json::json!({
                        "state": state,
                        "reason": reason,
                        "rows_read": import.rows_read,
                        "rows_added": import.rows_added,
                        "rows_duplicate": import.rows_duplicate,
                        "rows_bad": import.rows_bad,
                    }),
                };
                app.note(tx, now, change)
            })
            .await?;
        remove(&self.spool_path(import_id));
        Ok(())
    }
}

/// How the rows of a format are read for this interface.
fn row_options(format: ImportFormat, config: &LabelConfig, options: &Options) -> ImportOptions {
    let fields = config.data_fields();
    let first_text = fields
        .iter()
        .find(|field| field.kind == DataKind::Text && field.required);
    let defaults = ImportOptions::default();
    ImportOptions {
        gold_column: options.gold_column.clone(),
        text_field: match (format, first_text) {
            (ImportFormat::Text, Some(field)) => field.path.clone(),
            _ => defaults.text_field.clone(),
        },
        // A cell of a table can hold a dialogue only as JSON.
        json_cells: fields.iter().any(|field| field.kind.is_structured()),
        ..defaults
    }
}
