//! What a QuickTime video (.mov) is encoded in. Phones put into it what browsers play from an MP4, and also what they do not.

use std::io::{self, Read, Seek, SeekFrom};

/// The tables of even a long video are smaller, in bytes.
const TABLES_MAX: u64 = 64 * 1024 * 1024;
/// Deeper than the description of a track lies.
const DEPTH_MAX: usize = 6;

/// Whether browsers play it; otherwise what it is, for people.
pub(crate) fn judge(file: &mut (impl Read + Seek)) -> io::Result<Result<(), &'static str>> {
    let Some(tables) = tables(file)? else {
        return Ok(Err("a QuickTime video (.mov) that breaks off"));
    };
    let mut codecs = Vec::new();
    describe(&tables, 0, &mut codecs);
    let mut has_picture = false;
    for codec in codecs {
        match &codec {
            b"avc1" | b"avc3" => has_picture = true,
            b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => {
                return Ok(Err(
                    "a QuickTime video in HEVC, which few browsers play (on an iPhone: Settings, Camera, Formats, Most Compatible)",
                ));
            }
            b"apcn" | b"apch" | b"apcs" | b"apco" | b"ap4h" | b"mjpa" | b"mjpb" | b"jpeg" | b"SVQ3"
            | b"mp4v" => {
                return Ok(Err("a QuickTime video in a form that browsers do not play"));
            }
            b"lpcm" | b"sowt" | b"twos" | b"in24" | b"in32" | b"fl32" | b"alac" | b"ulaw" | b"alaw" => {
                return Ok(Err("a QuickTime video whose sound browsers do not play"));
            }
            // Sound in AAC or MP3, times, places: of no matter here.
            _ => {}
        }
    }
    Ok(if has_picture {
        Ok(())
    } else {
        Err("a QuickTime file (.mov) without a video in H.264")
    })
}

/// The box `moov`, wherever it lies.
fn tables(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut at = 0;
    while at + 8 <= end {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        let mut size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let mut header = 8;
        if size == 1 {
            if at + 16 > end {
                return Ok(None);
            }
            let mut large = [0; 8];
            file.read_exact(&mut large)?;
            (size, header) = (u64::from_be_bytes(large), 16);
        } else if size == 0 {
            size = end - at;
        }
        let Some(next) = at.checked_add(size).filter(|next| *next <= end && size >= header) else {
            return Ok(None);
        };
        if &head[4..8] == b"moov" {
            if size > TABLES_MAX {
                return Ok(None);
            }
            let mut tables = vec![0; usize::try_from(size - header).unwrap_or_default()];
            file.read_exact(&mut tables)?;
            return Ok(Some(tables));
        }
        at = next;
    }
    Ok(None)
}

/// Gathers the names of the codecs of all tracks.
fn describe(mut boxes: &[u8], depth: usize, codecs: &mut Vec<[u8; 4]>) {
    while let Some((head, _)) = boxes.split_first_chunk::<8>() {
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(content) = boxes.get(8..size) else { return };
        match &head[4..8] {
            b"trak" | b"mdia" | b"minf" | b"stbl" if depth < DEPTH_MAX => {
                describe(content, depth + 1, codecs)
            }
            // Version and flags (4 bytes), how many (4), and then each with its size (4) and name.
            b"stsd" => codecs.extend(
                content
                    .get(12..16)
                    .and_then(|name| <[u8; 4]>::try_from(name).ok()),
            ),
            _ => {}
        }
        boxes = &boxes[size..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).expect("small");
        [&size.to_be_bytes()[..], name, content].concat()
    }

    fn track(codec: &[u8; 4]) -> Vec<u8> {
        let entry = boxed(codec, &[0; 16]);
        let described = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &entry[..]].concat());
        let inner = boxed(b"minf", &boxed(b"stbl", &described));
        boxed(
            b"trak",
            &boxed(b"mdia", &[boxed(b"hdlr", &[0; 20]), inner].concat()),
        )
    }

    fn movie(codecs: &[&[u8; 4]]) -> Vec<u8> {
        let tracks: Vec<u8> = codecs.iter().flat_map(|codec| track(codec)).collect();
        // As an iPhone writes it: the tables come last.
        [
            boxed(b"ftyp", b"qt  \0\0\0\0qt  "),
            boxed(b"wide", b""),
            boxed(b"mdat", &[7; 300]),
            boxed(b"moov", &tracks),
        ]
        .concat()
    }

    fn judged(bytes: Vec<u8>) -> Result<(), &'static str> {
        judge(&mut io::Cursor::new(bytes)).expect("read")
    }

    #[test]
    fn what_browsers_play_is_told_from_what_they_do_not() {
        assert_eq!(judged(movie(&[b"avc1", b"mp4a", b"mebx"])), Ok(()));
        let told = |codecs: &[&[u8; 4]]| judged(movie(codecs)).expect_err("refused");
        assert!(told(&[b"hvc1", b"mp4a"]).contains("HEVC"));
        assert!(told(&[b"avc1", b"lpcm"]).contains("sound"));
        assert!(told(&[b"mp4a"]).contains("without a video"));
        assert!(told(&[b"apcn"]).contains("do not play"));
        let mut cut = movie(&[b"avc1"]);
        cut.truncate(200);
        assert!(judged(cut).expect_err("refused").contains("breaks off"));
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>, at in 0usize..600, byte: u8) {
            let mut broken = movie(&[b"avc1", b"mp4a"]);
            let length = broken.len();
            broken[at % length] = byte;
            let _ = judged(broken);
            let _ = judged([&boxed(b"moov", &bytes)[..], &bytes].concat());
        }
    }
}
