//! `Collapse` and `Panel`: parts of an interface that open and close.

use super::{Content, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional, required};

pub(crate) struct Collapse;

const OWN: &[Attribute] = &[
    optional("accordion", Rule::Boolean),
    optional("bordered", Rule::Boolean),
    optional("open", Rule::Boolean),
];

impl Tag for Collapse {
    fn name(&self) -> &'static str {
        "Collapse"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
}

pub(crate) struct Panel;

const PANEL: &[Attribute] = &[required("value", Rule::Filled), optional("open", Rule::Boolean)];

impl Tag for Panel {
    fn name(&self) -> &'static str {
        "Panel"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[PANEL, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn inside(&self) -> &'static [&'static str] {
        &["Collapse"]
    }
}
