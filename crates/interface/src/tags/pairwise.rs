//! `Pairwise`: which of two objects is preferred. Value: `{"selected": "left"}`.

use serde_json::{Value, json};

use super::{ControlKind, ControlTag, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct Pairwise;

/// The first two steer Label Studio's own looks.
const OWN: &[Attribute] = &[
    optional("selectionStyle", Rule::Text),
    optional("leftClass", Rule::Text),
    optional("rightClass", Rule::Text),
];

const SIDES: [&str; 2] = ["left", "right"];

fn side(region: &Region) -> Option<&str> {
    region.value.get("selected")?.as_str()
}

impl Tag for Pairwise {
    fn name(&self) -> &'static str {
        "Pairwise"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.refuse_per_region(element);
        if element.attribute("toName").is_some() && element.list("toName").len() != 2 {
            let message = "`toName` must name the two objects to compare, such as `left,right`.".to_owned();
            problems.error(element, Some("toName"), "not_a_pair", message);
        }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Pairwise)
    }
}

impl ControlTag for Pairwise {
    fn kind(&self) -> ControlKind {
        ControlKind::Pairwise
    }
    fn result_type(&self) -> &'static str {
        "pairwise"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, _control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        if !side(region).is_some_and(|side| SIDES.contains(&side)) {
            let message = "`value.selected` must be `left` or `right`.".to_owned();
            findings.region("/selected", "unknown_option", message);
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        side(region).is_some()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        json!(side(region))
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        if side(a) == side(b) { 1.0 } else { 0.0 }
    }
}
