//! `Table`: names and values of the task, to be read.

use super::{DataUse, ObjectKind, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;

pub(crate) struct Table;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::Filled),
    optional("valueType", Rule::OneOf(&["json"])),
];

impl Tag for Table {
    fn name(&self) -> &'static str {
        "Table"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Table,
            required: true,
            whole: true,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::Table)
    }
}
