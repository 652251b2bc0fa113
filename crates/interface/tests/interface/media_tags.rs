//! Tags of what is heard and watched.

use crate::support::{codes, config, data, fault, region};
use proptest::prelude::*;
use pumasi_interface::{DataKind, LabelConfig, Region};
use serde_json::{Map, Value, json};

fn video() -> LabelConfig {
    config(
        "<View><Video name='video' value='$video' frameRate='25'/>\
         <TimelineLabels name='line' toName='video'><Label value='Jump' maxUsages='2'/><Label value='Run'/></TimelineLabels>\
         <VideoRectangle name='box' toName='video'/></View>",
    )
}

fn series() -> LabelConfig {
    config(
        "<View><TimeSeries name='ts' value='$ts' valueType='json' timeColumn='time'><Channel column='x' legend='X' strokeColor='#1f77b4'/>\
         <MultiChannel><Channel column='y'/></MultiChannel></TimeSeries>\
         <TimeSeriesLabels name='label' toName='ts'><Label value='Run'/><Label value='Walk'/></TimeSeriesLabels></View>",
    )
}

fn found(config: &LabelConfig, regions: &[Region]) -> Vec<(&'static str, String)> {
    let problems = config.validate_answer(&Map::new(), regions);
    problems.into_iter().map(|p| (p.code, p.pointer)).collect()
}

fn stretch(id: &str, start: u64, end: u64, label: &str) -> Region {
    let value = json!({"ranges": [{"start": start, "end": end}], "timelinelabels": [label]});
    region(id, "line", "video", "timelinelabels", value)
}

fn moving(sequence: Value) -> Region {
    region(
        "b",
        "box",
        "video",
        "videorectangle",
        json!({"framesCount": 100, "duration": 4.0, "sequence": sequence, "labels": ["Car"]}),
    )
}

#[test]
fn objects_need_the_address_of_a_file() {
    for (tag, kind) in [
        ("Audio", DataKind::Audio),
        ("AudioPlus", DataKind::Audio),
        ("Video", DataKind::Video),
        ("Pdf", DataKind::Document),
    ] {
        let config = config(&format!(
            "<View><{tag} name='m' value='$file' height='80'/><TextArea name='t' toName='m'/></View>"
        ));
        assert_eq!(config.data_fields()[0].kind, kind, "{tag}");
        assert!(
            config
                .validate_data(&data(json!({"file": "https://example.com/a"})))
                .is_empty()
        );
        let bad = config.validate_data(&data(json!({"file": "javascript:alert(1)"})));
        assert_eq!(bad[0].code, "unsafe_url", "{tag}");
        assert_eq!(
            codes(&format!("<View><{tag} name='m' value='javascript:x'/></View>")),
            ["invalid_attribute"],
            "{tag}"
        );
    }
}

#[test]
fn a_series_has_channels_and_columns() {
    assert_eq!(
        codes("<View><TimeSeries name='t' value='$t'/></View>"),
        ["no_channels"]
    );
    assert_eq!(codes("<View><Channel column='x'/></View>"), ["wrong_parent"]);
    let config = series();
    assert!(
        config
            .validate_data(&data(json!({"ts": {"time": [1, 2], "x": [0.5, 1], "y": [1, 2]}})))
            .is_empty()
    );
    assert!(
        config
            .validate_data(&data(json!({"ts": "https://example.com/a.csv"})))
            .is_empty()
    );
    assert_eq!(
        config.validate_data(&data(json!({"ts": [1, 2]})))[0].code,
        "wrong_kind"
    );
}

#[test]
fn stretches_of_a_video() {
    let config = video();
    assert!(
        found(
            &config,
            &[stretch("a", 1, 25, "Jump"), stretch("b", 30, 30, "Jump")]
        )
        .is_empty()
    );
    assert_eq!(
        found(&config, &[stretch("a", 0, 25, "Jump")]),
        fault("empty_range", "/0/value/ranges/0")
    );
    assert_eq!(
        found(&config, &[stretch("a", 9, 8, "Jump")]),
        fault("empty_range", "/0/value/ranges/0")
    );
    assert_eq!(
        found(&config, &[stretch("a", 1, 8, "Fly")]),
        fault("unknown_option", "/0/value/timelinelabels/0")
    );
    let thrice = [
        stretch("a", 1, 2, "Jump"),
        stretch("b", 3, 4, "Jump"),
        stretch("c", 5, 6, "Jump"),
    ];
    assert_eq!(
        found(&config, &thrice),
        fault("label_used_too_often", "/2/value/timelinelabels")
    );
    let shape = region(
        "a",
        "line",
        "video",
        "timelinelabels",
        json!({"timelinelabels": ["Run"]}),
    );
    assert_eq!(found(&config, &[shape]), fault("wrong_shape", "/0/value/ranges"));
    let half = config.similarity(&[stretch("a", 1, 10, "Run")], &[stretch("b", 1, 20, "Run")]);
    assert!((half - 0.5).abs() < 1e-9, "{half}");
}

