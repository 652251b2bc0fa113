//! `Style`: rules for the class names that a config gives its tags. Only layout, size and colour are kept, and the front
//! end sets them on the elements themselves, so that no style sheet of a stranger gets into the page.

use super::{Content, Tag};
use crate::attribute::{Attribute, Rule, optional};

pub(crate) struct Style;

const OWN: &[Attribute] = &[optional("value", Rule::StyleSheet)];

impl Tag for Style {
    fn name(&self) -> &'static str {
        "Style"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN]
    }
    fn content(&self) -> Content {
        Content::Value
    }
}
