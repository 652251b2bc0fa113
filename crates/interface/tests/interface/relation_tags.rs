//! Relations between drawn regions.

use pumasi_interface::Region;
use serde_json::json;

use crate::span_tags::{on_text, relation, span};
use crate::support::{choices, codes, fault, faults, with_objects};

const KINDS: &str =
    "<Relations><Relation value='works for'/><Relation value='근처' alias='near'/></Relations>";

fn pair() -> [Region; 2] {
    [span("a", [0, 2], "", "Person"), span("b", [5, 7], "", "place")]
}

fn with(rows: &[Region]) -> Vec<Region> {
    [&pair(), rows].concat()
}

#[test]
fn structure() {
    assert_eq!(
        codes(&with_objects("<Relations/><TextArea name='t' toName='text'/>")),
        ["no_options"]
    );
    let twice = "<Relations><Relation value='a'/>\n<Relation value='a'/></Relations><TextArea name='t' toName='text'/>";
    assert_eq!(codes(&with_objects(twice)), ["duplicate_option"]);
    assert_eq!(
        codes(&with_objects(
            "<Relation value='a'/><TextArea name='t' toName='text'/>"
        )),
        ["wrong_parent"]
    );
    assert_eq!(
        on_text("", KINDS).controls().count(),
        1,
        "it is no control: relations have no name"
    );
}

#[test]
fn they_join_what_is_drawn() {
    let config = on_text("", KINDS);
    for direction in ["right", "left", "bi"] {
        assert_eq!(
            faults(&config, &with(&[relation("a", "b", direction, &["near"])])),
            []
        );
    }
    for (bad, code, pointer) in [
        (relation("a", "x", "right", &[]), "no_such_region", "/2/to_id"),
        (relation("a", "a", "right", &[]), "relation_to_itself", "/2/to_id"),
        (relation("a", "b", "up", &[]), "wrong_shape", "/2/direction"),
        (
            relation("a", "b", "right", &["근처"]),
            "unknown_option",
            "/2/labels/0",
        ),
        (
            relation("a", "b", "right", &["near", "works for"]),
            "too_many_options",
            "/2/labels",
        ),
    ] {
        assert_eq!(faults(&config, &with(&[bad])), fault(code, pointer));
    }
    let turned = [
        relation("a", "b", "right", &["near"]),
        relation("b", "a", "left", &["near"]),
    ];
    assert_eq!(faults(&config, &with(&turned)), fault("repeated_relation", "/3"));
    assert_eq!(
        faults(&on_text("", ""), &with(&[relation("a", "b", "right", &[])])),
        [],
        "without a list of kinds they have no name"
    );
}

#[test]
fn they_go_with_their_ends() {
    let config = on_text(
        "visibleWhen='choice-selected' whenTagName='c'",
        "<Choices name='c' toName='text'><Choice value='yes'/><Choice value='no'/></Choices>",
    );
    let shown = [
        with(&[relation("a", "b", "bi", &[])]),
        vec![choices("c", "c", "text", &["yes"])],
    ]
    .concat();
    assert_eq!(config.normalize_answer(&shown), shown);
    let hidden = with(&[relation("a", "b", "bi", &[])]);
    assert_eq!(faults(&config, &hidden), []);
    assert_eq!(config.normalize_answer(&hidden), []);
}

#[test]
fn they_mean_what_their_ends_mean() {
    let config = on_text("", KINDS);
    let one = with(&[relation("a", "b", "right", &["near"])]);
    let other = [
        relation("q", "p", "left", &["near"]),
        span("p", [0, 2], "", "Person"),
        span("q", [5, 7], "", "place"),
    ];
    assert!(config.answers_equal(&one, &other));
    assert_eq!(config.similarity(&one, &other), 1.0);
    assert_eq!(config.difference(&one, &other), []);
    let against = [
        relation("q", "p", "right", &["near"]),
        other[1].clone(),
        other[2].clone(),
    ];
    assert!(!config.answers_equal(&one, &against));
    assert_eq!(
        config.similarity(&one, &against),
        0.5,
        "the spans agree, the relation does not"
    );
    assert_eq!(config.similarity(&one, &pair()), 0.5);
    let changes = config.difference(&one, &against);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        changes[0].after,
        Some(json!({"from_id": "q", "to_id": "p", "direction": "right", "labels": ["near"]}))
    );
    let renamed = with(&[relation("a", "b", "right", &["works for"])]);
    let kinds = |changes: Vec<pumasi_interface::Change>| {
        changes
            .into_iter()
            .map(|change| json!(change.kind))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(config.difference(&one, &renamed)), [json!("changed")]);
    assert_eq!(kinds(config.difference(&one, &pair())), [json!("removed")]);
    assert_eq!(kinds(config.difference(&pair(), &one)), [json!("added")]);
}
