//! `TextArea`: written text. Value: `{"text": ["…"]}`, one string per submission.

use serde_json::Value;

use super::{ControlKind, ControlTag, DataUse, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::text::{normalize_text, text_similarity};
use crate::writing::WRITING;

pub(crate) struct TextArea;

const OWN: &[Attribute] = &[
    optional("value", Rule::Text),
    optional("placeholder", Rule::Text),
    optional("rows", Rule::Count(1)),
    optional("editable", Rule::Boolean),
    optional("maxSubmissions", Rule::Count(1)),
    optional("minLength", Rule::Count(0)),
    optional("maxLength", Rule::Count(1)),
    optional("skipDuplicates", Rule::Boolean),
    optional("transcription", Rule::Boolean),
    optional("showSubmitButton", Rule::Boolean),
    optional("displayMode", Rule::OneOf(&["tag", "region-list"])),
];

impl Tag for TextArea {
    fn name(&self) -> &'static str {
        "TextArea"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, WRITING, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.check_range(element, "minLength", "maxLength");
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Text,
            required: false,
            whole: false,
        }]
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&TextArea)
    }
}

impl ControlTag for TextArea {
    fn kind(&self) -> ControlKind {
        ControlKind::TextArea
    }
    fn result_type(&self) -> &'static str {
        "textarea"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let Some(items) = region.value.get("text").and_then(Value::as_array) else {
            findings.region(
                "/text",
                "wrong_shape",
                "`value.text` must be a list of strings.".to_owned(),
            );
            return;
        };
        for (i, item) in items.iter().enumerate() {
            let pointer = format!("/text/{i}");
            match item.as_str() {
                None => findings.region(&pointer, "wrong_shape", "Every item must be a string.".to_owned()),
                Some(text) => findings.text_length(&pointer, text, control.element),
            }
            if control.element.flag("skipDuplicates") && items[..i].contains(item) {
                findings.region(
                    &pointer,
                    "repeated_text",
                    "The same text is given twice.".to_owned(),
                );
            }
        }
        let maximum = control.element.count("maxSubmissions").unwrap_or(usize::MAX);
        if items.len() > maximum {
            let message = format!("At most {maximum} texts may be given; there are {}.", items.len());
            findings.region("/text", "too_many_submissions", message);
            findings
                .param("maximum", maximum.into())
                .param("actual", items.len().into());
        }
    }
    fn texts<'r>(&self, region: &'r Region) -> Vec<(String, &'r str)> {
        let texts = region.strings("text").into_iter().enumerate();
        texts.map(|(i, text)| (format!("/text/{i}"), text)).collect()
    }
    fn is_filled(&self, region: &Region) -> bool {
        region.strings("text").iter().any(|text| !text.trim().is_empty())
    }
    fn normalize(&self, value: &mut Value) {
        let items = value.get_mut("text").and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            if let Value::String(text) = item {
                *text = normalize_text(text);
            }
        }
    }
    fn canonical(&self, region: &Region) -> Value {
        region
            .strings("text")
            .into_iter()
            .map(normalize_text)
            .collect::<Vec<String>>()
            .into()
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        text_similarity(&a.strings("text").join("\n"), &b.strings("text").join("\n"))
    }
}
