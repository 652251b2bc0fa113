//! `Rating`: a number of stars. Value: `{"rating": 4}`.

use serde_json::{Value, json};

use super::{ControlKind, ControlTag, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct Rating;

/// Stars when `maxRating` is not given.
const DEFAULT_MAXIMUM: usize = 5;

const OWN: &[Attribute] = &[
    optional("maxRating", Rule::Count(1)),
    optional("defaultValue", Rule::Count(0)),
    optional("size", Rule::OneOf(&["small", "medium", "large"])),
    optional("icon", Rule::OneOf(&["star", "heart", "fire", "smile"])),
    optional("hotkey", Rule::Filled),
];

fn maximum(element: &Element) -> usize {
    element.count("maxRating").unwrap_or(DEFAULT_MAXIMUM)
}

fn stars(region: &Region) -> Option<u64> {
    region.value.get("rating")?.as_u64()
}

impl Tag for Rating {
    fn name(&self) -> &'static str {
        "Rating"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.check_range(element, "defaultValue", "maxRating");
        if maximum(element) > 100 {
            let message = "At most 100 can be told apart; use Number.".to_owned();
            problems.error(element, Some("maxRating"), "too_many_stars", message);
        }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Rating)
    }
}

impl ControlTag for Rating {
    fn kind(&self) -> ControlKind {
        ControlKind::Rating
    }
    fn result_type(&self) -> &'static str {
        "rating"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let maximum = maximum(control.element);
        if stars(region).is_none_or(|stars| stars > maximum as u64) {
            let message = format!("`value.rating` must be a whole number from 1 to {maximum}.");
            findings.region("/rating", "wrong_rating", message);
            findings
                .param("minimum", 1.into())
                .param("maximum", maximum.into());
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        stars(region).is_some_and(|stars| stars > 0)
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        json!(stars(region))
    }
    /// The smaller over the larger: 4 of 5 is closer to 5 than 1 is.
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        match (stars(a), stars(b)) {
            (Some(a), Some(b)) if a == b => 1.0,
            (Some(a), Some(b)) => a.min(b) as f64 / a.max(b) as f64,
            _ => 0.0,
        }
    }
}
