//! JSONL and Label Studio JSON.

use pumasi_formats::{ImportFormat, ImportOptions, Prediction};
use serde_json::{Value, json};

use crate::{good, problems, read, read_with, texts};

const JSONL: ImportFormat = ImportFormat::Jsonl;
const ARRAY: ImportFormat = ImportFormat::LabelStudioJson;

fn choice(label: &str) -> Value {
    json!({"id": "r1", "from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": [label]}})
}

#[test]
fn whole_and_bare_tasks() {
    let task = json!({
        "id": 12,
        "data": {"text": "a", "id": 5},
        "predictions": [{"model_version": "v1", "score": 0.5, "result": [choice("x")]}, 17],
        "annotations": [
            {"result": [choice("cancelled")], "was_cancelled": true},
            {"result": [choice("worker")], "ground_truth": false},
            {"result": [choice("gold")]},
        ],
        "total_annotations": 3,
        "surprise": 1,
    });
    for (format, file) in [
        (JSONL, task.to_string()),
        (ARRAY, format!("[{task}]")),
        (ARRAY, format!("{task:#}")),
    ] {
        let row = good(read(format, file.as_bytes())).remove(0);
        assert_eq!(row.external_id.as_deref(), Some("12"));
        assert_eq!(Value::from(row.data), json!({"text": "a", "id": 5}));
        let expected = Prediction {
            model_version: Some("v1".to_owned()),
            score: Some(0.5),
            result: vec![choice("x")],
        };
        assert_eq!(row.predictions, [expected]);
        assert_eq!(row.gold, Some(vec![choice("gold")]));
        assert_eq!(row.ignored_fields, ["surprise"]);
    }
    let row = good(read(
        JSONL,
        br#"{"external_id": " e1 ", "data": "a word", "n": 1.5}"#,
    ))
    .remove(0);
    assert_eq!(row.external_id.as_deref(), Some("e1"));
    assert_eq!(Value::from(row.data), json!({"data": "a word", "n": 1.5}));
}

#[test]
fn elements_are_counted_and_lines_named() {
    let file = "[\n  {\"text\": \"a\"},\n  3,\n  {\"text\": \"b\"}\n]\n";
    let rows = read(ARRAY, file.as_bytes());
    assert_eq!(texts(&rows), ["a", "b"]);
    let bad = rows[1].as_ref().expect_err("no object");
    assert_eq!(
        (bad.line, bad.element, bad.code, bad.fatal),
        (3, Some(1), "not_an_object", false)
    );
    let last = rows[2].as_ref().expect("a row");
    assert_eq!((last.line, last.element), (4, Some(2)));
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let file = "{\"text\": \"a\"}\n{\"text\": \n\n[1]\n\"x\"\n{}\n{\"data\": {}}\n{\"text\": \"가\", b}\n{\"text\": \"b\"}";
    let rows = read(JSONL, file.as_bytes());
    assert_eq!(texts(&rows), ["a", "b"]);
    let expected = [
        (2, "invalid_json"),
        (4, "not_an_object"),
        (5, "not_an_object"),
        (6, "no_data"),
        (7, "no_data"),
        (8, "invalid_json"),
    ];
    assert_eq!(problems(&rows), expected);
    let column = rows[6].as_ref().err().and_then(|problem| problem.column);
    assert_eq!(column, Some(15), "columns are characters");
}

#[test]
fn broken_syntax_in_an_array_is_fatal_and_placed() {
    let cases = [
        ("", "empty_file", 1, 1),
        ("3", "invalid_json", 1, 1),
        ("[{\"text\": \"a\"} {\"text\": \"b\"}]", "invalid_json", 1, 16),
        ("[{\"text\": \"a\"},\n {\"가\" 1}]", "invalid_json", 2, 7),
        ("[{\"text\": \"a\"},\n {\"text\":\n  oops}]", "invalid_json", 3, 3),
        ("[{\"text\": \"a\"},]", "invalid_json", 1, 16),
        ("[{\"text\": \"a\"}", "unexpected_end", 1, 15),
        ("[{\"text\": \"a", "unexpected_end", 1, 13),
        ("[{\"text\": \"a\"}] x", "trailing_data", 1, 17),
        ("{\"text\": \"a\"}\n{\"text\": \"b\"}", "trailing_data", 2, 1),
    ];
    for (file, code, line, column) in cases {
        let rows = read(ARRAY, file.as_bytes());
        let last = rows.last().and_then(|row| row.as_ref().err()).expect("a problem");
        assert_eq!(
            (last.code, last.line, last.column, last.fatal),
            (code, line, Some(column), true),
            "{file}"
        );
    }
}

