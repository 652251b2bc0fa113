//! Which kinds of file are taken, known by their first bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum ContentType {
    /// image/png
    Png,
    /// image/jpeg
    Jpeg,
    /// image/gif
    Gif,
    /// image/webp
    Webp,
    /// image/svg+xml
    Svg,
    /// audio/mpeg
    Mp3,
    /// audio/wav
    Wav,
    /// audio/ogg
    Ogg,
    /// audio/flac
    Flac,
    /// audio/mp4: what recorders on Apple devices make
    Mp4Audio,
    /// audio/webm: what recorders in browsers make
    WebmAudio,
    /// video/mp4
    Mp4,
    /// video/webm
    Webm,
    /// application/pdf
    Pdf,
    /// text/plain in UTF-8
    Text,
}

/// The name and the usual file ending of each kind.
const NAMES: [(ContentType, &str, &str); 15] = [
    (ContentType::Png, "image/png", "png"),
    (ContentType::Jpeg, "image/jpeg", "jpg"),
    (ContentType::Gif, "image/gif", "gif"),
    (ContentType::Webp, "image/webp", "webp"),
    (ContentType::Svg, "image/svg+xml", "svg"),
    (ContentType::Mp3, "audio/mpeg", "mp3"),
    (ContentType::Wav, "audio/wav", "wav"),
    (ContentType::Ogg, "audio/ogg", "ogg"),
    (ContentType::Flac, "audio/flac", "flac"),
    (ContentType::Mp4Audio, "audio/mp4", "m4a"),
    (ContentType::WebmAudio, "audio/webm", "weba"),
    (ContentType::Mp4, "video/mp4", "mp4"),
    (ContentType::Webm, "video/webm", "webm"),
    (ContentType::Pdf, "application/pdf", "pdf"),
    (ContentType::Text, "text/plain", "txt"),
];

impl ContentType {
    /// Every kind.
    pub const ALL: [Self; 15] = {
        let mut all = [Self::Png; 15];
        let mut at = 0;
        while at < all.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    /// The kind as it is kept in the database, e.g. `image/png`.
    pub fn as_str(self) -> &'static str {
        self.names().0
    }

    /// The usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        self.names().1
    }

    /// The Content-Type header, with the charset where it matters.
    pub fn header(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            other => other.as_str(),
        }
    }

    /// Whether it is a picture.
    pub fn is_image(self) -> bool {
        self.as_str().starts_with("image/")
    }

    fn names(self) -> (&'static str, &'static str) {
        let entry = NAMES.iter().find(|(kind, ..)| *kind == self);
        entry.map_or(("application/octet-stream", "bin"), |(_, name, extension)| {
            (*name, *extension)
        })
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<ContentType> for &'static str {
    fn from(kind: ContentType) -> Self {
        kind.as_str()
    }
}

impl FromStr for ContentType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = NAMES.iter().find(|(_, name, _)| *name == text);
        found
            .map(|(kind, ..)| *kind)
            .ok_or_else(|| format!("{text:?} is no kind of media that is kept"))
    }
}

impl TryFrom<String> for ContentType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// Certainly this kind.
    Known(ContentType),
    /// A video that is an MP4 to browsers, if it is encoded in what they play: to be looked at when it is whole.
    QuickTime,
    /// Markup that may be an SVG: to be parsed when it is whole.
    Markup,
    /// Perhaps text: to be checked to its end.
    PerhapsText,
    /// Something that is not taken, with a name for people.
    Foreign(&'static str),
}

/// How many first bytes [`sniff`] likes to see.
pub(crate) const SNIFF_BYTES: usize = 4096;

/// Tells a file's kind by its first bytes (up to [`SNIFF_BYTES`], fewer if the file is shorter).
pub(crate) fn sniff(head: &[u8]) -> Sniffed {
    if let Some(kind) = by_magic(head) {
        return kind;
    }
    if head.contains(&0) || head.iter().any(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)) {
        return Sniffed::Foreign("a file of an unknown kind");
    }
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let markup = ["<svg", "<?xml", "<!DOCTYPE svg", "<!--"];
    if markup
        .iter()
        .any(|start| text.len() >= start.len() && text[..start.len()].eq_ignore_ascii_case(start.as_bytes()))
    {
        return Sniffed::Markup;
    }
    Sniffed::PerhapsText
}

fn by_magic(head: &[u8]) -> Option<Sniffed> {
    let at = |offset: usize, magic: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let known = |kind| Some(Sniffed::Known(kind));
    let foreign = |name| Some(Sniffed::Foreign(name));
    match () {
        () if at(0, b"\x89PNG\r\n\x1a\n") => known(ContentType::Png),
        () if at(0, &[0xFF, 0xD8, 0xFF]) => known(ContentType::Jpeg),
        () if at(0, b"GIF87a") || at(0, b"GIF89a") => known(ContentType::Gif),
        () if at(0, b"RIFF") && at(8, b"WEBP") => known(ContentType::Webp),
        () if at(0, b"RIFF") && at(8, b"WAVE") => known(ContentType::Wav),
        () if at(0, b"RIFF") && at(8, b"AVI ") => foreign("an AVI video"),
        () if at(0, b"OggS") && contains(head, b"theora") => foreign("an Ogg video"),
        () if at(0, b"OggS") => known(ContentType::Ogg),
        () if at(0, b"fLaC") => known(ContentType::Flac),
        () if at(0, b"ID3") => known(ContentType::Mp3),
        () if is_mpeg_audio_frame(head) => known(ContentType::Mp3),
        () if at(0, &[0xFF, 0xF1]) || at(0, &[0xFF, 0xF9]) => foreign("an AAC sound"),
        () if at(4, b"ftyp") => Some(by_brand(head)),
        () if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) => Some(matroska(head)),
        () if at(0, b"%PDF-") => known(ContentType::Pdf),
        () if at(0, b"PK\x03\x04") => foreign("a zip file or an office document"),
        () if at(0, &[0xD0, 0xCF, 0x11, 0xE0]) => foreign("an office document"),
        () if at(0, b"II*\0") || at(0, b"MM\0*") => foreign("a TIFF image"),
        () if at(0, b"BM") && head.len() > 14 && head[6..10] == [0; 4] => foreign("a BMP image"),
        () if at(0, b"MZ") && head.contains(&0) => foreign("a program"),
        () if at(0, b"\x7fELF") => foreign("a program"),
        () if at(0, &[0xFF, 0xFE]) || at(0, &[0xFE, 0xFF]) => foreign("text in UTF-16"),
        () => None,
    }
}

