//! What is measured of a picture that somebody took: how sharp it is, and a hash that similar pictures share.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageReader, Limits};
use image_hasher::{HashAlg, HasherConfig};
use serde::{Deserialize, Serialize};

use crate::{ContentType, scrub};

/// What was measured of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureFacts {
    /// Variance of the Laplacian of the grey picture, scaled so that its longer side has 512 pixels: the focus measure
    /// LAPV of Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy" (ICPR 2000). A blurred photo has
    /// less than 50, a sharp one some hundreds.
    pub sharpness: f64,
    /// 64-bit difference hash of the grey picture at 9 by 8 pixels: copies of one picture that were saved or scaled anew
    /// differ in few bits. Compare with [`hash_distance`].
    pub hash: u64,
}

/// Bits in which two perceptual hashes differ: 0 for the same picture, about 32 for unrelated ones.
pub fn hash_distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}

/// The longer side at which sharpness is measured, in pixels. One scale for all, or large photos would seem blurred.
const SIDE: u32 = 512;
/// The most memory that decoding may take, in bytes: 100 megapixels of colour.
const DECODED_MAX_BYTES: u64 = 400 * 1024 * 1024;

/// Measures a picture; `None` if it cannot be decoded.
pub(crate) fn measure(kind: ContentType, bytes: &[u8]) -> Option<PictureFacts> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_MAX_BYTES);
    reader.limits(limits);
    let mut picture = reader.decode().ok()?;
    // The same photo hashes alike whether its turn is noted or done.
    if let Some(turn) = Orientation::from_exif(scrub::orientation(kind, bytes)) {
        picture.apply_orientation(turn);
    }
    let small = scaled(picture);
    Some(PictureFacts {
        sharpness: laplacian_variance(&small.to_luma8()),
        hash: perceptual_hash(&small),
    })
}

fn scaled(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= SIDE {
        picture
    } else {
        picture.resize(SIDE, SIDE, FilterType::Triangle)
    }
}

/// The variance of `4·p − up − down − left − right` over all inner pixels.
fn laplacian_variance(grey: &GrayImage) -> f64 {
    let (width, height) = grey.dimensions();
    let at = |x: u32, y: u32| f64::from(grey.get_pixel(x, y).0[0]);
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let edge = 4.0 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
            count += 1.0;
            sum += edge;
            squares += edge * edge;
        }
    }
    if count == 0.0 {
        return 0.0;
    }
    let mean = sum / count;
    squares / count - mean * mean
}

fn perceptual_hash(picture: &DynamicImage) -> u64 {
    let hasher = HasherConfig::with_bytes_type::<[u8; 8]>()
        .hash_size(8, 8)
        .hash_alg(HashAlg::Gradient)
        .to_hasher();
    u64::from_be_bytes(hasher.hash_image(picture).into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgb, RgbImage};

    /// Overlapping blocks of many tones, others for each seed.
    fn scene(seed: u32, width: u32, height: u32) -> DynamicImage {
        let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
        let mut next = move |below: u32| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state % below
        };
        let mut pixels = RgbImage::from_pixel(width, height, Rgb([120; 3]));
        for _ in 0..60 {
            let (left, top, tone) = (next(width), next(height), next(256) as u8);
            let (right, bottom) = (left + 10 + next(width / 3), top + 10 + next(height / 3));
            for y in top..bottom.min(height) {
                for x in left..right.min(width) {
                    pixels.put_pixel(x, y, Rgb([tone, tone.wrapping_add(20), 255 - tone]));
                }
            }
        }
        DynamicImage::from(pixels)
    }

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).expect("encodes");
        out.into_inner()
    }

    fn facts(picture: &DynamicImage) -> PictureFacts {
        measure(ContentType::Png, &encoded(picture, ImageFormat::Png)).expect("a picture")
    }

    #[test]
    fn a_blurred_picture_measures_less() {
        let sharp = scene(1, 480, 360);
        let (sharp, blurred) = (facts(&sharp), facts(&sharp.blur(4.0)));
        assert!(sharp.sharpness > 200.0, "{sharp:?}");
        assert!(blurred.sharpness < 20.0, "{blurred:?}");
    }

    #[test]
    fn size_and_format_change_the_hash_little_and_another_picture_much() {
        let one = scene(1, 480, 360);
        let hash = facts(&one).hash;
        let smaller = facts(&one.resize(200, 150, FilterType::Triangle)).hash;
        let jpeg = measure(ContentType::Jpeg, &encoded(&one, ImageFormat::Jpeg))
            .expect("a JPEG")
            .hash;
        let (scaled, compressed) = (hash_distance(hash, smaller), hash_distance(hash, jpeg));
        assert!(scaled <= 4 && compressed <= 4, "{scaled} {compressed}");
        for seed in 2..8 {
            let other = facts(&scene(seed, 480, 360)).hash;
            assert!(
                hash_distance(hash, other) > 10,
                "{seed}: {}",
                hash_distance(hash, other)
            );
        }
    }

    #[test]
    fn what_is_no_picture_has_no_facts() {
        assert_eq!(measure(ContentType::Jpeg, b"\xFF\xD8\xFF nothing"), None);
    }
}
