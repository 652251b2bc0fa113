//! CSV, TSV and plain text.

use std::io::BufReader;

use encoding_rs::EUC_KR;
use pumasi_formats::{ImportFormat, ImportOptions, read_rows};
use serde_json::json;

use crate::chunks::Failing;
use crate::{good, problems, read, read_with, texts};

const CSV: ImportFormat = ImportFormat::Csv;

#[test]
fn the_header_names_the_fields() {
    let rows = good(read(
        CSV,
        "id,text,note\n7,\"안녕, \"\"세상\"\"\",a\n8,\"두\n줄\",\n".as_bytes(),
    ));
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].external_id.as_deref(), Some("7"));
    assert_eq!(
        serde_json::Value::from(rows[0].data.clone()),
        json!({"text": "안녕, \"세상\"", "note": "a"})
    );
    assert_eq!((rows[0].line, rows[1].line), (2, 3));
    assert_eq!(rows[1].data["text"], "두\n줄");
}

#[test]
fn external_id_goes_before_id() {
    let rows = good(read(CSV, b"id,external_id,text\n1,a,x\n2,,y\n"));
    assert_eq!(rows[0].external_id.as_deref(), Some("a"));
    assert_eq!(rows[0].data["id"], "1");
    assert_eq!(rows[1].external_id, None);
}

#[test]
fn every_line_end_and_encoding_of_spreadsheets_is_read() {
    let text = "text,n\n가나다,1\n똠방각하,2\n";
    let (cp949, _, lost) = EUC_KR.encode(text);
    assert!(!lost);
    let utf16 = |big: bool| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let files: [Vec<u8>; 8] = [
        text.into(),
        format!("\u{feff}{text}").into(),
        cp949.into_owned(),
        utf16(false),
        utf16(true),
        text.replace('\n', "\r\n").into(),
        text.replace('\n', "\r").into(),
        text.trim_end().into(),
    ];
    for file in files {
        let rows = read(CSV, &file);
        assert_eq!(texts(&rows), ["가나다", "똠방각하"], "{file:?}");
        assert_eq!(good(rows)[1].line, 3);
    }
}

#[test]
fn late_korean_is_still_recognised() {
    let (korean, _, _) = EUC_KR.encode("한글");
    let mut file = b"text\n".to_vec();
    (0..50_000).for_each(|_| file.extend(b"plain words\n"));
    file.extend(&korean[..]);
    let rows = read(CSV, &file);
    assert_eq!(texts(&rows).last(), Some(&"한글"));
}

#[test]
fn one_broken_byte_spoils_one_row_only() {
    let mut file = "text\n가나다라마바사\n".as_bytes().to_vec();
    file.extend(b"bad \xFF byte\n");
    file.extend("아자차카타파하\n".as_bytes());
    let rows = read(CSV, &file);
    assert_eq!(texts(&rows), ["가나다라마바사", "아자차카타파하"]);
    assert_eq!(problems(&rows), [(3, "invalid_encoding")]);
}

#[test]
fn bad_rows_are_named_and_passed_over() {
    let file = "id,text\n1,a\n2\n3,b,c\n4,\"\n5,d\n\n,\n6,e\n";
    let rows = read(CSV, file.as_bytes());
    // The quote on line 5 is never closed.
    assert_eq!(texts(&rows), ["a", "d", "e"]);
    assert_eq!(
        problems(&rows),
        [(3, "column_count"), (4, "column_count"), (5, "unclosed_quote")]
    );
    let long = format!("text\n{}\nshort\n", "x".repeat(50));
    let options = ImportOptions {
        max_row_bytes: 40,
        ..ImportOptions::default()
    };
    let rows = read_with(CSV, long.as_bytes(), &options);
    assert_eq!(texts(&rows), ["short"]);
    assert_eq!(problems(&rows), [(2, "row_too_large")]);
}

