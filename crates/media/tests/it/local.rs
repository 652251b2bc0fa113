//! What only a folder does.

use std::fs::{self, File};
use std::time::Duration;

use pumasi_media::{MediaConfig, MediaError, MediaStore, PutLimits};

use crate::samples::png;

#[tokio::test]
async fn a_file_of_this_machine_is_copied_and_left() {
    let (store, dir) = crate::local_store().await;
    let path = dir.path().join("photo.png");
    fs::write(&path, png(11, 12, 700_000)).expect("written");
    let stored = store.put_file(&path, &PutLimits::default()).await.expect("kept");
    assert_eq!((stored.width, stored.height), (Some(11), Some(12)));
    assert!(path.exists());
    let hex = stored.sha256.to_string();
    let kept = dir
        .path()
        .join("media")
        .join(&hex[..2])
        .join(&hex[2..4])
        .join(&hex);
    assert_eq!(
        fs::read(kept).expect("kept under its hash"),
        fs::read(&path).expect("still there")
    );
    let missing = store
        .put_file(dir.path().join("none.png"), &PutLimits::default())
        .await;
    assert_eq!(missing.expect_err("no such file").code(), "interrupted");
}

#[tokio::test]
async fn uploads_of_a_dead_server_are_swept_up_and_live_ones_are_not() {
    let (_store, dir) = crate::local_store().await;
    let incoming = dir.path().join("media/incoming");
    let old = File::create(incoming.join("old")).expect("made");
    let modified = old
        .metadata()
        .and_then(|metadata| metadata.modified())
        .expect("a time");
    old.set_modified(modified - Duration::from_secs(25 * 60 * 60))
        .expect("aged");
    File::create(incoming.join("new")).expect("made");
    MediaStore::open(MediaConfig::Local {
        dir: dir.path().join("media"),
    })
    .await
    .expect("opens again");
    assert!(!incoming.join("old").exists());
    assert!(incoming.join("new").exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let dir = tempfile::TempDir::new().expect("a temporary folder");
    let file = dir.path().join("file");
    fs::write(&file, "in the way").expect("written");
    let problem = MediaStore::open(MediaConfig::Local {
        dir: file.join("media"),
    })
    .await
    .err();
    assert!(
        matches!(&problem, Some(MediaError::Config(text)) if text.contains("file/media")),
        "{problem:?}"
    );
}
