//! What is not taken, and why.

use pumasi_media::{ContentType, PutLimits};

use crate::contract::put_pieces;
use crate::samples::{png, svg};

async fn code_of(bytes: &[u8], limits: &PutLimits) -> &'static str {
    let (store, dir) = crate::local_store().await;
    let code = match put_pieces(&store, bytes, 1000, limits).await {
        Ok(_) => "taken",
        Err(problem) => {
            assert!(!problem.to_string().is_empty());
            problem.code()
        }
    };
    let left = std::fs::read_dir(dir.path().join("media/incoming"))
        .expect("the folder")
        .count();
    assert_eq!(left, 0, "nothing is left behind");
    code
}

#[tokio::test]
async fn size_is_counted_and_not_believed() {
    let limits = PutLimits {
        max_bytes: 5000,
        ..PutLimits::default()
    };
    let head = png(1, 1, 0).len();
    assert_eq!(code_of(&png(1, 1, 5000 - head), &limits).await, "taken");
    assert_eq!(code_of(&png(1, 1, 5001 - head), &limits).await, "too_large");
    assert_eq!(code_of(b"", &limits).await, "empty_file");
}

#[tokio::test]
async fn kinds_are_told_by_bytes() {
    let limits = PutLimits::default();
    let cases: [(&[u8], &str); 8] = [
        (b"PK\x03\x04....", "unsupported_type"),
        (b"\0\0\0\x18ftypheic....", "unsupported_type"),
        (b"\x7fELF\x02\x01", "unsupported_type"),
        (b"text that breaks \xFF", "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n", "broken_image"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "unsafe_svg",
        ),
        (b"<?xml version='1.0'?><html/>", "unsafe_svg"),
        (b"<html>is kept as text and served as text</html>", "taken"),
    ];
    for (bytes, code) in cases {
        assert_eq!(code_of(bytes, &limits).await, code, "{bytes:?}");
    }
}

#[tokio::test]
async fn a_foreign_file_is_refused_before_it_is_all_here() {
    let (store, _dir) = crate::local_store().await;
    let chunk = bytes::Bytes::from(vec![1_u8; 8192]);
    let endless = futures::stream::repeat_with(move || Ok::<_, std::convert::Infallible>(chunk.clone()));
    let limits = PutLimits {
        max_bytes: u64::MAX,
        ..PutLimits::default()
    };
    let problem = store.put(endless, &limits).await.expect_err("refused");
    assert_eq!(problem.code(), "unsupported_type");
}

#[tokio::test]
async fn a_project_may_want_images_only() {
    let limits = PutLimits {
        allowed: vec![ContentType::Png, ContentType::Jpeg],
        ..PutLimits::default()
    };
    assert_eq!(code_of(&png(1, 1, 1), &limits).await, "taken");
    assert_eq!(code_of(b"words", &limits).await, "type_not_allowed");
    assert_eq!(code_of(b"%PDF-1.7", &limits).await, "type_not_allowed");
    assert_eq!(code_of(&svg(), &limits).await, "type_not_allowed");
}

#[tokio::test]
async fn a_bomb_of_pixels_is_refused() {
    let limits = PutLimits {
        max_pixels: 1_000_000,
        max_pixels_by_rows: 1_000_000,
        ..PutLimits::default()
    };
    assert_eq!(code_of(&png(1000, 1000, 1), &limits).await, "taken");
    assert_eq!(code_of(&png(1000, 1001, 1), &limits).await, "too_many_pixels");
    assert_eq!(
        code_of(&png(u32::MAX, u32::MAX, 1), &limits).await,
        "too_many_pixels"
    );
}
