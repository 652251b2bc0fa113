//! `View`: a box that groups and lays out others.

use super::{Content, Tag};
use crate::attribute::{Attribute, LOOKS, Rule, VISIBILITY, optional};

pub(crate) struct View;

const OWN: &[Attribute] = &[optional("display", Rule::OneOf(&["block", "inline"]))];

impl Tag for View {
    fn name(&self) -> &'static str {
        "View"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
}
