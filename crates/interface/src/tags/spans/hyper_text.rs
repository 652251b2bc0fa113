//! `HyperText`: a formatted text. It comes from strangers: the browser shows what is left of it without scripts, styles
//! and anything that would be loaded from elsewhere.

use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::tags::{Content, DataUse, ObjectKind, Tag};

pub(crate) struct HyperText;

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
    // There is no frame to leave out, and no link leads anywhere.
    optional("inline", Rule::Boolean),
    optional("clickableLinks", Rule::Boolean),
];

impl Tag for HyperText {
    fn name(&self) -> &'static str {
        "HyperText"
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
        Some(ObjectKind::HyperText)
    }
}
