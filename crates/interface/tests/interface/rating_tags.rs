//! Tags by which people rate, count, date, compare, order and classify in a tree.

use crate::support::{codes, config, data, fault, region, warnings, with_objects};
use proptest::prelude::*;
use pumasi_interface::{LabelConfig, Region};
use serde_json::{Map, Value, json};

/// Everything that is wrong with one region of a control about `text`.
pub fn faults_of(tag: &str, kind: &str, value: Value) -> Vec<(&'static str, String)> {
    let config = config(&with_objects(tag));
    found(&config, &Map::new(), &[region("r", "c", "text", kind, value)])
}

pub fn found(
    config: &LabelConfig,
    data: &Map<String, Value>,
    regions: &[Region],
) -> Vec<(&'static str, String)> {
    let problems = config.validate_answer(data, regions);
    problems.into_iter().map(|p| (p.code, p.pointer)).collect()
}

pub fn similarity(tag: &str, kind: &str, a: Value, b: Value) -> f64 {
    let config = config(&with_objects(tag));
    let answer = |value| vec![region("r", "c", "text", kind, value)];
    config.similarity(&answer(a), &answer(b))
}

mod rating {
    use super::*;

    const TAG: &str = "<Rating name='c' toName='text' maxRating='10' icon='star' size='medium' hotkey='r' defaultValue='3'/>";

    #[test]
    fn structure() {
        assert_eq!(
            codes(&with_objects("<Rating name='c' toName='text' maxRating='0'/>")),
            ["invalid_attribute"]
        );
        assert_eq!(
            codes(&with_objects("<Rating name='c' toName='text' maxRating='101'/>")),
            ["too_many_stars"]
        );
        assert_eq!(
            codes(&with_objects(
                "<Rating name='c' toName='text' maxRating='3' defaultValue='4'/>"
            )),
            ["empty_range"]
        );
        // As in Label Studio's template of pairwise regression.
        config(&with_objects("<Rating name='c' toName='image,text'/>"));
    }

    #[test]
    fn stars() {
        assert!(faults_of(TAG, "rating", json!({"rating": 10})).is_empty());
        for bad in [json!(11), json!(-1), json!(2.5), json!("3"), json!(null)] {
            assert_eq!(
                faults_of(TAG, "rating", json!({"rating": bad})),
                fault("wrong_rating", "/0/value/rating")
            );
        }
        let required = "<Rating name='c' toName='text' required='true'/>";
        assert_eq!(
            faults_of(required, "rating", json!({"rating": 0})),
            fault("required", "")
        );
        let near = similarity(TAG, "rating", json!({"rating": 4}), json!({"rating": 5}));
        let far = similarity(TAG, "rating", json!({"rating": 1}), json!({"rating": 5}));
        assert!(near > far && near < 1.0);
    }
}

mod number {
    use super::*;

    const TAG: &str = "<Number name='c' toName='text' min='0' max='10' step='0.1' slider='true'/>";

    #[test]
    fn structure() {
        assert_eq!(
            codes(&with_objects("<Number name='c' toName='text' min='2' max='1'/>")),
            ["empty_range"]
        );
        assert_eq!(
            codes(&with_objects("<Number name='c' toName='text' step='0'/>")),
            ["invalid_attribute"]
        );
        assert_eq!(
            codes(&with_objects(
                "<Number name='c' toName='text' slider='true' min='1'/>"
            )),
            ["missing_attribute"]
        );
    }

    #[test]
    fn range_and_steps() {
        assert!(faults_of(TAG, "number", json!({"number": 0.3})).is_empty());
        assert!(faults_of(TAG, "number", json!({"number": 10})).is_empty());
        let at = "/0/value/number";
        assert_eq!(
            faults_of(TAG, "number", json!({"number": 10.1})),
            fault("number_out_of_range", at)
        );
        assert_eq!(
            faults_of(TAG, "number", json!({"number": 0.25})),
            fault("number_between_steps", at)
        );
        assert_eq!(
            faults_of(TAG, "number", json!({"number": "1"})),
            fault("wrong_shape", at)
        );
    }
}

mod date_time {
    use super::*;

    #[test]
    fn parts() {
        for (only, good, bad) in [
            ("", "2026-02-28T23:59", "2026-02-28"),
            ("only='date'", "2024-02-29", "2026-02-29"),
            ("only='time'", "09:30:05", "24:00"),
            ("only='date,time'", "2026-12-31T00:00", "2026-13-31T00:00"),
            ("only='month,year'", "2026-12", "2026-00"),
            ("only='year'", "2026", "26"),
        ] {
            let tag = format!("<DateTime name='c' toName='text' {only}/>");
            assert!(
                faults_of(&tag, "datetime", json!({"datetime": good})).is_empty(),
                "{only}"
            );
            let wrong = faults_of(&tag, "datetime", json!({"datetime": bad}));
            assert_eq!(wrong, fault("wrong_date", "/0/value/datetime"), "{only}");
        }
        assert_eq!(
            codes(&with_objects("<DateTime name='c' toName='text' only='week'/>")),
            ["invalid_attribute"]
        );
        assert_eq!(
            codes(&with_objects(
                "<DateTime name='c' toName='text' only='date' min='soon'/>"
            )),
            ["invalid_attribute"]
        );
    }

