//! Cuts a picture into a pyramid while its rows come in: no more is held than one row of tiles of each level.

use std::io;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::pack::PackWriter;
use super::rows::Rows;
use super::shape::{PyramidPart, PyramidShape, TILE_SIZE};
use crate::ContentType;

/// Quality of tiles of photographs, which have lost something already.
const JPEG_QUALITY: u8 = 88;

/// What tiles are kept as: lossless where the picture was.
pub(super) fn tile_type(picture: ContentType) -> ContentType {
    match picture {
        ContentType::Jpeg => ContentType::Jpeg,
        _ => ContentType::Webp,
    }
}

/// Reads all rows and writes all parts. Memory: about `width × channels × 1,024` bytes, and the small picture.
pub(super) fn cut(
    rows: &mut dyn Rows,
    shape: &PyramidShape,
    tiles: ContentType,
    pack: &mut PackWriter,
) -> io::Result<()> {
    let channels = usize::from(rows.channels());
    let encoder = PartEncoder {
        channels,
        profile: rows.profile(),
        tiles,
    };
    let count = shape.levels();
    let mut levels: Vec<Level> = (0..=count)
        .map(|level| Level::new(shape.size(level), channels, level == count))
        .collect();
    let mut row = vec![0; shape.width as usize * channels];
    for _ in 0..shape.height {
        rows.read_row(&mut row)?;
        take(&mut levels, 0, &row, shape, &encoder, pack)?;
    }
    let Some(small) = levels.last() else { return Ok(()) };
    let (width, height) = shape.size(count);
    pack.write(Some(0), &encoder.preview(&small.held, width, height)?)
}

/// One level while it is made.
struct Level {
    width: usize,
    height: usize,
    /// Rows of the tiles that are being gathered, or of the whole small picture.
    held: Vec<u8>,
    rows_taken: usize,
    /// The upper one of two rows that become one of the next level.
    upper: Option<Vec<u8>>,
}

impl Level {
    fn new((width, height): (u32, u32), channels: usize, is_preview: bool) -> Self {
        let (width, height) = (width as usize, height as usize);
        let rows = if is_preview {
            height
        } else {
            height.min(TILE_SIZE as usize)
        };
        Self {
            width,
            height,
            held: Vec::with_capacity(width * rows * channels),
            rows_taken: 0,
            upper: None,
        }
    }
}

fn take(
    levels: &mut [Level],
    number: u32,
    row: &[u8],
    shape: &PyramidShape,
    encoder: &PartEncoder,
    pack: &mut PackWriter,
) -> io::Result<()> {
    let Some((level, coarser)) = levels.split_first_mut() else {
        return Ok(());
    };
    level.held.extend_from_slice(row);
    level.rows_taken += 1;
    if coarser.is_empty() {
        return Ok(());
    }
    let is_last = level.rows_taken == level.height;
    let tile_size = TILE_SIZE as usize;
    if is_last || level.rows_taken.is_multiple_of(tile_size) {
        let tile_row = (level.rows_taken - 1) / tile_size;
        for column in 0..level.width.div_ceil(tile_size) {
            let part = PyramidPart::Tile {
                level: number,
                column: u32::try_from(column).unwrap_or(u32::MAX),
                row: u32::try_from(tile_row).unwrap_or(u32::MAX),
            };
            pack.write(shape.index(part), &encoder.tile(level, column * tile_size)?)?;
        }
        level.held.clear();
    }
    let half = match level.upper.take() {
        Some(upper) => halved(&upper, row, encoder.channels),
        None if is_last => halved(row, row, encoder.channels),
        None => {
            level.upper = Some(row.to_vec());
            return Ok(());
        }
    };
    take(coarser, number + 1, &half, shape, encoder, pack)
}

/// Two rows become one of half their width: each pixel is the mean of four, weighed by how opaque they are.
fn halved(upper: &[u8], lower: &[u8], channels: usize) -> Vec<u8> {
    let pair = 2 * channels;
    let mut out = Vec::with_capacity(upper.len().div_ceil(2) + channels);
    for (above, below) in upper.chunks(pair).zip(lower.chunks(pair)) {
        // The last one of an odd row stands for two.
        let second = if above.len() == pair { channels } else { 0 };
        let four = |channel: usize| {
            [
                above[channel],
                above[second + channel],
                below[channel],
                below[second + channel],
            ]
            .map(u32::from)
        };
        if channels == 4 {
            let weights = four(3);
            let sum: u32 = weights.iter().sum();
            for channel in 0..3 {
                let weighed: u32 = four(channel)
                    .iter()
                    .zip(weights)
                    .map(|(value, weight)| value * weight)
                    .sum();
                out.push(((weighed + sum / 2).checked_div(sum).unwrap_or(0)) as u8);
            }
            out.push(((sum + 2) / 4) as u8);
        } else {
            for channel in 0..channels {
                out.push(((four(channel).iter().sum::<u32>() + 2) / 4) as u8);
            }
        }
    }
    out
}

struct PartEncoder {
    channels: usize,
    profile: Option<Vec<u8>>,
    tiles: ContentType,
}

impl PartEncoder {
    fn tile(&self, level: &Level, left: usize) -> io::Result<Vec<u8>> {
        let width = (level.width - left).min(TILE_SIZE as usize);
        let pixels: Vec<u8> = level
            .held
            .chunks_exact(level.width * self.channels)
            .flat_map(|row| &row[left * self.channels..(left + width) * self.channels])
            .copied()
            .collect();
        let height = pixels.len() / (width * self.channels);
        self.encoded(self.tiles, &pixels, width as u32, height as u32)
    }

    fn preview(&self, pixels: &[u8], width: u32, height: u32) -> io::Result<Vec<u8>> {
        self.encoded(self.preview_type(), pixels, width, height)
    }

    fn preview_type(&self) -> ContentType {
        if self.channels == 4 {
            ContentType::Webp
        } else {
            ContentType::Jpeg
        }
    }

    fn encoded(&self, kind: ContentType, pixels: &[u8], width: u32, height: u32) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let color = if self.channels == 4 {
            ExtendedColorType::Rgba8
        } else {
            ExtendedColorType::Rgb8
        };
        let written = if kind == ContentType::Jpeg {
            self.write(
                JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY),
                pixels,
                width,
                height,
                color,
            )
        } else {
            self.write(WebPEncoder::new_lossless(&mut out), pixels, width, height, color)
        };
        written.map_err(io::Error::other)?;
        Ok(out)
    }

    fn write(
        &self,
        mut encoder: impl ImageEncoder,
        pixels: &[u8],
        width: u32,
        height: u32,
        color: ExtendedColorType,
    ) -> image::ImageResult<()> {
        if let Some(profile) = &self.profile {
            // A tile without its profile is better than none.
            let _ = encoder.set_icc_profile(profile.clone());
        }
        encoder.write_image(pixels, width, height, color)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_pixels_become_their_mean_and_an_odd_one_stays() {
        let (upper, lower) = (
            [0, 10, 20, 4, 14, 24, 90, 90, 90],
            [8, 18, 28, 4, 14, 24, 70, 70, 70],
        );
        assert_eq!(halved(&upper, &lower, 3), [4, 14, 24, 80, 80, 80]);
    }

    #[test]
    fn what_cannot_be_seen_gives_no_colour() {
        let upper = [200, 100, 0, 255, 0, 0, 0, 0];
        assert_eq!(halved(&upper, &[0; 8], 4), [200, 100, 0, 64]);
        assert_eq!(halved(&[0; 8], &[0; 8], 4), [0; 4]);
    }
}
