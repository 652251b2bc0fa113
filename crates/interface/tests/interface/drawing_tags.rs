//! The tags that draw regions: boxes and messages.

use serde_json::json;

use crate::support::{boxed, choices, codes, config, fault, faults, message, region, with_objects};

mod rectangle_labels {
    use super::*;

    fn xml(attributes: &str) -> String {
        with_objects(&format!(
            "<RectangleLabels name='box' toName='image' {attributes}><Label value='Car' maxUsages='2'/><Label value='개' alias='dog'/></RectangleLabels>"
        ))
    }

    #[test]
    fn structure() {
        assert_eq!(
            codes(&xml("perRegion='true'")).first(),
            Some(&"per_region_not_possible")
        );
        assert_eq!(
            codes(&with_objects(
                "<Label value='A'/><TextArea name='t' toName='text'/>"
            )),
            ["wrong_parent"]
        );
    }

    #[test]
    fn boxes_lie_in_the_image() {
        let config = config(&xml(""));
        assert_eq!(
            faults(&config, &[boxed("1", "Car", [0.0, 0.0, 100.0, 100.0])]),
            []
        );
        assert_eq!(
            faults(&config, &[boxed("1", "Car", [50.0, 0.0, 50.005, 100.0])]),
            [],
            "rounding is forgiven"
        );
        for (at, pointer) in [
            ([-1.0, 0.0, 10.0, 10.0], "/0/value/x"),
            ([0.0, 101.0, 10.0, 10.0], "/0/value/y"),
            ([95.0, 0.0, 10.0, 10.0], "/0/value/width"),
            ([0.0, 95.0, 10.0, 10.0], "/0/value/height"),
        ] {
            assert_eq!(
                faults(&config, &[boxed("1", "Car", at)]),
                fault("box_outside_image", pointer)
            );
        }
        assert_eq!(
            faults(&config, &[boxed("1", "Car", [1.0, 1.0, 0.0, 5.0])]),
            fault("empty_box", "/0/value/width")
        );
        assert_eq!(
            faults(&config, &[boxed("1", "Car", [1.0, 1.0, 5.0, -5.0])]),
            fault("empty_box", "/0/value/height")
        );
    }

    #[test]
    fn boxes_carry_size_and_label() {
        let config = config(&xml(""));
        let mut bare = boxed("1", "Car", [1.0, 1.0, 5.0, 5.0]);
        bare.original_width = None;
        bare.original_height = Some(0.into());
        let found = faults(&config, &[bare]);
        assert_eq!(found[0], ("missing_image_size", "/0/original_width".to_owned()));
        assert_eq!(found[1], ("missing_image_size", "/0/original_height".to_owned()));
        assert_eq!(
            faults(&config, &[boxed("1", "Cat", [1.0, 1.0, 5.0, 5.0])]),
            fault("unknown_option", "/0/value/rectanglelabels/0")
        );
        let mut unlabelled = boxed("1", "Car", [1.0, 1.0, 5.0, 5.0]);
        unlabelled.value["rectanglelabels"] = json!([]);
        assert_eq!(
            faults(&config, &[unlabelled]),
            fault("missing_label", "/0/value/rectanglelabels")
        );
        let mut text = boxed("1", "dog", [1.0, 1.0, 5.0, 5.0]);
        text.value["x"] = json!("1");
        assert_eq!(faults(&config, &[text]), fault("wrong_shape", "/0/value/x"));
    }

    #[test]
    fn turned_boxes() {
        let mut turned = boxed("1", "Car", [95.0, 50.0, 10.0, 10.0]);
        turned.value["rotation"] = json!(90);
        assert_eq!(
            faults(&config(&xml("")), &[turned.clone()]),
            [],
            "it turns into the image"
        );
        assert_eq!(
            faults(&config(&xml("canRotate='false'")), &[turned.clone()]),
            fault("rotation_not_allowed", "/0/value/rotation")
        );
        turned.value["rotation"] = json!(-30);
        turned.value["x"] = json!(90);
        assert_eq!(
            faults(&config(&xml("")), &[turned.clone()]),
            [],
            "a corner sticks out, the centre does not"
        );
        turned.value["x"] = json!(99);
        assert_eq!(
            faults(&config(&xml("")), &[turned.clone()]),
            fault("box_outside_image", "/0/value/x")
        );
        turned.value["rotation"] = json!("a");
        assert_eq!(
            faults(&config(&xml("")), &[turned]),
            fault("wrong_shape", "/0/value/rotation")
        );
    }

    #[test]
    fn labels_may_be_used_up_and_required() {
        let config = config(&xml("required='true'"));
        let at = [1.0, 1.0, 5.0, 5.0];
        let three = [
            boxed("1", "Car", at),
            boxed("2", "Car", at),
            boxed("3", "Car", at),
        ];
        assert_eq!(
            faults(&config, &three),
            fault("label_used_too_often", "/2/value/rectanglelabels")
        );
        assert_eq!(faults(&config, &[]), fault("required", ""));
    }
}

mod chat {
    use super::*;

