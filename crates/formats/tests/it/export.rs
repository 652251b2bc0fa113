//! What leaves.

use std::io::{self, Write};

use pumasi_formats::{
    ExportAnswer, ExportContext, ExportError, ExportFormat, ExportResult, ExportTask, ExportVerdict,
    Exporter, ImportFormat, Prediction,
};
use serde_json::{Map, Value, json};

use crate::{good, read};

pub fn context() -> ExportContext {
    ExportContext {
        project_id: "p1".to_owned(),
        project_name: "감성 분류".to_owned(),
        data_fields: vec!["text".to_owned(), "meta".to_owned()],
        controls: vec!["label".to_owned(), "box".to_owned()],
        byte_order_mark: false,
    }
}

pub fn export(format: ExportFormat, tasks: &[ExportTask]) -> Vec<u8> {
    let mut exporter = Exporter::new(format, Vec::new(), context()).expect("starts");
    tasks
        .iter()
        .for_each(|task| exporter.write(task).expect("written"));
    exporter.finish().expect("finished")
}

fn choice(label: &str) -> Value {
    json!({"id": "c", "from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}})
}

fn answer(id: &str, worker: &str, label: &str, state: &str) -> ExportAnswer {
    ExportAnswer {
        answer_id: id.to_owned(),
        worker: worker.to_owned(),
        kind: "regions".to_owned(),
        regions: vec![choice(label)],
        state: state.to_owned(),
        round: 0,
        issued_at: Some("2026-01-01T00:00:00Z".to_owned()),
        submitted_at: Some("2026-01-01T00:00:09Z".to_owned()),
        active_ms: Some(8500),
        ..ExportAnswer::default()
    }
}

fn task() -> ExportTask {
    let mut returned = answer("a1", "별빛", "부정", "returned");
    returned.verdicts.push(ExportVerdict {
        verdict: "return".to_owned(),
        inspector: "산들".to_owned(),
        reason: Some("wrong_label".to_owned()),
        clause: Some("3.1".to_owned()),
        ..ExportVerdict::default()
    });
    let mut unusable = answer("a4", "나무", "긍정", "accepted");
    unusable.kind = "unusable".to_owned();
    unusable.regions.clear();
    ExportTask {
        task_id: "t1".to_owned(),
        external_id: Some("e1".to_owned()),
        position: 5,
        data: Map::from_iter([
            ("text".to_owned(), json!("=좋아요")),
            ("meta".to_owned(), json!({"n": 1})),
        ]),
        state: "done".to_owned(),
        result: Some(ExportResult {
            regions: vec![choice("긍정")],
            source: "inspected".to_owned(),
            confidence: Some(0.975),
            decided_at: Some("2026-01-02T00:00:00Z".to_owned()),
        }),
        answers: vec![
            returned,
            answer("a2", "별빛", "긍정", "accepted"),
            answer("a3", "구름", "부정", "accepted"),
            unusable,
        ],
        predictions: vec![Prediction {
            model_version: Some("v1".to_owned()),
            score: None,
            result: vec![choice("중립")],
        }],
        guide_version: Some(2),
        ..ExportTask::default()
    }
}

#[test]
fn csv_is_one_flat_row() {
    let empty = ExportTask {
        task_id: "t2".to_owned(),
        state: "queued".to_owned(),
        ..ExportTask::default()
    };
    let file = String::from_utf8(export(ExportFormat::Csv, &[task(), empty])).expect("UTF-8");
    let expected = "task_id,external_id,position,state,data.text,data.meta,result.label,result.box,result_source,\
                    confidence,agreement,answers_count,guide_version,decided_at\n\
                    t1,e1,5,done,'=좋아요,\"{\"\"n\"\":1}\",긍정,,inspected,0.975,0.5,2,2,2026-01-02T00:00:00Z\n\
                    t2,,0,queued,,,,,,,,0,,\n";
    assert_eq!(file, expected);
}

#[test]
fn excel_gets_its_mark_and_readers_of_ours_do_not_mind() {
    let marked = ExportContext {
        byte_order_mark: true,
        ..context()
    };
    let mut exporter = Exporter::new(ExportFormat::Csv, Vec::new(), marked).expect("starts");
    exporter.write(&task()).expect("written");
    let file = exporter.finish().expect("finished");
    assert!(file.starts_with("\u{feff}task_id,".as_bytes()));
    assert_eq!(
        good(read(ImportFormat::Csv, &file))[0].external_id.as_deref(),
        Some("e1")
    );
}

#[test]
fn jsonl_holds_everything() {
    let file = export(ExportFormat::Jsonl, &[task(), task()]);
    let lines: Vec<ExportTask> = file
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("a task"))
        .collect();
    assert_eq!(lines, [task(), task()]);
}

#[test]
fn label_studio_sees_each_answer_and_the_result() {
    let file = export(ExportFormat::LabelStudioJson, &[task(), task()]);
    let tasks: Vec<Value> = serde_json::from_slice(&file).expect("an array");
    assert_eq!((&tasks[0]["id"], &tasks[1]["id"]), (&json!(1), &json!(2)));
    let flags = |key: &str| -> Vec<Value> {
        tasks[0]["annotations"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one[key].clone())
            .collect()
    };
    assert_eq!(
        flags("was_cancelled"),
        [json!(true), json!(false), json!(false), json!(true), json!(false)]
    );
    assert_eq!(
        flags("ground_truth"),
        [
            json!(false),
            json!(false),
            json!(false),
            json!(false),
            json!(true)
        ]
    );
    assert_eq!(
        flags("completed_by"),
        [json!(2), json!(2), json!(3), json!(4), json!(1)]
    );
    assert_eq!(flags("id"), [json!(1), json!(2), json!(3), json!(4), json!(5)]);
    assert_eq!(tasks[0]["annotations"][0]["lead_time"], json!(8.5));
    assert_eq!(
        (&tasks[0]["total_annotations"], &tasks[0]["cancelled_annotations"]),
        (&json!(3), &json!(2))
    );
    let meta = &tasks[0]["meta"]["pumasi"];
    assert_eq!(meta["answers"][0]["verdicts"][0]["clause"], "3.1");
    assert_eq!(
        (&meta["task_id"], &meta["answers"][0]["worker"]),
        (&json!("t1"), &json!("별빛"))
    );
    assert_eq!(
        tasks[1]["annotations"][0]["completed_by"], 2,
        "a worker keeps the number"
    );
    assert_eq!(export(ExportFormat::LabelStudioJson, &[]), b"[\n]\n");
}

/// Label Studio's converters sort the annotations that were not cancelled by `created_at`, newest first, and let each
/// overwrite the one before it where there is one file an image.
#[test]
fn label_studio_converters_end_with_the_result() {
    let mut timeless = task();
    timeless
        .answers
        .iter_mut()
        .for_each(|answer| (answer.issued_at, answer.submitted_at) = (None, None));
    let mut undecided = task();
    undecided
        .result
        .iter_mut()
        .for_each(|result| result.decided_at = None);
    let mut not_issued = task();
    not_issued
        .answers
        .iter_mut()
        .for_each(|answer| answer.issued_at = None);
    for task in [task(), timeless, undecided, not_issued] {
        let file = export(ExportFormat::LabelStudioJson, &[task]);
        let tasks: Vec<Value> = serde_json::from_slice(&file).expect("an array");
        let annotations = tasks[0]["annotations"].as_array().expect("a list");
        let mut kept: Vec<&Value> = annotations
            .iter()
            .filter(|one| one["was_cancelled"] == false)
            .collect();
        kept.sort_by(|a, b| {
            b["created_at"]
                .as_str()
                .expect("a time")
                .cmp(a["created_at"].as_str().expect("a time"))
        });
        assert_eq!(kept.last().expect("the result")["ground_truth"], true);
    }
}

#[test]
fn a_known_answer_goes_before_a_result_on_the_way_back() {
    let gold = ExportTask {
        gold: Some(vec![choice("중립")]),
        ..task()
    };
    for (export_as, import_as) in [
        (ExportFormat::Jsonl, ImportFormat::Jsonl),
        (ExportFormat::LabelStudioJson, ImportFormat::LabelStudioJson),
    ] {
        let row = good(read(import_as, &export(export_as, std::slice::from_ref(&gold)))).remove(0);
        assert_eq!(row.gold, gold.gold);
        assert_eq!(row.ignored_fields, [""; 0]);
    }
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("disk full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told() {
    for format in ExportFormat::ALL {
        let ended = Exporter::new(format, Full, context()).and_then(|mut exporter| {
            exporter.write(&task())?;
            exporter.finish().map(drop)
        });
        assert!(matches!(ended, Err(ExportError::Write(_))), "{format}: {ended:?}");
    }
}
