//! Making pyramids, one at a time, and reading them.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::StreamExt;
use image::metadata::Orientation;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use tokio::sync::{OnceCell, Semaphore};

use super::pack::{PackWriter, read_table, table_range};
use super::shape::{PyramidPart, PyramidShape};
use super::{cut, rows, turn};
use crate::image::jpeg_orientation;
use crate::store::{MediaError, MediaStore, Stored};
use crate::{ContentHash, ContentType};

/// A part of a pyramid, encoded.
#[derive(Clone, Debug)]
pub struct PyramidBytes {
    /// What it is encoded as.
    pub content_type: ContentType,
    /// The picture file.
    pub bytes: Bytes,
}

/// Why there is no pyramid.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PyramidProblem {
    /// It has no such part.
    #[error("the picture has no such tile")]
    NoSuchPart,
    /// The picture cannot be decoded. It is not tried again while the server runs.
    #[error("the picture cannot be cut into tiles: {0}")]
    Broken(String),
    /// The store failed; it may go better later.
    #[error("the media store failed: {0}")]
    Store(String),
}

impl From<MediaError> for PyramidProblem {
    fn from(error: MediaError) -> Self {
        Self::Store(error.to_string())
    }
}

/// Tables of pyramids that are remembered; one has some tens of kilobytes.
const TABLES_KEPT: usize = 64;
/// Attempts that are remembered.
const ATTEMPTS_KEPT: usize = 10_000;

type Table = Arc<Vec<Range<u64>>>;
type Attempt = Arc<OnceCell<Result<(), PyramidProblem>>>;

/// What all clones of a store share about pyramids.
pub(crate) struct Making {
    /// One picture is cut at a time: its memory is what this may cost, and the other cores are for people.
    turn: Semaphore,
    attempts: Mutex<HashMap<ContentHash, Attempt>>,
    tables: Mutex<HashMap<ContentHash, Table>>,
}

impl Default for Making {
    fn default() -> Self {
        Self {
            turn: Semaphore::new(1),
            attempts: Mutex::default(),
            tables: Mutex::default(),
        }
    }
}

impl MediaStore {
    /// Makes the pyramid of a picture, unless it is there or the picture needs none. Whoever asks meanwhile waits for the
    /// same work, which goes on when nobody waits any more.
    ///
    /// # Errors
    /// [`PyramidProblem::Broken`] for a picture that cannot be decoded.
    pub async fn make_pyramid(&self, stored: &Stored) -> Result<(), PyramidProblem> {
        let Some(shape) = PyramidShape::of(stored.content_type, stored.width, stored.height) else {
            return Ok(());
        };
        let attempt = self.attempt(stored.sha256);
        if let Some(Ok(()) | Err(PyramidProblem::Broken(_))) = attempt.get() {
            return attempt.get().cloned().unwrap_or(Ok(()));
        }
        let (store, stored) = (self.clone(), stored.clone());
        let work = tokio::spawn(async move {
            let result = attempt.get_or_init(|| store.make(&stored, &shape)).await.clone();
            if matches!(result, Err(PyramidProblem::Store(_))) {
                store.forget(&stored.sha256);
            }
            result
        });
        work.await
            .unwrap_or_else(|error| Err(PyramidProblem::Store(error.to_string())))
    }

    /// A part of the pyramid of a picture, which is made first if it is not there.
    ///
    /// # Errors
    /// As [`MediaStore::make_pyramid`], and [`PyramidProblem::NoSuchPart`].
    pub async fn pyramid_part(
        &self,
        stored: &Stored,
        part: PyramidPart,
    ) -> Result<PyramidBytes, PyramidProblem> {
        let shape = PyramidShape::of(stored.content_type, stored.width, stored.height);
        let shape = shape.ok_or(PyramidProblem::NoSuchPart)?;
        let index = shape.index(part).ok_or(PyramidProblem::NoSuchPart)?;
        let table = match self.table(&stored.sha256, &shape).await? {
            Some(table) => table,
            None => {
                self.make_pyramid(stored).await?;
                let made = self.table(&stored.sha256, &shape).await?;
                made.ok_or_else(|| PyramidProblem::Store("the pyramid is gone again".to_owned()))?
            }
        };
        let range = table.get(index).cloned().ok_or(PyramidProblem::NoSuchPart)?;
        match self.read_pyramid(&stored.sha256, range).await? {
            Some(bytes) => Ok(PyramidBytes {
                content_type: encoded_type(&bytes),
                bytes,
            }),
            None => {
                // It was removed behind our back: the next request makes it anew.
                self.forget(&stored.sha256);
                Err(PyramidProblem::Store("the pyramid is gone".to_owned()))
            }
        }
    }

