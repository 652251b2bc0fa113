//! Very large pictures come back in parts.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use pumasi_media::{
    ContentType, MediaStore, PutLimits, PutProblem, PyramidPart, PyramidProblem, PyramidShape, Stored,
};

use crate::contract::put_pieces;

const TILE: u32 = 512;

/// Smooth in both directions, so that every place has a colour of its own and JPEG keeps it.
fn color(x: u32, y: u32) -> Rgb<u8> {
    Rgb([(x / 24) as u8, (y / 8) as u8, ((x / 64 + y / 64) % 2 * 120) as u8])
}

fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, color)
}

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("encodes");
    out.into_inner()
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 95)
        .encode_image(picture)
        .expect("encodes");
    out
}

/// The same JPEG with a note of how to turn it.
fn noted(mut jpeg: Vec<u8>, turn: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([turn, 0, 0, 0, 0, 0, 0]);
    jpeg.splice(2..2, segment);
    jpeg
}

async fn put(store: &MediaStore, bytes: &[u8]) -> Stored {
    put_pieces(store, bytes, 1 << 16, &PutLimits::default())
        .await
        .expect("kept")
}

async fn part(store: &MediaStore, stored: &Stored, part: PyramidPart) -> (ContentType, RgbaImage) {
    let found = store.pyramid_part(stored, part).await.expect("there");
    let picture = image::load_from_memory(&found.bytes).expect("a picture");
    (found.content_type, picture.into_rgba8())
}

fn tile(level: u32, column: u32, row: u32) -> PyramidPart {
    PyramidPart::Tile { level, column, row }
}

