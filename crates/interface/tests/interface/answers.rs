//! What all answers have in common: frames, visibility, normalisation, round trips.

use pumasi_interface::{MAX_REGIONS, Region};
use serde_json::{Map, json};

use crate::support::{boxed, choices, config, fault, faults, message, region, text, with_objects};

const TWO_STEPS: &str = "<Choices name='ok' toName='text' required='true'><Choice value='예' alias='yes'/><Choice value='no'/></Choices>\
    <View visibleWhen='choice-selected' whenTagName='ok' whenChoiceValue='no'>\
    <Choices name='why' toName='text' required='true'><Choice value='spam'/><Choice value='other'/></Choices>\
    <TextArea name='more' toName='text' required='true' minLength='3' visibleWhen='choice-selected' whenTagName='why' whenChoiceValue='other'/></View>";

#[test]
fn every_region_names_its_control_object_and_type() {
    let config = config(&with_objects(
        "<Choices name='c' toName='text'><Choice value='A'/></Choices>",
    ));
    let good = choices("1", "c", "text", &["A"]);
    for (change, code, pointer) in [
        (
            (|r: &mut Region| r.id.clear()) as fn(&mut Region),
            "missing_id",
            "/0/id",
        ),
        (|r| r.from_name = "x".into(), "unknown_from_name", "/0/from_name"),
        (|r| r.to_name = "image".into(), "wrong_to_name", "/0/to_name"),
        (|r| r.kind = "labels".into(), "wrong_type", "/0/type"),
    ] {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(faults(&config, &[bad]), fault(code, pointer));
    }
}

#[test]
fn ids_are_not_given_twice_and_answers_do_not_grow_without_end() {
    let config = config(&with_objects(
        "<RectangleLabels name='box' toName='image'><Label value='Car'/></RectangleLabels>",
    ));
    let one = boxed("1", "Car", [1.0, 1.0, 5.0, 5.0]);
    assert_eq!(
        faults(&config, &[one.clone(), one.clone()]),
        fault("duplicate_region", "/1/id")
    );
    assert_eq!(
        faults(&config, &vec![one; MAX_REGIONS + 1]),
        fault("too_many_regions", "/5000")
    );
}

#[test]
fn the_numbers_of_a_message_come_along() {
    let config = config(&with_objects("<TextArea name='t' toName='text' minLength='5'/>"));
    let found = config.validate_answer(&Map::new(), &[text("1", "t", "text", &["짧다"])]);
    assert_eq!(
        serde_json::to_value(&found[0]).unwrap(),
        json!({
            "pointer": "/0/value/text/0", "region_id": "1", "from_name": "t", "code": "text_too_short",
            "message": "At least 5 characters are needed; there are 2.", "params": {"actual": 2, "minimum": 5},
        })
    );
}

#[test]
fn hidden_controls_are_not_required() {
    let config = config(&with_objects(TWO_STEPS));
    assert_eq!(faults(&config, &[choices("1", "ok", "text", &["yes"])]), []);
    assert_eq!(
        faults(&config, &[choices("1", "ok", "text", &["no"])]),
        fault("required", "")
    );
    let spam = [
        choices("1", "ok", "text", &["no"]),
        choices("2", "why", "text", &["spam"]),
    ];
    assert_eq!(faults(&config, &spam), []);
    let other = [
        choices("1", "ok", "text", &["no"]),
        choices("2", "why", "text", &["other"]),
    ];
    assert_eq!(
        faults(&config, &other),
        fault("required", ""),
        "the inner condition counts too"
    );
}

#[test]
fn what_a_hidden_control_held_is_no_part_of_the_answer() {
    let config = config(&with_objects(TWO_STEPS));
    let stale = [
        choices("1", "ok", "text", &["yes"]),
        choices("2", "why", "text", &["other"]),
        text("3", "more", "text", &["x"]),
    ];
    assert_eq!(
        faults(&config, &stale),
        [],
        "too short a text behind two closed doors blocks nobody"
    );
    assert_eq!(config.normalize_answer(&stale), stale[..1]);
}

