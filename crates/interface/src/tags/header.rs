//! `Header`: a heading or a line of instruction.

use super::{Content, DataUse, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;

pub(crate) struct Header;

const OWN: &[Attribute] = &[
    required("value", Rule::Filled),
    // Label Studio takes any size; what is past 6 looks like 6.
    optional("size", Rule::Count(1)),
    optional("underline", Rule::Boolean),
    optional("name", Rule::Name),
];

impl Tag for Header {
    fn name(&self) -> &'static str {
        "Header"
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
}
