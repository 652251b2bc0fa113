//! What comes in: counted, hashed and judged before it is kept.

use std::error::Error;
use std::io::{self, BufReader, Read, Seek, Write};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::content_type::{SNIFF_BYTES, Sniffed, sniff};
use crate::pyramid::reads_by_rows;
use crate::store::{MediaError, Stored};
use crate::{ContentHash, ContentType, image, quicktime, svg};

/// What a blob may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutLimits {
    /// The most bytes.
    pub max_bytes: u64,
    /// The most pixels (width times height) of an image that is decoded as a whole, here or in a browser: a small file
    /// can unpack to gigabytes on a phone.
    pub max_pixels: u64,
    /// The most pixels of one that is cut into tiles row by row, and never sent or held as a whole.
    pub max_pixels_by_rows: u64,
    /// The kinds that are taken.
    pub allowed: Vec<ContentType>,
}

impl Default for PutLimits {
    fn default() -> Self {
        Self {
            max_bytes: 100 * 1024 * 1024,
            max_pixels: 100_000_000,
            max_pixels_by_rows: 1_000_000_000,
            allowed: ContentType::ALL.to_vec(),
        }
    }
}

/// An SVG is parsed as a whole, so it has a limit of its own.
const MAX_SVG_BYTES: u64 = 4 * 1024 * 1024;

/// Why a blob was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PutProblem {
    /// Nothing came.
    #[error("The file is empty.")]
    Empty,
    /// More bytes than allowed.
    #[error("The file is larger than {max_bytes} bytes. Make it smaller.")]
    TooLarge {
        /// The limit.
        max_bytes: u64,
    },
    /// A kind of file that is never taken.
    #[error(
        "This is {found}. Send PNG, JPEG, GIF, WebP, SVG, MP3, WAV, Ogg, FLAC, MP4, WebM, PDF or text in UTF-8."
    )]
    UnsupportedType {
        /// What it seems to be, for people.
        found: &'static str,
    },
    /// A kind of file that is not taken here.
    #[error("{found} is not taken here. Send one of {allowed}.")]
    NotAllowed {
        /// What it is.
        found: ContentType,
        /// What would be taken, comma-separated.
        allowed: String,
    },
    /// An image whose header cannot be read.
    #[error("The {found} header is broken. Open the image in a program and save it again.")]
    BrokenImage {
        /// What it claims to be.
        found: ContentType,
    },
    /// An image with more pixels than allowed.
    #[error(
        "The image has {width} × {height} pixels, at most {max_pixels} in all are taken of this kind. Make it smaller{}.",
        if *by_rows { "" } else { ", or save it as a JPEG that is not progressive or a PNG that is not interlaced" }
    )]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The limit of width times height.
        max_pixels: u64,
        /// Whether it can be read row by row, for which the limit is higher.
        by_rows: bool,
    },
    /// An SVG that is more than a picture.
    #[error("The SVG is not taken: {reason}. Save it as a plain SVG or as PNG.")]
    UnsafeSvg {
        /// What was found.
        reason: String,
    },
    /// A file that somebody made and that can not be measured.
    #[error("The file cannot be used: {reason}.")]
    Unmeasurable {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The sender failed.
    #[error("the upload broke off: {0}")]
    Interrupted(Box<dyn Error + Send + Sync>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] MediaError),
}

impl PutProblem {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::TooLarge { .. } => "too_large",
            Self::UnsupportedType { .. } => "unsupported_type",
            Self::NotAllowed { .. } => "type_not_allowed",
            Self::BrokenImage { .. } => "broken_image",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::UnsafeSvg { .. } => "unsafe_svg",
            Self::Unmeasurable { .. } => "file_unmeasurable",
            Self::Interrupted(_) => "interrupted",
            Self::Store(_) => "store_failed",
        }
    }
}

/// A blob that was judged and lies in a temporary file, which is removed unless it is kept.
pub(crate) struct Judged {
    pub(crate) file: NamedTempFile,
    pub(crate) stored: Stored,
}

/// Takes a stream into `file`; nothing of it is held in memory but a chunk at a time.
pub(crate) async fn take<S, E>(
    stream: S,
    file: NamedTempFile,
    limits: &PutLimits,
) -> Result<Judged, PutProblem>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    let mut intake = Intake::new(file, limits.clone());
    let mut stream = std::pin::pin!(stream);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| PutProblem::Interrupted(error.into()))?;
        intake = blocking(move || {
            intake.write(&chunk)?;
            Ok(intake)
        })
        .await?;
    }
    blocking(move || intake.judge()).await
}