#[test]
fn unselected_choices_and_selected_regions_show_controls() {
    let unless = config(&with_objects(
        "<Choices name='ok' toName='text'><Choice value='yes'/></Choices>\
         <TextArea name='t' toName='text' required='true' visibleWhen='choice-unselected' whenTagName='ok' whenChoiceValue='yes'/>",
    ));
    assert_eq!(faults(&unless, &[]), fault("required", ""));
    assert_eq!(faults(&unless, &[choices("1", "ok", "text", &["yes"])]), []);

    let per_label = config(&with_objects(
        "<RectangleLabels name='box' toName='image'><Label value='Car'/><Label value='Sign'/></RectangleLabels>\
         <TextArea name='t' toName='image' perRegion='true' required='true' visibleWhen='region-selected' whenTagName='box' whenLabelValue='Sign'/>",
    ));
    let at = [1.0, 1.0, 5.0, 5.0];
    assert_eq!(
        faults(&per_label, &[boxed("a", "Car", at), boxed("b", "Sign", at)]),
        fault("required", "/1")
    );
    let wrote = [
        boxed("a", "Car", at),
        boxed("b", "Sign", at),
        text("b", "t", "image", &["STOP"]),
    ];
    assert_eq!(faults(&per_label, &wrote), []);
}

#[test]
fn conditions_that_lead_nowhere_are_named() {
    let codes = |inner: &str| crate::support::codes(&with_objects(inner));
    assert_eq!(
        codes("<TextArea name='t' toName='text' visibleWhen='choice-selected' whenTagName='x'/>"),
        ["unknown_tag_name"]
    );
    assert_eq!(
        codes("<TextArea name='t' toName='text' visibleWhen='region-selected'/>"),
        ["unknown_tag_name"]
    );
    assert_eq!(
        codes("<TextArea name='t' toName='text' visibleWhen='sometimes'/>"),
        ["invalid_attribute"]
    );
    let warned = with_objects(
        "<Choices name='c' toName='text'><Choice value='A'/></Choices>\
         <TextArea name='t' toName='text' visibleWhen='choice-selected' whenTagName='c' whenChoiceValue='B'/>\
         <TextArea name='u' toName='text' whenTagName='c'/>",
    );
    assert_eq!(
        crate::support::warnings(&warned),
        ["unknown_option", "condition_ignored"]
    );
}

#[test]
fn normalising_composes_letters_and_keeps_the_rest() {
    let config = config(
        "<View><Text name='text' value='$t'/><TextArea name='t' toName='text'/><Chat name='chat' roles='a'/></View>",
    );
    let answer = [
        text("1", "t", "text", &[" \u{1112}\u{1161}\u{11ab}\r\n"]),
        message("2", "a", "\u{1100}\u{1161}", &[]),
    ];
    let stored = config.normalize_answer(&answer);
    assert_eq!(
        stored,
        [text("1", "t", "text", &[" 한\n"]), message("2", "a", "가", &[])]
    );
    assert_eq!(config.normalize_answer(&stored), stored);
}

#[test]
fn a_region_of_label_studio_survives_unchanged() {
    let row = json!({
        "id": "x1", "from_name": "box", "to_name": "image", "type": "rectanglelabels", "origin": "manual",
        "original_width": 640, "original_height": 480, "image_rotation": 0, "score": 0.93, "parentID": "x0",
        "meta": {"text": ["note"]}, "item_index": 0, "readonly": false,
        "value": {"x": 10.123456789012345, "y": 0.1, "width": 33.333333333333336, "height": 2e-7, "rotation": 0,
                  "rectanglelabels": ["Car"], "label_extra": [1, null]},
    });
    let region: Region = serde_json::from_value(row.clone()).unwrap();
    assert_eq!(region.parent_id.as_deref(), Some("x0"));
    assert_eq!(region.extra["readonly"], json!(false));
    assert_eq!(serde_json::to_value(&region).unwrap(), row);
}

#[test]
fn a_value_that_is_no_object_is_refused_not_fatal() {
    let config = config(&with_objects(
        "<RectangleLabels name='box' toName='image'><Label value='Car'/></RectangleLabels>",
    ));
    for value in [json!(1), json!([]), json!("x"), json!(null)] {
        let mut odd = boxed("1", "Car", [1.0, 1.0, 5.0, 5.0]);
        odd.value = value;
        assert!(faults(&config, &[odd]).contains(&("wrong_shape", "/0/value/x".to_owned())));
    }
    let odd = region("1", "box", "image", "rectanglelabels", json!(null));
    assert_eq!(
        config.similarity(std::slice::from_ref(&odd), std::slice::from_ref(&odd)),
        0.0
    );
}
