//! The store itself: a folder or a bucket.

use std::error::Error;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{BoxStream, Stream, StreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{Attribute, Attributes, ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use crate::intake::{self, Judged, PutLimits, PutProblem};
use crate::pyramid::Making;
use crate::{ContentHash, ContentType};

/// Where blobs are kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum MediaConfig {
    /// A folder of this machine, made if it is missing.
    Local {
        /// The folder.
        dir: PathBuf,
    },
    /// A bucket of an S3-compatible store.
    S3 {
        /// The bucket, which must exist.
        bucket: String,
        /// The address of the store, e.g. `https://s3.ap-northeast-2.amazonaws.com`; AWS itself if there is none.
        endpoint: Option<String>,
        /// The region; stores that know none take any name.
        region: String,
        /// Who we are.
        access_key: String,
        /// Our secret.
        secret_key: String,
        /// A folder within the bucket, for sharing it with others.
        prefix: Option<String>,
        /// Whether `endpoint` may be plain `http://`.
        #[serde(default)]
        allow_http: bool,
    },
}

impl std::fmt::Debug for MediaConfig {
    /// Without the secret, since configurations end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Local { dir } => f.debug_struct("Local").field("dir", dir).finish(),
            Self::S3 {
                bucket,
                endpoint,
                region,
                prefix,
                ..
            } => f
                .debug_struct("S3")
                .field("bucket", bucket)
                .field("endpoint", endpoint)
                .field("region", region)
                .field("prefix", prefix)
                .finish_non_exhaustive(),
        }
    }
}

/// What is known of a blob that was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its name in the store.
    pub sha256: ContentHash,
    /// Its size.
    pub bytes: u64,
    /// Its kind, by its bytes.
    pub content_type: ContentType,
    /// The width of an image in pixels as shown; `None` for everything else and for an SVG that names no size.
    pub width: Option<u32>,
    /// The height, likewise.
    pub height: Option<u32>,
}

/// A blob, or the part of it that was asked for.
pub struct Found {
    /// The size of the whole blob.
    pub bytes: u64,
    /// Which bytes of it `stream` gives.
    pub range: Range<u64>,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes, MediaError>>,
}

