//! XML to elements. Everything that is wrong is collected, so that a requester sees it all at once.

use std::collections::BTreeMap;

use roxmltree::{Document, ParsingOptions};

use crate::attribute::{Accepted, Attribute};
use crate::element::Element;
use crate::problem::ConfigProblem;
use crate::tags::{self, Content, Tag};

/// Largest config, in bytes.
pub const MAX_CONFIG_BYTES: usize = 64 * 1024;
/// Deepest nesting of tags.
pub const MAX_DEPTH: usize = 32;
/// Most XML nodes (tags, texts, comments) in a config.
pub const MAX_NODES: u32 = 4_000;

/// Collects what is wrong (errors) and what is ignored (warnings).
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) errors: Vec<ConfigProblem>,
    pub(crate) warnings: Vec<ConfigProblem>,
    /// Names of elements that were not understood, so that what refers to them is not reported as well.
    pub(crate) unknown_names: Vec<String>,
}

impl Problems {
    pub(crate) fn error(
        &mut self,
        at: &Element,
        attribute: Option<&str>,
        code: &'static str,
        message: String,
    ) {
        self.errors.push(problem(at, attribute, code, message));
    }

    pub(crate) fn warning(
        &mut self,
        at: &Element,
        attribute: Option<&str>,
        code: &'static str,
        message: String,
    ) {
        self.warnings.push(problem(at, attribute, code, message));
    }

    /// A minimum may not be above its maximum.
    pub(crate) fn check_range(&mut self, at: &Element, minimum: &str, maximum: &str) {
        if let (Some(low), Some(high)) = (at.count(minimum), at.count(maximum))
            && low > high
        {
            let message = format!("`{minimum}` ({low}) may not be more than `{maximum}` ({high}).");
            self.error(at, Some(minimum), "empty_range", message);
        }
    }

    /// What draws regions cannot itself be about a region.
    pub(crate) fn refuse_per_region(&mut self, at: &Element) {
        if at.flag("perRegion") {
            let message = format!(
                "{} draws regions and cannot be `perRegion` itself.",
                at.tag.name()
            );
            self.error(at, Some("perRegion"), "per_region_not_possible", message);
        }
    }
}

fn problem(at: &Element, attribute: Option<&str>, code: &'static str, message: String) -> ConfigProblem {
    ConfigProblem {
        line: at.line,
        column: at.column,
        tag: at.tag.name().to_owned(),
        attribute: attribute.map(str::to_owned),
        code,
        message,
    }
}

