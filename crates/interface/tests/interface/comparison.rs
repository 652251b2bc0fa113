//! Equality, likeness and difference of answers.

use pumasi_interface::{CATEGORY_SEPARATOR, Change, ChangeKind, LabelConfig};
use serde_json::json;

use crate::support::{boxed, choices, config, message, text, with_objects};

fn everything() -> LabelConfig {
    config(
        "<View><Image name='image' value='$image'/><Chat name='chat' roles='a,b' tags='joy,anger'/>\
         <RectangleLabels name='box' toName='image'><Label value='Car'/><Label value='Dog'/></RectangleLabels>\
         <Choices name='kind' toName='image' choice='multiple' perRegion='true'><Choice value='big'/><Choice value='red'/></Choices>\
         <Choices name='c' toName='image' choice='multiple'><Choice value='A'/><Choice value='B'/><Choice value='C'/></Choices>\
         <TextArea name='t' toName='image'/></View>",
    )
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn keys_of_choices() {
    let config = config(&with_objects(
        "<Choices name='c' toName='text' choice='multiple'><Choice value='나'/><Choice value='가'/></Choices>",
    ));
    let key = config.categorical_value("c", &[choices("1", "c", "text", &["나", "가"])]);
    assert_eq!(key.as_deref(), Some(format!("가{CATEGORY_SEPARATOR}나").as_str()));
    assert_eq!(
        config.categorical_value("c", &[choices("1", "c", "text", &[])]),
        None
    );
    assert_eq!(config.categorical_value("c", &[]), None);
    let back = config.categorical_region("c", &key.unwrap(), "r").unwrap();
    assert_eq!(back, choices("r", "c", "text", &["가", "나"]));
    assert_eq!(config.categorical_region("x", "가", "r"), None);
}

#[test]
fn ids_and_order_do_not_matter_except_in_a_conversation() {
    let config = everything();
    let (left, right) = ([10.0, 10.0, 20.0, 20.0], [50.0, 50.0, 20.0, 20.0]);
    let a = [
        boxed("1", "Car", left),
        boxed("2", "Dog", right),
        choices("1", "kind", "image", &["big", "red"]),
    ];
    let b = [
        choices("y", "kind", "image", &["red", "big"]),
        boxed("x", "Dog", right),
        boxed("y", "Car", left),
    ];
    assert!(config.answers_equal(&a, &b));
    let swapped = [
        choices("x", "kind", "image", &["red", "big"]),
        boxed("x", "Dog", right),
        boxed("y", "Car", left),
    ];
    assert!(
        !config.answers_equal(&a, &swapped),
        "the same words about the other box"
    );
    let talk = [message("1", "a", "hi", &["joy"]), message("2", "b", "한", &[])];
    let same = [
        message("9", "a", "hi", &["joy"]),
        message("8", "b", "\u{1112}\u{1161}\u{11ab}", &[]),
    ];
    assert!(config.answers_equal(&talk, &same));
    assert!(!config.answers_equal(&talk, &[talk[1].clone(), talk[0].clone()]));
    assert!(
        config.answers_equal(&[], &[choices("1", "c", "image", &[])]),
        "saying nothing is saying nothing"
    );
}

#[test]
fn likeness_of_choices_and_text() {
    let config = everything();
    let (ab, bc) = (
        [choices("1", "c", "image", &["A", "B"])],
        [choices("2", "c", "image", &["B", "C"])],
    );
    assert!(close(config.similarity(&ab, &bc), 1.0 / 3.0));
    assert!(close(config.similarity(&ab, &ab), 1.0));
    assert!(close(config.similarity(&ab, &[]), 0.0));
    assert!(close(config.similarity(&[], &[]), 1.0));
    let (long, short) = (
        [text("1", "t", "image", &["abcd"])],
        [text("1", "t", "image", &["abc"])],
    );
    assert!(close(config.similarity(&long, &short), 0.75));
    let both = [ab[0].clone(), long[0].clone()];
    assert!(
        close(config.similarity(&both, &ab), 0.5),
        "the mean over what either fills in"
    );
}

#[test]
fn likeness_of_boxes_is_best_overlap_with_the_same_label_and_a_price_for_extra_ones() {
    let config = everything();
    let at = [10.0, 10.0, 20.0, 20.0];
    let half = [20.0, 10.0, 20.0, 20.0];
    let far = [70.0, 70.0, 20.0, 20.0];
    let one = [boxed("1", "Car", at)];
    assert!(close(
        config.similarity(&one, &[boxed("z", "Car", half)]),
        1.0 / 3.0
    ));
    assert!(close(config.similarity(&one, &[boxed("z", "Dog", at)]), 0.0));
    assert!(close(
        config.similarity(&one, &[boxed("x", "Car", at), boxed("y", "Car", far)]),
        0.5
    ));
    assert!(close(
        config.similarity(&one, &[boxed("x", "Car", half), boxed("y", "Car", at)]),
        0.5
    ));
}

#[test]
fn likeness_of_what_is_said_about_boxes_follows_the_matching() {
    let config = everything();
    let (at, far) = ([10.0, 10.0, 20.0, 20.0], [70.0, 70.0, 20.0, 20.0]);
    let a = [
        boxed("1", "Car", at),
        boxed("2", "Car", far),
        choices("1", "kind", "image", &["big"]),
    ];
    let b = [
        boxed("x", "Car", far),
        boxed("y", "Car", at),
        choices("y", "kind", "image", &["big"]),
    ];
    assert!(close(config.similarity(&a, &b), 1.0));
    let other = [
        boxed("x", "Car", far),
        boxed("y", "Car", at),
        choices("x", "kind", "image", &["big"]),
    ];
    assert!(close(config.similarity(&a, &other), 0.5), "boxes 1, words 0");
}

#[test]
fn likeness_of_conversations() {
    let config = everything();
    let talk = [message("1", "a", "abcd", &[]), message("2", "b", "abcd", &[])];
    let shorter = [message("1", "a", "abcd", &[])];
    assert!(close(config.similarity(&talk, &shorter), 0.5));
    let role = [message("1", "a", "abcd", &[]), message("2", "a", "abcd", &[])];
    assert!(close(config.similarity(&talk, &role), 0.5));
    let (joy, anger) = (
        [message("1", "a", "abcd", &["joy"])],
        [message("1", "a", "abcd", &["anger"])],
    );
    assert!(close(config.similarity(&joy, &anger), 0.75));
}

fn short(changes: &[Change]) -> Vec<(ChangeKind, &str)> {
    changes
        .iter()
        .map(|change| (change.kind, change.region_id.as_str()))
        .collect()
}

#[test]
fn differences_name_what_was_mended() {
    let config = everything();
    let (at, moved) = ([10.0, 10.0, 20.0, 20.0], [11.0, 10.0, 20.0, 20.0]);
    let old = [
        boxed("1", "Car", at),
        boxed("2", "Car", at),
        boxed("3", "Dog", at),
        choices("c", "c", "image", &["A"]),
        text("t", "t", "image", &["gone"]),
    ];
    let new = [
        boxed("1", "Car", at),
        boxed("2", "Car", moved),
        boxed("4", "Car", moved),
        boxed("renamed", "Dog", at),
        choices("another id", "c", "image", &["A", "B"]),
    ];
    let changes = config.difference(&old, &new);
    assert_eq!(
        short(&changes),
        [
            (ChangeKind::Changed, "2"),
            (ChangeKind::Added, "4"),
            (ChangeKind::Changed, "another id"),
            (ChangeKind::Removed, "t"),
        ]
    );
    assert_eq!(
        serde_json::to_value(&changes[2]).unwrap(),
        json!({"kind": "changed", "from_name": "c", "region_id": "another id",
               "before": {"choices": ["A"]}, "after": {"choices": ["A", "B"]}})
    );
    assert_eq!(changes[3].after, None);
    assert_eq!(config.difference(&old, &old), []);
}

#[test]
fn a_turn_at_another_place_has_moved() {
    let config = everything();
    let turn = |id: &str| message(id, "a", id, &[]);
    let changes = config.difference(
        &[turn("1"), turn("2"), turn("3")],
        &[turn("2"), turn("1"), turn("3")],
    );
    assert_eq!(
        short(&changes),
        [(ChangeKind::Moved, "2"), (ChangeKind::Moved, "1")]
    );
    let inserted = config.difference(&[turn("1"), turn("2")], &[turn("1"), turn("new"), turn("2")]);
    assert_eq!(short(&inserted), [(ChangeKind::Added, "new")]);
}
