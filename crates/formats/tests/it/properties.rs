//! What holds for every file.

use proptest::collection::vec;
use proptest::prelude::*;
use pumasi_formats::{
    ExportFormat, ExportResult, ExportTask, ImportFormat, ImportOptions, Prediction, ZipEntries, ZipLimits,
    detect, read_rows, row_key,
};
use serde_json::{Map, Value, json};
use std::io::Read;
use unicode_normalization::UnicodeNormalization;

use crate::chunks::Chunks;
use crate::export::export;
use crate::{good, read, read_with};

/// Files that are nearly right: pieces of every format, shuffled.
fn almost_a_file() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"{\"text\": \"".to_vec()),
        Just(b"\"}".to_vec()),
        Just(b"[".to_vec()),
        Just(b"]".to_vec()),
        Just(b",".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\\".to_vec()),
        Just(b"text,id\n".to_vec()),
        Just(b"{\"data\":{\"text\":\"a\"},\"annotations\":[{\"result\":[]}]}".to_vec()),
        Just("한글".as_bytes().to_vec()),
        Just(vec![0xC7, 0xD1, 0xB1, 0xDB]),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\xFF\xFE".to_vec()),
        Just(b"1e9".to_vec()),
        vec(any::<u8>(), 0..8),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    // Anything but NUL, which is refused; composed, as everything is after reading.
    any::<String>().prop_map(|text| text.replace('\0', " ").nfc().collect())
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9f64).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text(), inner), 0..4).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn data() -> impl Strategy<Value = Map<String, Value>> {
    vec((text(), json_value()), 1..5).prop_map(|entries| entries.into_iter().collect())
}

fn regions() -> impl Strategy<Value = Vec<Value>> {
    let region = json_value().prop_map(|value| json!({"id": "r", "from_name": "c", "value": value}));
    vec(region, 0..3)
}

prop_compose! {
    fn task()(
        external_id in proptest::option::of("[a-z0-9가-힣]{1,20}"),
        data in data(),
        gold in proptest::option::of(regions()),
        result in proptest::option::of(regions()),
        predicted in proptest::option::of(regions()),
    ) -> ExportTask {
        ExportTask {
            task_id: "t".to_owned(),
            external_id,
            data,
            gold,
            result: result.map(|regions| ExportResult { regions, ..ExportResult::default() }),
            predictions: predicted.map(|result| Prediction { model_version: Some("v".to_owned()), score: Some(0.5), result }).into_iter().collect(),
            ..ExportTask::default()
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_readers(bytes in prop_oneof![vec(any::<u8>(), 0..300), almost_a_file()], small: bool) {
        let max_row_bytes = if small { 16 } else { 1024 };
        let options = ImportOptions { max_row_bytes, max_nesting: 8, json_cells: true, ..ImportOptions::default() };
        for format in ImportFormat::ALL {
            for row in read_with(format, &bytes, &options).iter().flatten() {
                row_key(row);
            }
        }
        let _ = detect("upload", &bytes);
        if let Ok(mut entries) = ZipEntries::open(std::io::Cursor::new(&bytes), ZipLimits::default()) {
            while let Some(entry) = entries.next_entry() {
                if let Ok(mut entry) = entry {
                    let _ = entry.read_to_end(&mut Vec::new());
                }
            }
        }
    }

    #[test]
    fn how_the_bytes_arrive_changes_nothing(bytes in almost_a_file(), sizes in vec(1usize..9, 1..6), small: bool) {
        let max_row_bytes = if small { 24 } else { 1024 };
        let options = ImportOptions { max_row_bytes, ..ImportOptions::default() };
        for format in ImportFormat::ALL {
            let whole = read_with(format, &bytes, &options);
            let pieces: Vec<_> = read_rows(format, Chunks::new(&bytes, &sizes), &options).collect();
            prop_assert_eq!(whole, pieces, "{}", format);
        }
    }

    #[test]
    fn jsonl_comes_back_as_it_left(tasks in vec(task(), 0..4)) {
        let rows = good(read(ImportFormat::Jsonl, &export(ExportFormat::Jsonl, &tasks)));
        prop_assert_eq!(rows.len(), tasks.len());
        for (row, task) in rows.iter().zip(&tasks) {
            prop_assert_eq!(&row.external_id, &task.external_id);
            prop_assert_eq!(&row.data, &task.data);
            prop_assert_eq!(&row.predictions, &task.predictions);
            prop_assert_eq!(&row.gold, &task.gold);
        }
    }

    #[test]
    fn label_studio_json_comes_back_as_it_left(tasks in vec(task(), 0..4)) {
        let rows = good(read(ImportFormat::LabelStudioJson, &export(ExportFormat::LabelStudioJson, &tasks)));
        prop_assert_eq!(rows.len(), tasks.len());
        for (row, task) in rows.iter().zip(&tasks) {
            prop_assert_eq!(&row.external_id, &task.external_id);
            prop_assert_eq!(&row.data, &task.data);
            prop_assert_eq!(&row.predictions, &task.predictions);
            let known = task.gold.clone().or_else(|| task.result.as_ref().map(|result| result.regions.clone()));
            prop_assert_eq!(&row.gold, &known);
        }
    }

    #[test]
    fn csv_cells_survive_quoting(cells in vec(("[a-z]{1,5}", "[ -~\n가-힣]{0,20}"), 1..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "text"]).expect("written");
        for (id, text) in &cells {
            writer.write_record([id, text]).expect("written");
        }
        let rows = good(read(ImportFormat::Csv, &writer.into_inner().expect("flushed")));
        let found: Vec<_> = rows.iter().map(|row| (row.external_id.clone().unwrap_or_default(), row.data["text"].clone())).collect();
        let expected: Vec<_> = cells.iter().map(|(id, text)| (id.clone(), Value::from(text.as_str()))).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_key_does_not_depend_on_the_order_of_fields(data in data()) {
        let there = Value::Object(data.clone()).to_string();
        let back = Value::Object(data.into_iter().rev().collect()).to_string();
        let wrap = |data: String| format!("{{\"data\":{data}}}");
        let key = |file: String| row_key(&good(read(ImportFormat::Jsonl, file.as_bytes()))[0]);
        prop_assert_eq!(key(wrap(there)), key(wrap(back)));
    }
}
