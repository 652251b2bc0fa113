//! Whether an answer fits its config and its task.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use crate::config::LabelConfig;
use crate::control::{ChoiceOption, Control, Entry};
use crate::element::Element;
use crate::problem::AnswerProblem;
use crate::region::Region;
use crate::relation::is_relation;
use crate::text::text_length;
use crate::visibility::Counted;

/// Most regions in one answer.
pub const MAX_REGIONS: usize = 5_000;

/// A control as it is in one task.
pub(crate) struct Task<'a> {
    pub(crate) control: &'a Control,
    pub(crate) element: &'a Element,
    pub(crate) options: Vec<ChoiceOption>,
    /// The data of the task.
    pub(crate) data: &'a Map<String, Value>,
    /// The `value` of the object that it is about, `$field` not replaced.
    pub(crate) object_value: &'a str,
    /// The object itself; `None` for a conversation, which is its own.
    pub(crate) object: Option<&'a Element>,
}

/// An answer, and which of its regions belong to visible controls.
struct Answer<'r> {
    regions: &'r [Region],
    live: Vec<bool>,
    counted: Counted<'r>,
}

impl<'r> Answer<'r> {
    fn live(&self) -> impl Iterator<Item = (usize, &'r Region)> {
        self.regions
            .iter()
            .enumerate()
            .filter(|(index, _)| self.live[*index])
    }
}

/// Collects what is wrong with an answer, at the region it points to.
pub(crate) struct Findings<'a> {
    problems: &'a mut Vec<AnswerProblem>,
    index: usize,
    region_id: String,
    from_name: String,
}

impl<'a> Findings<'a> {
    fn new(problems: &'a mut Vec<AnswerProblem>) -> Findings<'a> {
        Findings {
            problems,
            index: 0,
            region_id: String::new(),
            from_name: String::new(),
        }
    }

    /// What follows is about this region.
    pub(crate) fn move_to(&mut self, index: usize, region: &Region) {
        self.index = index;
        self.region_id.clone_from(&region.id);
        self.from_name.clone_from(&region.from_name);
    }

    /// Something wrong in the value of the region, at a JSON pointer within it.
    pub(crate) fn region(&mut self, within_value: &str, code: &'static str, message: String) {
        self.outside_value(&format!("/value{within_value}"), code, message);
    }

    /// Something wrong at a JSON pointer within the region.
    pub(crate) fn outside_value(&mut self, within_region: &str, code: &'static str, message: String) {
        self.problems.push(AnswerProblem {
            pointer: format!("/{}{within_region}", self.index),
            region_id: Some(self.region_id.clone()).filter(|id| !id.is_empty()),
            from_name: Some(self.from_name.clone()).filter(|name| !name.is_empty()),
            code,
            message,
            params: BTreeMap::new(),
        });
    }

    /// Something wrong with the answer as a whole, on the part of this control.
    pub(crate) fn whole(&mut self, control: &Control, code: &'static str, message: String) {
        self.problems.push(AnswerProblem {
            pointer: String::new(),
            region_id: None,
            from_name: Some(control.name.clone()),
            code,
            message,
            params: BTreeMap::new(),
        });
    }

    /// Adds a number or word of the message to the problem found last.
    pub(crate) fn param(&mut self, name: &'static str, value: Value) -> &mut Self {
        if let Some(last) = self.problems.last_mut() {
            last.params.insert(name, value);
        }
        self
    }

    /// Checks a text against `minLength` and `maxLength`, counted as [`text_length`] does.
    pub(crate) fn text_length(&mut self, within_value: &str, text: &str, element: &Element) {
        let length = text_length(text);
        let minimum = element.count("minLength").unwrap_or(0);
        let maximum = element.count("maxLength").unwrap_or(usize::MAX);
        if length < minimum {
            let message = format!("At least {minimum} characters are needed; there are {length}.");
            self.region(within_value, "text_too_short", message);
            self.param("minimum", minimum.into())
                .param("actual", length.into());
        }
        if length > maximum {
            let message = format!("At most {maximum} characters may be written; there are {length}.");
            self.region(within_value, "text_too_long", message);
            self.param("maximum", maximum.into())
                .param("actual", length.into());
        }
    }
}

impl LabelConfig {
    /// Everything that is wrong with an answer to a task with this data; empty when it may be submitted.
    ///
    /// Regions of controls that the answer itself hides (`visibleWhen`) are not looked at.
    pub fn validate_answer(&self, data: &Map<String, Value>, regions: &[Region]) -> Vec<AnswerProblem> {
        let mut problems = Vec::new();
        let mut findings = Findings::new(&mut problems);
        if regions.len() > MAX_REGIONS {
            let message = format!(
                "An answer may have {MAX_REGIONS} regions at most; there are {}.",
                regions.len()
            );
            findings.move_to(MAX_REGIONS, &regions[MAX_REGIONS]);
            findings.outside_value("", "too_many_regions", message);
            findings
                .param("maximum", MAX_REGIONS.into())
                .param("actual", regions.len().into());
            return problems;
        }
        let live = self.live_regions(regions);
        let counted = self.counted(regions, &live);
        let answer = Answer {
            regions,
            live,
            counted,
        };
        let mut seen = HashSet::new();
        for (index, region) in answer.live().filter(|(_, region)| !is_relation(region)) {
            findings.move_to(index, region);
            self.check_frame(region, &mut seen, &mut findings);
        }
        self.check_relations(regions, &answer.live, &mut findings);
        for entry in self.entries() {
            self.check_control(entry, data, &answer, &mut findings);
        }
        problems
    }

