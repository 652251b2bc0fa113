//! Small files of every kind, made by hand.

use pumasi_media::ContentType;

/// A PNG header of `width` by `height` pixels, with `filling` after it.
pub fn png(width: u32, height: u32, filling: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend((0..filling).map(|at| (at % 251) as u8));
    bytes
}

pub fn svg() -> Vec<u8> {
    b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>"
        .to_vec()
}

/// A kind, a file of it, and the width and height that must be found.
type Sample = (ContentType, Vec<u8>, Option<(u32, u32)>);

/// One file of each kind that is taken.
pub fn all() -> Vec<Sample> {
    let mut gif = b"GIF89a".to_vec();
    gif.extend([20, 0, 10, 0, 0, 0, 0]);
    let mut webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
    webp.extend([19, 0, 0, 9, 0, 0]);
    let jpeg = vec![
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 10, 0, 20, 1, 1, 0x11, 0, 0xFF, 0xD9,
    ];
    vec![
        (ContentType::Png, png(20, 10, 10), Some((20, 10))),
        (ContentType::Jpeg, jpeg, Some((20, 10))),
        (ContentType::Gif, gif, Some((20, 10))),
        (ContentType::Webp, webp, Some((20, 10))),
        (ContentType::Svg, svg(), Some((40, 30))),
        (ContentType::Mp3, b"ID3\x04\0\0".to_vec(), None),
        (ContentType::Wav, b"RIFF\0\0\0\0WAVEfmt ".to_vec(), None),
        (ContentType::Ogg, b"OggS\0\x02OpusHead".to_vec(), None),
        (ContentType::Flac, b"fLaC\0\0".to_vec(), None),
        (ContentType::Mp4Audio, b"\0\0\0\x20ftypM4A \0".to_vec(), None),
        (
            ContentType::WebmAudio,
            b"\x1A\x45\xDF\xA3\x42\x82\x84webm A_OPUS".to_vec(),
            None,
        ),
        (ContentType::Mp4, b"\0\0\0\x20ftypisom\0".to_vec(), None),
        (
            ContentType::Webm,
            b"\x1A\x45\xDF\xA3\x42\x82\x84webm V_VP9".to_vec(),
            None,
        ),
        (ContentType::Pdf, b"%PDF-1.7\n".to_vec(), None),
        (ContentType::Text, "안녕하세요\n".into(), None),
    ]
}
