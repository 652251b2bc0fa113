//! Reading configs: what is refused, what is warned about, what comes out.

use crate::support::{codes, config, data, problems, warnings, with_objects};
use pumasi_interface::{ControlKind, DataKind, LabelConfig, MAX_CONFIG_BYTES, ObjectKind};
use serde_json::{Value, json};

#[test]
fn spelling_is_free_on_input_and_canonical_on_output() {
    let config = config(
        "<view><IMAGE NAME='image' VALUE='$image'/><choices name='c' toname='image' CHOICE='Multiple' required='TRUE'>\
         <choice VALUE='A'/></choices></view>",
    );
    let tree = serde_json::to_value(config.tree()).unwrap();
    assert_eq!(
        tree,
        json!({"tag": "View", "attributes": {}, "children": [
            {"tag": "Image", "attributes": {"name": "image", "value": "$image"}, "children": []},
            {"tag": "Choices", "attributes": {"choice": "multiple", "name": "c", "required": "true", "toName": "image"},
             "children": [{"tag": "Choice", "attributes": {"value": "A"}, "children": []}]},
        ]})
    );
}

#[test]
fn all_problems_come_at_once_with_their_places() {
    let found = problems(
        "<View>\n  <MagicWand>.a{}</MagicWand>\n  <Image name=\"image\"/>\n    <Choices name=\"c\" toName=\"picture\" choice=\"many\">\n\
         <Choice value=\"A\"/>\n<Choice value=\"A\"/>\n</Choices>\n<Vector name=\"p\" toName=\"image\"/>\n</View>",
    );
    let short: Vec<(u32, u32, &str, &str)> = found
        .iter()
        .map(|p| (p.line, p.column, p.tag.as_str(), p.code))
        .collect();
    assert_eq!(
        short,
        [
            (2, 3, "MagicWand", "unknown_tag"),
            (3, 3, "Image", "missing_attribute"),
            (4, 5, "Choices", "invalid_attribute"),
            (4, 5, "Choices", "unknown_to_name"),
            (8, 1, "Vector", "unknown_tag"),
        ]
    );
    assert!(found[0].message.contains("MagicWand") && found[0].message.contains("RectangleLabels"));
    assert_eq!(
        found[2].to_string(),
        format!("line 4, column 5: {}", found[2].message)
    );
}

#[test]
fn columns_count_characters_not_bytes() {
    let found = problems("<View><Header value=\"한글 제목\"/><Nope/></View>");
    assert_eq!((found[0].line, found[0].column), (1, 30));
}

#[test]
fn what_refers_to_an_unknown_tag_is_not_reported_too() {
    let xml = "<View><Sound name='audio' value='$audio'/><Choices name='c' toName='audio'><Choice value='A'/></Choices></View>";
    assert_eq!(codes(xml), ["unknown_tag"]);
    let inside = "<View><Dialog><Text name='t' value='$t'/></Dialog><TextArea name='a' toName='t'/></View>";
    assert_eq!(codes(inside), ["unknown_tag"]);
}

#[test]
fn hostile_xml_is_refused() {
    assert_eq!(
        codes("<!DOCTYPE v [<!ENTITY a 'b'>]><View>&a;</View>"),
        ["dtd_not_allowed"]
    );
    assert_eq!(codes("<View><Image"), ["invalid_xml"]);
    assert_eq!(codes(""), ["invalid_xml"]);
    assert_eq!(codes(&" ".repeat(MAX_CONFIG_BYTES + 1)), ["config_too_large"]);
    assert_eq!(
        codes(&format!("<View>{}</View>", "<View/>".repeat(4_000))),
        ["too_many_nodes"]
    );
    let deep = format!("{}{}", "<View>".repeat(4_000), "</View>".repeat(4_000));
    assert_eq!(codes(&deep), ["too_many_nodes"]);
    let deep = format!("{}{}", "<View>".repeat(1_000), "</View>".repeat(1_000));
    assert_eq!(codes(&deep), ["nested_too_deep"]);
    let deep = format!("<View>{}{}</View>", "<x>".repeat(1_000), "</x>".repeat(1_000));
    assert_eq!(codes(&deep).last(), Some(&"nested_too_deep"));
    // The largest nesting that fits must not exhaust the stack of a small thread.
    let deepest = "<a>".repeat(MAX_CONFIG_BYTES / 3);
    let read = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(move || codes(&deepest));
    assert_eq!(read.unwrap().join().unwrap().len(), 1);
}

