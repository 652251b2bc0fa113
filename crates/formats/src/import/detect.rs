//! Which format an upload is in, by its name and first bytes.

use super::ImportFormat;

/// A file that cannot be imported as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DetectProblem {
    /// A stable name for programs: `spreadsheet`, `compressed`, `binary` or `empty_file`.
    pub code: &'static str,
    /// English for people, with the mend.
    pub message: String,
}

/// Guesses the format from the file's name and its first bytes (a few hundred are plenty).
///
/// The bytes have the last word between the two JSON formats, because both are often called `.json`.
pub fn detect(file_name: &str, first_bytes: &[u8]) -> Result<ImportFormat, DetectProblem> {
    refuse_foreign(first_bytes)?;
    let lower = file_name.to_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let text = Text::of(first_bytes);
    Ok(match extension {
        "csv" => ImportFormat::Csv,
        "tsv" | "tab" => ImportFormat::Tsv,
        "jsonl" | "ndjson" | "json" if text.starts_with('[') => ImportFormat::LabelStudioJson,
        "jsonl" | "ndjson" => ImportFormat::Jsonl,
        "json" if text.is_one_object_a_line() => ImportFormat::Jsonl,
        "json" => ImportFormat::LabelStudioJson,
        "txt" | "text" => ImportFormat::Text,
        _ => text.guess(),
    })
}

fn refuse_foreign(first_bytes: &[u8]) -> Result<(), DetectProblem> {
    let problem = |code, message: &str| {
        Err(DetectProblem {
            code,
            message: message.to_owned(),
        })
    };
    if first_bytes.is_empty() {
        return problem("empty_file", "The file is empty.");
    }
    if first_bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return problem(
            "spreadsheet",
            "This is an Excel workbook. Save it as \"CSV UTF-8\" and send that.",
        );
    }
    if first_bytes.starts_with(b"PK\x03\x04") {
        let message = "This is a zip file or an Excel workbook. Save a workbook as \"CSV UTF-8\"; send images in a \
                       file whose name ends in .zip as media.";
        return problem("spreadsheet", message);
    }
    let packed: [&[u8]; 4] = [
        &[0x1F, 0x8B],
        b"BZh",
        &[0x28, 0xB5, 0x2F, 0xFD],
        &[0xFD, b'7', b'z', b'X', b'Z'],
    ];
    if packed.iter().any(|magic| first_bytes.starts_with(magic)) {
        return problem(
            "compressed",
            "The file is compressed. Unpack it and send what is inside.",
        );
    }
    let utf16 = first_bytes.starts_with(&[0xFF, 0xFE]) || first_bytes.starts_with(&[0xFE, 0xFF]);
    if !utf16 && first_bytes.contains(&0) {
        return problem(
            "binary",
            "This is no text file. Send CSV, TSV, JSON, JSONL or text.",
        );
    }
    Ok(())
}

/// The first bytes as far as they are ASCII, which is all that the guess needs; UTF-16 loses its zero bytes.
struct Text(String);

impl Text {
    fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let ascii = bytes
            .iter()
            .filter(|byte| **byte != 0 && !matches!(**byte, 0xFE | 0xFF));
        Self(ascii.map(|byte| char::from(*byte)).collect())
    }

    fn starts_with(&self, wanted: char) -> bool {
        self.0.trim_start().starts_with(wanted)
    }

    /// An object that ends on its own line and is followed by another.
    fn is_one_object_a_line(&self) -> bool {
        let mut lines = self.0.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        first.starts_with('{') && first.len() > 1 && lines.next().is_none_or(|second| second.starts_with('{'))
    }

    fn guess(&self) -> ImportFormat {
        if self.starts_with('[') {
            return ImportFormat::LabelStudioJson;
        }
        if self.starts_with('{') {
            return if self.is_one_object_a_line() {
                ImportFormat::Jsonl
            } else {
                ImportFormat::LabelStudioJson
            };
        }
        let header = self.0.lines().next().unwrap_or_default();
        if header.contains('\t') {
            ImportFormat::Tsv
        } else if header.contains(',') && self.0.lines().nth(1).is_some_and(|row| row.contains(',')) {
            ImportFormat::Csv
        } else {
            ImportFormat::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bytes_decide() {
        let cases: [(&str, &[u8], ImportFormat); 16] = [
            ("a.csv", b"id,text\n", ImportFormat::Csv),
            ("A.CSV", b"[1]", ImportFormat::Csv),
            ("a.tab", b"id\ttext\n", ImportFormat::Tsv),
            ("a.jsonl", b"{\"text\":1}\n", ImportFormat::Jsonl),
            ("a.ndjson", b" [\n{}]", ImportFormat::LabelStudioJson),
            (
                "a.json",
                b"\xEF\xBB\xBF[{\"data\":{}}]",
                ImportFormat::LabelStudioJson,
            ),
            ("a.json", b"{\"text\":1}\n{\"text\":2}\n", ImportFormat::Jsonl),
            ("a.json", b"{\n  \"data\": {}\n}", ImportFormat::LabelStudioJson),
            ("a.txt", b"{not json", ImportFormat::Text),
            ("upload", b"a,b\n1,2\n", ImportFormat::Csv),
            ("upload", b"a\tb\n1\t2\n", ImportFormat::Tsv),
            ("upload", b"[{}]", ImportFormat::LabelStudioJson),
            ("upload", b"{\"a\":1}\n{\"a\":2}\n", ImportFormat::Jsonl),
            ("upload", "안녕, 세상\n다음 줄".as_bytes(), ImportFormat::Text),
            ("upload", b"\xFF\xFEa\0\t\0b\0", ImportFormat::Tsv),
            ("upload", b"just words", ImportFormat::Text),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(detect(name, bytes), Ok(expected), "{name} {bytes:?}");
        }
    }

    #[test]
    fn files_of_other_kinds_are_named() {
        let code = |bytes: &[u8]| detect("a.csv", bytes).map_err(|problem| problem.code);
        assert_eq!(code(b""), Err("empty_file"));
        assert_eq!(code(b"PK\x03\x04rest"), Err("spreadsheet"));
        assert_eq!(code(&[0xD0, 0xCF, 0x11, 0xE0]), Err("spreadsheet"));
        assert_eq!(code(&[0x1F, 0x8B, 8]), Err("compressed"));
        assert_eq!(code(b"\x89PNG\r\n\0\0"), Err("binary"));
    }
}