#[test]
fn what_json_can_write_and_we_cannot_hold_spoils_one_task() {
    let deep = format!("{{\"text\": {}1{}}}", "[".repeat(500), "]".repeat(500));
    let less_deep = format!("{{\"text\": {}1{}}}", "[".repeat(100), "]".repeat(100));
    let bad: [(&str, &str); 8] = [
        (r#"{"text": 1e999}"#, "invalid_json"),
        (r#"{"text": "\ud83d"}"#, "invalid_json"),
        (r#"{"text": "\ud83dx"}"#, "invalid_json"),
        (r#"{"text": "a\u0000b"}"#, "nul_character"),
        (&deep, "nested_too_deeply"),
        (&less_deep, "nested_too_deeply"),
        (r#"{"data": {"text": "a"}, "predictions": {}}"#, "bad_predictions"),
        (
            r#"{"data": {"text": "a"}, "annotations": [{"result": [1]}]}"#,
            "bad_gold",
        ),
    ];
    for (task, code) in bad {
        let rows = read(ARRAY, format!("[{task}, {{\"text\": \"b\"}}]").as_bytes());
        assert_eq!(
            (problems(&rows), texts(&rows)),
            (vec![(1, code)], vec!["b"]),
            "{task:.60}"
        );
        let rows = read(JSONL, format!("{task}\n{{\"text\": \"b\"}}\n").as_bytes());
        assert_eq!(
            (problems(&rows), texts(&rows)),
            (vec![(1, code)], vec!["b"]),
            "{task:.60}"
        );
    }
}

#[test]
fn a_task_too_large_is_passed_over() {
    let options = ImportOptions {
        max_row_bytes: 100,
        ..ImportOptions::default()
    };
    let large = json!({"text": "]}\\\"[{".repeat(100)});
    let rows = read_with(
        ARRAY,
        format!("[{large},\n{{\"text\": \"b\"}}]").as_bytes(),
        &options,
    );
    assert_eq!(
        (problems(&rows), texts(&rows)),
        (vec![(1, "row_too_large")], vec!["b"])
    );
    let rows = read_with(
        JSONL,
        format!("{large}\n{{\"text\": \"b\"}}").as_bytes(),
        &options,
    );
    assert_eq!(
        (problems(&rows), texts(&rows)),
        (vec![(1, "row_too_large")], vec!["b"])
    );
}

#[test]
fn problems_name_their_field() {
    let field = |task: Value| {
        let rows = read(JSONL, task.to_string().as_bytes());
        rows[0]
            .as_ref()
            .err()
            .and_then(|problem| problem.field.clone())
            .unwrap_or_default()
    };
    assert_eq!(field(json!({"data": {"a": {"b": ["\0"]}}})), "data.a.b");
    assert_eq!(
        field(json!({"data": {"a": 1}, "predictions": [{"result": 1}]})),
        "predictions[0].result"
    );
    assert_eq!(
        field(json!({"data": {"a": 1}, "annotations": ["x"]})),
        "annotations[0]"
    );
    assert_eq!(field(json!({"id": [], "a": 1})), "id");
    assert_eq!(field(json!({"id": "x".repeat(256), "a": 1})), "id");
}

#[test]
fn the_gold_column_of_json_is_a_plain_value() {
    let options = ImportOptions {
        gold_column: Some("answer".to_owned()),
        ..ImportOptions::default()
    };
    let file = "{\"text\":\"a\",\"answer\":\"yes\"}\n{\"data\":{\"text\":\"b\",\"answer\":3}}\n{\"text\":\"c\",\"answer\":[]}\n";
    let rows = read_with(JSONL, file.as_bytes(), &options);
    let values: Vec<_> = rows.iter().flatten().map(|row| row.gold_value.clone()).collect();
    assert_eq!(values, [Some("yes".to_owned()), Some("3".to_owned())]);
    assert_eq!(problems(&rows), [(3, "bad_gold_value")]);
}
