//! `Paragraphs`: a dialogue, or a text in paragraphs: a list of objects with a speaker and a text.

use super::{DataUse, ObjectKind, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;

pub(crate) struct Paragraphs;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::Filled),
    optional("layout", Rule::OneOf(&["none", "dialogue"])),
    optional("nameKey", Rule::Filled),
    optional("textKey", Rule::Filled),
    optional("valueType", Rule::OneOf(&["json", "url"])),
    optional("saveTextResult", Rule::OneOf(&["yes", "no"])),
    optional(
        "granularity",
        Rule::OneOf(&["symbol", "word", "sentence", "paragraph"]),
    ),
    optional("audioUrl", Rule::MediaUrl),
    optional("highlightColor", Rule::Colour),
    optional("showLabels", Rule::Boolean),
    // Parts of Label Studio's own player.
    optional("showPlayer", Rule::Boolean),
    optional("sync", Rule::Text),
    optional("contextScroll", Rule::Boolean),
];

/// The key of the speaker when `nameKey` is not given.
pub(crate) const DEFAULT_NAME_KEY: &str = "author";
/// The key of the text when `textKey` is not given.
pub(crate) const DEFAULT_TEXT_KEY: &str = "text";

impl Tag for Paragraphs {
    fn name(&self) -> &'static str {
        "Paragraphs"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[
            DataUse {
                attribute: "value",
                kind: DataKind::Paragraphs,
                required: true,
                whole: true,
            },
            DataUse {
                attribute: "audioUrl",
                kind: DataKind::Audio,
                required: false,
                whole: false,
            },
        ]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Paragraphs)
    }
}
