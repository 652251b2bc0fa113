//! What every store must do.

use std::convert::Infallible;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use pumasi_media::{ContentHash, MediaConfig, MediaError, MediaStore, PutLimits, PutProblem, Stored};
use sha2::{Digest, Sha256};

use crate::samples::{all, png};
use crate::server::Server;

/// Puts bytes in pieces of `piece` bytes.
pub async fn put_pieces(
    store: &MediaStore,
    bytes: &[u8],
    piece: usize,
    limits: &PutLimits,
) -> Result<Stored, PutProblem> {
    let pieces: Vec<Result<Bytes, Infallible>> = bytes
        .chunks(piece)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    store.put(stream::iter(pieces), limits).await
}

async fn read(store: &MediaStore, sha256: &ContentHash, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
    let found = store.get(sha256, range).await.expect("found");
    let chunks: Vec<Bytes> = found.stream.try_collect().await.expect("read");
    let bytes = chunks.concat();
    assert_eq!(bytes.len() as u64, found.range.end - found.range.start);
    bytes
}

async fn keeps_what_it_is_given(store: &MediaStore) {
    store.check().await.expect("the store is there");
    for (kind, bytes, size) in all() {
        let stored = put_pieces(store, &bytes, 7, &PutLimits::default())
            .await
            .expect("kept");
        assert_eq!(stored.content_type, kind);
        assert_eq!(stored.bytes, bytes.len() as u64);
        assert_eq!(stored.width.zip(stored.height), size, "{kind}");
        assert_eq!(stored.sha256.as_bytes()[..], Sha256::digest(&bytes)[..]);
        assert!(store.exists(&stored.sha256).await.expect("asked"));
        assert_eq!(read(store, &stored.sha256, None).await, bytes);
        let again = put_pieces(store, &bytes, 1000, &PutLimits::default())
            .await
            .expect("kept again");
        assert_eq!(again, stored);
    }
}

async fn gives_parts(store: &MediaStore) {
    // Larger than one part of a multipart upload and no multiple of it.
    let bytes = png(20, 10, 9_000_001);
    let stored = put_pieces(store, &bytes, 1 << 20, &PutLimits::default())
        .await
        .expect("kept");
    let whole = bytes.len() as u64;
    assert_eq!(read(store, &stored.sha256, None).await, bytes);
    for range in [
        0..1,
        10..20,
        whole - 1..whole,
        8_388_600..8_388_700,
        100..whole + 50,
    ] {
        let found = store
            .get(&stored.sha256, Some(range.clone()))
            .await
            .expect("found");
        assert_eq!(found.bytes, whole);
        let end = range.end.min(whole);
        assert_eq!(found.range, range.start..end);
        let expected = &bytes[range.start as usize..end as usize];
        assert_eq!(read(store, &stored.sha256, Some(range)).await, expected);
    }
}

async fn forgets(store: &MediaStore) {
    let bytes = png(3, 4, 1);
    let stored = put_pieces(store, &bytes, 100, &PutLimits::default())
        .await
        .expect("kept");
    store.delete(&stored.sha256).await.expect("removed");
    assert!(!store.exists(&stored.sha256).await.expect("asked"));
    store
        .delete(&stored.sha256)
        .await
        .expect("removing nothing is no error");
    let missing = store.get(&stored.sha256, None).await.err();
    assert!(
        matches!(missing, Some(MediaError::NotFound(sha256)) if sha256 == stored.sha256),
        "{missing:?}"
    );
    put_pieces(store, &bytes, 100, &PutLimits::default())
        .await
        .expect("kept anew");
    assert!(store.exists(&stored.sha256).await.expect("asked"));
}

async fn takes_the_same_from_many_at_once(store: &MediaStore) {
    let bytes = png(5, 6, 300_000);
    let limits = PutLimits::default();
    let puts = (0..8).map(|_| put_pieces(store, &bytes, 10_000, &limits));
    let stored: Vec<Stored> = futures::future::try_join_all(puts).await.expect("all kept");
    assert!(stored.iter().all(|one| *one == stored[0]));
    assert_eq!(read(store, &stored[0].sha256, None).await, bytes);
}

async fn keeps_nothing_of_a_broken_upload(store: &MediaStore) {
    let bytes = png(8, 9, 50_000);
    let broken = stream::iter(vec![
        Ok(Bytes::from(bytes.clone())),
        Err(std::io::Error::other("hung up")),
    ])
    .boxed();
    let problem = store
        .put(broken, &PutLimits::default())
        .await
        .expect_err("not kept");
    assert_eq!(problem.code(), "interrupted");
    let sha256 = ContentHash::new(Sha256::digest(&bytes).into());
    assert!(!store.exists(&sha256).await.expect("asked"));
}

async fn all_of_it(store: &MediaStore) {
    keeps_what_it_is_given(store).await;
    gives_parts(store).await;
    forgets(store).await;
    takes_the_same_from_many_at_once(store).await;
    keeps_nothing_of_a_broken_upload(store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_keeps_the_contract() {
    let (store, dir) = crate::local_store().await;
    all_of_it(&store).await;
    let left = std::fs::read_dir(dir.path().join("media/incoming"))
        .expect("the folder")
        .count();
    assert_eq!(left, 0, "no temporary file is left");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_keeps_the_contract() {
    let server = Server::start().await;
    all_of_it(&server.store().await).await;
    assert!(
        server.bucket().join("pumasi/blobs").is_dir(),
        "blobs lie under the prefix"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_cannot_be_used_is_found_out() {
    let server = Server::start().await;
    let MediaConfig::S3 {
        endpoint,
        region,
        access_key,
        prefix,
        ..
    } = server.config()
    else {
        unreachable!()
    };
    let with = |bucket: &str, secret: &str, allow_http| MediaConfig::S3 {
        bucket: bucket.to_owned(),
        endpoint: endpoint.clone(),
        region: region.clone(),
        access_key: access_key.clone(),
        secret_key: secret.to_owned(),
        prefix: prefix.clone(),
        allow_http,
    };
    let wrong_secret = MediaStore::open(with("media", "wrong", true))
        .await
        .expect("opens");
    assert!(wrong_secret.check().await.is_err());
    let no_bucket = MediaStore::open(with("missing", "secret", true))
        .await
        .expect("opens");
    assert!(no_bucket.check().await.is_err());
    let plain = MediaStore::open(with("media", "secret", false)).await.err();
    assert!(matches!(plain, Some(MediaError::Config(_))), "{plain:?}");
    assert!(!format!("{:?}", with("media", "hush", true)).contains("hush"));
}
