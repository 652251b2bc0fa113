//! `Choice`: one of the `Choices`. With an `alias`, results hold the alias and the screen shows the value.

use super::{Content, DataUse, Tag};
use crate::attribute::{Attribute, LOOKS, OPTION};
use crate::data::DataKind;

pub(crate) struct Choice;

impl Tag for Choice {
    fn name(&self) -> &'static str {
        "Choice"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OPTION, LOOKS]
    }
    fn content(&self) -> Content {
        // Taxonomy nests them.
        Content::ValueOrElements
    }
    fn inside(&self) -> &'static [&'static str] {
        &["Choices", "Taxonomy"]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Text,
            required: true,
            whole: false,
        }]
    }
}
