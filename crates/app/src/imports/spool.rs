//! Spool files: where uploads wait. One per load, named by it, gone when it has ended.

use crate::{App, AppError};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use pumasi_domain::ImportId;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt;

const PREFIX: &str = "import-";
/// Bytes from which a format is told.
const HEAD_BYTES: usize = 16 * 1024;

/// A spool file that is removed when this is dropped, unless it is kept.
pub(super) struct Spool {
    pub path: PathBuf,
    pub bytes: i64,
    kept: bool,
}

impl Spool {
    /// The load is written down: from now on the file is its own.
    pub fn keep(mut self) {
        self.kept = true;
    }

    /// The first bytes.
    pub fn head(&self) -> Result<Vec<u8>, AppError> {
        let mut head = Vec::with_capacity(HEAD_BYTES);
        std::fs::File::open(&self.path)
            .and_then(|file| file.take(HEAD_BYTES as u64).read_to_end(&mut head))
            .map_err(|e| io_error(&self.path, &e))?;
        Ok(head)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if !self.kept {
            remove(&self.path);
        }
    }
}

pub(super) fn io_error(path: &Path, error: &std::io::Error) -> AppError {
    AppError::Internal(format!("{}: {error}", path.display()))
}

/// Removes a file that nobody needs any more.
pub(super) fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), %error, "a spool file can not be removed");
    }
}

impl App {
    /// Where the upload of a load waits.
    pub(super) fn spool_path(&self, import_id: ImportId) -> PathBuf {
        self.config.spool_dir.join(format!("{PREFIX}{import_id}"))
    }

    /// Takes an upload in, chunk by chunk. It is on the disk when this returns: a load that is written down has its file.
    pub(super) async fn spool<S, E>(&self, import_id: ImportId, stream: S) -> Result<Spool, AppError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let path = self.spool_path(import_id);
        let limit = self.config.upload_max_bytes;
        tokio::fs::create_dir_all(&self.config.spool_dir)
            .await
            .map_err(|e| io_error(&self.config.spool_dir, &e))?;
        let file = tokio::fs::File::create_new(&path)
            .await
            .map_err(|e| io_error(&path, &e))?;
        let mut spool = Spool {
            path,
            bytes: 0,
            kept: false,
        };
        let mut file = tokio::io::BufWriter::with_capacity(256 * 1024, file);
        let mut stream = std::pin::pin!(stream);
        let mut bytes = 0_u64;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|e| {
                AppError::invalid(
                    "",
                    "upload_interrupted",
                    format!("the upload broke off: {}", e.into()),
                )
            })?;
            bytes += chunk.len() as u64;
            if bytes > limit {
                let message = format!("the file is larger than {limit} bytes: split it");
                return Err(AppError::TooLarge(message));
            }
            file.write_all(&chunk)
                .await
                .map_err(|e| io_error(&spool.path, &e))?;
        }
        file.flush().await.map_err(|e| io_error(&spool.path, &e))?;
        file.get_ref()
            .sync_all()
            .await
            .map_err(|e| io_error(&spool.path, &e))?;
        spool.bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        Ok(spool)
    }

    /// Removes spool files that no load waits for. Only at start-up: later there may be uploads on their way.
    pub(super) fn sweep_spool(&self, waiting: &HashSet<ImportId>) {
        let Ok(entries) = std::fs::read_dir(&self.config.spool_dir) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let ours = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
            if let Some(rest) = ours
                && !rest.parse().is_ok_and(|id| waiting.contains(&id))
            {
                remove(&entry.path());
            }
        }
    }
}
