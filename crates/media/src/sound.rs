//! What is measured of a recording or a video: how long it is, and of sound how loud.

use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;

/// What was measured of a recording. Levels are in dBFS: 0 is the loudest that the format can hold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SoundFacts {
    /// In milliseconds, by the samples that were decoded.
    pub duration_ms: i64,
    /// Root mean square of the stretches that are not silent; [`SILENCE_DBFS`] if all are.
    pub level_dbfs: f64,
    /// The share of silent stretches, in percent.
    pub silent_percent: f64,
    /// The share of samples at the limit of the format, in percent.
    pub clipped_percent: f64,
}

/// A stretch of 50 ms below this is silence: the noise of a quiet room.
pub const SILENCE_DBFS: f64 = -55.0;
const STRETCH_SECONDS: f64 = 0.05;
/// A sample from here on is at the limit.
const CLIPPED: f32 = 0.9995;
/// Nothing longer than this is decoded: a small file can unpack to days of silence.
const DECODED_MAX_SECONDS: f64 = 3_600.0;

/// Why something could not be measured, for people.
pub(crate) type Unmeasurable = &'static str;

fn open(path: &Path) -> Result<Box<dyn FormatReader>, Unmeasurable> {
    let file = std::fs::File::open(path).map_err(|_| "it cannot be read")?;
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    symphonia::default::get_probe()
        .probe(&Hint::new(), stream, Default::default(), Default::default())
        .map_err(|_| "it is broken")
}

/// Whether reading just came to the end. Files that are written while they are recorded often break off in the middle
/// of a packet.
fn is_end(error: &Error) -> bool {
    matches!(error, Error::IoError(error) if error.kind() == ErrorKind::UnexpectedEof)
}

/// Decodes a recording as a whole.
pub(crate) fn measure_sound(path: &Path) -> Result<SoundFacts, Unmeasurable> {
    let mut format = open(path)?;
    if format.first_track(TrackType::Video).is_some() {
        return Err("it has moving pictures");
    }
    let track = format.default_track(TrackType::Audio).ok_or("it has no sound")?;
    let track_id = track.id;
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())
        .ok_or("its coding is not known")?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|_| "its coding is not known; record as WAV")?;
    let mut meter = Meter::default();
    let mut samples: Vec<f32> = Vec::new();
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(error) if is_end(&error) => break,
            Err(_) => return Err("it is broken"),
        };
        if packet.track_id != track_id {
            continue;
        }
        let decoded = decoder.decode(&packet).map_err(|_| "it is broken")?;
        let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
        samples.resize(decoded.samples_interleaved(), 0.0);
        decoded.copy_to_slice_interleaved(&mut samples);
        meter.feed(&samples, channels.max(1), rate);
        if meter.seconds > DECODED_MAX_SECONDS {
            break;
        }
    }
    meter.facts().ok_or("it is empty")
}

/// How long a video is in milliseconds, by the times of what is in it: recorders in browsers write no length.
pub(crate) fn measure_video(path: &Path) -> Result<i64, Unmeasurable> {
    let mut format = open(path)?;
    let track = format
        .first_track(TrackType::Video)
        .ok_or("it has no moving pictures")?;
    let (track_id, base) = (track.id, track.time_base.ok_or("it has no times")?);
    let (mut first, mut last, mut step) = (None, 0, 0);
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(error) if is_end(&error) => break,
            Err(_) => return Err("it is broken"),
        };
        if packet.track_id == track_id {
            let at = base.calc_time_saturating(packet.pts).as_millis();
            let own = base.calc_duration_saturating(packet.dur).as_millis();
            step = if own > 0 { own } else { (at - last).max(0) };
            first = Some(first.map_or(at, |first: i128| first.min(at)));
            last = last.max(at);
        }
    }
    let first = first.ok_or("it is empty")?;
    i64::try_from(last - first + step).map_err(|_| "it is broken")
}

/// Sums over stretches of sound.
#[derive(Default)]
struct Meter {
    seconds: f64,
    samples: u64,
    clipped: u64,
    silent: u64,
    stretches: u64,
    loud_squares: f64,
    loud_samples: u64,
    squares: f64,
    frames: u64,
}

