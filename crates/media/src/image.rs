//! The size of an image out of its header.

use std::io::{BufRead, Read, Seek, SeekFrom};

use crate::ContentType;

/// Width and height in pixels as a browser shows the image, that is, turned as its EXIF orientation says. `None` if
/// the header is broken.
pub(crate) fn size(kind: ContentType, file: &mut (impl BufRead + Seek)) -> Option<(u32, u32)> {
    file.rewind().ok()?;
    let size = imagesize::reader_size(&mut *file).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    if width == 0 || height == 0 {
        return None;
    }
    let on_its_side =
        kind == ContentType::Jpeg && jpeg_orientation(file).is_some_and(|turn| (5..=8).contains(&turn));
    Some(if on_its_side {
        (height, width)
    } else {
        (width, height)
    })
}

/// The EXIF orientation, 1 to 8. Phones write landscape pixels and a note to turn them.
pub(crate) fn jpeg_orientation(file: &mut (impl Read + Seek)) -> Option<u16> {
    file.seek(SeekFrom::Start(2)).ok()?;
    loop {
        let mut marker = [0; 4];
        file.read_exact(&mut marker).ok()?;
        let [0xFF, kind, high, low] = marker else {
            return None;
        };
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        match kind {
            // APP1 is where EXIF lies; XMP may lie in another.
            0xE1 => {
                let mut segment = vec![0; usize::from(length)];
                file.read_exact(&mut segment).ok()?;
                if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                    return tiff_orientation(tiff);
                }
            }
            // The image itself begins: no EXIF came before it.
            0xDA | 0xC0..=0xC2 => return None,
            _ => {
                file.seek_relative(i64::from(length)).ok()?;
            }
        }
    }
}

/// The orientation that a TIFF directory notes, which is what EXIF is.
pub(crate) fn tiff_orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    let big_endian = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let word = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(word(directory)?);
    (0..entries)
        .map(|entry| directory + 2 + entry * 12)
        .find(|at| word(*at) == Some(ORIENTATION))
        .and_then(|at| word(at + 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn jpeg(orientation: Option<u16>, big_endian: bool) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        if let Some(turn) = orientation {
            let mut tiff = Vec::new();
            let word = |value: u16| {
                if big_endian {
                    value.to_be_bytes()
                } else {
                    value.to_le_bytes()
                }
            };
            let long = |value: u32| {
                if big_endian {
                    value.to_be_bytes()
                } else {
                    value.to_le_bytes()
                }
            };
            tiff.extend(if big_endian { b"MM\0*" } else { b"II*\0" });
            tiff.extend(long(8));
            tiff.extend(word(1));
            tiff.extend(word(0x0112));
            tiff.extend(word(3));
            tiff.extend(long(1));
            tiff.extend(word(turn));
            tiff.extend([0, 0]);
            bytes.extend([0xFF, 0xE1]);
            bytes.extend((tiff.len() as u16 + 8).to_be_bytes());
            bytes.extend(b"Exif\0\0");
            bytes.extend(tiff);
        }
        // A baseline frame of 30 by 20 pixels.
        bytes.extend([0xFF, 0xC0, 0, 11, 8, 0, 20, 0, 30, 1, 1, 0x11, 0, 0xFF, 0xD9]);
        bytes
    }

    #[test]
    fn a_photo_on_its_side_is_measured_as_shown() {
        let size = |bytes: Vec<u8>| size(ContentType::Jpeg, &mut Cursor::new(bytes));
        assert_eq!(size(jpeg(None, true)), Some((30, 20)));
        assert_eq!(size(jpeg(Some(1), true)), Some((30, 20)));
        assert_eq!(size(jpeg(Some(6), true)), Some((20, 30)));
        assert_eq!(size(jpeg(Some(8), false)), Some((20, 30)));
        assert_eq!(size(vec![0xFF, 0xD8, 0xFF]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(start in 0usize..5, bytes in vec(any::<u8>(), 0..200), turn: Option<u16>, cut in 0usize..80) {
            let magic: [&[u8]; 5] =
                [b"", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\x89PNG\r\n\x1a\n", &[0xFF, 0xD8, 0xFF, 0xE1]];
            let mut photo = jpeg(turn, true);
            photo.truncate(cut);
            photo.extend(&bytes);
            for file in [[magic[start], &bytes[..]].concat(), photo] {
                let found = size(ContentType::Jpeg, &mut Cursor::new(file));
                prop_assert!(found.is_none_or(|(width, height)| width > 0 && height > 0));
            }
        }
    }
}
