//! A zip of pictures: each becomes a file of the project and a task that shows it.

use super::check::{RowFault, line_number};
use super::spool::io_error;
use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_formats::{ImportRow, ZipEntries, ZipLimits, ZipProblem};
use pumasi_media::{ContentType, PutLimits, PutProblem, Stored};
use serde_json::{Map, Value};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

/// The field that holds a picture's name in the zip.
const NAME_FIELD: &str = "file_name";

/// A picture that lies in the media store.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    pub name: String,
    pub stored: Stored,
}

/// Everything that was found in a zip.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    pub good: Vec<Picture>,
    pub rows_read: i64,
    pub rows_bad: i64,
    pub faults: Vec<RowFault>,
}

/// The data of a picture's task.
pub(super) fn data(field: &str, reference: &str, name: &str) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert(field.to_owned(), Value::String(reference.to_owned()));
    if field != NAME_FIELD {
        data.insert(NAME_FIELD.to_owned(), Value::String(name.to_owned()));
    }
    data
}

/// The same as a row of a file.
pub(super) fn row(field: &str, reference: &str, name: &str) -> ImportRow {
    ImportRow {
        line: 1,
        element: None,
        external_id: None,
        data: data(field, reference, name),
        predictions: Vec::new(),
        gold: None,
        gold_value: None,
        ignored_fields: Vec::new(),
    }
}

/// One file of the zip, unpacked, or why not.
enum Unpacked {
    File {
        name: String,
        file: NamedTempFile,
    },
    Problem {
        field: Option<String>,
        code: String,
        message: String,
    },
}

impl From<&ZipProblem> for Unpacked {
    fn from(problem: &ZipProblem) -> Unpacked {
        Unpacked::Problem {
            field: problem.name.clone(),
            code: problem.code.to_owned(),
            message: problem.message.clone(),
        }
    }
}

/// Unpacks a zip file by file on a thread of its own; one waits while one is taken in.
fn unpack(
    path: PathBuf,
    spool_dir: PathBuf,
    limits: ZipLimits,
) -> mpsc::Receiver<Result<Unpacked, AppError>> {
    let (sender, files) = mpsc::channel(1);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = walk(&path, &spool_dir, limits, &sender) {
            // The other end may be gone, and then nobody is interested.
            let _ = sender.blocking_send(Err(error));
        }
    });
    files
}

fn walk(
    path: &Path,
    spool_dir: &Path,
    limits: ZipLimits,
    sender: &mpsc::Sender<Result<Unpacked, AppError>>,
) -> Result<(), AppError> {
    let file = File::open(path).map_err(|e| io_error(path, &e))?;
    let mut entries = match ZipEntries::open(file, limits) {
        Ok(entries) => entries,
        Err(problem) => {
            let _ = sender.blocking_send(Ok((&problem).into()));
            return Ok(());
        }
    };
    while let Some(entry) = entries.next_entry() {
        let (unpacked, ends) = match entry {
            Err(problem) => ((&problem).into(), problem.fatal),
            Ok(mut entry) => {
                let name = entry.name().to_owned();
                let mut file = tempfile::Builder::new()
                    .prefix("import-entry-")
                    .tempfile_in(spool_dir)
                    .map_err(|e| io_error(spool_dir, &e))?;
                match io::copy(&mut entry, file.as_file_mut()) {
                    Ok(_) => (Unpacked::File { name, file }, false),
                    Err(error) => broken(name, &error),
                }
            }
        };
        if sender.blocking_send(Ok(unpacked)).is_err() || ends {
            return Ok(());
        }
    }
    Ok(())
}

/// What is wrong with a file that could not be unpacked, and whether the zip ends there.
fn broken(name: String, error: &io::Error) -> (Unpacked, bool) {
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<ZipProblem>())
    {
        Some(problem) => (problem.into(), problem.fatal),
        None => {
            let message = format!("The file cannot be unpacked ({error}). Pack it again.");
            (
                Unpacked::Problem {
                    field: Some(name),
                    code: "unreadable".to_owned(),
                    message,
                },
                false,
            )
        }
    }
}

impl App {
    /// Takes every picture of a zip into the media store. Taking the same zip again gives the same list, and moves no
    /// bytes that are there already.
    pub(super) async fn take_pictures(&self, path: PathBuf) -> Result<Pictures, AppError> {
        let limits = ZipLimits {
            max_entry_bytes: self.config.media_max_bytes,
            ..ZipLimits::default()
        };
        let pictures: Vec<ContentType> = ContentType::ALL
            .into_iter()
            .filter(|kind| kind.is_image())
            .collect();
        let put = PutLimits {
            allowed: pictures,
            ..self.media_limits()
        };
        let mut files = unpack(path, self.config.spool_dir.clone(), limits);
        let mut found = Pictures::default();
        while let Some(unpacked) = files.recv().await {
            found.rows_read += 1;
            let line = line_number(found.rows_read.unsigned_abs());
            let (field, code, message) = match unpacked? {
                Unpacked::Problem { field, code, message } => (field, code, message),
                Unpacked::File { name, file } => match self.media.put_file(file.path(), &put).await {
                    Ok(stored) => {
                        self.prepare_pyramid(&stored);
                        found.good.push(Picture { name, stored });
                        continue;
                    }
                    Err(PutProblem::Store(error)) => return Err(AppError::Internal(error.to_string())),
                    Err(problem) => (Some(name), problem.code().to_owned(), problem.to_string()),
                },
            };
            found.rows_bad += 1;
            found.faults.push(RowFault {
                line,
                field,
                code,
                message,
            });
        }
        Ok(found)
    }

    /// The media row of a picture, as of the load it came with.
    pub(super) fn picture_row(
        &self,
        project_id: pumasi_domain::ProjectId,
        picture: &Picture,
        now: Timestamp,
    ) -> pumasi_store::media::Media {
        self.media_row(project_id, &picture.name, &picture.stored, now)
    }
}
