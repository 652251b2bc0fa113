//! Takes out of pictures and videos what tells on whoever took them: place, time, device, names.
//!
//! Nothing is encoded anew. What is needed to show the picture stays: its pixels, colour profile and which way is up.

use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::ContentType;
use crate::image::{jpeg_orientation, tiff_orientation};

/// The picture without its metadata; `None` if it is not built as its kind is.
pub(crate) fn picture(kind: ContentType, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        ContentType::Jpeg => jpeg(bytes),
        ContentType::Png => png(bytes),
        ContentType::Webp => webp(bytes),
        _ => None,
    }
}

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;

/// Keeps what decoding needs. All application segments go but JFIF, the colour profile and Adobe's colour transform;
/// what phones append after the end of the image (further pictures, each with metadata of its own) goes too.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, START_OF_IMAGE])?;
    let mut out = vec![0xFF, START_OF_IMAGE];
    let turn = jpeg_orientation(&mut io::Cursor::new(bytes)).filter(|turn| (2..=8).contains(turn));
    if let Some(turn) = turn {
        out.extend(orientation_segment(turn));
    }
    loop {
        let [0xFF, marker, ..] = rest else { return None };
        let marker = *marker;
        match marker {
            // A marker may be preceded by any number of these.
            0xFF => {
                rest = &rest[1..];
                continue;
            }
            END_OF_IMAGE => {
                out.extend([0xFF, END_OF_IMAGE]);
                return Some(out);
            }
            0x01 | 0xD0..=0xD7 => {
                rest = &rest[2..];
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(..length.checked_add(2).filter(|end| *end >= 4)?)?;
        rest = &rest[segment.len()..];
        if jpeg_keeps(marker, &segment[4..]) {
            out.extend(segment);
        }
        if marker == START_OF_SCAN {
            let scan = scan_length(rest)?;
            out.extend(&rest[..scan]);
            rest = &rest[scan..];
        }
    }
}

fn jpeg_keeps(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xE0 => content.starts_with(b"JFIF\0"),
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// How far the pixels of a scan reach: to the next marker that is neither a stuffed byte nor a restart.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
}

/// An EXIF segment that says which way is up and nothing else.
fn orientation_segment(turn: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend(turn.to_be_bytes());
    tiff.extend([0; 6]);
    let length = u16::try_from(tiff.len() + 8).unwrap_or_default();
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(length.to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

/// Keeps the chunks that decoding and showing need; texts, times and EXIF go.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    const KEPT: [&[u8; 4]; 14] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
        b"bKGD", b"pHYs", b"hIST",
    ];
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let chunk = rest.get(..length.checked_add(12)?)?;
        rest = &rest[chunk.len()..];
        let name = &chunk[4..8];
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
    }
}

/// Drops the chunks `EXIF` and `XMP ` and the flags that announce them. An orientation is lost with them: no browser
/// and no phone writes one into a WebP.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const EXIF_AND_XMP_FLAGS: u8 = 0b0000_1100;
    let mut rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let mut body = b"WEBP".to_vec();
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        // The last padding byte is left out by some writers.
        let chunk = rest.get(..padded.min(rest.len()))?;
        if chunk.len() < length.checked_add(8)? {
            return None;
        }
        rest = &rest[chunk.len()..];
        match &chunk[..4] {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                let start = body.len();
                body.extend(chunk);
                *body.get_mut(start + 8)? &= !EXIF_AND_XMP_FLAGS;
            }
            _ => body.extend(chunk),
        }
    }
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
    out.extend(body);
    Some(out)
}

/// Overwrites the boxes of an MP4 that hold names, times and places (`udta` and `meta` below `moov` and its tracks) with
/// free space of the same size, so that no offset changes. Whether anything was overwritten.
pub(crate) fn mp4(file: &mut (impl Read + Write + Seek), bytes: u64) -> io::Result<bool> {
    scrub_boxes(file, 0, bytes, 0)
}

/// Deeper than any file nests the boxes that are looked into.
const DEPTH_MAX: usize = 3;

fn scrub_boxes(
    file: &mut (impl Read + Write + Seek),
    start: u64,
    end: u64,
    depth: usize,
) -> io::Result<bool> {
    let mut at = start;
    let mut changed = false;
    while end.saturating_sub(at) >= 8 {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let mut size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let mut header = 8;
        if size == 1 {
            let mut large = [0; 8];
            file.read_exact(&mut large)?;
            (size, header) = (u64::from_be_bytes(large), 16);
        } else if size == 0 {
            size = end - at;
        }
        let Some(next) = at.checked_add(size).filter(|next| *next <= end && size >= header) else {
            return Ok(changed);
        };
        match &head[4..8] {
            b"moov" | b"trak" if depth < DEPTH_MAX => {
                changed |= scrub_boxes(file, at + header, next, depth + 1)?;
            }
            b"udta" | b"meta" | b"uuid" => {
                file.seek(SeekFrom::Start(at + 4))?;
                file.write_all(b"free")?;
                file.seek(SeekFrom::Start(at + header))?;
                io::copy(&mut io::repeat(0).take(size - header), file)?;
                changed = true;
            }
            _ => {}
        }
        at = next;
    }
    Ok(changed)
}

