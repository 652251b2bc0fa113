//! The tags that label stretches of texts, dialogues and formatted texts.

use proptest::prelude::*;
use pumasi_interface::{LabelConfig, Region};
use serde_json::{Map, Value, json};

use crate::support::{boxed, choices, codes, config, data, fault, faults, region, warnings, with_objects};

const LABELS: &str = "<Label value='Person' hotkey='p'/><Label value='장소' alias='place' maxUsages='2'/>";

pub fn on_text(attributes: &str, rest: &str) -> LabelConfig {
    config(&with_objects(&format!(
        "<Labels name='ner' toName='text' {attributes}>{LABELS}</Labels>{rest}"
    )))
}

pub fn span(id: &str, [start, end]: [usize; 2], text: &str, label: &str) -> Region {
    let value = json!({"start": start, "end": end, "text": text, "labels": [label]});
    region(id, "ner", "text", "labels", value)
}

pub fn relation(from: &str, to: &str, direction: &str, labels: &[&str]) -> Region {
    let row =
        json!({"type": "relation", "from_id": from, "to_id": to, "direction": direction, "labels": labels});
    serde_json::from_value(row).unwrap()
}

fn task_faults(
    config: &LabelConfig,
    task: &Map<String, Value>,
    regions: &[Region],
) -> Vec<(&'static str, String)> {
    let found = config.validate_answer(task, regions);
    found
        .into_iter()
        .map(|problem| (problem.code, problem.pointer))
        .collect()
}

mod labels {
    use super::*;

    #[test]
    fn structure() {
        assert_eq!(
            codes(&with_objects("<Labels name='l' toName='text'/>")),
            ["no_options"]
        );
        assert_eq!(
            codes(&with_objects(&format!(
                "<Labels name='l' toName='text' perRegion='true'>{LABELS}</Labels>"
            ))),
            ["per_region_not_possible", "per_region_without_regions"]
        );
        assert_eq!(
            codes(
                "<View>\n<Chat name='chat'/>\n<Labels name='l' toName='chat'><Label value='A'/></Labels></View>"
            ),
            ["wrong_to_name"]
        );
        let wrong = "<View><Text name='t' value='$t' granularity='letter'/><Labels name='l' toName='t'><Label value='A'/></Labels></View>";
        assert_eq!(codes(wrong), ["invalid_attribute"]);
        let known = "<View><Text name='t' value='$t' granularity='sentence' saveTextResult='yes' encoding='none' selectionEnabled='true'/>\
            <Labels name='l' toName='t' showInline='true' opacity='0.5' allowEmpty='false'><Label value='A' granularity='word'/></Labels></View>";
        assert_eq!(warnings(known), [] as [&str; 0]);
        assert!(!on_text("", "").control("ner").unwrap().per_region);
    }

    #[test]
    fn offsets_count_code_points_of_composed_text() {
        let config = on_text("", "");
        // Decomposed, with a letter beyond the first plane and Windows line ends.
        let task = data(json!({"text": "\u{1112}\u{1161}\u{11ab}글😀\r\n이순신"}));
        let good = [
            span("1", [0, 2], "한글", "Person"),
            span("2", [2, 3], "😀", "Person"),
            span("3", [4, 7], "이순신", "place"),
        ];
        assert_eq!(task_faults(&config, &task, &good), []);
        assert_eq!(
            task_faults(&config, &task, &[span("1", [4, 8], "이순신", "Person")]),
            fault("span_outside_text", "/0/value/end")
        );
        assert_eq!(
            task_faults(&config, &task, &[span("1", [5, 7], "이순", "Person")]),
            fault("span_text_differs", "/0/value/text")
        );
        assert_eq!(
            task_faults(&config, &task, &[span("1", [3, 3], "", "Person")]),
            fault("empty_span", "/0/value/end")
        );
        let mut wrong = span("1", [0, 2], "한글", "Person");
        wrong.value["start"] = json!(-1);
        assert_eq!(
            task_faults(&config, &task, &[wrong]),
            fault("wrong_shape", "/0/value/start")
        );
        let mut unquoted = span("1", [0, 2], "", "Person");
        unquoted.value.as_object_mut().unwrap().remove("text");
        assert_eq!(
            task_faults(&config, &task, &[unquoted]),
            [],
            "saveTextResult may be no"
        );
    }