#[test]
fn boxes_that_move() {
    let config = video();
    let key = |frame: u64, x: f64| json!({"frame": frame, "enabled": true, "x": x, "y": 0, "width": 10, "height": 10, "rotation": 0});
    let answer = [moving(json!([key(1, 0.0), key(11, 50.0)]))];
    assert!(found(&config, &answer).is_empty());
    assert_eq!(
        found(&config, &[moving(json!([key(5, 0.0), key(5, 1.0)]))]),
        fault("frames_out_of_order", "/0/value/sequence/1")
    );
    assert_eq!(
        found(&config, &[moving(json!([{"frame": 1}]))]),
        fault("wrong_shape", "/0/value/sequence/0")
    );
    assert_eq!(
        found(&config, &[moving(json!([]))]),
        fault("wrong_shape", "/0/value/sequence")
    );
    // The same movement, with a key frame more in the middle, overlaps everywhere.
    let same = [moving(json!([key(1, 0.0), key(6, 25.0), key(11, 50.0)]))];
    assert!((config.similarity(&answer, &same) - 1.0).abs() < 1e-9);
    let elsewhere = [moving(json!([key(1, 80.0), key(11, 80.0)]))];
    assert!(config.similarity(&answer, &elsewhere) < 0.1);
}

#[test]
fn stretches_of_a_series() {
    let config = series();
    let answer = |start: Value, end: Value| {
        let value = json!({"start": start, "end": end, "instant": false, "timeserieslabels": ["Run"]});
        [region("a", "label", "ts", "timeserieslabels", value)]
    };
    assert!(found(&config, &answer(json!(1.5), json!(2))).is_empty());
    assert!(found(&config, &answer(json!("2026-01-01"), json!("2026-01-02"))).is_empty());
    assert_eq!(
        found(&config, &answer(json!(2), json!(1))),
        fault("empty_range", "/0/value/end")
    );
    assert_eq!(
        found(&config, &answer(json!(null), json!(1))),
        fault("wrong_shape", "/0/value/start")
    );
    let third = config.similarity(&answer(json!(0), json!(2)), &answer(json!(1), json!(3)));
    assert!((third - 1.0 / 3.0).abs() < 1e-9, "{third}");
}

proptest! {
    #[test]
    fn valid_answers_pass_unchanged(ranges in proptest::collection::vec((1..500_u64, 0..100_u64), 0..6), places in proptest::collection::vec((0.0..90.0_f64, 0.0..90.0_f64), 1..6)) {
        let config = video();
        let mut regions: Vec<Region> = ranges
            .iter()
            .enumerate()
            .map(|(i, (start, length))| stretch(&format!("r{i}"), *start, start + length, "Run"))
            .collect();
        let keys: Vec<Value> = places
            .iter()
            .enumerate()
            .map(|(i, (x, y))| json!({"frame": i * 7 + 1, "enabled": i % 2 == 0, "x": x, "y": y, "width": 9.5, "height": 10, "rotation": 0, "time": i}))
            .collect();
        regions.push(moving(json!(keys)));
        prop_assert_eq!(config.validate_answer(&Map::new(), &regions), vec![]);
        prop_assert_eq!(&config.normalize_answer(&regions), &regions);
        let back: Vec<Region> = serde_json::from_str(&serde_json::to_string(&regions).unwrap()).unwrap();
        prop_assert_eq!(&back, &regions);
        prop_assert!((config.similarity(&back, &regions) - 1.0).abs() < 1e-9);
    }
}

#[test]
fn a_box_that_carries_its_label_needs_none_beside_it() {
    let config = config(
        "<View><Video name='video' value='$video'/><VideoRectangle name='box' toName='video'/>\
         <Labels name='things' toName='video' required='true'><Label value='Car'/></Labels></View>",
    );
    let place = json!([{"frame": 1, "enabled": true, "x": 1, "y": 1, "width": 5, "height": 5}]);
    assert_eq!(found(&config, &[moving(place.clone())]), []);
    let unlabelled = region("b", "box", "video", "videorectangle", json!({"sequence": place}));
    assert_eq!(found(&config, &[unlabelled]), [("required", "/0".to_owned())]);
}
