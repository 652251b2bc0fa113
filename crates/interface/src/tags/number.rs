//! `Number`: a number. Value: `{"number": 4.5}`.

use serde_json::{Value, json};

use super::{ControlKind, ControlTag, ObjectKind, Tag};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct Number;

const OWN: &[Attribute] = &[
    optional("min", Rule::Number),
    optional("max", Rule::Number),
    optional("step", Rule::Number),
    optional("defaultValue", Rule::Number),
    optional("slider", Rule::Boolean),
    optional("hotkey", Rule::Filled),
];

/// How far from a multiple of `step` a number may lie, in steps: what decimal fractions lose as binary ones.
const STEP_TOLERANCE: f64 = 1e-6;

fn bound(element: &Element, name: &str) -> Option<f64> {
    element.attribute(name)?.parse().ok()
}

fn number(region: &Region) -> Option<f64> {
    region.value.get("number")?.as_f64().filter(|n| n.is_finite())
}

impl Tag for Number {
    fn name(&self) -> &'static str {
        "Number"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        if let (Some(low), Some(high)) = (bound(element, "min"), bound(element, "max"))
            && low > high
        {
            let message = format!("`min` ({low}) may not be more than `max` ({high}).");
            problems.error(element, Some("min"), "empty_range", message);
        }
        if bound(element, "step").is_some_and(|step| step <= 0.0) {
            let message = "`step` must be more than 0.".to_owned();
            problems.error(element, Some("step"), "invalid_attribute", message);
        }
        if element.flag("slider") && (bound(element, "min").is_none() || bound(element, "max").is_none()) {
            let message = "A slider needs `min` and `max`.".to_owned();
            problems.error(element, Some("slider"), "missing_attribute", message);
        }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Number)
    }
}

impl ControlTag for Number {
    fn kind(&self) -> ControlKind {
        ControlKind::Number
    }
    fn result_type(&self) -> &'static str {
        "number"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let Some(value) = number(region) else {
            findings.region(
                "/number",
                "wrong_shape",
                "`value.number` must be a number.".to_owned(),
            );
            return;
        };
        let (low, high) = (bound(control.element, "min"), bound(control.element, "max"));
        if low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high) {
            let words = match (low, high) {
                (Some(low), Some(high)) => format!("from {low} to {high}"),
                (Some(low), None) => format!("{low} or more"),
                (_, high) => format!("{} or less", high.unwrap_or_default()),
            };
            findings.region(
                "/number",
                "number_out_of_range",
                format!("The number must be {words}."),
            );
            findings
                .param("minimum", low.into())
                .param("maximum", high.into())
                .param("actual", value.into());
        }
        if let Some(step) = bound(control.element, "step") {
            let steps = (value - low.unwrap_or(0.0)) / step;
            if (steps - steps.round()).abs() > STEP_TOLERANCE {
                findings.region(
                    "/number",
                    "number_between_steps",
                    format!("Only steps of {step} are taken."),
                );
                findings.param("step", step.into());
            }
        }
    }
    fn is_filled(&self, region: &Region) -> bool {
        number(region).is_some()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        json!(number(region))
    }
    /// 1 less the distance over the larger size, but not less than 0.
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        match (number(a), number(b)) {
            (Some(a), Some(b)) if a == b => 1.0,
            (Some(a), Some(b)) => (1.0 - (a - b).abs() / a.abs().max(b.abs())).max(0.0),
            _ => 0.0,
        }
    }
}