/// Why the store failed.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// There is no such blob.
    #[error("there is no blob {0}")]
    NotFound(ContentHash),
    /// The configuration cannot be used.
    #[error("the media configuration cannot be used: {0}")]
    Config(String),
    /// The disk failed.
    #[error("the media folder failed: {0}")]
    Io(#[from] io::Error),
    /// The object store failed.
    #[error("the media store failed: {0}")]
    Backend(#[from] object_store::Error),
}

/// A store of blobs; cheap to clone.
#[derive(Clone)]
pub struct MediaStore {
    objects: Arc<dyn ObjectStore>,
    /// The root of a local store: its blobs are moved into place rather than copied.
    local: Option<PathBuf>,
    making: Arc<Making>,
}

/// Where a local store takes uploads in: on the same disk, so that keeping one is a rename.
const INCOMING: &str = "incoming";
/// An upload that is this much older than now was left by a server that died.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);
const PART_BYTES: usize = 8 * 1024 * 1024;

impl MediaStore {
    /// Opens a store. A local folder is made and tried; a bucket is first spoken to by [`MediaStore::check`].
    pub async fn open(config: MediaConfig) -> Result<Self, MediaError> {
        match config {
            MediaConfig::Local { dir } => tokio::task::spawn_blocking(move || Self::open_local(&dir))
                .await
                .map_err(io::Error::other)?,
            MediaConfig::S3 {
                bucket,
                endpoint,
                region,
                access_key,
                secret_key,
                prefix,
                allow_http,
            } => {
                // Whoever came first has chosen; both choices are the same code.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let patience = ClientOptions::new()
                    .with_connect_timeout(Duration::from_secs(10))
                    .with_timeout(Duration::from_secs(300));
                let mut builder = AmazonS3Builder::new()
                    .with_client_options(patience)
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key)
                    .with_allow_http(allow_http);
                if let Some(endpoint) = endpoint {
                    if endpoint.starts_with("http://") && !allow_http {
                        let message = format!("{endpoint} is not encrypted; use https:// or set allow_http");
                        return Err(MediaError::Config(message));
                    }
                    builder = builder.with_endpoint(endpoint);
                }
                let bucket = builder
                    .build()
                    .map_err(|error| MediaError::Config(error.to_string()))?;
                let objects: Arc<dyn ObjectStore> = match prefix.filter(|prefix| !prefix.is_empty()) {
                    Some(prefix) => Arc::new(PrefixStore::new(bucket, prefix)),
                    None => Arc::new(bucket),
                };
                Ok(Self {
                    objects,
                    local: None,
                    making: Arc::default(),
                })
            }
        }
    }

    fn open_local(dir: &Path) -> Result<Self, MediaError> {
        let incoming = dir.join(INCOMING);
        let named = |error: io::Error| {
            MediaError::Config(format!(
                "the media folder {} cannot be written to: {error}",
                dir.display()
            ))
        };
        std::fs::create_dir_all(&incoming).map_err(named)?;
        let dir = dir.canonicalize().map_err(named)?;
        let probe = NamedTempFile::new_in(&incoming).map_err(named)?;
        sweep(&incoming, &probe).map_err(named)?;
        let objects = LocalFileSystem::new_with_prefix(&dir)?;
        Ok(Self {
            objects: Arc::new(objects),
            local: Some(dir),
            making: Arc::default(),
        })
    }

    /// Speaks to the store once: whether it is there, lets us in and has the bucket.
    pub async fn check(&self) -> Result<(), MediaError> {
        let nothing = ContentHash::new([0; 32]);
        self.exists(&nothing).await?;
        // A missing bucket and a missing blob look alike when one blob is asked for, but not in a listing.
        match self.objects.list_with_delimiter(Some(&Key::from("00"))).await {
            Ok(_) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a blob in. It is counted, hashed and judged in a temporary file and then kept as a whole or not at all.
    pub async fn put<S, E>(&self, stream: S, limits: &PutLimits) -> Result<Stored, PutProblem>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let judged = intake::take(stream, self.temporary_file()?, limits).await?;
        Ok(self.keep(judged).await?)
    }

    /// Takes in a file of this machine, which stays where it is.
    pub async fn put_file(&self, path: impl AsRef<Path>, limits: &PutLimits) -> Result<Stored, PutProblem> {
        let source = tokio::fs::File::open(path)
            .await
            .map_err(|error| PutProblem::Interrupted(error.into()))?;
        let judged = intake::take_file(source.into_std().await, self.temporary_file()?, limits).await?;
        Ok(self.keep(judged).await?)
    }

    pub(crate) fn temporary_file(&self) -> Result<NamedTempFile, MediaError> {
        Ok(match &self.local {
            Some(dir) => NamedTempFile::new_in(dir.join(INCOMING))?,
            None => NamedTempFile::new()?,
        })
    }

    pub(crate) async fn keep(&self, Judged { file, stored }: Judged) -> Result<Stored, MediaError> {
        // Same name, same bytes: whoever sent them first has done the work.
        if self.size_of(&stored.sha256).await? == Some(stored.bytes) {
            return Ok(stored);
        }
        let name = key(&stored.sha256);
        self.keep_file(file, &name, Some(stored.content_type)).await?;
        Ok(stored)
    }

    /// Keeps a file that is synced under a name.
    pub(crate) async fn keep_file(
        &self,
        file: NamedTempFile,
        name: &Key,
        content_type: Option<ContentType>,
    ) -> Result<(), MediaError> {
        let Some(dir) = self.local.clone() else {
            return self.upload(file, name, content_type).await;
        };
        let name = name.to_string();
        tokio::task::spawn_blocking(move || move_into_place(file, &dir, &name))
            .await
            .map_err(io::Error::other)??;
        Ok(())
    }

    async fn upload(
        &self,
        file: NamedTempFile,
        name: &Key,
        content_type: Option<ContentType>,
    ) -> Result<(), MediaError> {
        let attributes = content_type.map(|kind| (Attribute::ContentType, kind.header()));
        let attributes = Attributes::from_iter(attributes);
        let mut writer = BufWriter::with_capacity(self.objects.clone(), name.clone(), PART_BYTES)
            .with_max_concurrency(2)
            .with_attributes(attributes);
        let mut source = tokio::fs::File::open(file.path()).await?;
        if let Err(error) = tokio::io::copy(&mut source, &mut writer).await {
            // Parts that were sent already cost money until they are thrown away.
            let _ = writer.abort().await;
            return Err(error.into());
        }
        writer.shutdown().await?;
        Ok(())
    }

    /// A blob, or a part of it; a part that reaches past the end is cut there.
    ///
    /// `range` must not be empty or start past the end: ask [`crate::RequestedRange`] with the size that
    /// [`Stored::bytes`] gave.
    pub async fn get(&self, sha256: &ContentHash, range: Option<Range<u64>>) -> Result<Found, MediaError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self
            .objects
            .get_opts(&key(sha256), options)
            .await
            .map_err(|error| named(error, sha256))?;
        let (bytes, range) = (found.meta.size, found.range.clone());
        let stream = found
            .into_stream()
            .map(|chunk| chunk.map_err(MediaError::from))
            .boxed();
        Ok(Found { bytes, range, stream })
    }

    /// Whether a blob is there.
    pub async fn exists(&self, sha256: &ContentHash) -> Result<bool, MediaError> {
        Ok(self.size_of(sha256).await?.is_some())
    }

    /// Removes a blob and its tiles; one that is not there is no error, so that a job can be run again.
    pub async fn delete(&self, sha256: &ContentHash) -> Result<(), MediaError> {
        self.delete_pyramid(sha256).await?;
        self.delete_key(&key(sha256)).await
    }

    pub(crate) async fn delete_key(&self, name: &Key) -> Result<(), MediaError> {
        match self.objects.delete(name).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn objects(&self) -> &dyn ObjectStore {
        self.objects.as_ref()
    }

    pub(crate) fn making(&self) -> &Making {
        &self.making
    }

    async fn size_of(&self, sha256: &ContentHash) -> Result<Option<u64>, MediaError> {
        match self.objects.head(&key(sha256)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn key(sha256: &ContentHash) -> Key {
    Key::from(sha256.key())
}

fn named(error: object_store::Error, sha256: &ContentHash) -> MediaError {
    match error {
        object_store::Error::NotFound { .. } => MediaError::NotFound(*sha256),
        other => MediaError::Backend(other),
    }
}

/// Renames a synced file to its name and syncs its folders, after which a power cut cannot lose it.
fn move_into_place(file: NamedTempFile, root: &Path, name: &str) -> io::Result<()> {
    let target = root.join(name);
    let folder = target.parent().unwrap_or(root);
    let is_new = !folder.is_dir();
    std::fs::create_dir_all(folder)?;
    file.persist(&target).map_err(|error| error.error)?;
    // A new folder is itself an entry of the folder above, up to the root.
    let above = folder.ancestors().take_while(|above| above.starts_with(root));
    for folder in above.take(if is_new { usize::MAX } else { 1 }) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Throws away uploads of servers that died. The time is the disk's own: that of a file made just now.
fn sweep(incoming: &Path, probe: &NamedTempFile) -> io::Result<()> {
    let now = probe.as_file().metadata()?.modified()?;
    for entry in std::fs::read_dir(incoming)? {
        let entry = entry?;
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        // Another server may be sweeping too: what is gone is gone.
        let Ok(modified) = modified else { continue };
        if now
            .duration_since(modified)
            .is_ok_and(|age| age > ABANDONED_AFTER)
        {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}
