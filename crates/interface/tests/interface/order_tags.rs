//! Tags by which people put in order, sort into buckets and classify in a tree.

use crate::rating_tags::{faults_of, found, similarity};
use crate::support::{codes, config, data, fault, region, with_objects};
use pumasi_interface::{LabelConfig, Region};
use serde_json::{Map, Value, json};

mod ranker {
    use super::*;

    fn items() -> Map<String, Value> {
        data(json!({"items": [{"id": "a", "title": "A"}, {"id": "b", "body": "B"}, {"id": 3}]}))
    }

    fn list(inner: &str) -> LabelConfig {
        config(&format!(
            "<View><List name='list' value='$items' title='Results'/><Ranker name='rank' toName='list'>{inner}</Ranker></View>"
        ))
    }

    fn ranked(columns: Value) -> Vec<Region> {
        vec![region(
            "r",
            "rank",
            "list",
            "ranker",
            json!({ "ranker": columns }),
        )]
    }

    #[test]
    fn one_order_holds_everything_once() {
        let config = list("");
        assert!(found(&config, &items(), &ranked(json!({"rank": ["3", "b", "a"]}))).is_empty());
        assert_eq!(
            found(&config, &items(), &ranked(json!({"rank": ["3", "a"]}))),
            fault("items_missing", "/0/value/ranker")
        );
        let codes: Vec<&str> = found(
            &config,
            &items(),
            &ranked(json!({"a_bucket": [], "rank": ["a", "a", "x"]})),
        )
        .into_iter()
        .map(|f| f.0)
        .collect();
        assert_eq!(
            codes,
            [
                "unknown_option",
                "repeated_option",
                "unknown_option",
                "items_missing"
            ]
        );
        let tau = config.similarity(
            &ranked(json!({"rank": ["a", "b", "3"]})),
            &ranked(json!({"rank": ["b", "a", "3"]})),
        );
        assert!((tau - 2.0 / 3.0).abs() < 1e-9, "{tau}");
    }

    #[test]
    fn buckets_hold_some() {
        let config = list("<Bucket name='good' title='Good'/><Bucket name='bad'/>");
        let answer = ranked(json!({"good": ["a"], "bad": [], "_": ["b", "3"]}));
        assert!(found(&config, &items(), &answer).is_empty());
        assert_eq!(
            found(&config, &items(), &ranked(json!({"ugly": ["a"]}))),
            fault("unknown_option", "/0/value/ranker/ugly")
        );
        let moved = ranked(json!({"good": ["a", "b"], "_": ["3"]}));
        let alike = config.similarity(&answer, &moved);
        assert!((alike - 2.0 / 3.0).abs() < 1e-9, "{alike}");
    }

    #[test]
    fn structure_and_data() {
        let with = |inner: &str| {
            codes(&format!(
                "<View><List name='l' value='$i'/><Ranker name='r' toName='l'>{inner}</Ranker></View>"
            ))
        };
        assert_eq!(with("<Bucket name='a'/><Bucket name='a'/>"), ["duplicate_option"]);
        assert_eq!(
            with("<Bucket name='a' default='true'/><Bucket name='b' default='true'/>"),
            ["too_many_selected"]
        );
        assert_eq!(with("<Header value='x'/>"), ["children_not_allowed"]);
        let bad = list("").validate_data(&data(
            json!({"items": [{"id": "a"}, {"id": "a"}, {"title": "x"}]}),
        ));
        let places: Vec<(&str, &str)> = bad.iter().map(|p| (p.code, p.path.as_str())).collect();
        assert_eq!(
            places,
            [("repeated_id", "items[1].id"), ("missing_field", "items[2]")]
        );
    }
}

mod taxonomy {
    use super::*;

    const TAG: &str = "<Taxonomy name='c' toName='text' leafsOnly='true' maxUsages='2'>\
        <Choice value='동물' alias='animal'><Choice value='Cat'/><Choice value='Dog'/></Choice><Choice value='Plant'/></Taxonomy>";

    #[test]
    fn structure() {
        assert_eq!(
            codes(&with_objects("<Taxonomy name='c' toName='text'/>")),
            ["no_options"]
        );
        let twice = "<Taxonomy name='c' toName='text'><Choice value='A'><Choice value='A'/><Choice value='A'/></Choice></Taxonomy>";
        assert_eq!(codes(&with_objects(twice)), ["duplicate_option"]);
        let nested =
            "<Choices name='c' toName='text'><Choice value='A'><Choice value='B'/></Choice></Choices>";
        assert_eq!(codes(&with_objects(nested)), ["children_not_allowed"]);
    }

    #[test]
    fn paths_lead_through_the_tree() {
        let of = |paths: Value| faults_of(TAG, "taxonomy", json!({ "taxonomy": paths }));
        assert!(of(json!([["animal", "Cat"], ["Plant"]])).is_empty());
        assert_eq!(
            of(json!([["animal"]])),
            fault("not_a_leaf", "/0/value/taxonomy/0")
        );
        assert_eq!(
            of(json!([["동물", "Cat"]])),
            fault("unknown_option", "/0/value/taxonomy/0")
        );
        assert_eq!(of(json!(["Plant"])), fault("wrong_shape", "/0/value/taxonomy/0"));
        assert_eq!(
            of(json!([["Plant"], ["Plant"]])),
            fault("repeated_option", "/0/value/taxonomy/1")
        );
        assert_eq!(
            of(json!([["Plant"], ["animal", "Cat"], ["animal", "Dog"]])),
            fault("too_many_options", "/0/value/taxonomy")
        );
    }

    #[test]
    fn a_near_miss_is_more_alike_than_a_far_one() {
        let tag = |path: Value| json!({ "taxonomy": [path] });
        let near = similarity(
            TAG,
            "taxonomy",
            tag(json!(["animal", "Cat"])),
            tag(json!(["animal", "Dog"])),
        );
        let far = similarity(
            TAG,
            "taxonomy",
            tag(json!(["animal", "Cat"])),
            tag(json!(["Plant"])),
        );
        assert!(near > far && near < 1.0, "{near} {far}");
    }

    #[test]
    fn the_tree_may_come_from_the_task() {
        let config = config(&with_objects("<Taxonomy name='c' toName='text' value='$tree'/>"));
        let tree = data(json!({"tree": [{"value": "A", "children": [{"value": "B", "alias": "b"}]}]}));
        let answer = |path: Value| {
            vec![region(
                "r",
                "c",
                "text",
                "taxonomy",
                json!({ "taxonomy": [path] }),
            )]
        };
        assert!(found(&config, &tree, &answer(json!(["A", "b"]))).is_empty());
        assert_eq!(
            found(&config, &tree, &answer(json!(["A", "B"]))),
            fault("unknown_option", "/0/value/taxonomy/0")
        );
    }
}
