//! `visibleWhen` and its companions: which controls a worker could see, given the answer.
//!
//! A control that is hidden is not required, and what it held before it was hidden is no part of the answer: it is not
//! checked, and `normalize_answer` drops it. Labels and choices may be named by value or alias.

use std::collections::HashMap;

use crate::config::LabelConfig;
use crate::control::Entry;
use crate::element::Element;
use crate::region::Region;
use crate::tags::{ControlKind, message_role};

/// A condition of one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// An option of `control` is chosen (any option when `values` is empty, of any control when that is `None`).
    ChoiceSelected {
        control: Option<String>,
        values: Vec<String>,
    },
    /// The opposite.
    ChoiceUnselected {
        control: Option<String>,
        values: Vec<String>,
    },
    /// A region is selected: made by or on `name`, with one of these labels, of one of these roles.
    RegionSelected {
        name: Option<String>,
        labels: Vec<String>,
        roles: Vec<String>,
    },
    /// No region is selected.
    NoRegionSelected,
}

/// The condition that an element states, if any.
pub(crate) fn condition(element: &Element) -> Option<Condition> {
    let owned = |name: &str| {
        element
            .list(name)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let name = element.attribute("whenTagName").map(str::to_owned);
    let values = owned("whenChoiceValue");
    match element.attribute("visibleWhen") {
        Some("choice-selected") => Some(Condition::ChoiceSelected {
            control: name,
            values,
        }),
        Some("choice-unselected") => Some(Condition::ChoiceUnselected {
            control: name,
            values,
        }),
        Some("region-selected") => {
            let (labels, roles) = (owned("whenLabelValue"), owned("whenRole"));
            Some(Condition::RegionSelected { name, labels, roles })
        }
        Some("no-region-selected") => Some(Condition::NoRegionSelected),
        // As in Label Studio, a choice value alone is enough.
        _ if !values.is_empty() => Some(Condition::ChoiceSelected {
            control: name,
            values,
        }),
        _ => None,
    }
}

/// The regions that count, ready to be asked about one region without going through all of them.
pub(crate) struct Counted<'r> {
    all: Vec<&'r Region>,
    by_id: HashMap<&'r str, Vec<&'r Region>>,
    /// Answers of controls that are about the whole task.
    of_task: Vec<&'r Region>,
}

impl<'r> Counted<'r> {
    /// What bears on the region `about`, or on the task.
    fn bearing_on(&self, about: Option<&str>) -> Vec<&'r Region> {
        match about {
            None => self.all.clone(),
            Some(id) => {
                let same = self.by_id.get(id).into_iter().flatten();
                same.chain(&self.of_task).copied().collect()
            }
        }
    }
}

impl LabelConfig {
    /// The regions marked `live`.
    pub(crate) fn counted<'r>(&self, regions: &'r [Region], live: &[bool]) -> Counted<'r> {
        let mut counted = Counted {
            all: Vec::new(),
            by_id: HashMap::new(),
            of_task: Vec::new(),
        };
        for (region, _) in regions.iter().zip(live).filter(|(_, live)| **live) {
            counted.all.push(region);
            let of_task = self
                .entry(&region.from_name)
                .is_some_and(|entry| !entry.control.per_region && !entry.draws());
            if of_task {
                counted.of_task.push(region);
            } else {
                counted.by_id.entry(&region.id).or_default().push(region);
            }
        }
        counted
    }

    /// Whether a control is visible: for the task as a whole, or while the region `about` is selected.
    fn is_visible(&self, entry: &Entry, counted: &Counted<'_>, about: Option<&str>) -> bool {
        if entry.conditions.is_empty() {
            return true;
        }
        let regions = counted.bearing_on(about);
        entry.conditions.iter().all(|condition| match condition {
            Condition::ChoiceSelected { control, values } => {
                self.is_chosen(&regions, control.as_deref(), values)
            }
            Condition::ChoiceUnselected { control, values } => {
                !self.is_chosen(&regions, control.as_deref(), values)
            }
            Condition::RegionSelected { name, labels, roles } => regions
                .iter()
                .any(|region| self.is_meant(region, name, labels, roles)),
            // With nothing selected it shows, and every worker starts with nothing selected.
            Condition::NoRegionSelected => about.is_none(),
        })
    }

    fn is_chosen(&self, regions: &[&Region], control: Option<&str>, values: &[String]) -> bool {
        regions.iter().any(|region| {
            let Some(entry) = self.entry(&region.from_name) else {
                return false;
            };
            entry.control.kind == ControlKind::Choices
                && control.is_none_or(|name| name == entry.control.name)
                && region
                    .strings("choices")
                    .iter()
                    .any(|choice| is_named(entry, choice, values))
        })
    }

    fn is_meant(&self, region: &Region, name: &Option<String>, labels: &[String], roles: &[String]) -> bool {
        let Some(entry) = self.entry(&region.from_name) else {
            return false;
        };
        // Labels beside a shape speak for the shape.
        if !entry.draws() && entry.labels(region).is_empty() {
            return false;
        }
        let named = name
            .as_ref()
            .is_none_or(|name| *name == region.from_name || *name == region.to_name);
        let labelled = labels.is_empty()
            || entry
                .labels(region)
                .iter()
                .any(|label| is_named(entry, label, labels));
        let spoken = roles.is_empty() || roles.iter().any(|role| role == message_role(region));
        named && labelled && spoken
    }

    /// Which regions belong to visible controls. Hiding one control may hide another, so this goes on until nothing
    /// changes; regions are only ever taken out, so it ends.
    pub(crate) fn live_regions(&self, regions: &[Region]) -> Vec<bool> {
        let mut live = vec![true; regions.len()];
        if self.entries().iter().all(|entry| entry.conditions.is_empty()) {
            return live;
        }
        loop {
            let counted = self.counted(regions, &live);
            // What is about the task is shown or hidden as a whole, so it is asked once per control.
            let shown: HashMap<&str, bool> = self
                .entries()
                .iter()
                .map(|entry| {
                    (
                        entry.control.name.as_str(),
                        self.is_visible(entry, &counted, None),
                    )
                })
                .collect();
            let mut changed = false;
            for (region, live) in regions.iter().zip(&mut live).filter(|(_, live)| **live) {
                // What names no control is left for the checks to refuse.
                let Some(entry) = self.entry(&region.from_name) else {
                    continue;
                };
                *live = if entry.control.per_region {
                    self.is_visible(entry, &counted, Some(&region.id))
                } else {
                    shown.get(region.from_name.as_str()).copied().unwrap_or(true)
                };
                changed |= !*live;
            }
            if !changed {
                return live;
            }
        }
    }

    /// Whether the control has to be filled in, for the task or for the region `about`.
    pub(crate) fn is_demanded(&self, entry: &Entry, counted: &Counted<'_>, about: Option<&str>) -> bool {
        entry.control.required && self.is_visible(entry, counted, about)
    }
}

/// Whether a result value is among the values of a condition, which may name it by value or alias; no values: any.
fn is_named(entry: &Entry, result: &str, values: &[String]) -> bool {
    let label = entry
        .control
        .options
        .iter()
        .find(|option| option.value == result)
        .map(|option| option.label.as_str());
    values.is_empty()
        || values
            .iter()
            .any(|value| value == result || Some(value.as_str()) == label)
}