/// The EXIF orientation of a picture that may carry one, 1 if it does not say.
pub(crate) fn orientation(kind: ContentType, bytes: &[u8]) -> u8 {
    let turn = match kind {
        ContentType::Jpeg => jpeg_orientation(&mut io::Cursor::new(bytes)),
        ContentType::Png => png_exif(bytes).and_then(tiff_orientation),
        _ => None,
    };
    turn.and_then(|turn| u8::try_from(turn).ok()).unwrap_or(1)
}

fn png_exif(bytes: &[u8]) -> Option<&[u8]> {
    let at = bytes.windows(4).position(|name| name == b"eXIf")?;
    let length = u32::from_be_bytes(bytes.get(at.checked_sub(4)?..at)?.try_into().ok()?);
    bytes.get(at + 4..at.checked_add(4)?.checked_add(usize::try_from(length).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbImage};
    use proptest::prelude::*;

    const SECRET: &[u8] = b"37.5665N 126.9780E";

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let pixels = RgbImage::from_fn(32, 24, |x, y| image::Rgb([(x * 8) as u8, (y * 10) as u8, 90]));
        let mut out = io::Cursor::new(Vec::new());
        DynamicImage::from(pixels)
            .write_to(&mut out, format)
            .expect("encodes");
        out.into_inner()
    }

    fn pixels(bytes: &[u8]) -> Vec<u8> {
        image::load_from_memory(bytes)
            .expect("decodes")
            .to_rgb8()
            .into_raw()
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() + 2) as u16;
        [&[0xFF, marker], &length.to_be_bytes()[..], content].concat()
    }

    #[test]
    fn a_photo_loses_its_place_and_keeps_its_pixels_and_its_turn() {
        let plain = encoded(ImageFormat::Jpeg);
        let turned = orientation_segment(6);
        let place = segment(0xE1, &[b"Exif\0\0", SECRET].concat());
        let photoshop = segment(0xED, &[b"Photoshop 3.0\0", SECRET].concat());
        let comment = segment(0xFE, SECRET);
        let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile");
        let another = [&plain[..2], &place, &plain[2..]].concat();
        let photo = [
            &plain[..2],
            &turned,
            &place,
            &photoshop,
            &comment,
            &profile,
            &plain[2..],
            &another,
        ]
        .concat();
        let clean = picture(ContentType::Jpeg, &photo).expect("a JPEG");
        assert!(holds(&photo, SECRET) && !holds(&clean, SECRET));
        assert!(holds(&clean, b"ICC_PROFILE"));
        assert_eq!(pixels(&clean), pixels(&plain));
        assert_eq!(orientation(ContentType::Jpeg, &clean), 6);
        assert_eq!(
            picture(ContentType::Jpeg, &clean),
            Some(clean),
            "there is nothing more to take out"
        );
    }

    #[test]
    fn png_and_webp_lose_their_texts() {
        let plain = encoded(ImageFormat::Png);
        let mut text = (SECRET.len() as u32).to_be_bytes().to_vec();
        text.extend([b"tEXt", SECRET, &[0; 4]].concat());
        let png = [&plain[..33], &text, &plain[33..], SECRET].concat();
        let clean = picture(ContentType::Png, &png).expect("a PNG");
        assert!(!holds(&clean, SECRET));
        assert_eq!(pixels(&clean), pixels(&plain));

        let plain = encoded(ImageFormat::WebP);
        let mut exif = b"EXIF".to_vec();
        exif.extend((SECRET.len() as u32).to_le_bytes());
        exif.extend(SECRET);
        let mut webp = [&plain[..], &exif].concat();
        let length = (webp.len() - 8) as u32;
        webp[4..8].copy_from_slice(&length.to_le_bytes());
        let clean = picture(ContentType::Webp, &webp).expect("a WebP");
        assert!(!holds(&clean, SECRET));
        assert_eq!(pixels(&clean), pixels(&plain));
    }

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = (content.len() + 8) as u32;
        [&length.to_be_bytes()[..], name, content].concat()
    }

    #[test]
    fn a_video_loses_its_place_and_no_offset_changes() {
        let place = boxed(b"udta", SECRET);
        let track = boxed(b"trak", &[boxed(b"tkhd", b"head"), place.clone()].concat());
        let moov = boxed(b"moov", &[boxed(b"mvhd", b"times"), track, place].concat());
        let video = [boxed(b"ftyp", b"isom"), moov, boxed(b"mdat", b"udta stays here")].concat();
        let mut file = io::Cursor::new(video.clone());
        assert!(mp4(&mut file, video.len() as u64).expect("reads"));
        let clean = file.into_inner();
        assert!(!holds(&clean, SECRET) && holds(&clean, b"udta stays here") && holds(&clean, b"times"));
        assert_eq!(clean.len(), video.len());
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>, cut in 0usize..700, kind in 0usize..3) {
            let kinds = [
                (ContentType::Jpeg, ImageFormat::Jpeg), (ContentType::Png, ImageFormat::Png),
                (ContentType::Webp, ImageFormat::WebP),
            ];
            let (kind, format) = kinds[kind];
            let mut whole = encoded(format);
            whole.truncate(cut);
            whole.extend(&bytes);
            let _ = picture(kind, &whole);
            let mut file = io::Cursor::new([&boxed(b"moov", &bytes)[..], &bytes].concat());
            let length = file.get_ref().len() as u64;
            let _ = mp4(&mut file, length);
            prop_assert_eq!(file.get_ref().len() as u64, length);
        }
    }
}
