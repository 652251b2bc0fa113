//! `visibleWhen` and its companions: which controls a worker could see, given the answer.
//!
//! A control that is hidden is not required, and what it held before it was hidden is no part of the answer: it is not
//! checked, and `normalize_answer` drops it. Labels and choices may be named by value or alias.

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

impl LabelConfig {
    /// Whether a control is visible: for the task as a whole, or while the region `about` is selected.
    /// Only the regions marked `live` count.
    fn is_visible(&self, entry: &Entry, regions: &[Region], live: &[bool], about: Option<&str>) -> bool {
        let counted: Vec<&Region> = regions
            .iter()
            .zip(live)
            .filter(|(_, live)| **live)
            .map(|(region, _)| region)
            .collect();
        entry.conditions.iter().all(|condition| match condition {
            Condition::ChoiceSelected { control, values } => {
                self.is_chosen(&counted, control.as_deref(), values, about)
            }
            Condition::ChoiceUnselected { control, values } => {
                !self.is_chosen(&counted, control.as_deref(), values, about)
            }
            Condition::RegionSelected { name, labels, roles } => counted.iter().any(|region| {
                about.is_none_or(|id| region.id == id) && self.is_meant(region, name, labels, roles)
            }),
            // With nothing selected it shows, and every worker starts with nothing selected.
            Condition::NoRegionSelected => about.is_none(),
        })
    }

    fn is_chosen(
        &self,
        regions: &[&Region],
        control: Option<&str>,
        values: &[String],
        about: Option<&str>,
    ) -> bool {
        regions.iter().any(|region| {
            let Some(entry) = self.entry(&region.from_name) else {
                return false;
            };
            let asked = entry.control.kind == ControlKind::Choices
                && control.is_none_or(|name| name == entry.control.name)
                && (!entry.control.per_region || about.is_none_or(|id| region.id == id));
            asked
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
        if !entry.tag().is_some_and(|tag| tag.draws()) {
            return false;
        }
        let named = name
            .as_ref()
            .is_none_or(|name| *name == region.from_name || *name == region.to_name);
        let labelled = labels.is_empty()
            || region
                .strings("rectanglelabels")
                .iter()
                .any(|label| is_named(entry, label, labels));
        let spoken = roles.is_empty() || roles.iter().any(|role| role == message_role(region));
        named && labelled && spoken
    }

    /// Which regions belong to visible controls. Hiding one control may hide another, so this goes on until nothing
    /// changes; regions are only ever taken out, so it ends.
    pub(crate) fn live_regions(&self, regions: &[Region]) -> Vec<bool> {
        let mut live = vec![true; regions.len()];
        loop {
            let hidden: Vec<usize> = (0..regions.len())
                .filter(|&i| live[i] && !self.shows(i, regions, &live))
                .collect();
            if hidden.is_empty() {
                return live;
            }
            for i in hidden {
                live[i] = false;
            }
        }
    }

    fn shows(&self, index: usize, regions: &[Region], live: &[bool]) -> bool {
        let region = &regions[index];
        // What names no control is left for the checks to refuse.
        let Some(entry) = self.entry(&region.from_name) else {
            return true;
        };
        if entry.conditions.is_empty() {
            return true;
        }
        let about = entry.control.per_region.then_some(region.id.as_str());
        self.is_visible(entry, regions, live, about)
    }

    /// Whether the control has to be filled in, for the task or for the region `about`.
    pub(crate) fn is_demanded(
        &self,
        entry: &Entry,
        regions: &[Region],
        live: &[bool],
        about: Option<&str>,
    ) -> bool {
        entry.control.required && self.is_visible(entry, regions, live, about)
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
