//! The same expectations on a local folder and on a server that speaks S3.

mod contract;
mod judging;
mod local;
mod pyramid;
mod samples;
mod server;

use pumasi_media::{MediaConfig, MediaStore};
use tempfile::TempDir;

/// A local store and the folder that it lives in as long as it.
async fn local_store() -> (MediaStore, TempDir) {
    let dir = TempDir::new().expect("a temporary folder");
    let config = MediaConfig::Local {
        dir: dir.path().join("media"),
    };
    (MediaStore::open(config).await.expect("opens"), dir)
}