fn contains(head: &[u8], wanted: &[u8]) -> bool {
    head.windows(wanted.len()).any(|window| window == wanted)
}

/// MPEG layer III: eleven set bits, a layer, a bit rate and a sampling rate that exist.
fn is_mpeg_audio_frame(head: &[u8]) -> bool {
    let [first, second, third, ..] = head else {
        return false;
    };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, sampling) = (third >> 4, third >> 2 & 3);
    *first == 0xFF
        && second & 0xE0 == 0xE0
        && version != 1
        && layer == 1
        && !matches!(bit_rate, 0 | 15)
        && sampling != 3
}

/// The ISO base media family tells its members apart by a brand.
fn by_brand(head: &[u8]) -> Sniffed {
    match head.get(8..12) {
        Some(b"M4A " | b"M4B ") => Sniffed::Known(ContentType::Mp4Audio),
        Some(b"qt  ") => Sniffed::QuickTime,
        Some(b"avif" | b"avis") => Sniffed::Foreign("an AVIF image"),
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1") => {
            Sniffed::Foreign("a HEIC image")
        }
        Some(_) => Sniffed::Known(ContentType::Mp4),
        None => Sniffed::Foreign("a file that ends too early"),
    }
}

fn matroska(head: &[u8]) -> Sniffed {
    if !contains(&head[..head.len().min(128)], b"webm") {
        return Sniffed::Foreign("a Matroska video (.mkv)");
    }
    let sound = contains(head, b"A_OPUS") || contains(head, b"A_VORBIS");
    let picture = contains(head, b"V_VP8") || contains(head, b"V_VP9") || contains(head, b"V_AV1");
    Sniffed::Known(if sound && !picture {
        ContentType::WebmAudio
    } else {
        ContentType::Webm
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_known_by_its_bytes() {
        let cases: [(&[u8], ContentType); 17] = [
            (b"\x89PNG\r\n\x1a\n\0\0", ContentType::Png),
            (&[0xFF, 0xD8, 0xFF, 0xE0], ContentType::Jpeg),
            (b"GIF89a", ContentType::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", ContentType::Webp),
            (b"RIFF\0\0\0\0WAVEfmt ", ContentType::Wav),
            (b"OggS\0\x02OpusHead", ContentType::Ogg),
            (b"fLaC\0", ContentType::Flac),
            (b"ID3\x04\0", ContentType::Mp3),
            (&[0xFF, 0xFB, 0x90, 0x64], ContentType::Mp3),
            (b"\0\0\0\x20ftypisom\0", ContentType::Mp4),
            (b"\0\0\0\x20ftypmp42\0", ContentType::Mp4),
            (b"\0\0\0\x20ftypM4A \0", ContentType::Mp4Audio),
            (
                b"\x1A\x45\xDF\xA3\x42\x82\x84webm\x86A_OPUS",
                ContentType::WebmAudio,
            ),
            (
                b"\x1A\x45\xDF\xA3\x42\x82\x84webm\x86A_OPUS V_VP9",
                ContentType::Webm,
            ),
            (b"\x1A\x45\xDF\xA3\x42\x82\x84webm", ContentType::Webm),
            (b"%PDF-1.7\n", ContentType::Pdf),
            (b"GIF87a\0", ContentType::Gif),
        ];
        for (head, kind) in cases {
            assert_eq!(sniff(head), Sniffed::Known(kind), "{head:?}");
        }
        for head in [
            &b"<svg/>"[..],
            b"\xEF\xBB\xBF \n<?xml version='1.0'?>",
            b"<!-- by hand --><svg/>",
        ] {
            assert_eq!(sniff(head), Sniffed::Markup);
        }
        assert_eq!(sniff("안녕\n".as_bytes()), Sniffed::PerhapsText);
        assert_eq!(sniff(b"BM is short for something\nelse"), Sniffed::PerhapsText);
    }

    #[test]
    fn other_kinds_are_named() {
        let cases: [&[u8]; 7] = [
            b"PK\x03\x04",
            b"MZ\x90\0",
            b"\x7fELF\x02",
            b"\0\0\0\x18ftypheic",
            b"\0\0\0\x18ftyp",
            b"\x1A\x45\xDF\xA3\x42\x82\x88matroska",
            &[0xFF, 0xF1, 0x50, 0x80],
        ];
        for head in cases {
            assert!(matches!(sniff(head), Sniffed::Foreign(_)), "{head:?}");
        }
    }

    #[test]
    fn names_go_both_ways() {
        for kind in ContentType::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("text/html".parse::<ContentType>().is_err());
    }
}
