//! Walking through a file of rows, on a thread of its own, in chunks that a channel holds few of: memory does not grow
//! with the file.

use super::check::{GoodRow, RowFault, Rules};
use super::spool::io_error;
use crate::AppError;
use pumasi_formats::{ImportFormat, ImportOptions, read_rows};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Rows in a chunk, and in a transaction that writes them.
pub(super) const CHUNK: usize = 500;
/// Chunks read ahead of the database.
const AHEAD: usize = 2;

/// Some rows of the file, in order.
#[derive(Default)]
pub(super) struct Chunk {
    pub rows_read: i64,
    pub rows_bad: i64,
    pub good: Vec<GoodRow>,
    pub faults: Vec<RowFault>,
}

/// How a file is read.
#[derive(Clone)]
pub(super) struct Source {
    pub path: PathBuf,
    pub format: ImportFormat,
    pub options: ImportOptions,
}

/// Reads and checks every row. The last item says if the file could not be read at all; dropping the receiver ends it.
pub(super) fn scan(source: Source, rules: Arc<Rules>) -> mpsc::Receiver<Result<Chunk, AppError>> {
    let (sender, chunks) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = walk(&source, &rules, &sender) {
            // The other end may be gone, and then nobody is interested.
            let _ = sender.blocking_send(Err(error));
        }
    });
    chunks
}

fn walk(
    source: &Source,
    rules: &Rules,
    sender: &mpsc::Sender<Result<Chunk, AppError>>,
) -> Result<(), AppError> {
    let file = File::open(&source.path).map_err(|e| io_error(&source.path, &e))?;
    let mut chunk = Chunk::default();
    for row in read_rows(
        source.format,
        BufReader::with_capacity(256 * 1024, file),
        &source.options,
    ) {
        chunk.rows_read += 1;
        match row {
            Ok(row) => match rules.check(row) {
                Ok(good) => chunk.good.push(good),
                Err(faults) => {
                    chunk.rows_bad += 1;
                    chunk.faults.extend(faults);
                }
            },
            Err(problem) => {
                chunk.rows_bad += 1;
                chunk.faults.push(problem.into());
            }
        }
        if chunk.rows_read as usize >= CHUNK && sender.blocking_send(Ok(std::mem::take(&mut chunk))).is_err()
        {
            return Ok(());
        }
    }
    if chunk.rows_read > 0 {
        let _ = sender.blocking_send(Ok(chunk));
    }
    Ok(())
}