    #[test]
    fn spans_may_overlap_and_carry_labels() {
        let config = on_text("", "");
        let twice = [span("1", [0, 5], "", "Person"), span("2", [2, 7], "", "place")];
        assert_eq!(faults(&config, &twice), []);
        assert_eq!(
            faults(&config, &[span("1", [0, 5], "", "장소")]),
            fault("unknown_option", "/0/value/labels/0")
        );
        let mut bare = span("1", [0, 5], "", "Person");
        bare.value["labels"] = json!([]);
        assert_eq!(
            faults(&config, &[bare.clone()]),
            fault("missing_label", "/0/value/labels")
        );
        assert_eq!(faults(&on_text("allowEmpty='true'", ""), &[bare]), []);
        let mut both = span("1", [0, 5], "", "Person");
        both.value["labels"] = json!(["Person", "place"]);
        assert_eq!(
            faults(&config, &[both.clone()]),
            fault("too_many_options", "/0/value/labels")
        );
        assert_eq!(faults(&on_text("choice='multiple'", ""), &[both]), []);
        let three = ["1", "2", "3"].map(|id| span(id, [0, 5], "", "place"));
        assert_eq!(
            faults(&config, &three),
            fault("label_used_too_often", "/2/value/labels")
        );
        assert_eq!(
            faults(&on_text("required='true'", ""), &[]),
            fault("required", "")
        );
        assert_eq!(
            faults(&config, &[twice[0].clone(), span("1", [1, 2], "", "Person")]),
            fault("duplicate_region", "/1/id")
        );
    }

    #[test]
    fn more_may_be_said_about_a_span() {
        let config = on_text(
            "",
            "<View visibleWhen='region-selected' whenTagName='ner' whenLabelValue='Person'>\
             <Choices name='sure' toName='text' perRegion='true' required='true'><Choice value='yes'/></Choices></View>",
        );
        let person = span("1", [0, 2], "", "Person");
        assert_eq!(
            faults(&config, std::slice::from_ref(&person)),
            fault("required", "/0")
        );
        assert_eq!(
            faults(&config, &[person, choices("1", "sure", "text", &["yes"])]),
            []
        );
        assert_eq!(
            faults(&config, &[span("1", [0, 2], "", "place")]),
            [],
            "only about people"
        );
        assert_eq!(
            faults(&config, &[choices("9", "sure", "text", &["yes"])]).len(),
            0,
            "hidden without its region"
        );
    }

    #[test]
    fn on_an_image_it_labels_what_is_drawn() {
        let config = config(&with_objects(&format!(
            "<RectangleLabels name='box' toName='image'><Label value='Car'/></RectangleLabels><Labels name='l' toName='image'>{LABELS}</Labels>"
        )));
        let labelled = |id: &str| region(id, "l", "image", "labels", json!({"labels": ["Person"]}));
        let drawn = boxed("1", "Car", [1.0, 1.0, 5.0, 5.0]);
        assert_eq!(faults(&config, &[drawn.clone(), labelled("1")]), []);
        assert_eq!(
            faults(&config, &[drawn, labelled("2")]),
            fault("no_such_region", "/1/id")
        );
        assert_eq!(
            codes(&with_objects(&format!(
                "<Labels name='l' toName='image'>{LABELS}</Labels>"
            ))),
            ["per_region_without_regions"]
        );
    }

