//! The blob that a pyramid is kept in: a head, a table of places, and the parts one after the other.
//!
//! Head (16 bytes): `PUMAPYR1`, the number of parts (u32), zero (u32). Table: for each part where it begins (u64) and how
//! long it is (u32). All numbers are big-endian.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;

use tempfile::NamedTempFile;

const MAGIC: &[u8; 8] = b"PUMAPYR1";
const HEAD_BYTES: usize = 16;
const PLACE_BYTES: usize = 12;
/// Far more than the largest picture has.
const PARTS_MAX: usize = 1_000_000;

pub(super) struct PackWriter {
    out: BufWriter<NamedTempFile>,
    places: Vec<Option<(u64, u32)>>,
    end: u64,
}

impl PackWriter {
    pub(super) fn new(file: NamedTempFile, parts: usize) -> io::Result<Self> {
        let end = (HEAD_BYTES + parts * PLACE_BYTES) as u64;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        out.seek(SeekFrom::Start(end))?;
        Ok(Self {
            out,
            places: vec![None; parts],
            end,
        })
    }

    pub(super) fn write(&mut self, index: Option<usize>, bytes: &[u8]) -> io::Result<()> {
        let place = index.and_then(|index| self.places.get_mut(index));
        let place = place.ok_or_else(|| io::Error::other("a part that the pyramid has no place for"))?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        *place = Some((self.end, length));
        self.out.write_all(bytes)?;
        self.end += u64::from(length);
        Ok(())
    }

    /// The file, whole and on the disk.
    pub(super) fn finish(self) -> io::Result<NamedTempFile> {
        let Self { mut out, places, .. } = self;
        let mut table = Vec::with_capacity(HEAD_BYTES + places.len() * PLACE_BYTES);
        table.extend(MAGIC);
        table.extend(
            u32::try_from(places.len())
                .map_err(io::Error::other)?
                .to_be_bytes(),
        );
        table.extend([0; 4]);
        for place in places {
            let (start, length) = place.ok_or_else(|| io::Error::other("the pyramid has a part missing"))?;
            table.extend(start.to_be_bytes());
            table.extend(length.to_be_bytes());
        }
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&table)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        Ok(file)
    }
}

/// Which bytes the head and the table of a pyramid of so many parts are.
pub(super) fn table_range(parts: usize) -> Range<u64> {
    0..(HEAD_BYTES + parts.min(PARTS_MAX) * PLACE_BYTES) as u64
}

/// The places of all parts; `None` if this is no pyramid of so many parts.
pub(super) fn read_table(bytes: &[u8], parts: usize) -> Option<Vec<Range<u64>>> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let places = rest.get(4..)?.chunks_exact(PLACE_BYTES);
    if u32::from_be_bytes(*count) as usize != parts || places.len() != parts {
        return None;
    }
    places
        .map(|place| {
            let start = u64::from_be_bytes(place.first_chunk().copied()?);
            let length = u32::from_be_bytes(place.last_chunk().copied()?);
            Some(start..start.checked_add(u64::from(length))?)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_where_they_were_put() {
        let file = NamedTempFile::new().expect("a file");
        let mut pack = PackWriter::new(file, 2).expect("begun");
        pack.write(Some(1), b"second").expect("written");
        assert!(pack.write(Some(2), b"none").is_err());
        pack.write(Some(0), b"first").expect("written");
        let bytes = std::fs::read(pack.finish().expect("whole").path()).expect("read");
        let table = read_table(&bytes[..table_range(2).end as usize], 2).expect("a table");
        let part = |index: usize| &bytes[table[index].start as usize..table[index].end as usize];
        assert_eq!((part(0), part(1)), (&b"first"[..], &b"second"[..]));
        assert_eq!(read_table(&bytes[..40], 3), None);
        let hole = PackWriter::new(NamedTempFile::new().expect("a file"), 1).expect("begun");
        assert!(hole.finish().is_err());
    }
}