/// Every tile of every level shows the place of the picture that it stands for.
async fn shows_every_place(
    store: &MediaStore,
    stored: &Stored,
    kind: ContentType,
    tolerance: u8,
    color: impl Fn(u32, u32) -> Rgb<u8>,
) {
    let shape = PyramidShape::of(stored.content_type, stored.width, stored.height).expect("large");
    for level in 0..=shape.levels() {
        let scale = 1 << level;
        let (width, height) = (shape.width.div_ceil(scale), shape.height.div_ceil(scale));
        let is_preview = level == shape.levels();
        let side = if is_preview { width.max(height) } else { TILE };
        for row in 0..height.div_ceil(side) {
            for column in 0..width.div_ceil(side) {
                let wanted = if is_preview {
                    PyramidPart::Preview
                } else {
                    tile(level, column, row)
                };
                let (found, picture) = part(store, stored, wanted).await;
                assert_eq!(found, if is_preview { ContentType::Jpeg } else { kind });
                let (left, top) = (column * side, row * side);
                assert_eq!(
                    picture.dimensions(),
                    ((width - left).min(side), (height - top).min(side))
                );
                // Away from the edges of the squares, where levels mix two colours.
                for (x, y) in [
                    (picture.width() / 3, picture.height() / 3),
                    (picture.width() / 2, 3),
                ] {
                    let expected = color((left + x) * scale, (top + y) * scale);
                    let got = picture.get_pixel(x, y);
                    let distance = |at: usize| got.0[at].abs_diff(expected.0[at]);
                    assert!(
                        distance(0) <= tolerance && distance(1) <= tolerance,
                        "{wanted:?} at {x}, {y}: {got:?}, not {expected:?}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_png_is_cut_without_loss() {
    let (store, _dir) = crate::local_store().await;
    let stored = put(&store, &encoded(scene(4501, 1301).into(), ImageFormat::Png)).await;
    let (_, first) = part(&store, &stored, tile(0, 8, 2)).await;
    assert_eq!(first.dimensions(), (4501 - 8 * TILE, 1301 - 2 * TILE));
    for (x, y, pixel) in first.enumerate_pixels() {
        assert_eq!(pixel.0[..3], color(8 * TILE + x, 2 * TILE + y).0);
    }
    shows_every_place(&store, &stored, ContentType::Webp, 2, color).await;
}

#[tokio::test]
async fn a_jpeg_is_cut_as_it_is_shown() {
    let (store, _dir) = crate::local_store().await;
    let photo = jpeg(&scene(5003, 1201));
    let upright = put(&store, &photo).await;
    shows_every_place(&store, &upright, ContentType::Jpeg, 8, color).await;
    // Its right side is up: what is shown at (x, y) lies at (y, bottom - x).
    let on_its_side = put(&store, &noted(photo, 6)).await;
    assert_eq!((on_its_side.width, on_its_side.height), (Some(1201), Some(5003)));
    shows_every_place(&store, &on_its_side, ContentType::Jpeg, 8, |x, y| {
        color(y, 1200_u32.saturating_sub(x))
    })
    .await;
}

#[tokio::test]
async fn what_can_be_seen_through_stays_so() {
    let (store, _dir) = crate::local_store().await;
    let glass = RgbaImage::from_fn(4100, 40, |x, _| {
        Rgba([200, 10, 30, if x < 2050 { 0 } else { 128 }])
    });
    let stored = put(&store, &encoded(glass.into(), ImageFormat::Png)).await;
    let (kind, preview) = part(&store, &stored, PyramidPart::Preview).await;
    assert_eq!((kind, preview.dimensions()), (ContentType::Webp, (2050, 20)));
    assert_eq!(
        (preview.get_pixel(3, 3).0[3], preview.get_pixel(2000, 3).0),
        (0, [200, 10, 30, 128])
    );
}

#[tokio::test]
async fn it_is_made_once_and_goes_with_its_picture() {
    let (store, dir) = crate::local_store().await;
    let stored = put(&store, &jpeg(&scene(4200, 600))).await;
    let (one, other) = tokio::join!(store.make_pyramid(&stored), store.make_pyramid(&stored));
    one.expect("made");
    other.expect("made");
    let hex = stored.sha256.to_string();
    let file = dir
        .path()
        .join("media/pyramids")
        .join(&hex[..2])
        .join(&hex[2..4])
        .join(&hex);
    let before = std::fs::read(&file).expect("one blob");
    let left = std::fs::read_dir(dir.path().join("media/incoming"))
        .expect("a folder")
        .count();
    assert_eq!(left, 0, "nothing is left behind");
    // A server that starts anew finds it, and makes the same again if it is lost.
    let path = dir.path().join("media");
    let again = MediaStore::open(pumasi_media::MediaConfig::Local { dir: path })
        .await
        .expect("opens");
    let modified = |file| {
        std::fs::metadata(file)
            .and_then(|data| data.modified())
            .expect("there")
    };
    let time = modified(&file);
    again.make_pyramid(&stored).await.expect("there");
    assert_eq!(modified(&file), time);
    std::fs::remove_file(&file).expect("lost");
    let lost = again.pyramid_part(&stored, PyramidPart::Preview).await;
    assert!(matches!(lost, Err(PyramidProblem::Store(_)) | Ok(_)));
    again
        .pyramid_part(&stored, PyramidPart::Preview)
        .await
        .expect("made anew");
    assert_eq!(std::fs::read(&file).expect("there"), before);
    again.delete(&stored.sha256).await.expect("removed");
    assert!(!file.exists());
}

#[tokio::test]
async fn what_is_broken_or_small_has_no_tiles() {
    let (store, _dir) = crate::local_store().await;
    let whole = jpeg(&scene(4300, 700));
    // A photo that breaks off is shown as far as it goes, as browsers do; a PNG is whole or nothing.
    let cut_off = put(&store, &whole[..whole.len() / 2]).await;
    store
        .make_pyramid(&cut_off)
        .await
        .expect("the half that is there");
    let png = encoded(scene(4300, 700).into(), ImageFormat::Png);
    let broken = put(&store, &png[..png.len() / 2]).await;
    for _ in 0..2 {
        let problem = store.pyramid_part(&broken, PyramidPart::Preview).await;
        assert!(matches!(problem, Err(PyramidProblem::Broken(_))), "{problem:?}");
    }
    let small = put(&store, &jpeg(&scene(40, 30))).await;
    let problem = store.pyramid_part(&small, PyramidPart::Preview).await;
    assert!(matches!(problem, Err(PyramidProblem::NoSuchPart)));
    let large = put(&store, &whole).await;
    for missing in [tile(0, 9, 0), tile(0, 0, 2), tile(1, 0, 0), tile(u32::MAX, 0, 0)] {
        let problem = store.pyramid_part(&large, missing).await;
        assert!(matches!(problem, Err(PyramidProblem::NoSuchPart)), "{missing:?}");
    }
}

#[tokio::test]
async fn only_what_is_read_row_by_row_may_be_huge() {
    let (store, _dir) = crate::local_store().await;
    let limits = PutLimits {
        max_pixels: 1_000,
        max_pixels_by_rows: 5_000,
        ..PutLimits::default()
    };
    let refused = async |bytes: Vec<u8>| match put_pieces(&store, &bytes, 1 << 16, &limits).await {
        Err(PutProblem::TooManyPixels { max_pixels, .. }) => Some(max_pixels),
        other => other.map(|_| None).expect("taken"),
    };
    assert_eq!(
        refused(encoded(scene(70, 60).into(), ImageFormat::Png)).await,
        None
    );
    assert_eq!(refused(jpeg(&scene(70, 60))).await, None);
    assert_eq!(refused(jpeg(&scene(80, 70))).await, Some(5_000));
    assert_eq!(
        refused(encoded(scene(70, 60).into(), ImageFormat::WebP)).await,
        Some(1_000)
    );
    // The frame of a progressive JPEG.
    let mut progressive = jpeg(&scene(70, 60));
    let frame = progressive
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .expect("a frame");
    progressive[frame + 1] = 0xC2;
    assert_eq!(refused(progressive).await, Some(1_000));
}