    #[test]
    fn on_a_dialogue_it_is_a_stretch_of_that() {
        let config = config(&with_objects(&format!(
            "<Labels name='l' toName='dialogue'>{LABELS}</Labels>"
        )));
        let task = data(json!({"dialogue": [{"author": "A", "text": "안녕"}]}));
        let value = json!({"start": "0", "end": "0", "startOffset": 0, "endOffset": 2, "text": "안녕", "labels": ["Person"]});
        assert_eq!(
            task_faults(&config, &task, &[region("1", "l", "dialogue", "labels", value)]),
            []
        );
    }
}

mod paragraph_labels {
    use super::*;

    fn xml() -> LabelConfig {
        config(&format!(
            "<View><Paragraphs name='talk' value='$talk' nameKey='who' textKey='said' layout='dialogue' audioUrl='$sound' granularity='word'/>\
             <ParagraphLabels name='p' toName='talk'>{LABELS}</ParagraphLabels></View>"
        ))
    }

    fn task() -> Map<String, Value> {
        data(
            json!({"talk": [{"who": "A", "said": "안녕하세요"}, {"who": "B", "said": "네"}, {"who": "A", "said": "잘 가요"}]}),
        )
    }

    fn said(first: &str, last: &str, [start, end]: [usize; 2], text: &str) -> Region {
        let value = json!({"start": first, "end": last, "startOffset": start, "endOffset": end, "text": text, "paragraphlabels": ["Person"]});
        region("1", "p", "talk", "paragraphlabels", value)
    }

    #[test]
    fn utterances_and_offsets() {
        let (config, task) = (xml(), task());
        assert_eq!(config.warnings(), []);
        assert_eq!(task_faults(&config, &task, &[said("0", "0", [0, 2], "안녕")]), []);
        assert_eq!(
            task_faults(&config, &task, &[said("0", "2", [2, 1], "하세요\n네\n잘")]),
            []
        );
        for (bad, code, pointer) in [
            (said("0", "3", [0, 1], ""), "span_outside_text", "/0/value/end"),
            (said("1", "0", [0, 1], ""), "empty_span", "/0/value/end"),
            (said("0", "0", [2, 2], ""), "empty_span", "/0/value/endOffset"),
            (
                said("1", "1", [0, 2], "네"),
                "span_outside_text",
                "/0/value/endOffset",
            ),
            (
                said("0", "0", [0, 2], "하세"),
                "span_text_differs",
                "/0/value/text",
            ),
            (said("zero", "0", [0, 2], ""), "wrong_shape", "/0/value/start"),
        ] {
            assert_eq!(task_faults(&config, &task, &[bad]), fault(code, pointer));
        }
        let sound = data(json!({"talk": [{"said": "네"}], "sound": "javascript:alert(1)"}));
        assert_eq!(config.validate_data(&sound)[0].code, "unsafe_url");
        assert_eq!(
            codes(&with_objects(&format!(
                "<ParagraphLabels name='p' toName='text'>{LABELS}</ParagraphLabels>"
            ))),
            ["wrong_to_name"]
        );
    }

    #[test]
    fn likeness_goes_by_what_both_cover() {
        let config = xml();
        let alike = |a: Region, b: Region| config.similarity(&[a], &[b]);
        assert_eq!(alike(said("0", "0", [0, 4], ""), said("0", "0", [2, 4], "")), 0.5);
        assert_eq!(alike(said("0", "0", [0, 4], ""), said("1", "1", [0, 1], "")), 0.0);
        // Across: utterance 0 wholly (4 of 4), utterance 1 half (1 of 2).
        let across = alike(said("0", "1", [0, 1], ""), said("0", "1", [0, 2], ""));
        assert!(0.5 < across && across < 1.0, "{across}");
        assert_eq!(alike(said("0", "2", [2, 1], ""), said("0", "2", [2, 1], "")), 1.0);
    }
}

mod hyper_text_labels {
    use super::*;

    fn xml() -> LabelConfig {
        config(&format!(
            "<View><HyperText name='page' value='$html' inline='true' clickableLinks='false'/>\
             <HyperTextLabels name='h' toName='page'>{LABELS}</HyperTextLabels></View>"
        ))
    }

