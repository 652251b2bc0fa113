//! Properties that hold for any answer: valid ones validate and survive JSON, spoilt ones are refused at the right
//! place, comparison is consistent with itself.

use proptest::prelude::*;
use pumasi_interface::{LabelConfig, Region};
use serde_json::{Map, Value, json};

use crate::support::{choices, config, faults, message, text};

const LABELS: [&str; 3] = ["car", "개", "Traffic sign"];

fn interface() -> LabelConfig {
    config(
        "<View><Image name='image' value='$image'/>\
         <RectangleLabels name='box' toName='image'><Label value='자동차' alias='car'/><Label value='개'/><Label value='Traffic sign'/></RectangleLabels>\
         <Choices name='one' toName='image' required='true'><Choice value='car'/><Choice value='개'/><Choice value='Traffic sign'/></Choices>\
         <Choices name='many' toName='image' choice='multiple'><Choice value='car'/><Choice value='개'/><Choice value='Traffic sign'/></Choices>\
         <TextArea name='text' toName='image' minLength='2' maxLength='40' maxSubmissions='3'/>\
         <TextArea name='note' toName='image' perRegion='true'/>\
         <Chat name='chat' roles='a,b' minMessages='1' maxMessages='6' minLength='1' maxLength='40' tags='joy,anger'/></View>",
    )
}

fn words() -> impl Strategy<Value = String> {
    "[가-힣a-z😀]{2,20}( [가-힣a-z\u{301}]{1,10})?"
}

fn some_labels() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(LABELS.to_vec(), 1..=3)
}

fn a_box(id: String) -> impl Strategy<Value = Region> {
    let place = (0.0..99.0_f64, 0.0..99.0_f64, 0.01..=1.0_f64, 0.01..=1.0_f64);
    (place, 0..3_usize, 1..5_000_u32, 1..5_000_u32).prop_map(move |((x, y, w, h), label, width, height)| {
        let value = json!({"x": x, "y": y, "width": w * (100.0 - x), "height": h * (100.0 - y), "rotation": 0,
                           "rectanglelabels": [LABELS[label]]});
        let mut region = Region::new(&id, "box", "image", "rectanglelabels", value);
        region.original_width = Some(width.into());
        region.original_height = Some(height.into());
        region.extra.insert("readonly".into(), json!(false));
        region
    })
}

fn a_turn(id: String) -> impl Strategy<Value = Region> {
    let tags = proptest::sample::subsequence(vec!["joy", "anger"], 0..=2);
    (any::<bool>(), words(), tags)
        .prop_map(move |(first, content, tags)| message(&id, if first { "a" } else { "b" }, &content, &tags))
}

/// Any valid answer: one region of each task control, then boxes, each with its note, then turns.
fn answer() -> impl Strategy<Value = Vec<Region>> {
    let boxes = (0..5_usize).prop_flat_map(|n| (0..n).map(|i| a_box(format!("b{i}"))).collect::<Vec<_>>());
    let turns = (1..6_usize).prop_flat_map(|n| (0..n).map(|i| a_turn(format!("m{i}"))).collect::<Vec<_>>());
    let texts = proptest::collection::vec(words(), 1..=3);
    (0..3_usize, some_labels(), texts, boxes, turns, words()).prop_map(
        |(one, many, texts, boxes, turns, note)| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut regions = vec![
                choices("one", "one", "image", &[LABELS[one]]),
                choices("many", "many", "image", &many),
                text("text", "text", "image", &texts),
            ];
            for drawn in boxes {
                regions.push(text(&drawn.id, "note", "image", &[&note]));
                regions.push(drawn);
            }
            regions.extend(turns);
            regions
        },
    )
}

