//! The built-in templates: what a requester starts from. Each is there in Korean and in English; the results of both
//! hold the same words wherever the config gives an alias.

mod list;

use serde::Serialize;
use serde_json::{Map, Value};

use list::{SOURCES, Source};

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
    /// What it is about: `picture`, `text`, `conversation`, `ranking`, `making`, `audio`, `video` or `document`.
    pub category: &'static str,
    /// What it is called.
    pub title: Localized<&'static str>,
    /// What workers do in it.
    pub description: Localized<&'static str>,
    /// The label config, worded in each language.
    pub xml: Localized<String>,
    /// Data of one task, to try it with. Pictures are `data:` addresses, recordings, videos and documents lie with the
    /// front end under `/example/`, so that the trial needs no other server.
    pub example_data: Localized<Map<String, Value>>,
}

/// All built-in templates, the most common of each kind first.
pub fn templates() -> Vec<Template> {
    SOURCES.iter().map(template).collect()
}

fn template(source: &Source) -> Template {
    let [title_ko, title_en] = source.title;
    let [description_ko, description_en] = source.description;
    let data: Value = serde_json::from_str(source.data).unwrap_or_default();
    Template {
        template_id: source.template_id,
        category: source.category,
        title: Localized {
            ko: title_ko,
            en: title_en,
        },
        description: Localized {
            ko: description_ko,
            en: description_en,
        },
        xml: Localized {
            ko: worded(source.xml, Language::Korean),
            en: worded(source.xml, Language::English),
        },
        example_data: Localized {
            ko: fields(worded_value(&data, Language::Korean)),
            en: fields(worded_value(&data, Language::English)),
        },
    }
}

#[derive(Clone, Copy)]
enum Language {
    Korean,
    English,
}

/// The text with each `[[Korean|English]]` in one of them.
fn worded(text: &str, language: Language) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some((before, (pair, after))) = rest
        .split_once("[[")
        .and_then(|(before, tail)| Some((before, tail.split_once("]]")?)))
    {
        let (korean, english) = pair.split_once('|').unwrap_or((pair, pair));
        out.push_str(before);
        out.push_str(match language {
            Language::Korean => korean,
            Language::English => english,
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The same in every string and key; `picture:<name>` becomes the picture itself.
fn worded_value(value: &Value, language: Language) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix("picture:").and_then(picture) {
            Some(address) => Value::String(address),
            None => Value::String(worded(text, language)),
        },
        Value::Array(items) => items.iter().map(|item| worded_value(item, language)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (worded(key, language), worded_value(value, language)))
            .collect(),
        other => other.clone(),
    }
}

fn picture(name: &str) -> Option<String> {
    let bytes = match name {
        "animal" => include_str!("../../templates/animal.base64"),
        "street" => include_str!("../../templates/street.base64"),
        _ => return None,
    };
    Some(format!("data:image/png;base64,{bytes}"))
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LabelConfig;

    #[test]
    fn every_template_is_a_clean_config_with_fitting_data() {
        let all = templates();
        assert!(all.len() >= 30);
        for (i, template) in all.iter().enumerate() {
            let id = template.template_id;
            assert!(
                all[..i].iter().all(|other| other.template_id != id),
                "{id} is there twice"
            );
            let languages = [
                (&template.xml.ko, &template.example_data.ko),
                (&template.xml.en, &template.example_data.en),
            ];
            for (xml, data) in languages {
                let config = LabelConfig::parse(xml).unwrap_or_else(|e| panic!("{id}: {e:?}"));
                assert_eq!(config.warnings(), [], "{id}");
                assert_eq!(config.validate_data(data), [], "{id}");
                assert!(!config.data_fields().is_empty(), "{id}");
                assert!(!xml.contains("[[") && !xml.contains("]]"), "{id}");
            }
        }
    }

    #[test]
    fn both_languages_lead_to_the_same_results() {
        // Roles and tags of conversations, and names of relations, have no alias.
        let worded = ["conversation_writing", "relations"];
        for template in templates()
            .into_iter()
            .filter(|template| !worded.contains(&template.template_id))
        {
            let values = |xml: &str| -> Vec<(String, Vec<String>)> {
                let config = LabelConfig::parse(xml).unwrap_or_else(|e| panic!("{e:?}"));
                let options = |c: &crate::Control| c.options.iter().map(|o| o.value.clone()).collect();
                config.controls().map(|c| (c.name.clone(), options(c))).collect()
            };
            assert_eq!(
                values(&template.xml.ko),
                values(&template.xml.en),
                "{}",
                template.template_id
            );
        }
    }

    #[test]
    fn words_are_taken_in_one_language() {
        assert_eq!(
            worded("a [[하나|one]] b [[둘|two]]", Language::English),
            "a one b two"
        );
        assert_eq!(
            worded("a [[하나|one]] b [[둘|two]]", Language::Korean),
            "a 하나 b 둘"
        );
        assert_eq!(worded("[[open", Language::Korean), "[[open");
    }
}
