//! `Relations` and `Relation`: how regions may relate to each other. Relations can be drawn wherever there are regions;
//! these tags name the kinds of them.

use super::{Content, Tag};
use crate::attribute::{Attribute, LOOKS, OPTION, Rule, optional};
use crate::element::Element;
use crate::parse::Problems;

/// The list of kinds.
pub(crate) struct Relations;

/// One kind.
pub(crate) struct Relation;

impl Tag for Relations {
    fn name(&self) -> &'static str {
        "Relations"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        const OWN: &[Attribute] = &[
            // Nothing refers to it: relations carry the ids of their ends instead.
            optional("name", Rule::Name),
            optional("choice", Rule::OneOf(&["single", "multiple"])),
        ];
        &[OWN, LOOKS]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        let mut seen: Vec<&str> = Vec::new();
        for relation in element.children.iter().filter(|child| is_relation(child)) {
            let value = value_of(relation);
            if seen.contains(&value) {
                let message = format!("The Relation `{value}` is given twice.");
                problems.error(relation, Some("value"), "duplicate_option", message);
            }
            seen.push(value);
        }
        if seen.is_empty() {
            let message = "Relations has nothing to choose from: add Relation tags.".to_owned();
            problems.error(element, None, "no_options", message);
        }
    }
}

impl Tag for Relation {
    fn name(&self) -> &'static str {
        "Relation"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OPTION, LOOKS]
    }
    fn content(&self) -> Content {
        Content::Value
    }
    fn inside(&self) -> &'static [&'static str] {
        &["Relations"]
    }
}

/// What relations of a config may be called, and whether one may be called several things.
pub(crate) struct RelationKinds<'c> {
    pub(crate) values: Vec<&'c str>,
    pub(crate) multiple: bool,
}

/// The kinds that a config names; none when it leaves relations without names.
pub(crate) fn relation_kinds(root: &Element) -> RelationKinds<'_> {
    let elements = root.walk();
    let lists = elements
        .iter()
        .filter(|element| element.tag.name() == "Relations");
    RelationKinds {
        values: elements
            .iter()
            .filter(|element| is_relation(element))
            .map(|element| value_of(element))
            .collect(),
        multiple: lists
            .into_iter()
            .any(|element| element.attribute("choice") == Some("multiple")),
    }
}

fn is_relation(element: &Element) -> bool {
    element.tag.name() == "Relation"
}

fn value_of(element: &Element) -> &str {
    element
        .attribute("alias")
        .unwrap_or_else(|| element.text("value"))
}
