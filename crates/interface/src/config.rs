//! The label config as a whole.

use serde_json::{Map, Value};

use crate::check::{check, fill_targets};
use crate::control::{ChoiceOption, Control, Entry, Object};
use crate::element::{Element, Node};
use crate::parse::{Problems, read};
use crate::problem::ConfigProblem;
use crate::region::Region;
use crate::tags::{ControlKind, ObjectKind, shown_text, sorted_strings};
use crate::text::normalize_text;

/// Separates the labels in the key of a multiple choice. XML cannot hold this character, so no label contains it.
pub const CATEGORY_SEPARATOR: char = '\u{1f}';

/// A label config that was read and found good.
#[derive(Debug, Clone)]
pub struct LabelConfig {
    root: Element,
    entries: Vec<Entry>,
    objects: Vec<Object>,
    warnings: Vec<ConfigProblem>,
}

impl LabelConfig {
    /// Reads a label config.
    ///
    /// # Errors
    /// Everything that is wrong with it, in document order, each with line and column. A text that is not XML, is too
    /// large or too deep gives one problem.
    pub fn parse(xml: &str) -> Result<LabelConfig, Vec<ConfigProblem>> {
        let mut problems = Problems::default();
        let mut root = read(xml, &mut problems);
        if let Some(root) = &mut root {
            fill_targets(root, &mut problems);
        }
        let parts = root
            .as_ref()
            .map(|root| check(root, &mut problems))
            .unwrap_or_default();
        match root {
            Some(root) if problems.errors.is_empty() => {
                let Problems { warnings, .. } = problems;
                Ok(LabelConfig {
                    root,
                    entries: parts.entries,
                    objects: parts.objects,
                    warnings,
                })
            }
            _ => {
                problems
                    .errors
                    .sort_by_key(|problem| (problem.line, problem.column));
                Err(problems.errors)
            }
        }
    }

    /// What was ignored: unknown attributes, unsafe styles, double hotkeys.
    pub fn warnings(&self) -> &[ConfigProblem] {
        &self.warnings
    }

    /// The tree that the front end renders. Its strings are text, never HTML.
    pub fn tree(&self) -> Node {
        self.root.node()
    }

    /// What is filled in, in document order.
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.entries.iter().map(|entry| &entry.control)
    }

    /// The control of this name.
    pub fn control(&self, name: &str) -> Option<&Control> {
        self.entry(name).map(|entry| &entry.control)
    }

    /// What is looked at, in document order.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// How many code points the text has that an object shows; `None` where it is no plain text or not in the task.
    pub fn text_length_of(&self, object: &str, data: &Map<String, Value>) -> Option<usize> {
        let element = self.root.walk().into_iter().find(|element| {
            element.tag.object() == Some(ObjectKind::Text) && element.attribute("name") == Some(object)
        })?;
        Some(normalize_text(&shown_text(element, data)?).chars().count())
    }

    /// What may be chosen in a control for a task with this data; empty for controls without options.
    pub fn options(&self, control: &str, data: &Map<String, Value>) -> Vec<ChoiceOption> {
        self.entry(control)
            .map(|entry| entry.options(data))
            .unwrap_or_default()
    }

    /// The Choices of a config that has nothing else to fill in (and none per region); empty for any other config.
    /// Only answers to such configs can be put together by counting.
    pub fn categorical_controls(&self) -> Vec<&Control> {
        let counts = |control: &&Control| control.kind == ControlKind::Choices && !control.per_region;
        if self.controls().all(|control| counts(&control)) {
            self.controls().collect()
        } else {
            Vec::new()
        }
    }

    /// Whether the config has only Choices to fill in.
    pub fn is_categorical(&self) -> bool {
        !self.categorical_controls().is_empty()
    }

    /// What was chosen in a control, as one key: the label, or for a multiple choice the sorted labels joined with
    /// [`CATEGORY_SEPARATOR`]. `None` when nothing was chosen.
    pub fn categorical_value(&self, control: &str, regions: &[Region]) -> Option<String> {
        let region = regions
            .iter()
            .find(|region| region.from_name == control && region.kind == "choices")?;
        let labels = sorted_strings(region.strings("choices"));
        if labels.is_empty() {
            None
        } else {
            Some(labels.join(&CATEGORY_SEPARATOR.to_string()))
        }
    }

    /// The region that says what such a key says; `None` when there is no such control of choices.
    pub fn categorical_region(&self, control: &str, key: &str, id: &str) -> Option<Region> {
        let control = self
            .control(control)
            .filter(|control| control.kind == ControlKind::Choices)?;
        let labels: Vec<&str> = key.split(CATEGORY_SEPARATOR).collect();
        let value = serde_json::json!({ "choices": labels });
        Some(Region::new(
            id,
            &control.name,
            &control.to_name,
            control.result_type,
            value,
        ))
    }

    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.control.name == name)
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn root(&self) -> &Element {
        &self.root
    }
}