/// Takes a file that lies here already.
pub(crate) async fn take_file(
    mut source: std::fs::File,
    file: NamedTempFile,
    limits: &PutLimits,
) -> Result<Judged, PutProblem> {
    let mut intake = Intake::new(file, limits.clone());
    blocking(move || {
        let mut buffer = vec![0; 256 * 1024];
        loop {
            let read = source
                .read(&mut buffer)
                .map_err(|error| PutProblem::Interrupted(error.into()))?;
            if read == 0 {
                return intake.judge();
            }
            intake.write(&buffer[..read])?;
        }
    })
    .await
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PutProblem> + Send + 'static,
) -> Result<T, PutProblem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| MediaError::Io(io::Error::other(error)))?
}

struct Intake {
    file: NamedTempFile,
    limits: PutLimits,
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
    sniffed: Option<Sniffed>,
    text: Utf8Check,
}

impl Intake {
    fn new(file: NamedTempFile, limits: PutLimits) -> Self {
        Self {
            file,
            limits,
            hash: Sha256::new(),
            bytes: 0,
            head: Vec::new(),
            sniffed: None,
            text: Utf8Check::default(),
        }
    }

    fn write(&mut self, chunk: &[u8]) -> Result<(), PutProblem> {
        self.bytes += chunk.len() as u64;
        if self.bytes > self.limits.max_bytes {
            return Err(PutProblem::TooLarge {
                max_bytes: self.limits.max_bytes,
            });
        }
        if self.head.len() < SNIFF_BYTES {
            let room = SNIFF_BYTES - self.head.len();
            self.head.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if self.head.len() == SNIFF_BYTES {
                self.settle_kind()?;
            }
        }
        if !matches!(self.sniffed, Some(Sniffed::Known(_) | Sniffed::QuickTime)) {
            self.text.feed(chunk);
        }
        self.hash.update(chunk);
        self.file.write_all(chunk).map_err(MediaError::Io)?;
        Ok(())
    }

    /// Refuses a foreign file as soon as its first bytes are here, not after a hundred megabytes.
    fn settle_kind(&mut self) -> Result<Sniffed, PutProblem> {
        if let Some(sniffed) = self.sniffed {
            return Ok(sniffed);
        }
        let sniffed = sniff(&self.head);
        match sniffed {
            Sniffed::Foreign(found) => return Err(PutProblem::UnsupportedType { found }),
            Sniffed::Known(kind) => self.allow(kind)?,
            Sniffed::QuickTime => self.allow(ContentType::Mp4)?,
            Sniffed::Markup | Sniffed::PerhapsText => {}
        }
        self.sniffed = Some(sniffed);
        Ok(sniffed)
    }

    fn allow(&self, found: ContentType) -> Result<(), PutProblem> {
        if self.limits.allowed.contains(&found) {
            return Ok(());
        }
        let allowed: Vec<&str> = self.limits.allowed.iter().map(|kind| kind.as_str()).collect();
        Err(PutProblem::NotAllowed {
            found,
            allowed: allowed.join(", "),
        })
    }

    fn judge(mut self) -> Result<Judged, PutProblem> {
        if self.bytes == 0 {
            return Err(PutProblem::Empty);
        }
        let (content_type, size) = match self.settle_kind()? {
            Sniffed::Known(kind) => (kind, self.image_size(kind)?),
            Sniffed::QuickTime => self.judge_quicktime()?,
            Sniffed::Markup => self.judge_markup()?,
            Sniffed::PerhapsText if self.text.is_plain_text() => (ContentType::Text, None),
            Sniffed::PerhapsText => {
                return Err(PutProblem::UnsupportedType {
                    found: "text that is not in UTF-8",
                });
            }
            Sniffed::Foreign(found) => return Err(PutProblem::UnsupportedType { found }),
        };
        self.allow(content_type)?;
        if let Some((width, height)) = size {
            self.limit_pixels(content_type, width, height)?;
        }
        self.file.as_file().sync_all().map_err(MediaError::Io)?;
        let stored = Stored {
            sha256: ContentHash::new(self.hash.finalize().into()),
            bytes: self.bytes,
            content_type,
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
        };
        Ok(Judged {
            file: self.file,
            stored,
        })
    }

