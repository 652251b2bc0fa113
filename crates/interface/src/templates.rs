//! The built-in templates: what a requester starts from. Each is there in Korean and in English; the results of both
//! hold the same words wherever the config gives an alias.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// Something in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Localized<T> {
    /// Korean.
    pub ko: T,
    /// English.
    pub en: T,
}

/// A ready-made interface.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Template {
    /// Stable name, for example `image_classification`.
    pub template_id: &'static str,
    /// What it is called.
    pub title: Localized<&'static str>,
    /// What workers do in it.
    pub description: Localized<&'static str>,
    /// The label config, worded in each language.
    pub xml: Localized<&'static str>,
    /// Data of one task, to try it with. Pictures are `data:` addresses, so that the trial needs no network.
    pub example_data: Localized<Map<String, Value>>,
}

/// An address that holds the picture itself.
macro_rules! picture {
    ($name:literal) => {
        concat!(
            "data:image/png;base64,",
            include_str!(concat!("../templates/", $name, ".base64"))
        )
    };
}

/// The config of a template in both languages.
macro_rules! xml {
    ($name:literal) => {
        Localized {
            ko: include_str!(concat!("../templates/ko/", $name, ".xml")),
            en: include_str!(concat!("../templates/en/", $name, ".xml")),
        }
    };
}

/// All built-in templates, the most common first.
pub fn templates() -> Vec<Template> {
    vec![
        Template {
            template_id: "image_classification",
            title: localized("이미지 분류", "Image classification"),
            description: localized(
                "사진을 보고 하나를 골라요.",
                "Look at a picture and choose one answer.",
            ),
            xml: xml!("image_classification"),
            example_data: same(json!({ "image": picture!("animal") })),
        },
        Template {
            template_id: "image_classification_multiple",
            title: localized("이미지 분류 (여러 개)", "Image classification, several answers"),
            description: localized(
                "사진에 있는 것을 모두 골라요.",
                "Look at a picture and choose all that apply.",
            ),
            xml: xml!("image_classification_multiple"),
            example_data: same(json!({ "image": picture!("street") })),
        },
        Template {
            template_id: "text_classification",
            title: localized("글 분류", "Text classification"),
            description: localized("글을 읽고 하나를 골라요.", "Read a text and choose one answer."),
            xml: xml!("text_classification"),
            example_data: data(
                json!({ "text": "배송도 빠르고 포장도 꼼꼼해서 정말 마음에 들어요." }),
                json!({ "text": "It arrived early and well packed. I am very happy with it." }),
            ),
        },
        Template {
            template_id: "bounding_boxes",
            title: localized("상자 그리기", "Bounding boxes"),
            description: localized(
                "사진 속 물건마다 상자를 그리고 이름을 붙여요.",
                "Draw a labelled box around each thing in a picture.",
            ),
            xml: xml!("bounding_boxes"),
            example_data: same(json!({ "image": picture!("street") })),
        },
        Template {
            template_id: "free_writing",
            title: localized("글쓰기", "Free writing"),
            description: localized(
                "주제를 읽고 자유롭게 글을 써요.",
                "Read a topic and write about it freely.",
            ),
            xml: xml!("free_writing"),
            example_data: data(
                json!({ "topic": "처음으로 혼자 여행했던 날에 대해 써 주세요." }),
                json!({ "topic": "Write about the first time you travelled alone." }),
            ),
        },
        conversation_writing(),
        dialogue_sentiment(),
    ]
}

fn conversation_writing() -> Template {
    Template {
        template_id: "conversation_writing",
        title: localized("대화 쓰기", "Conversation writing"),
        description: localized(
            "상황에 맞는 두 사람의 대화를 쓰고 말마다 감정을 표시해요.",
            "Write a conversation of two people and tag the feeling of each message.",
        ),
        xml: xml!("conversation_writing"),
        example_data: data(
            json!({ "situation": "카페에서 주문한 것과 다른 음료가 나왔어요.", "messages": [] }),
            json!({ "situation": "The café has served a different drink from the one ordered.", "messages": [] }),
        ),
    }
}

fn dialogue_sentiment() -> Template {
    Template {
        template_id: "dialogue_sentiment",
        title: localized("대화의 분위기", "Mood of a dialogue"),
        description: localized(
            "대화를 읽고 분위기를 골라요. 나쁘면 까닭도 골라요.",
            "Read a dialogue and choose its mood, and the reason when it is bad.",
        ),
        xml: xml!("dialogue_sentiment"),
        example_data: data(
            json!({ "dialogue": [
                { "speaker": "민수", "text": "오늘 저녁에 시간 있어?" },
                { "speaker": "지영", "text": "응! 마침 너한테 연락하려던 참이었어." },
                { "speaker": "민수", "text": "잘됐다. 그럼 일곱 시에 보자." },
            ] }),
            json!({ "dialogue": [
                { "speaker": "Minsu", "text": "Are you free this evening?" },
                { "speaker": "Jiyoung", "text": "Yes! I was just about to call you." },
                { "speaker": "Minsu", "text": "Great, see you at seven then." },
            ] }),
        ),
    }
}

fn localized(ko: &'static str, en: &'static str) -> Localized<&'static str> {
    Localized { ko, en }
}

fn data(ko: Value, en: Value) -> Localized<Map<String, Value>> {
    let fields = |value| match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Localized {
        ko: fields(ko),
        en: fields(en),
    }
}

fn same(value: Value) -> Localized<Map<String, Value>> {
    data(value.clone(), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LabelConfig;

    #[test]
    fn every_template_is_a_clean_config_with_fitting_data() {
        let all = templates();
        assert_eq!(all.len(), 7);
        for template in all {
            let languages = [
                (template.xml.ko, &template.example_data.ko),
                (template.xml.en, &template.example_data.en),
            ];
            for (xml, data) in languages {
                let config =
                    LabelConfig::parse(xml).unwrap_or_else(|e| panic!("{}: {e:?}", template.template_id));
                assert_eq!(config.warnings(), [], "{}", template.template_id);
                assert_eq!(config.validate_data(data), [], "{}", template.template_id);
                assert!(!config.data_fields().is_empty());
            }
        }
    }

    #[test]
    fn both_languages_lead_to_the_same_results() {
        for template in templates()
            .into_iter()
            .filter(|template| template.template_id != "conversation_writing")
        {
            let values = |xml| -> Vec<(String, Vec<String>)> {
                let config = LabelConfig::parse(xml).unwrap_or_else(|e| panic!("{e:?}"));
                let options = |c: &crate::Control| c.options.iter().map(|o| o.value.clone()).collect();
                config.controls().map(|c| (c.name.clone(), options(c))).collect()
            };
            assert_eq!(
                values(template.xml.ko),
                values(template.xml.en),
                "{}",
                template.template_id
            );
        }
    }
}