/// Reads the XML into elements; `None` when there is nothing that could be checked further.
pub(crate) fn read(xml: &str, problems: &mut Problems) -> Option<Element> {
    let top = |line, column, code, message| ConfigProblem {
        line,
        column,
        tag: String::new(),
        attribute: None,
        code,
        message,
    };
    if xml.len() > MAX_CONFIG_BYTES {
        let message = format!(
            "The config is {} bytes long; at most {MAX_CONFIG_BYTES} are read.",
            xml.len()
        );
        problems.errors.push(top(1, 1, "config_too_large", message));
        return None;
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    match Document::parse_with_options(xml.trim_start_matches('\u{feff}'), options) {
        Ok(document) => {
            let reader = Reader {
                document: &document,
                problems,
            };
            reader.read_root()
        }
        Err(error) => {
            let (code, message) = match &error {
                roxmltree::Error::DtdDetected => ("dtd_not_allowed", "A DOCTYPE is not allowed.".to_owned()),
                roxmltree::Error::NodesLimitReached => (
                    "too_many_nodes",
                    format!("The config has more than {MAX_NODES} nodes."),
                ),
                other => ("invalid_xml", format!("This is not well-formed XML: {other}.")),
            };
            let place = error.pos();
            problems.errors.push(top(place.row, place.col, code, message));
            None
        }
    }
}

struct Reader<'a, 'input> {
    document: &'a Document<'input>,
    problems: &'a mut Problems,
}

type XmlNode<'a, 'input> = roxmltree::Node<'a, 'input>;

impl<'a, 'input> Reader<'a, 'input> {
    fn read_root(mut self) -> Option<Element> {
        let root = self.document.root_element();
        let element = self.read_element(root, 1, &[]).into_iter().next();
        let known = tags::find(root.tag_name().name());
        if let Some(element) = &element
            && known.is_some_and(|tag| tag.name() != "View")
        {
            let message = "The outermost tag must be View.".to_owned();
            self.problems.error(element, None, "root_not_view", message);
        }
        element
    }

    /// Reads a node and all in it. An unknown tag is reported and stands for its children, so that these are checked
    /// too. Recursion ends at [`MAX_DEPTH`]; the XML parser itself does not recurse.
    fn read_element(
        &mut self,
        node: XmlNode<'a, 'input>,
        depth: usize,
        parents: &[&'static str],
    ) -> Vec<Element> {
        let name = node.tag_name().name();
        if depth > MAX_DEPTH {
            self.refuse_node(
                node,
                "nested_too_deep",
                format!("Tags are nested more than {MAX_DEPTH} deep."),
            );
            return Vec::new();
        }
        let Some(tag) = tags::find(name) else {
            let supported = tags::supported_tags().join(", ");
            let message = format!("The tag {name} is not supported. Supported are {supported}.");
            self.refuse_node(node, "unknown_tag", message);
            let names = node.attributes().filter(|attribute| attribute.name() == "name");
            self.problems
                .unknown_names
                .extend(names.map(|attribute| attribute.value().to_owned()));
            let children = node.children().filter(XmlNode::is_element);
            return children
                .flat_map(|child| self.read_element(child, depth + 1, parents))
                .collect();
        };
        let place = self.document.text_pos_at(node.range().start);
        let mut element = Element {
            tag,
            attributes: BTreeMap::new(),
            children: Vec::new(),
            line: place.row,
            column: place.col,
        };
        self.read_attributes(node, &mut element);
        self.read_text(node, &mut element);
        self.check_required(&element);
        self.check_place(&element, parents);
        let mut inner = parents.to_vec();
        inner.push(tag.name());
        for child in node.children().filter(XmlNode::is_element) {
            if !matches!(tag.content(), Content::Elements | Content::ValueOrElements) {
                let message = format!("{} cannot have other tags in it.", tag.name());
                let code = "children_not_allowed";
                self.problems.error(&element, None, code, message);
                break;
            }
            element
                .children
                .extend(self.read_element(child, depth + 1, &inner));
        }
        tag.check(&element, self.problems);
        vec![element]
    }

    fn refuse_node(&mut self, node: XmlNode<'a, 'input>, code: &'static str, message: String) {
        let place = self.document.text_pos_at(node.range().start);
        self.problems.errors.push(ConfigProblem {
            line: place.row,
            column: place.col,
            tag: node.tag_name().name().to_owned(),
            attribute: None,
            code,
            message,
        });
    }

    fn read_attributes(&mut self, node: XmlNode<'a, 'input>, element: &mut Element) {
        for given in node.attributes() {
            let name = given.name();
            let Some(attribute) = find_attribute(element.tag, name) else {
                let message = format!("{} has no attribute `{name}`; it is ignored.", element.tag.name());
                self.problems
                    .warning(element, Some(name), "unknown_attribute", message);
                continue;
            };
            if element.attributes.contains_key(attribute.name) {
                let message = format!("`{}` is given twice, in different spellings.", attribute.name);
                self.problems
                    .error(element, Some(name), "repeated_attribute", message);
                continue;
            }
            self.accept(element, attribute, given.value());
        }
    }

    fn accept(&mut self, element: &mut Element, attribute: &Attribute, value: &str) {
        let accepted = match attribute.rule.accept(value) {
            Ok(accepted) => accepted,
            Err(wanted) => {
                let message = format!("`{}` must be {wanted}.", attribute.name);
                self.problems
                    .error(element, Some(attribute.name), "invalid_attribute", message);
                // Kept as it is, so that it is not also reported as missing.
                Accepted {
                    value: value.to_owned(),
                    dropped: Vec::new(),
                }
            }
        };
        for part in accepted.dropped {
            let message = format!("`{part}` is left out: {}.", attribute.rule.kept_hint());
            self.problems
                .warning(element, Some(attribute.name), "unsafe_style", message);
        }
        element
            .attributes
            .insert(attribute.name.to_owned(), accepted.value);
    }

    /// `<Header>Title</Header>` means `<Header value="Title"/>`.
    fn read_text(&mut self, node: XmlNode<'a, 'input>, element: &mut Element) {
        let texts = node
            .children()
            .filter(XmlNode::is_text)
            .filter_map(|text| text.text());
        let text = texts
            .collect::<Vec<&str>>()
            .join(" ")
            .split_whitespace()
            .collect::<Vec<&str>>()
            .join(" ");
        if text.is_empty() {
            return;
        }
        let tag = element.tag.name();
        if !matches!(element.tag.content(), Content::Value | Content::ValueOrElements) {
            let message = format!("The text in {tag} is ignored; show it with a Header.");
            self.problems.warning(element, None, "text_ignored", message);
        } else if element.attribute("value").is_some() {
            let message = format!("The text in {tag} is ignored, because `value` is given.");
            self.problems.warning(element, None, "text_ignored", message);
        } else {
            if let Some(attribute) = find_attribute(element.tag, "value") {
                self.accept(element, attribute, &text);
            }
        }
    }

    fn check_required(&mut self, element: &Element) {
        for attribute in element.tag.attributes().iter().flat_map(|group| group.iter()) {
            if attribute.required && element.attribute(attribute.name).is_none() {
                let message = format!("{} needs the attribute `{}`.", element.tag.name(), attribute.name);
                self.problems
                    .error(element, Some(attribute.name), "missing_attribute", message);
            }
        }
    }

    fn check_place(&mut self, element: &Element, parents: &[&'static str]) {
        let homes = element.tag.inside();
        // Homes that are not supported were reported by themselves.
        let known: Vec<&str> = homes
            .iter()
            .copied()
            .filter(|home| tags::find(home).is_some())
            .collect();
        if !homes.is_empty() && !homes.iter().any(|home| parents.contains(home)) {
            let message = format!("{} must stand in {}.", element.tag.name(), known.join(" or "));
            self.problems.error(element, None, "wrong_parent", message);
        }
        let within_control = parents
            .iter()
            .find(|name| tags::find(name).is_some_and(|tag| tag.control().is_some()));
        let is_control = element.tag.control().is_some() || element.tag.object().is_some();
        if let Some(outer) = within_control
            && is_control
        {
            let message = format!("{} cannot stand in {outer}.", element.tag.name());
            self.problems.error(element, None, "wrong_parent", message);
        }
    }
}

fn find_attribute(tag: &'static dyn Tag, name: &str) -> Option<&'static Attribute> {
    let matches = |attribute: &&Attribute| {
        attribute.name.eq_ignore_ascii_case(name)
            || attribute
                .also
                .iter()
                .any(|other| other.eq_ignore_ascii_case(name))
    };
    tag.attributes()
        .iter()
        .flat_map(|group| group.iter())
        .find(matches)
}
