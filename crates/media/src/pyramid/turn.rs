//! Rows of a picture that lies on its side: they are spooled to the disk and read back turned, since the first row to be
//! shown may be a column, or the last one.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use image::metadata::Orientation;

use super::rows::Rows;

/// Bytes of shown rows that are gathered at once.
const BAND_BYTES: usize = 64 * 1024 * 1024;

pub(super) struct TurnedRows {
    spool: File,
    width: u32,
    height: u32,
    channels: u8,
    turn: Orientation,
    profile: Option<Vec<u8>>,
    /// Rows as shown, from `band_start` on.
    band: Vec<u8>,
    band_start: u32,
    next: u32,
}

/// The picture as it is shown; what needs no turning is given through.
pub(super) fn turned(mut rows: Box<dyn Rows>, turn: Orientation) -> io::Result<Box<dyn Rows>> {
    if turn == Orientation::NoTransforms {
        return Ok(rows);
    }
    let mut spool = tempfile::tempfile()?;
    let mut row = vec![0; rows.width() as usize * usize::from(rows.channels())];
    {
        let mut out = BufWriter::with_capacity(1 << 20, &mut spool);
        for _ in 0..rows.height() {
            rows.read_row(&mut row)?;
            out.write_all(&row)?;
        }
        out.flush()?;
    }
    Ok(Box::new(TurnedRows {
        spool,
        width: rows.width(),
        height: rows.height(),
        channels: rows.channels(),
        turn,
        profile: rows.profile(),
        band: Vec::new(),
        band_start: 0,
        next: 0,
    }))
}

/// Where a shown pixel comes from.
fn source(turn: Orientation, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let (right, bottom) = (width - 1, height - 1);
    match turn {
        Orientation::NoTransforms => (x, y),
        Orientation::FlipHorizontal => (right - x, y),
        Orientation::Rotate180 => (right - x, bottom - y),
        Orientation::FlipVertical => (x, bottom - y),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate90 => (y, bottom - x),
        Orientation::Rotate270FlipH => (right - y, bottom - x),
        Orientation::Rotate270 => (right - y, x),
    }
}

impl TurnedRows {
    fn is_sideways(&self) -> bool {
        matches!(
            self.turn,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        )
    }

    fn row_bytes(&self) -> usize {
        self.width() as usize * usize::from(self.channels)
    }

    /// Gathers the shown rows from `next` on: from the piece of each spooled row that they lie in.
    fn gather(&mut self) -> io::Result<()> {
        let channels = usize::from(self.channels);
        let (shown_width, row_bytes) = (self.width(), self.row_bytes());
        let room = u32::try_from((BAND_BYTES / row_bytes).max(1)).unwrap_or(u32::MAX);
        let count = room.min(self.height() - self.next);
        self.band_start = self.next;
        self.band.resize(row_bytes * count as usize, 0);
        let size = (self.width, self.height);
        let from = |x, y| source(self.turn, (x, y), size);
        let (first, last) = (from(0, self.next), from(shown_width - 1, self.next + count - 1));
        let columns = first.0.min(last.0)..first.0.max(last.0) + 1;
        let lines = first.1.min(last.1)..first.1.max(last.1) + 1;
        let mut piece = vec![0; columns.len() * channels];
        for line in lines {
            let at = (u64::from(line) * u64::from(self.width) + u64::from(columns.start)) * channels as u64;
            self.spool.seek(SeekFrom::Start(at))?;
            self.spool.read_exact(&mut piece)?;
            for (column, pixel) in columns.clone().zip(piece.chunks_exact(channels)) {
                let (x, y) = shown(self.turn, (column, line), size);
                let to = (y - self.band_start) as usize * row_bytes + x as usize * channels;
                self.band[to..to + channels].copy_from_slice(pixel);
            }
        }
        Ok(())
    }
}

/// Where a pixel is shown: the other way round than [`source`].
fn shown(turn: Orientation, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let (right, bottom) = (width - 1, height - 1);
    match turn {
        Orientation::Rotate90 => (bottom - y, x),
        Orientation::Rotate270 => (y, right - x),
        Orientation::Rotate270FlipH => (bottom - y, right - x),
        // The others undo themselves.
        _ => source(turn, (x, y), (width, height)),
    }
}

impl Rows for TurnedRows {
    fn width(&self) -> u32 {
        if self.is_sideways() {
            self.height
        } else {
            self.width
        }
    }

    fn height(&self) -> u32 {
        if self.is_sideways() {
            self.width
        } else {
            self.height
        }
    }

    fn channels(&self) -> u8 {
        self.channels
    }

    fn read_row(&mut self, row: &mut [u8]) -> io::Result<()> {
        let bytes = row.len();
        if self.next >= self.height() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut at = (self.next - self.band_start) as usize * bytes;
        if at >= self.band.len() {
            self.gather()?;
            at = 0;
        }
        row.copy_from_slice(&self.band[at..at + bytes]);
        self.next += 1;
        Ok(())
    }

    fn profile(&self) -> Option<Vec<u8>> {
        self.profile.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, RgbImage};

    struct Held(RgbImage, usize);

    impl Rows for Held {
        fn width(&self) -> u32 {
            self.0.width()
        }
        fn height(&self) -> u32 {
            self.0.height()
        }
        fn channels(&self) -> u8 {
            3
        }
        fn read_row(&mut self, row: &mut [u8]) -> io::Result<()> {
            let bytes = row.len();
            row.copy_from_slice(&self.0.as_raw()[self.1 * bytes..][..bytes]);
            self.1 += 1;
            Ok(())
        }
    }

    #[test]
    fn every_turn_is_the_one_that_a_browser_makes() {
        let picture = RgbImage::from_fn(7, 5, |x, y| image::Rgb([x as u8, y as u8, 9]));
        for number in 1..=8 {
            let turn = Orientation::from_exif(number).expect("a turn");
            let mut expected = DynamicImage::from(picture.clone());
            expected.apply_orientation(turn);
            let mut rows = turned(Box::new(Held(picture.clone(), 0)), turn).expect("turned");
            assert_eq!(
                (rows.width(), rows.height()),
                (expected.width(), expected.height())
            );
            let bytes = rows.width() as usize * 3;
            let mut got = vec![0; bytes * rows.height() as usize];
            got.chunks_exact_mut(bytes)
                .for_each(|row| rows.read_row(row).expect("a row"));
            assert_eq!(got, expected.as_bytes(), "{number}");
        }
    }
}
