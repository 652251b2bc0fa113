//! Each tag that lays out, shows or asks: its own rules in a config and in answers.

use crate::support::{boxed, choices, codes, config, fault, faults, region, text, warnings, with_objects};
use serde_json::{Value, json};

mod layout {
    use super::*;

    #[test]
    fn view_groups_and_header_takes_text() {
        let config = config(&with_objects(
            "<View display='inline'><Header size='2'> Big\n title </Header></View><TextArea name='t' toName='text'/>",
        ));
        let node = &config.tree().children[3].children[0];
        assert_eq!(
            (node.tag.as_str(), node.attributes["value"].as_str()),
            ("Header", "Big title")
        );
        assert_eq!(codes("<View><Header/></View>"), ["missing_attribute"]);
        assert_eq!(
            codes("<View><Header size='big' value='x'/></View>"),
            ["invalid_attribute"]
        );
        assert_eq!(
            codes("<View><Header value='x'><View/></Header></View>"),
            ["children_not_allowed"]
        );
    }

    #[test]
    fn stray_text_is_ignored_with_a_warning() {
        assert_eq!(
            warnings(&with_objects("hello<TextArea name='t' toName='text'/>")),
            ["text_ignored"]
        );
    }
}

mod objects {
    use super::*;

    #[test]
    fn image_text_and_paragraphs_need_name_and_value() {
        for tag in ["Image", "Text", "Paragraphs"] {
            assert_eq!(
                codes(&format!("<View><{tag}/></View>")),
                ["missing_attribute"; 2],
                "{tag}"
            );
        }
        assert_eq!(
            codes("<View><Paragraphs name='p' value='fixed'/><TextArea name='t' toName='p'/></View>"),
            ["not_a_field"]
        );
        assert_eq!(
            codes("<View><Text name='t' value='$t' valueType='html'/></View>"),
            ["invalid_attribute"]
        );
        let fixed = "<View><Image name='i' value='/logo.png'/><TextArea name='t' toName='i'/></View>";
        assert_eq!(warnings(fixed), ["fixed_value"]);
    }

    #[test]
    fn text_may_be_fixed_or_mixed() {
        let config =
            config("<View><Text name='a' value='Read this, $name'/><TextArea name='t' toName='a'/></View>");
        assert_eq!(config.data_fields()[0].path, "name");
    }
}

mod choices_tag {
    use super::*;

    fn xml(attributes: &str) -> String {
        with_objects(&format!(
            "<Choices name='c' toName='text' {attributes}><Choice value='고양이' alias='cat'/><Choice value='Dog'/></Choices>"
        ))
    }

    #[test]
    fn structure() {
        assert_eq!(
            codes(&with_objects("<Choices name='c' toName='text'/>")),
            ["no_options"]
        );
        assert_eq!(
            codes(&with_objects(
                "<Choice value='A'/><TextArea name='t' toName='text'/>"
            )),
            ["wrong_parent"]
        );
        let two = "<Choices name='c' toName='text'><Choice value='A' selected='true'/><Choice value='B' selected='true'/></Choices>";
        assert_eq!(codes(&with_objects(two)), ["too_many_selected"]);
        let keys = "<Choices name='c' toName='text'><Choice value='A' hotkey='1'/><Choice value='B' hotkey='1'/></Choices>";
        assert_eq!(warnings(&with_objects(keys)), ["duplicate_hotkey"]);
        let nested =
            "<Choices name='c' toName='text'><TextArea name='t' toName='text'/><Choice value='A'/></Choices>";
        assert_eq!(codes(&with_objects(nested)), ["wrong_parent"]);
        let wrapped = "<Choices name='c' toName='text'><View><Header value='Pets'/><Choice value='A'/></View></Choices>";
        assert_eq!(
            config(&with_objects(wrapped)).control("c").unwrap().options.len(),
            1
        );
    }

    #[test]
    fn results_hold_the_alias() {
        let config = config(&xml(""));
        assert_eq!(faults(&config, &[choices("1", "c", "text", &["cat"])]), []);
        assert_eq!(
            faults(&config, &[choices("1", "c", "text", &["고양이"])]),
            fault("unknown_option", "/0/value/choices/0")
        );
    }

    #[test]
    fn single_takes_one_and_multiple_many() {
        let both = [choices("1", "c", "text", &["cat", "Dog"])];
        assert_eq!(
            faults(&config(&xml("")), &both),
            fault("too_many_options", "/0/value/choices")
        );
        assert_eq!(
            faults(&config(&xml("choice='single-radio'")), &both),
            fault("too_many_options", "/0/value/choices")
        );
        assert_eq!(faults(&config(&xml("choice='multiple'")), &both), []);
        let twice = [choices("1", "c", "text", &["cat", "cat"])];
        assert_eq!(
            faults(&config(&xml("choice='multiple'")), &twice),
            fault("repeated_option", "/0/value/choices/1")
        );
    }