impl Meter {
    fn feed(&mut self, interleaved: &[f32], channels: usize, rate: u32) {
        let rate = f64::from(rate.max(1));
        let stretch = (rate * STRETCH_SECONDS) as u64;
        for frame in interleaved.chunks_exact(channels) {
            self.samples += 1;
            self.clipped += u64::from(frame.iter().any(|sample| sample.abs() >= CLIPPED));
            let mean = frame.iter().map(|sample| f64::from(*sample)).sum::<f64>() / channels as f64;
            self.squares += mean * mean;
            self.frames += 1;
            if self.frames >= stretch.max(1) {
                self.end_stretch();
            }
        }
        self.seconds += (interleaved.len() / channels) as f64 / rate;
    }

    fn end_stretch(&mut self) {
        self.stretches += 1;
        if dbfs(self.squares / self.frames as f64) < SILENCE_DBFS {
            self.silent += 1;
        } else {
            self.loud_squares += self.squares;
            self.loud_samples += self.frames;
        }
        (self.squares, self.frames) = (0.0, 0);
    }

    fn facts(mut self) -> Option<SoundFacts> {
        if self.samples == 0 {
            return None;
        }
        // The rest counts only if there is nothing else: a stretch cut short says little.
        if self.stretches == 0 {
            self.end_stretch();
        }
        let percent = |part: u64, whole: u64| 100.0 * part as f64 / whole as f64;
        Some(SoundFacts {
            duration_ms: (self.seconds * 1_000.0).round() as i64,
            level_dbfs: if self.loud_samples == 0 {
                SILENCE_DBFS
            } else {
                dbfs(self.loud_squares / self.loud_samples as f64)
            },
            silent_percent: percent(self.silent, self.stretches),
            clipped_percent: percent(self.clipped, self.samples),
        })
    }
}

/// Mean square to dBFS; the floor is far below any silence.
fn dbfs(mean_square: f64) -> f64 {
    10.0 * mean_square.max(1e-12).log10()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A mono WAV of 16 bits at 16 kHz.
    fn wav(samples: impl Iterator<Item = f64>) -> tempfile::NamedTempFile {
        let data: Vec<u8> = samples
            .flat_map(|sample| ((sample.clamp(-1.0, 1.0) * 32_767.0) as i16).to_le_bytes())
            .collect();
        let mut bytes = b"RIFF".to_vec();
        bytes.extend((36 + data.len() as u32).to_le_bytes());
        bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
        bytes.extend(16_000_u32.to_le_bytes());
        bytes.extend(32_000_u32.to_le_bytes());
        bytes.extend(b"\x02\0\x10\0data");
        bytes.extend((data.len() as u32).to_le_bytes());
        bytes.extend(data);
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(&bytes).expect("written");
        file
    }

    fn tone(amplitude: f64, seconds: f64) -> impl Iterator<Item = f64> {
        (0..(16_000.0 * seconds) as u32).map(move |i| (f64::from(i) * 0.17).sin() * amplitude)
    }

    #[test]
    fn length_and_level_are_those_of_the_tone() {
        let facts = measure_sound(wav(tone(0.1, 2.0)).path()).expect("sound");
        assert_eq!(facts.duration_ms, 2_000);
        // A sine of amplitude 0.1 has −20 dB of peak and 3.01 less of RMS.
        assert!((facts.level_dbfs + 23.01).abs() < 0.1, "{facts:?}");
        assert_eq!((facts.silent_percent, facts.clipped_percent), (0.0, 0.0));
    }

    #[test]
    fn silence_and_clipping_are_seen() {
        let silent = measure_sound(wav(tone(0.0005, 1.0)).path()).expect("sound");
        assert_eq!((silent.silent_percent, silent.level_dbfs), (100.0, SILENCE_DBFS));
        let half = measure_sound(wav(tone(0.2, 1.0).chain(tone(0.0, 1.0))).path()).expect("sound");
        assert_eq!(half.silent_percent, 50.0);
        assert!(
            (half.level_dbfs + 17.0).abs() < 0.2,
            "silence does not make speech quiet: {half:?}"
        );
        let clipped = measure_sound(wav(tone(3.0, 1.0)).path()).expect("sound");
        assert!(clipped.clipped_percent > 50.0, "{clipped:?}");
    }

    #[test]
    fn what_is_no_sound_is_said_to_be_so() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(b"RIFF\0\0\0\0WAVEnothing").expect("written");
        assert!(measure_sound(file.path()).is_err() && measure_video(file.path()).is_err());
        assert!(measure_sound(wav(std::iter::empty()).path()).is_err());
    }
}
