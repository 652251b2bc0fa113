//! Pictures read row by row, so that not all of their pixels have to be held at once.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use image::{DynamicImage, ImageReader, Limits};
use mozjpeg::ColorSpace;
use mozjpeg::decompress::DecompressStarted;

use crate::ContentType;

/// The most memory that a picture may take that has to be decoded as a whole, in bytes: 100 megapixels of colour with
/// transparency.
const WHOLE_MAX_BYTES: u64 = 400 * 1024 * 1024;
/// Larger colour profiles are left out: every tile carries one.
const PROFILE_MAX_BYTES: usize = 4 * 1024;

/// A picture that gives its rows from the top, each `width × channels` bytes.
pub(super) trait Rows {
    fn width(&self) -> u32;
    fn height(&self) -> u32;
    /// 3 for colours, 4 with transparency.
    fn channels(&self) -> u8;
    /// The next row. There are `height` of them.
    fn read_row(&mut self, row: &mut [u8]) -> io::Result<()>;
    /// What its colours mean, where it is not sRGB.
    fn profile(&self) -> Option<Vec<u8>> {
        None
    }
}

/// Whether a picture can be read row by row: a PNG that is not interlaced, a JPEG that is not progressive and is in
/// colours of a screen. Others must be held in memory as a whole.
pub(crate) fn reads_by_rows(kind: ContentType, file: &mut (impl Read + Seek)) -> bool {
    match kind {
        ContentType::Png => {
            let mut interlaced = [1];
            let read = file
                .seek(SeekFrom::Start(28))
                .and_then(|_| file.read_exact(&mut interlaced));
            read.is_ok() && interlaced == [0]
        }
        ContentType::Jpeg => jpeg_frame(file)
            .is_some_and(|(marker, components)| matches!(marker, 0xC0 | 0xC1) && matches!(components, 1 | 3)),
        _ => false,
    }
}

/// The kind of a JPEG's frame, and how many components it has.
fn jpeg_frame(file: &mut (impl Read + Seek)) -> Option<(u8, u8)> {
    file.seek(SeekFrom::Start(2)).ok()?;
    loop {
        let mut head = [0; 4];
        file.read_exact(&mut head).ok()?;
        let [0xFF, marker, high, low] = head else {
            return None;
        };
        match marker {
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => {
                let mut frame = [0; 6];
                file.read_exact(&mut frame).ok()?;
                return Some((marker, frame[5]));
            }
            0xD8..=0xDA => return None,
            _ => {}
        }
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        file.seek_relative(i64::from(length)).ok()?;
    }
}

/// Opens a picture.
pub(super) fn open(kind: ContentType, path: &Path) -> io::Result<Box<dyn Rows>> {
    let mut file = BufReader::new(File::open(path)?);
    let streams = reads_by_rows(kind, &mut file);
    file.rewind()?;
    match (kind, streams) {
        (ContentType::Png, true) => Ok(Box::new(PngRows::open(file)?)),
        (ContentType::Jpeg, true) => Ok(Box::new(JpegRows::open(file)?)),
        _ => Ok(Box::new(WholeRows::open(file)?)),
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

struct PngRows {
    reader: png::Reader<BufReader<File>>,
    raw: Vec<u8>,
}

impl PngRows {
    fn open(file: BufReader<File>) -> io::Result<Self> {
        let mut decoder = png::Decoder::new(file);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        decoder.set_ignore_text_chunk(true);
        let reader = decoder.read_info().map_err(broken)?;
        let bytes = reader.output_line_size(reader.info().width).unwrap_or_default();
        Ok(Self {
            reader,
            raw: vec![0; bytes],
        })
    }
}

impl Rows for PngRows {
    fn width(&self) -> u32 {
        self.reader.info().width
    }

    fn height(&self) -> u32 {
        self.reader.info().height
    }

    fn channels(&self) -> u8 {
        match self.reader.output_color_type().0 {
            png::ColorType::GrayscaleAlpha | png::ColorType::Rgba => 4,
            _ => 3,
        }
    }

    fn read_row(&mut self, row: &mut [u8]) -> io::Result<()> {
        let read = self.reader.read_row(&mut self.raw).map_err(broken)?;
        if read.is_none() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match self.reader.output_color_type().0 {
            png::ColorType::Grayscale => {
                for (pixel, grey) in row.chunks_exact_mut(3).zip(&self.raw) {
                    pixel.fill(*grey);
                }
            }
            png::ColorType::GrayscaleAlpha => {
                for (pixel, from) in row.chunks_exact_mut(4).zip(self.raw.chunks_exact(2)) {
                    pixel.copy_from_slice(&[from[0], from[0], from[0], from[1]]);
                }
            }
            _ => row.copy_from_slice(&self.raw[..row.len()]),
        }
        Ok(())
    }

    fn profile(&self) -> Option<Vec<u8>> {
        let profile = self.reader.info().icc_profile.as_ref()?;
        (profile.len() <= PROFILE_MAX_BYTES).then(|| profile.to_vec())
    }
}

struct JpegRows {
    decoder: DecompressStarted<BufReader<File>>,
    profile: Option<Vec<u8>>,
}

impl JpegRows {
    fn open(file: BufReader<File>) -> io::Result<Self> {
        let decoder = mozjpeg::Decompress::with_markers(&[mozjpeg::Marker::APP(2)]).from_reader(file)?;
        let profile = profile_of(decoder.markers().map(|marker| marker.data));
        let decoder = decoder.to_colorspace(ColorSpace::JCS_RGB)?;
        Ok(Self { decoder, profile })
    }
}

/// The colour profile, if it lies in one segment.
fn profile_of<'a>(mut segments: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let profile = segments.find_map(|data| data.strip_prefix(b"ICC_PROFILE\0\x01\x01"))?;
    (profile.len() <= PROFILE_MAX_BYTES).then(|| profile.to_vec())
}

impl Rows for JpegRows {
    fn width(&self) -> u32 {
        u32::try_from(self.decoder.width()).unwrap_or_default()
    }

    fn height(&self) -> u32 {
        u32::try_from(self.decoder.height()).unwrap_or_default()
    }

    fn channels(&self) -> u8 {
        3
    }

    fn read_row(&mut self, row: &mut [u8]) -> io::Result<()> {
        self.decoder.read_scanlines_into(row).map(|_| ())
    }

    fn profile(&self) -> Option<Vec<u8>> {
        self.profile.clone()
    }
}

/// A picture that had to be decoded as a whole.
struct WholeRows {
    picture: DynamicImage,
    next: usize,
}

impl WholeRows {
    fn open(file: impl BufRead + Seek) -> io::Result<Self> {
        let mut reader = ImageReader::new(file).with_guessed_format()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(WHOLE_MAX_BYTES);
        reader.limits(limits);
        let picture = reader.decode().map_err(broken)?;
        let picture = if picture.color().has_alpha() {
            DynamicImage::from(picture.into_rgba8())
        } else {
            DynamicImage::from(picture.into_rgb8())
        };
        Ok(Self { picture, next: 0 })
    }
}

impl Rows for WholeRows {
    fn width(&self) -> u32 {
        self.picture.width()
    }

    fn height(&self) -> u32 {
        self.picture.height()
    }

    fn channels(&self) -> u8 {
        self.picture.color().channel_count()
    }

    fn read_row(&mut self, row: &mut [u8]) -> io::Result<()> {
        let from = self.next * row.len();
        let pixels = self.picture.as_bytes().get(from..from + row.len());
        row.copy_from_slice(pixels.ok_or(io::ErrorKind::UnexpectedEof)?);
        self.next += 1;
        Ok(())
    }
}
