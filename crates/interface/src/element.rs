//! The parsed config: elements that know their tag and their place, and the plain tree that the front end renders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::tags::Tag;

/// A node of the tree that the front end renders: tag and attribute names in their canonical spelling, attributes
/// checked, nothing that was not understood. All of it is text: it must never be put in a page as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Canonical tag name, for example `RectangleLabels`.
    pub tag: String,
    /// Canonical attribute names and their values; `$field` is not yet replaced.
    pub attributes: BTreeMap<String, String>,
    /// Child nodes in document order.
    pub children: Vec<Node>,
}

/// An element of the config whose attributes passed their rules.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) tag: &'static dyn Tag,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// An attribute that must be there: the parser saw to it. Empty when it is not, so that checks can go on after a
    /// first problem.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.attribute(name).unwrap_or_default()
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.attribute(name) == Some("true")
    }

    pub(crate) fn count(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.parse().ok()
    }

    /// The items of a comma-separated attribute.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let items = self.text(name).split(',').map(str::trim);
        items.filter(|item| !item.is_empty()).collect()
    }

    /// This element and everything in it, in document order.
    pub(crate) fn walk(&self) -> Vec<&Element> {
        let mut found = vec![self];
        let mut at = 0;
        while at < found.len() {
            let children: Vec<&Element> = found[at].children.iter().collect();
            at += 1;
            found.splice(at..at, children);
        }
        found
    }

    pub(crate) fn node(&self) -> Node {
        Node {
            tag: self.tag.name().to_owned(),
            attributes: self.attributes.clone(),
            children: self.children.iter().map(Element::node).collect(),
        }
    }
}