    /// What all regions have in common: a control that exists, its object and type, an id of its own.
    fn check_frame<'r>(
        &self,
        region: &'r Region,
        seen: &mut HashSet<(&'r str, &'r str)>,
        findings: &mut Findings<'_>,
    ) {
        let Some(entry) = self.entry(&region.from_name) else {
            let message = format!("There is no control `{}`.", region.from_name);
            findings.outside_value("/from_name", "unknown_from_name", message);
            return;
        };
        // What is drawn owns its id; what is said about it, or about the task, owns it per control.
        let owner = if entry.draws() {
            ""
        } else {
            region.from_name.as_str()
        };
        if region.id.is_empty() {
            findings.outside_value("/id", "missing_id", "Every region needs an id.".to_owned());
        } else if !seen.insert((&region.id, owner)) {
            findings.outside_value(
                "/id",
                "duplicate_region",
                "The same id is given twice.".to_owned(),
            );
        }
        let control = &entry.control;
        if region.to_name != control.to_name {
            let message = format!("`{}` is about `{}`.", control.name, control.to_name);
            findings.outside_value("/to_name", "wrong_to_name", message);
        }
        if region.kind != control.result_type {
            let message = format!(
                "Regions of `{}` have the type `{}`.",
                control.name, control.result_type
            );
            findings.outside_value("/type", "wrong_type", message);
        }
    }

    /// The element that shows the object of this name.
    fn object_element(&self, name: &str) -> Option<&Element> {
        let mut elements = self.root().walk().into_iter();
        elements.find(|element| element.tag.object().is_some() && element.attribute("name") == Some(name))
    }

    fn check_control(
        &self,
        entry: &Entry,
        data: &Map<String, Value>,
        answer: &Answer<'_>,
        findings: &mut Findings<'_>,
    ) {
        let Some(tag) = entry.tag() else { return };
        let task = Task {
            control: &entry.control,
            element: &entry.element,
            options: entry.options(data),
            data,
            object_value: self
                .objects()
                .iter()
                .find(|object| object.name == entry.control.to_name)
                .map_or("", |object| object.value.as_str()),
            object: self.object_element(&entry.control.to_name),
        };
        let own: Vec<(usize, &Region)> = answer
            .live()
            .filter(|(_, region)| region.from_name == entry.control.name)
            .filter(|(_, region)| region.kind == entry.control.result_type)
            .collect();
        for (index, region) in &own {
            findings.move_to(*index, region);
            tag.check_value(&task, region, findings);
            crate::writing::check(entry, data, region, findings);
        }
        tag.check_together(&task, &own, findings);
        if entry.control.per_region {
            self.check_per_region(entry, &own, answer, findings);
            return;
        }
        if let [_, (index, second), ..] = own.as_slice()
            && !entry.draws()
        {
            findings.move_to(*index, second);
            findings.outside_value(
                "",
                "duplicate_answer",
                format!("`{}` is answered twice.", entry.control.name),
            );
        }
        let filled = own.iter().any(|(_, region)| tag.is_filled(region));
        if !filled && self.is_demanded(entry, &answer.counted, None) {
            findings.whole(&entry.control, "required", required_message(entry));
        }
    }

    fn carries_labels(&self, region: &Region) -> bool {
        let key = self
            .entry(&region.from_name)
            .and_then(Entry::tag)
            .and_then(|tag| tag.label_key());
        key.is_some_and(|key| !region.strings(key).is_empty())
    }

    /// Answers about regions belong to a region that is there; when required, each region has one.
    fn check_per_region(
        &self,
        entry: &Entry,
        own: &[(usize, &Region)],
        answer: &Answer<'_>,
        findings: &mut Findings<'_>,
    ) {
        let drawn: Vec<(usize, &Region)> = answer
            .live()
            .filter(|(_, region)| region.to_name == entry.control.to_name)
            .filter(|(_, region)| self.entry(&region.from_name).is_some_and(Entry::draws))
            .collect();
        let drawn_ids: HashSet<&str> = drawn.iter().map(|(_, region)| region.id.as_str()).collect();
        for (index, region) in own {
            if !drawn_ids.contains(region.id.as_str()) {
                findings.move_to(*index, region);
                let message = "This is about a region that is not in the answer.".to_owned();
                findings.outside_value("/id", "no_such_region", message);
            }
        }
        let Some(tag) = entry.tag() else { return };
        let filled: HashSet<&str> = own
            .iter()
            .filter(|(_, region)| tag.is_filled(region))
            .map(|(_, region)| region.id.as_str())
            .collect();
        for (index, region) in drawn {
            // What carries labels of its own needs none from a control that only labels.
            if tag.label_key().is_some() && self.carries_labels(region) {
                continue;
            }
            if !filled.contains(region.id.as_str())
                && self.is_demanded(entry, &answer.counted, Some(&region.id))
            {
                findings.move_to(index, region);
                findings.from_name.clone_from(&entry.control.name);
                findings.outside_value("", "required", required_message(entry));
            }
        }
    }
}

fn required_message(entry: &Entry) -> String {
    match entry.element.attribute("requiredMessage") {
        Some(message) if !message.trim().is_empty() => message.to_owned(),
        _ => format!("`{}` must be filled in.", entry.control.name),
    }
}