    /// Removes the pyramid of a picture, if there is one.
    pub(crate) async fn delete_pyramid(&self, sha256: &ContentHash) -> Result<(), MediaError> {
        self.forget(sha256);
        self.delete_key(&key(sha256)).await
    }

    fn attempt(&self, sha256: ContentHash) -> Attempt {
        let Ok(mut attempts) = self.making().attempts.lock() else {
            return Attempt::default();
        };
        if attempts.len() >= ATTEMPTS_KEPT {
            attempts.retain(|_, attempt| !attempt.initialized());
        }
        Arc::clone(attempts.entry(sha256).or_default())
    }

    fn forget(&self, sha256: &ContentHash) {
        if let Ok(mut attempts) = self.making().attempts.lock() {
            attempts.remove(sha256);
        }
        if let Ok(mut tables) = self.making().tables.lock() {
            tables.remove(sha256);
        }
    }

    async fn make(&self, stored: &Stored, shape: &PyramidShape) -> Result<(), PyramidProblem> {
        if self.table(&stored.sha256, shape).await?.is_some() {
            return Ok(());
        }
        let _turn = self.making().turn.acquire().await;
        let source = self.local_copy(stored).await?;
        let (kind, shape, file) = (stored.content_type, *shape, self.temporary_file()?);
        let work = tokio::task::spawn_blocking(move || {
            // The JPEG library unwinds out of files that it cannot read.
            catch_unwind(AssertUnwindSafe(|| cut_file(kind, source.path(), &shape, file)))
                .unwrap_or_else(|_| Err(io::Error::other("its data is broken")))
        });
        let made = work
            .await
            .map_err(|error| PyramidProblem::Store(error.to_string()))?;
        let file = made.map_err(|error| PyramidProblem::Broken(error.to_string()))?;
        self.keep_file(file, &key(&stored.sha256), None).await?;
        Ok(())
    }

    /// The picture as a file that is removed after use.
    async fn local_copy(&self, stored: &Stored) -> Result<NamedTempFile, PyramidProblem> {
        let file = self.temporary_file()?;
        let mut out = tokio::fs::File::create(file.path())
            .await
            .map_err(MediaError::Io)?;
        let mut stream = self.get(&stored.sha256, None).await?.stream;
        while let Some(chunk) = stream.next().await {
            out.write_all(&chunk?).await.map_err(MediaError::Io)?;
        }
        out.flush().await.map_err(MediaError::Io)?;
        Ok(file)
    }

    async fn table(
        &self,
        sha256: &ContentHash,
        shape: &PyramidShape,
    ) -> Result<Option<Table>, PyramidProblem> {
        if let Ok(tables) = self.making().tables.lock()
            && let Some(table) = tables.get(sha256)
        {
            return Ok(Some(Arc::clone(table)));
        }
        let parts = shape.parts();
        let Some(bytes) = self.read_pyramid(sha256, table_range(parts)).await? else {
            return Ok(None);
        };
        // One of an older form is made anew.
        let Some(table) = read_table(&bytes, parts).map(Arc::new) else {
            return Ok(None);
        };
        if let Ok(mut tables) = self.making().tables.lock() {
            if tables.len() >= TABLES_KEPT {
                tables.clear();
            }
            tables.insert(*sha256, Arc::clone(&table));
        }
        Ok(Some(table))
    }

    async fn read_pyramid(
        &self,
        sha256: &ContentHash,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, MediaError> {
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            ..GetOptions::default()
        };
        match self.objects().get_opts(&key(sha256), options).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn key(sha256: &ContentHash) -> Key {
    Key::from(format!("pyramids/{}", sha256.key()))
}

fn encoded_type(bytes: &[u8]) -> ContentType {
    if bytes.starts_with(b"RIFF") {
        ContentType::Webp
    } else {
        ContentType::Jpeg
    }
}

fn cut_file(
    kind: ContentType,
    path: &Path,
    shape: &PyramidShape,
    out: NamedTempFile,
) -> io::Result<NamedTempFile> {
    let noted = match kind {
        ContentType::Jpeg => jpeg_orientation(&mut io::BufReader::new(std::fs::File::open(path)?)),
        _ => None,
    };
    let turn = noted
        .and_then(|turn| Orientation::from_exif(u8::try_from(turn).ok()?))
        .unwrap_or(Orientation::NoTransforms);
    let mut rows = turn::turned(rows::open(kind, path)?, turn)?;
    if (rows.width(), rows.height()) != (shape.width, shape.height) {
        return Err(io::Error::other("its size is not the one that its header names"));
    }
    let mut pack = PackWriter::new(out, shape.parts())?;
    cut::cut(rows.as_mut(), shape, cut::tile_type(kind), &mut pack)?;
    pack.finish()
}