    fn xml(attributes: &str) -> String {
        format!("<View><Chat name='chat' value='$messages' roles='a,b' {attributes}/></View>")
    }

    #[test]
    fn two_people_have_a_part_and_a_brief_each() {
        for (attributes, code) in [
            ("firstBrief='$brief'", "missing_attribute"),
            ("people='2' llm='x'", "people_with_model"),
            ("people='3'", "invalid_attribute"),
            ("people='2' firstBrief='in words'", "not_a_field"),
        ] {
            assert_eq!(codes(&xml(attributes)), [code], "{attributes}");
        }
        let three = "<View><Chat name='chat' messageRoles='a,b,c' people='2'/></View>";
        assert_eq!(codes(three), ["wrong_role_count"]);
        let twice = "<View><Chat name='a' people='2'/><Chat name='b' people='2'/></View>";
        assert_eq!(codes(twice), ["second_live_chat"]);

        let config = config(&xml("people='2' secondBrief='$secret.b' minMessages='3'"));
        let chat = config.live_chat().expect("a conversation of two");
        assert_eq!(chat.parts, ["a", "b"]);
        assert_eq!(chat.brief_fields, [None, Some("secret.b".to_owned())]);
        assert_eq!((chat.min_messages, chat.away_seconds), (3, 90));
        let mut data = serde_json::json!({"secret": {"b": "x"}, "open": 1})
            .as_object()
            .cloned()
            .unwrap();
        config.hide_briefs(&mut data);
        assert_eq!(data.keys().collect::<Vec<_>>(), ["open"]);
        assert!(super::config(&xml("")).live_chat().is_none());
    }

    #[test]
    fn structure() {
        assert_eq!(codes(&xml("minMessages='3' maxMessages='2'")), ["empty_range"]);
        assert_eq!(codes(&xml("toName='other'")), ["wrong_to_name"]);
        assert_eq!(codes(&xml("toName='chat'")), [] as [&str; 0]);
        assert_eq!(codes(&xml("editable='a,c'")), ["unknown_role"]);
        assert_eq!(codes(&xml("tagRequired='true'")), ["missing_attribute"]);
        assert_eq!(codes(&xml("tags='x,x'")), ["invalid_attribute"]);
        let tree = config(&xml("editable='true'")).tree();
        assert_eq!(
            tree.children[0].attributes["messageRoles"], "a,b",
            "`roles` is another spelling"
        );
    }

    #[test]
    fn messages() {
        let config = config(&xml(
            "minMessages='2' maxMessages='3' minLength='2' tags='joy,anger' tagChoice='single' tagRequired='true'",
        ));
        let good = |id: &str| message(id, "a", "안녕", &["joy"]);
        assert_eq!(
            faults(&config, &[good("1"), message("2", "b", "hello", &["anger"])]),
            []
        );
        assert_eq!(faults(&config, &[]), fault("required", ""));
        assert_eq!(faults(&config, &[good("1")]), fault("too_few_messages", ""));
        let four = [good("1"), good("2"), good("3"), good("4")];
        assert_eq!(faults(&config, &four), fault("too_many_messages", "/3/value"));
        for (bad, code, pointer) in [
            (
                message("2", "c", "hello", &["joy"]),
                "unknown_role",
                "/1/value/chatmessage/role",
            ),
            (
                message("2", "a", "가", &["joy"]),
                "text_too_short",
                "/1/value/chatmessage/content",
            ),
            (
                message("2", "a", " \n ", &["joy"]),
                "blank_message",
                "/1/value/chatmessage/content",
            ),
            (
                message("2", "a", "hello", &["sad"]),
                "unknown_message_tag",
                "/1/value/chatmessage/tags/0",
            ),
            (
                message("2", "a", "hello", &[]),
                "missing_tag",
                "/1/value/chatmessage/tags",
            ),
            (
                message("2", "a", "hello", &["joy", "anger"]),
                "too_many_options",
                "/1/value/chatmessage/tags",
            ),
            (
                message("2", "a", "hello", &["joy", "joy"]),
                "repeated_option",
                "/1/value/chatmessage/tags/1",
            ),
            (
                region("2", "chat", "chat", "chatmessage", json!({"role": "a"})),
                "wrong_shape",
                "/1/value/chatmessage",
            ),
        ] {
            assert_eq!(faults(&config, &[good("1"), bad])[0], (code, pointer.to_owned()));
        }
    }

    #[test]
    fn default_roles_and_choices_about_a_message() {
        let config = config(
            "<View><Chat name='chat'/><View visibleWhen='region-selected' whenRole='assistant'>\
             <Choices name='c' toName='chat' perRegion='true' required='true'><Choice value='ok'/></Choices></View></View>",
        );
        let talk = [
            message("1", "user", "hi", &[]),
            message("2", "assistant", "hello", &[]),
        ];
        assert_eq!(
            faults(&config, &talk),
            fault("required", "/1"),
            "only about what the assistant said"
        );
        let [first, second] = talk;
        assert_eq!(
            faults(&config, &[first, second, choices("2", "c", "chat", &["ok"])]),
            []
        );
        assert_eq!(config.data_fields(), [], "a conversation may start from nothing");
    }
}