    fn limit_pixels(&mut self, kind: ContentType, width: u32, height: u32) -> Result<(), PutProblem> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels <= self.limits.max_pixels {
            return Ok(());
        }
        let by_rows = reads_by_rows(kind, &mut BufReader::new(self.file.as_file_mut()));
        let max_pixels = if by_rows {
            self.limits.max_pixels_by_rows
        } else {
            self.limits.max_pixels
        };
        if pixels <= max_pixels {
            return Ok(());
        }
        Err(PutProblem::TooManyPixels {
            width,
            height,
            max_pixels,
            by_rows,
        })
    }

    fn image_size(&mut self, kind: ContentType) -> Result<Option<(u32, u32)>, PutProblem> {
        if !kind.is_image() {
            return Ok(None);
        }
        let mut reader = BufReader::new(self.file.as_file_mut());
        image::size(kind, &mut reader)
            .map(Some)
            .ok_or(PutProblem::BrokenImage { found: kind })
    }

    fn judge_quicktime(&mut self) -> Result<(ContentType, Option<(u32, u32)>), PutProblem> {
        let mut reader = BufReader::new(self.file.as_file_mut());
        match quicktime::judge(&mut reader).map_err(MediaError::Io)? {
            Ok(()) => Ok((ContentType::Mp4, None)),
            Err(found) => Err(PutProblem::UnsupportedType { found }),
        }
    }

    fn judge_markup(&mut self) -> Result<(ContentType, Option<(u32, u32)>), PutProblem> {
        if !self.text.is_plain_text() {
            return Err(PutProblem::UnsupportedType {
                found: "text that is not in UTF-8",
            });
        }
        if self.bytes > MAX_SVG_BYTES {
            return Err(PutProblem::TooLarge {
                max_bytes: MAX_SVG_BYTES,
            });
        }
        let mut text = String::new();
        let file = self.file.as_file_mut();
        file.rewind()
            .and_then(|()| file.read_to_string(&mut text))
            .map_err(MediaError::Io)?;
        let size = svg::check(&text).map_err(|reason| PutProblem::UnsafeSvg { reason })?;
        Ok((ContentType::Svg, size))
    }
}

/// Follows a stream of chunks and tells in the end whether all of it was text in UTF-8.
#[derive(Default)]
struct Utf8Check {
    /// A letter that the last chunk cut off.
    open: Vec<u8>,
    broken: bool,
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) {
        if self.broken {
            return;
        }
        let mut rest = chunk;
        // The cut-off letter is completed byte by byte: it has four at most.
        while !self.open.is_empty() {
            let Some((first, others)) = rest.split_first() else {
                return;
            };
            self.open.push(*first);
            rest = others;
            match std::str::from_utf8(&self.open) {
                Ok(_) => self.open.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.broken = true;
                    return;
                }
            }
        }
        self.broken = rest.contains(&0);
        if let Err(error) = std::str::from_utf8(rest) {
            match error.error_len() {
                None => self.open.extend_from_slice(&rest[error.valid_up_to()..]),
                Some(_) => self.broken = true,
            }
        }
    }

    fn is_plain_text(&self) -> bool {
        !self.broken && self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_text(chunks: &[&[u8]]) -> bool {
        let mut check = Utf8Check::default();
        chunks.iter().for_each(|chunk| check.feed(chunk));
        check.is_plain_text()
    }

    #[test]
    fn a_letter_may_be_cut_in_two_and_no_more() {
        assert!(is_text(&[b"a\xEA", b"\xB0", b"\x80b"]));
        assert!(!is_text(&[b"a\xEA\xB0"]));
        assert!(!is_text(&[b"a\xEA", b"b"]));
        assert!(!is_text(&[b"a\0b"]));
    }

    proptest! {
        #[test]
        fn cuts_change_nothing(bytes: Vec<u8>, text: String, cut in 0usize..64, use_text: bool) {
            let bytes = if use_text { text.into_bytes() } else { bytes };
            let (one, other) = bytes.split_at(cut.min(bytes.len()));
            prop_assert_eq!(is_text(&[one, other]), is_text(&[&bytes]));
        }
    }
}