#[test]
fn nothing_that_could_run_reaches_the_tree() {
    let xml = "<View onclick='alert(1)' style='background-image:url(//x);gap:1em' className='a.b row'>\
        <Image name='image' value='$image' onerror='alert(1)'/>\
        <TextArea name='t' toName='image' placeholder='&lt;b&gt;bold&lt;/b&gt;'/></View>";
    let tree = serde_json::to_string(&config(xml).tree()).unwrap();
    for word in ["onclick", "onerror", "alert", "url(", "a.b"] {
        assert!(!tree.contains(word), "{word} in {tree}");
    }
    assert!(tree.contains("gap: 1em") && tree.contains("\"className\":\"row\""));
    assert!(tree.contains("<b>bold</b>"), "text stays text: {tree}");
    assert_eq!(
        warnings(xml),
        [
            "unknown_attribute",
            "unsafe_style",
            "unsafe_style",
            "unknown_attribute"
        ],
        "in document order"
    );
    assert_eq!(
        codes("<View><Image name='i' value='javascript:alert(1)'/></View>"),
        ["invalid_attribute"]
    );
}

#[test]
fn names_and_references_are_checked() {
    let twice = with_objects("<TextArea name='image' toName='text'/>");
    assert_eq!(codes(&twice), ["duplicate_name"]);
    let wrong = with_objects("<RectangleLabels name='b' toName='text'><Label value='A'/></RectangleLabels>");
    assert_eq!(codes(&wrong), ["wrong_to_name"]);
    assert_eq!(codes(&with_objects("")), ["no_controls"]);
    assert_eq!(
        codes("<Choices name='c' toName='c'><Choice value='A'/></Choices>").first(),
        Some(&"root_not_view")
    );
    assert_eq!(
        codes("<View><Image name='i' value='$i'/><Image name='i' NAME='j' value='$i'/></View>"),
        ["repeated_attribute", "duplicate_name"]
    );
}

