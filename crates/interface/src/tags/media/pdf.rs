//! `Pdf`: a document to be read.

use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::tags::{DataUse, ObjectKind, Tag};

pub(crate) struct Pdf;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::MediaUrl),
    optional("height", Rule::Text),
];

impl Tag for Pdf {
    fn name(&self) -> &'static str {
        "Pdf"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Document,
            required: true,
            whole: false,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Pdf)
    }
}
