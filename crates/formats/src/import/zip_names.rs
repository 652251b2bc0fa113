//! Names of files in a zip, as their writers meant them and no further out than they may.

use encoding_rs::EUC_KR;

use super::records::nfc;

/// Names are UTF-8, or CP949 from Korean Windows, or else the CP437 that the zip standard once asked for. The flag
/// that should tell is not trusted: packers set it wrongly both ways.
pub(super) fn decode_name(raw: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    if let Some(text) = EUC_KR.decode_without_bom_handling_and_without_replacement(raw) {
        return text.into_owned();
    }
    raw.iter().map(|byte| cp437(*byte)).collect()
}

fn cp437(byte: u8) -> char {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(place) => HIGH
            .chars()
            .nth(usize::from(place))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// A path that stays where it is put: no drive, no root, no way up, no control characters.
pub(super) fn clean_name(name: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in name.split(['/', '\\']) {
        let part: String = part.chars().filter(|c| !c.is_control()).collect();
        match part.as_str() {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            drive if parts.is_empty() && drive.len() == 2 && drive.ends_with(':') => {}
            _ => parts.push(nfc(part)),
        }
    }
    parts.join("/")
}

/// What operating systems put into a zip unasked, and hidden files.
pub(super) fn is_clutter(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.is_empty()
        || name
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
        || ["Thumbs.db", "desktop.ini", "Icon"]
            .iter()
            .any(|clutter| base.eq_ignore_ascii_case(clutter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        let cases = [
            ("a/b.png", "a/b.png"),
            ("../../etc/passwd.png", "etc/passwd.png"),
            ("a/../../b.png", "b.png"),
            ("/abs/b.png", "abs/b.png"),
            ("C:\\photos\\b.png", "photos/b.png"),
            ("a//./b\0\n.png", "a/b.png"),
            ("\u{1100}\u{1161}.png", "\u{AC00}.png"),
        ];
        for (given, expected) in cases {
            assert_eq!(clean_name(given), expected, "{given:?}");
        }
    }

    #[test]
    fn names_are_decoded_as_their_writers_meant() {
        assert_eq!(decode_name("사진.png".as_bytes()), "사진.png");
        let (cp949, _, _) = EUC_KR.encode("사진.png");
        assert_eq!(decode_name(&cp949), "사진.png");
        assert_eq!(decode_name(b"caf\x82.png"), "café.png");
        assert_eq!(
            (0x80..=0xFF)
                .filter(|byte| cp437(*byte) == char::REPLACEMENT_CHARACTER)
                .count(),
            0
        );
    }

    #[test]
    fn clutter_is_known() {
        for name in [
            "__MACOSX/a.png",
            "a/.DS_Store",
            ".hidden/a.png",
            "a/Thumbs.db",
            "",
        ] {
            assert!(is_clutter(name), "{name}");
        }
        assert!(!is_clutter("a/b.c.png"));
    }
}