#[test]
fn controls_and_objects_are_described() {
    let config = config(
        "<View><Image name='image' value='$image'/>\
         <RectangleLabels name='box' toName='image'><Label value='자동차' alias='car' background='#00f' maxUsages='3'/></RectangleLabels>\
         <TextArea name='note' toName='image' perRegion='true' required='true'/>\
         <Chat name='chat' value='$chat' minMessages='2'/></View>",
    );
    let kinds: Vec<(&str, &str, ControlKind, bool, bool)> = config
        .controls()
        .map(|c| {
            (
                c.name.as_str(),
                c.to_name.as_str(),
                c.kind,
                c.per_region,
                c.required,
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("box", "image", ControlKind::RectangleLabels, false, false),
            ("note", "image", ControlKind::TextArea, true, true),
            ("chat", "chat", ControlKind::Chat, false, true),
        ]
    );
    let option = &config.control("box").unwrap().options[0];
    assert_eq!(
        (option.value.as_str(), option.label.as_str(), option.max_usages),
        ("car", "자동차", Some(3))
    );
    let objects: Vec<(&str, ObjectKind)> = config
        .objects()
        .iter()
        .map(|o| (o.name.as_str(), o.kind))
        .collect();
    assert_eq!(
        objects,
        [("image", ObjectKind::Image), ("chat", ObjectKind::Chat)]
    );
    assert_eq!(
        serde_json::to_value(ControlKind::RectangleLabels).unwrap(),
        json!(ControlKind::RectangleLabels.as_str())
    );
}

#[test]
fn only_plain_choices_are_categorical() {
    let two = with_objects(
        "<Choices name='a' toName='text'><Choice value='1'/></Choices><Choices name='b' toName='text'><Choice value='1'/></Choices>",
    );
    let names: Vec<String> = config(&two)
        .categorical_controls()
        .iter()
        .map(|c| c.name.clone())
        .collect();
    assert_eq!(names, ["a", "b"]);
    assert!(config(&two).is_categorical());
    let mixed = with_objects(
        "<Choices name='a' toName='text'><Choice value='1'/></Choices><TextArea name='t' toName='text'/>",
    );
    assert!(!config(&mixed).is_categorical());
}

#[test]
fn data_fields_are_found_and_checked() {
    let config = config(
        "<View><Header value='Hello $user.name, see $image'/><Image name='image' value='$image'/>\
         <Text name='text' value='$texts[1]'/><Paragraphs name='d' value='$d' nameKey='who' textKey='said'/>\
         <Choices name='c' toName='image' value='$options'/><Chat name='chat' value='$chat'/></View>",
    );
    let fields: Vec<(String, DataKind, bool)> = config
        .data_fields()
        .into_iter()
        .map(|f| (f.path, f.kind, f.required))
        .collect();
    let field = |path: &str, kind, required| (path.to_owned(), kind, required);
    assert_eq!(
        fields,
        [
            field("user.name", DataKind::Text, true),
            field("image", DataKind::Text, true),
            field("image", DataKind::Image, true),
            field("texts[1]", DataKind::Text, true),
            field("d", DataKind::Paragraphs, true),
            field("options", DataKind::Options, true),
            field("chat", DataKind::Messages, false),
        ]
    );
    let good = json!({"user": {"name": "민수"}, "image": "https://a/b.png", "texts": ["", "x"],
        "d": [{"who": "A", "said": "hi"}, {"said": "no speaker"}], "options": ["A", 2, {"value": "B", "alias": "b"}]});
    assert_eq!(config.validate_data(&data(good.clone())), []);
    let values: Vec<String> = config
        .options("c", &data(good))
        .into_iter()
        .map(|o| o.value)
        .collect();
    assert_eq!(values, ["A", "2", "b"]);
    let bad = json!({"user": 7, "image": "javascript:x", "texts": ["", {}], "d": [{"who": 1, "said": "a"}, "x"],
        "options": ["A", []], "chat": [{"role": "user"}]});
    let found: Vec<(String, &str)> = config
        .validate_data(&data(bad))
        .into_iter()
        .map(|p| (p.path, p.code))
        .collect();
    let expected = [
        ("chat[0]", "missing_field"),
        ("d[0].who", "wrong_kind"),
        ("d[1]", "missing_field"),
        ("image", "unsafe_url"),
        ("options[1]", "wrong_kind"),
        ("texts[1]", "wrong_kind"),
        ("user.name", "missing_field"),
    ];
    assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
}

#[test]
fn empty_data_is_refused_where_there_would_be_nothing_to_see() {
    let config = config(&with_objects(
        "<Choices name='c' toName='text'><Choice value='A'/></Choices>",
    ));
    let found = config.validate_data(&data(json!({"image": " ", "text": "", "dialogue": []})));
    assert_eq!(
        found.iter().map(|p| p.code).collect::<Vec<_>>(),
        ["empty_field"; 3]
    );
    let found = config.validate_data(&data(json!({"image": null, "text": 5, "dialogue": "a: b"})));
    let short: Vec<(&str, &str)> = found.iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(short, [("dialogue", "wrong_kind"), ("image", "missing_field")]);
}

#[test]
fn an_address_may_be_put_together_but_not_into_a_script() {
    let config = config("<View><Image name='i' value='$base/$file'/><TextArea name='t' toName='i'/></View>");
    let check = |base: &str| {
        config
            .validate_data(&data(json!({"base": base, "file": "1.png"})))
            .len()
    };
    assert_eq!(
        [
            check("https://host"),
            check("/media"),
            check("javascript:alert(1);//")
        ],
        [0, 0, 1]
    );
}

#[test]
fn the_samples_of_the_project_are_clean() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/interfaces");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            let xml = std::fs::read_to_string(&path).unwrap();
            let config = LabelConfig::parse(&xml).unwrap_or_else(|e| panic!("{}: {e:#?}", path.display()));
            assert_eq!(config.warnings(), [], "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 6, "{count} samples");
}

#[test]
fn what_label_studio_forgives_is_forgiven() {
    // One object: what a control is about goes without saying.
    let xml = "<View><Text name='t' value='$t'/><Rating name='r'/><Header size='8' value='x'/></View>";
    assert_eq!(
        config(xml).control("r").map(|control| control.to_name.as_str()),
        Some("t")
    );
    assert_eq!(config(xml).tree().children[1].attributes["toName"], "t");
    let two = "<View><Text name='t' value='$t'/><Text name='u' value='$u'/><Rating name='r'/></View>";
    assert_eq!(codes(two), ["missing_attribute"]);
    // Of two that answers could not tell apart the first counts.
    let twice = "<View><Text name='t' value='$t'/><Choices name='c' toName='t'><Choice value='A'/><Choice value='A'/></Choices></View>";
    assert_eq!(warnings(twice), ["duplicate_option"]);
    assert_eq!(
        config(twice).control("c").map(|control| control.options.len()),
        Some(1)
    );
}

#[test]
fn an_image_may_have_pages() {
    let xml = "<View><Image name='i' valueList='$pages'/><RectangleLabels name='box' toName='i'><Label value='A'/></RectangleLabels></View>";
    let config = config(xml);
    let data = |pages: Value| crate::support::data(json!({ "pages": pages }));
    assert!(config.validate_data(&data(json!(["a.png", "b.png"]))).is_empty());
    let bad = config.validate_data(&data(json!(["a.png", "javascript:x", 1])));
    let places: Vec<(&str, &str)> = bad.iter().map(|p| (p.code, p.path.as_str())).collect();
    assert_eq!(places, [("unsafe_url", "pages[1]"), ("wrong_kind", "pages[2]")]);
    assert_eq!(config.validate_data(&data(json!([])))[0].code, "empty_field");
    assert_eq!(
        codes("<View><Image name='i'/><Rating name='r'/></View>"),
        ["missing_attribute"]
    );
    // The same box on another page is another box.
    let on = |page: u64| {
        let mut region = crate::support::boxed("b", "A", [1.0, 1.0, 5.0, 5.0]);
        region.to_name = "i".to_owned();
        region.extra.insert("item_index".to_owned(), json!(page));
        [region]
    };
    assert!(config.answers_equal(&on(1), &on(1)));
    assert!(!config.answers_equal(&on(0), &on(1)));
    assert_eq!(config.similarity(&on(0), &on(1)), 0.0);
}