/// A way to spoil a region that has a given field: where the new value goes, and where the fault must be found.
fn spoiled(region: &Region, index: usize, way: usize) -> Option<(Region, String)> {
    let mut bad = region.clone();
    let within = match (region.from_name.as_str(), way % 6) {
        (_, 0) => {
            bad.from_name = "nobody".into();
            "/from_name".to_owned()
        }
        (_, 1) => {
            bad.to_name = "elsewhere".into();
            "/to_name".to_owned()
        }
        ("box", kind) => {
            let (key, value) = [
                ("x", json!(100.5)),
                ("width", json!(0)),
                ("height", json!("wide")),
                ("rectanglelabels", json!(["ufo"])),
            ][kind - 2]
                .clone();
            bad.value[key] = value;
            format!("/value/{key}{}", if key == "rectanglelabels" { "/0" } else { "" })
        }
        ("one" | "many", kind) => {
            let (value, at) = [
                (json!(["ufo"]), "/0"),
                (json!("car"), ""),
                (json!(["car", "car"]), "/1"),
                (json!([7]), "/0"),
            ][kind - 2]
                .clone();
            bad.value["choices"] = value;
            format!("/value/choices{at}")
        }
        ("text", kind) => {
            let (value, at) = [
                (json!(["x"]), "/0"),
                (json!("word"), ""),
                (json!(["long ".repeat(20)]), "/0"),
                (json!(["ab", "cd", "ef", "gh"]), ""),
            ][kind - 2]
                .clone();
            bad.value["text"] = value;
            format!("/value/text{at}")
        }
        ("chat", kind) => {
            let (key, value, at) = [
                ("role", json!("c"), ""),
                ("content", json!("  "), ""),
                ("tags", json!(["joy", "joy"]), "/1"),
                ("tags", json!(["calm"]), "/0"),
            ][kind - 2]
                .clone();
            bad.value["chatmessage"][key] = value;
            format!("/value/chatmessage/{key}{at}")
        }
        _ => return None,
    };
    Some((bad, format!("/{index}{within}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn valid_answers_validate_and_survive_json(regions in answer()) {
        let config = interface();
        prop_assert_eq!(faults(&config, &regions), []);
        let once = serde_json::to_string(&regions).unwrap();
        let read: Vec<Region> = serde_json::from_str(&once).unwrap();
        prop_assert_eq!(&read, &regions);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), once);
    }

    #[test]
    fn spoilt_answers_are_refused_at_the_right_place(regions in answer(), at in any::<prop::sample::Index>(), way in 0..6_usize) {
        let config = interface();
        let index = at.index(regions.len());
        if let Some((bad, pointer)) = spoiled(&regions[index], index, way) {
            let mut regions = regions;
            regions[index] = bad;
            let found = config.validate_answer(&Map::new(), &regions);
            prop_assert!(found.iter().any(|problem| problem.pointer == pointer), "{} not in {:#?}", pointer, found);
        }
    }

    #[test]
    fn normalising_keeps_ids_and_meaning_and_is_final(regions in answer()) {
        let config = interface();
        let stored = config.normalize_answer(&regions);
        prop_assert!(stored.iter().map(|r| &r.id).eq(regions.iter().map(|r| &r.id)));
        prop_assert!(config.answers_equal(&stored, &regions));
        prop_assert_eq!(config.normalize_answer(&stored), stored);
    }

    #[test]
    fn comparison_agrees_with_itself(a in answer(), b in answer()) {
        let config = interface();
        prop_assert!((config.similarity(&a, &a) - 1.0).abs() < 1e-9);
        let (forth, back) = (config.similarity(&a, &b), config.similarity(&b, &a));
        prop_assert!((0.0..=1.0).contains(&forth));
        prop_assert!((forth - back).abs() < 1e-9, "{} {}", forth, back);
        prop_assert_eq!(config.difference(&a, &a), []);
        prop_assert_eq!(config.answers_equal(&a, &b), config.difference(&a, &b).is_empty());
    }

    #[test]
    fn new_ids_and_another_order_change_nothing(a in answer(), seed in any::<usize>()) {
        let config = interface();
        let mut b = a.clone();
        for region in &mut b {
            region.id.insert_str(0, "new-");
        }
        // Turns stay in order, all else is turned round.
        let (mut turns, mut others): (Vec<Region>, Vec<Region>) = b.into_iter().partition(|r| r.from_name == "chat");
        let places = seed % others.len();
        others.rotate_left(places);
        turns.append(&mut others);
        prop_assert!(config.answers_equal(&a, &turns));
        prop_assert_eq!(config.difference(&a, &turns), []);
        prop_assert!((config.similarity(&a, &turns) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn one_mended_region_is_one_difference(a in answer(), at in any::<prop::sample::Index>()) {
        let config = interface();
        let index = at.index(a.len());
        let mut b = a.clone();
        match b[index].from_name.as_str() {
            "box" => b[index].value["width"] = json!(0.005),
            "one" | "many" => b[index].value["choices"] = json!([]),
            "text" | "note" => b[index].value["text"] = json!(["완전히 다른 글"]),
            _ => b[index].value["chatmessage"]["content"] = json!("완전히 다른 말"),
        }
        let changes = config.difference(&a, &b);
        prop_assert_eq!(changes.len(), 1);
        prop_assert_eq!(&changes[0].region_id, &a[index].id);
        prop_assert_eq!(&changes[0].from_name, &a[index].from_name);
        prop_assert!(!config.answers_equal(&a, &b));
        prop_assert!(config.similarity(&a, &b) < 1.0);
    }

    #[test]
    fn any_text_is_read_without_panic(xml in "(<|</|View|Choices|Choice| |name=|toName=|value=|'|\"|\\$a|/>|>|&|가|\\[0\\]|!--|\n){0,60}") {
        if let Err(problems) = LabelConfig::parse(&xml) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|problem| problem.line > 0 && !problem.message.is_empty()));
        }
    }

    #[test]
    fn any_value_is_checked_without_panic(value in any_json(), control in 0..6_usize) {
        let config = interface();
        let (name, kind) = [("box", "rectanglelabels"), ("one", "choices"), ("many", "choices"), ("text", "textarea"), ("note", "textarea"), ("chat", "chatmessage")][control];
        let to = if name == "chat" { "chat" } else { "image" };
        let odd = [Region::new("r", name, to, kind, value)];
        let found = config.validate_answer(&Map::new(), &odd);
        prop_assert!(!found.is_empty(), "`one` and `chat` are required");
        let alike = config.similarity(&odd, &odd);
        prop_assert!((0.0..=1.0).contains(&alike));
        prop_assert_eq!(config.difference(&odd, &odd), []);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z가]{0,3}".prop_map(Value::from),
    ];
    let key = "(x|y|width|height|rotation|rectanglelabels|choices|text|chatmessage|role|content|tags)";
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}