    #[test]
    fn range() {
        let tag = "<DateTime name='c' toName='text' only='date' min='2026-01-01' max='2026-12-31'/>";
        assert!(faults_of(tag, "datetime", json!({"datetime": "2026-01-01"})).is_empty());
        let early = faults_of(tag, "datetime", json!({"datetime": "2025-12-31"}));
        assert_eq!(early, fault("date_out_of_range", "/0/value/datetime"));
    }
}

mod pairwise {
    use super::*;

    #[test]
    fn compares_two_objects() {
        let xml = with_objects("<Pairwise name='c' toName='image,text' leftClass='a' rightClass='b'/>");
        let config = config(&xml);
        let answer = |side: &str| {
            vec![region(
                "r",
                "c",
                "image,text",
                "pairwise",
                json!({"selected": side}),
            )]
        };
        assert!(found(&config, &Map::new(), &answer("left")).is_empty());
        assert_eq!(
            found(&config, &Map::new(), &answer("both")),
            fault("unknown_option", "/0/value/selected")
        );
        assert_eq!(config.similarity(&answer("left"), &answer("right")), 0.0);
        assert_eq!(
            codes(&with_objects("<Pairwise name='c' toName='text'/>")),
            ["not_a_pair"]
        );
        assert_eq!(
            codes(&with_objects("<Pairwise name='c' toName='text,nothing'/>")),
            ["unknown_to_name"]
        );
    }
}

mod layout {
    use super::*;

    #[test]
    fn style_sheets_and_panels() {
        let xml = with_objects(
            "<Style>.wide { width: 100%; position: fixed }</Style>\
             <Collapse accordion='true'><Panel value='More' open='true'><Rating name='c' toName='text'/></Panel></Collapse>",
        );
        assert_eq!(warnings(&xml), ["unsafe_style"]);
        let tree = config(&xml).tree();
        assert_eq!(tree.children[3].attributes["value"], ".wide { width: 100% }");
        assert_eq!(
            codes(&with_objects(
                "<Panel value='x'/><Rating name='c' toName='text'/>"
            )),
            ["wrong_parent"]
        );
    }

    #[test]
    fn tables_and_lists_are_read() {
        let config = config("<View><Table name='t' value='$row'/><Rating name='c' toName='t'/></View>");
        assert!(config.validate_data(&data(json!({"row": {"a": 1}}))).is_empty());
        assert_eq!(
            config.validate_data(&data(json!({"row": "x"})))[0].code,
            "wrong_kind"
        );
    }
}

/// Any valid answer to all of them at once.
fn answer() -> impl Strategy<Value = Vec<Region>> {
    let paths = proptest::sample::subsequence(
        vec![
            json!(["animal", "Cat"]),
            json!(["animal", "Dog"]),
            json!(["Plant"]),
        ],
        1..=3,
    );
    let order = Just(vec!["a", "b", "3"]).prop_shuffle();
    (1..=5_u32, -1_000..1_000_i32, paths, order, any::<bool>()).prop_map(
        |(stars, number, paths, order, left)| {
            vec![
                region("1", "stars", "text", "rating", json!({"rating": stars})),
                region(
                    "2",
                    "number",
                    "text",
                    "number",
                    json!({"number": f64::from(number) / 4.0}),
                ),
                region("3", "tree", "text", "taxonomy", json!({"taxonomy": paths})),
                region("4", "rank", "list", "ranker", json!({"ranker": {"rank": order}})),
                region(
                    "5",
                    "pair",
                    "text,list",
                    "pairwise",
                    json!({"selected": if left { "left" } else { "right" }}),
                ),
                region(
                    "6",
                    "day",
                    "text",
                    "datetime",
                    json!({"datetime": format!("2026-0{stars}-1{stars}")}),
                ),
            ]
        },
    )
}

proptest! {
    #[test]
    fn valid_answers_pass_unchanged(regions in answer()) {
        let config = config(
            "<View><Text name='text' value='$text'/><List name='list' value='$items'/>\
             <Rating name='stars' toName='text'/><Number name='number' toName='text' step='0.25'/>\
             <Taxonomy name='tree' toName='text'><Choice value='animal'><Choice value='Cat'/><Choice value='Dog'/></Choice><Choice value='Plant'/></Taxonomy>\
             <Ranker name='rank' toName='list'/><Pairwise name='pair' toName='text,list'/><DateTime name='day' toName='text' only='date'/></View>",
        );
        let task = data(json!({"text": "x", "items": [{"id": "a"}, {"id": "b"}, {"id": 3}]}));
        prop_assert_eq!(config.validate_answer(&task, &regions), vec![]);
        prop_assert_eq!(&config.normalize_answer(&regions), &regions);
        let there = serde_json::to_string(&regions).unwrap();
        let back: Vec<Region> = serde_json::from_str(&there).unwrap();
        prop_assert_eq!(&back, &regions);
        prop_assert!(config.answers_equal(&back, &regions));
        prop_assert!((config.similarity(&back, &regions) - 1.0).abs() < 1e-12);
    }
}