    fn marked(start: &str, end: &str, [from, to]: [usize; 2], global: Value) -> Region {
        let value = json!({"start": start, "end": end, "startOffset": from, "endOffset": to, "globalOffsets": global, "hypertextlabels": ["Person"]});
        region("1", "h", "page", "hypertextlabels", value)
    }

    #[test]
    fn paths_and_offsets() {
        let config = xml();
        assert_eq!(config.warnings(), []);
        let global = json!({"start": 3, "end": 9});
        assert_eq!(
            faults(
                &config,
                &[marked(
                    "/div[1]/p[2]/text()[1]",
                    "/div[1]/p[4]/text()[3]",
                    [2, 81],
                    global.clone()
                )]
            ),
            []
        );
        assert_eq!(faults(&config, &[marked("", "", [0, 2], Value::Null)]), []);
        for (bad, code, pointer) in [
            (
                marked("//*[@onclick]", "/p[1]", [0, 2], global.clone()),
                "wrong_shape",
                "/0/value/start",
            ),
            (
                marked("/p[1]", "/p[1]", [2, 2], global),
                "empty_span",
                "/0/value/endOffset",
            ),
            (
                marked("/p[1]", "/p[2]", [2, 2], json!({"start": 5, "end": 5})),
                "wrong_shape",
                "/0/value/globalOffsets",
            ),
        ] {
            assert_eq!(faults(&config, &[bad]), fault(code, pointer));
        }
        assert_eq!(config.data_fields()[0].path, "html");
    }

    #[test]
    fn the_same_letters_by_another_path_are_the_same() {
        let config = xml();
        let global = json!({"start": 3, "end": 9});
        let one = marked("/p[1]/text()[1]", "/p[1]/text()[1]", [3, 9], global.clone());
        let other = marked("/p[1]/text()[1]", "/p[1]/b[1]/text()[1]", [3, 1], global);
        assert!(config.answers_equal(std::slice::from_ref(&one), std::slice::from_ref(&other)));
        assert_eq!(config.similarity(&[one], &[other]), 1.0);
    }
}

const LETTERS: usize = 12;

fn any_span() -> impl Strategy<Value = (usize, usize, bool)> {
    (0..LETTERS, 1..=LETTERS, any::<bool>())
        .prop_map(|(start, length, person)| (start, (start + length).min(LETTERS), person))
}

proptest! {
    /// What the screen hands in comes back as it was, spans and relations alike, and is like itself.
    #[test]
    fn valid_answers_pass_unchanged(spans in prop::collection::vec(any_span(), 2..8), both in any::<bool>()) {
        let config = on_text("", "<Relations><Relation value='r'/></Relations>");
        let task = data(json!({"text": "나비야 나비야 이리 날아"}));
        let letters: Vec<char> = "나비야 나비야 이리 날아".chars().take(LETTERS).collect();
        let mut answer: Vec<Region> = spans.iter().enumerate().map(|(i, &(start, end, person))| {
            let text: String = letters[start..end].iter().collect();
            span(&i.to_string(), [start, end], &text, if person || i > 1 { "Person" } else { "place" })
        }).collect();
        answer.push(relation("0", "1", if both { "bi" } else { "left" }, &["r"]));
        prop_assert_eq!(task_faults(&config, &task, &answer), vec![]);
        let sent = serde_json::to_string(&answer).unwrap();
        let back: Vec<Region> = serde_json::from_str(&sent).unwrap();
        prop_assert_eq!(&config.normalize_answer(&back), &answer);
        prop_assert!(config.answers_equal(&back, &answer));
        prop_assert!((config.similarity(&back, &answer) - 1.0).abs() < 1e-9);
        prop_assert!(config.difference(&back, &answer).is_empty());
        answer.reverse();
        prop_assert!(config.answers_equal(&back, &answer));
    }
}