    #[test]
    fn required_and_its_message() {
        let config = config(&xml("required='true' requiredMessage='골라 주세요'"));
        let found = config.validate_answer(&serde_json::Map::new(), &[choices("1", "c", "text", &[])]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (
                found[0].code,
                found[0].message.as_str(),
                found[0].pointer.as_str()
            ),
            ("required", "골라 주세요", "")
        );
        assert_eq!(found[0].from_name.as_deref(), Some("c"));
        assert_eq!(faults(&super::config(&xml("")), &[]), [], "not required");
    }

    #[test]
    fn one_answer_a_task() {
        let config = config(&xml(""));
        let two = [
            choices("1", "c", "text", &["cat"]),
            choices("2", "c", "text", &["Dog"]),
        ];
        assert_eq!(faults(&config, &two), fault("duplicate_answer", "/1"));
    }

    #[test]
    fn options_may_come_from_the_task() {
        let config = config(&with_objects(
            "<Choices name='c' toName='text' value='$options'/>",
        ));
        let data = crate::support::data(json!({"options": ["A", {"value": "B", "alias": "b"}]}));
        let check = |label: &str| {
            config
                .validate_answer(&data, &[choices("1", "c", "text", &[label])])
                .len()
        };
        assert_eq!([check("A"), check("b"), check("B")], [0, 0, 1]);
        assert_eq!(
            codes(&with_objects("<Choices name='c' toName='text' value='A,B'/>")),
            ["not_a_field"]
        );
    }

    #[test]
    fn wrong_shapes() {
        let config = config(&xml(""));
        for value in [json!({"choices": "cat"}), json!({}), json!([]), Value::Null] {
            let found = faults(&config, &[region("1", "c", "text", "choices", value.clone())]);
            assert_eq!(found, fault("wrong_shape", "/0/value/choices"), "{value}");
        }
        let found = faults(
            &config,
            &[region("1", "c", "text", "choices", json!({"choices": [1]}))],
        );
        assert_eq!(found, fault("wrong_shape", "/0/value/choices/0"));
    }
}

mod text_area {
    use super::*;

    fn xml(attributes: &str) -> String {
        with_objects(&format!("<TextArea name='t' toName='text' {attributes}/>"))
    }

    #[test]
    fn structure() {
        assert_eq!(codes(&xml("minLength='5' maxLength='4'")), ["empty_range"]);
        assert_eq!(codes(&xml("rows='0'")), ["invalid_attribute"]);
        assert_eq!(codes(&xml("perRegion='true'")), ["per_region_without_regions"]);
    }

    #[test]
    fn lengths_count_nfc_code_points_without_outer_blanks() {
        let config = config(&xml("minLength='2' maxLength='3'"));
        let check = |content: &str| faults(&config, &[text("1", "t", "text", &[content])]);
        assert_eq!(check("한글"), []);
        assert_eq!(
            check("\u{1112}\u{1161}\u{11ab}"),
            fault("text_too_short", "/0/value/text/0"),
            "one syllable"
        );
        assert_eq!(check(" a "), fault("text_too_short", "/0/value/text/0"));
        assert_eq!(check("네글자다"), fault("text_too_long", "/0/value/text/0"));
    }

    #[test]
    fn submissions() {
        let config = config(&xml("maxSubmissions='2' skipDuplicates='true' required='true'"));
        assert_eq!(
            faults(&config, &[text("1", "t", "text", &["a", "b", "c"])]),
            fault("too_many_submissions", "/0/value/text")
        );
        assert_eq!(
            faults(&config, &[text("1", "t", "text", &["a", "a"])]),
            fault("repeated_text", "/0/value/text/1")
        );
        assert_eq!(
            faults(&config, &[text("1", "t", "text", &["  \n"])]),
            fault("required", ""),
            "blank is nothing"
        );
        let wrong = [region("1", "t", "text", "textarea", json!({"text": "a"}))];
        assert_eq!(
            faults(&config, &wrong)[0],
            ("wrong_shape", "/0/value/text".to_owned())
        );
    }

    #[test]
    fn about_each_region() {
        let xml = with_objects(
            "<RectangleLabels name='box' toName='image'><Label value='Car'/></RectangleLabels>\
             <TextArea name='t' toName='image' perRegion='true' required='true'/>",
        );
        let config = config(&xml);
        let at = [1.0, 1.0, 5.0, 5.0];
        assert_eq!(faults(&config, &[]), [], "nothing drawn, nothing to say");
        let found = config.validate_answer(
            &serde_json::Map::new(),
            &[
                boxed("a", "Car", at),
                boxed("b", "Car", at),
                text("a", "t", "image", &["x"]),
            ],
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code, found[0].pointer.as_str()), ("required", "/1"));
        assert_eq!(
            (found[0].region_id.as_deref(), found[0].from_name.as_deref()),
            (Some("b"), Some("t"))
        );
        let stray = [
            boxed("a", "Car", at),
            text("a", "t", "image", &["x"]),
            text("z", "t", "image", &["y"]),
        ];
        assert_eq!(faults(&config, &stray), fault("no_such_region", "/2/id"));
    }
}
