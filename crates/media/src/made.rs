//! Files that people made for a task, with the camera or the microphone: cleaned, measured, kept.

use std::error::Error;
use std::io::{self, Read, Seek, Write};

use bytes::Bytes;
use futures::Stream;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::intake::{self, Judged, PutLimits, PutProblem};
use crate::store::{MediaError, MediaStore, Stored};
use crate::{ContentHash, ContentType, PictureFacts, SoundFacts, picture, scrub, sound};

/// What was measured of a file that somebody made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MadeFacts {
    /// A photo.
    Photo(PictureFacts),
    /// A video.
    Video {
        /// In milliseconds.
        duration_ms: i64,
    },
    /// A recording of sound.
    Recording(SoundFacts),
}

/// What a file is made for: it decides what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeKind {
    /// A photo.
    Photo,
    /// A video.
    Video,
    /// A recording of sound.
    Recording,
}

impl MadeKind {
    /// The kinds of file that cameras and recorders of phones and browsers make, and that can be measured.
    pub fn content_types(self) -> &'static [ContentType] {
        match self {
            Self::Photo => &[ContentType::Jpeg, ContentType::Png, ContentType::Webp],
            Self::Video => &[ContentType::Mp4, ContentType::Webm],
            Self::Recording => &[
                ContentType::Wav,
                ContentType::Mp4Audio,
                // Some phones give their sound recordings the brand of a video.
                ContentType::Mp4,
                ContentType::Mp3,
                ContentType::Flac,
                ContentType::Ogg,
            ],
        }
    }
}

impl MediaStore {
    /// Takes in what somebody made. Metadata that tells on people (place, time, device) is taken out before it is
    /// hashed and kept; `limits.allowed` is replaced by what `kind` allows. Files that `judge` refuses are not kept.
    ///
    /// # Errors
    /// As [`MediaStore::put`]; [`PutProblem::Unmeasurable`] for a file that cannot be decoded; what `judge` says.
    pub async fn put_made<S, E, R>(
        &self,
        stream: S,
        kind: MadeKind,
        max_bytes: u64,
        judge: impl FnOnce(&Stored, &MadeFacts) -> Result<(), R>,
    ) -> Result<Result<(Stored, MadeFacts), R>, PutProblem>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let limits = PutLimits {
            max_bytes,
            allowed: kind.content_types().to_vec(),
            // Measuring decodes it as a whole.
            max_pixels_by_rows: PutLimits::default().max_pixels,
            ..PutLimits::default()
        };
        let judged = intake::take(stream, self.temporary_file()?, &limits).await?;
        let (judged, facts) = intake::blocking(move || prepare(judged, kind)).await?;
        if let Err(refusal) = judge(&judged.stored, &facts) {
            return Ok(Err(refusal));
        }
        Ok(Ok((self.keep(judged).await?, facts)))
    }
}

fn prepare(mut judged: Judged, kind: MadeKind) -> Result<(Judged, MadeFacts), PutProblem> {
    let refused = |reason| PutProblem::Unmeasurable { reason };
    let content_type = judged.stored.content_type;
    let facts = match kind {
        MadeKind::Photo => {
            let mut bytes = Vec::new();
            judged.file.rewind().map_err(MediaError::Io)?;
            judged.file.read_to_end(&mut bytes).map_err(MediaError::Io)?;
            let facts = picture::measure(content_type, &bytes).ok_or(refused("it is broken"))?;
            let clean = scrub::picture(content_type, &bytes).ok_or(refused("it is broken"))?;
            if clean != bytes {
                rewrite(&mut judged, &clean).map_err(MediaError::Io)?;
            }
            MadeFacts::Photo(facts)
        }
        MadeKind::Video => MadeFacts::Video {
            duration_ms: sound::measure_video(judged.file.path()).map_err(refused)?,
        },
        MadeKind::Recording => {
            MadeFacts::Recording(sound::measure_sound(judged.file.path()).map_err(refused)?)
        }
    };
    if matches!(content_type, ContentType::Mp4 | ContentType::Mp4Audio) {
        scrub_mp4(&mut judged).map_err(MediaError::Io)?;
    }
    Ok((judged, facts))
}

fn rewrite(judged: &mut Judged, bytes: &[u8]) -> io::Result<()> {
    judged.file.rewind()?;
    judged.file.as_file().set_len(0)?;
    judged.file.write_all(bytes)?;
    judged.file.as_file().sync_all()?;
    judged.stored.bytes = bytes.len() as u64;
    judged.stored.sha256 = ContentHash::new(Sha256::digest(bytes).into());
    Ok(())
}

fn scrub_mp4(judged: &mut Judged) -> io::Result<()> {
    let bytes = judged.stored.bytes;
    if !scrub::mp4(judged.file.as_file_mut(), bytes)? {
        return Ok(());
    }
    judged.file.as_file().sync_all()?;
    judged.file.rewind()?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = judged.file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    judged.stored.sha256 = ContentHash::new(hash.finalize().into());
    Ok(())
}