#[test]
fn an_open_quote_swallows_no_more_than_a_row_may_hold() {
    let many: String = (0..100).map(|n| format!("row {n}\n")).collect();
    let options = ImportOptions {
        max_row_bytes: 64,
        ..ImportOptions::default()
    };
    let file = format!("text\n\"open\n{many}");
    let rows = read_with(CSV, file.as_bytes(), &options);
    assert_eq!(problems(&rows), [(2, "unclosed_quote")]);
    assert_eq!(texts(&rows).len(), 100);
    let file = format!("text\n\"open\nfirst\n{}\nlast\n", "y".repeat(100));
    let rows = read_with(CSV, file.as_bytes(), &options);
    assert_eq!(problems(&rows), [(2, "unclosed_quote")]);
    assert_eq!(texts(&rows), ["first", "last"]);
    assert_eq!(
        rows.iter().flatten().map(|row| row.line).collect::<Vec<_>>(),
        [3, 5]
    );
}

#[test]
fn an_unusable_header_ends_it() {
    for (file, code) in [
        ("a,a\n1,2\n", "duplicate_column"),
        (",\n1,2\n", "no_header"),
        ("\"a\n1,2\n", "unclosed_quote"),
    ] {
        let rows = read(CSV, file.as_bytes());
        assert_eq!(problems(&rows), [(1, code)]);
        assert!(rows[0].as_ref().is_err_and(|problem| problem.fatal));
    }
    assert!(read(CSV, b"").is_empty());
    assert!(read(CSV, b"a,b\n").is_empty());
}

#[test]
fn nothing_is_dropped_unseen() {
    let rows = read(CSV, b"text,,\na,,\nb,c,\nd\0,,\n");
    assert_eq!(texts(&rows), ["a"]);
    assert_eq!(problems(&rows), [(3, "unnamed_column"), (4, "nul_character")]);
    let field = rows[1].as_ref().err().and_then(|problem| problem.field.clone());
    assert_eq!(field.as_deref(), Some("column 2"));
}

#[test]
fn the_gold_column_is_taken_out() {
    let options = ImportOptions {
        gold_column: Some("정답".to_owned()),
        ..ImportOptions::default()
    };
    let rows = good(read_with(CSV, "text,정답\na, 긍정 \nb,\n".as_bytes(), &options));
    assert_eq!(rows[0].gold_value.as_deref(), Some("긍정"));
    assert_eq!(rows[1].gold_value, None);
    assert!(rows.iter().all(|row| row.data.len() == 1));
}

#[test]
fn cells_hold_json_only_if_asked() {
    let file = b"text,list\na,\"[1, 2]\"\nb,[not json\n";
    assert_eq!(good(read(CSV, file))[0].data["list"], "[1, 2]");
    let options = ImportOptions {
        json_cells: true,
        ..ImportOptions::default()
    };
    let rows = good(read_with(CSV, file, &options));
    assert_eq!(rows[0].data["list"], json!([1, 2]));
    assert_eq!(rows[1].data["list"], "[not json");
}

#[test]
fn tabs_and_plain_lines() {
    let rows = good(read(ImportFormat::Tsv, b"id\ttext\n1\ta, b\n"));
    assert_eq!(rows[0].data["text"], "a, b");
    let rows = read(ImportFormat::Text, "하나\r\n\r\n\"둘\", 셋\n  넷".as_bytes());
    assert_eq!(texts(&rows), ["하나", "\"둘\", 셋", "  넷"]);
    assert_eq!(
        rows.iter().flatten().map(|row| row.line).collect::<Vec<_>>(),
        [1, 3, 4]
    );
}

#[test]
fn decomposed_hangul_is_composed() {
    let rows = good(read(CSV, "t\u{1166}xt\n\u{1112}\u{1161}\u{11ab}\n".as_bytes()));
    assert_eq!(rows[0].data.values().next(), Some(&json!("한")));
}

#[test]
fn a_dead_line_is_told_from_the_end() {
    for format in ImportFormat::ALL {
        let bytes: &[u8] = match format {
            ImportFormat::LabelStudioJson => b"[{\"text\": 1},",
            ImportFormat::Jsonl => b"{\"text\": 1}\n",
            _ => b"text\na\n",
        };
        let rows: Vec<_> =
            read_rows(format, BufReader::new(Failing(bytes)), &ImportOptions::default()).collect();
        let last = rows
            .last()
            .and_then(|row| row.as_ref().err())
            .expect("a problem at the end");
        assert_eq!((last.code, last.fatal), ("read_failed", true), "{format}");
        assert!(rows.len() >= 2, "what came before is given");
    }
}
