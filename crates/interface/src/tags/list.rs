//! `List`: items with `id`, `title` and `body`, to be read, or to be put in order by a `Ranker`. Always plain text.

use super::{DataUse, ObjectKind, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;

pub(crate) struct List;

const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    required("value", Rule::Filled),
    optional("title", Rule::Text),
];

impl Tag for List {
    fn name(&self) -> &'static str {
        "List"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Items,
            required: true,
            whole: true,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::List)
    }
}
