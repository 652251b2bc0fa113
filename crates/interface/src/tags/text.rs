//! `Text`: the text that is read, always as plain text.

use super::{Content, DataUse, ObjectKind, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;

pub(crate) struct Text;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::Filled),
    optional("valueType", Rule::OneOf(&["text", "url"])),
    optional("encoding", Rule::OneOf(&["none", "base64", "base64unicode"])),
    optional("saveTextResult", Rule::OneOf(&["yes", "no"])),
    optional(
        "granularity",
        Rule::OneOf(&["symbol", "word", "sentence", "paragraph"]),
    ),
    optional("selectionEnabled", Rule::Boolean),
    optional("highlightColor", Rule::Colour),
    optional("showLabels", Rule::Boolean),
];

impl Tag for Text {
    fn name(&self) -> &'static str {
        "Text"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Value
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Text,
            required: true,
            whole: false,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Text)
    }
}
