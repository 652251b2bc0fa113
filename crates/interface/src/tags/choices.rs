//! `Choices`: a choice among given ones. Value: `{"choices": ["Cat"]}`.

use serde_json::Value;

use super::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, check_options, jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct Choices;

const OWN: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "single-radio", "multiple"])),
    optional("showInline", Rule::Boolean),
    optional("layout", Rule::OneOf(&["select", "inline", "vertical"])),
    optional("value", Rule::Filled),
    optional("randomize", Rule::Boolean),
    // Ours: whether two choices can be swiped on a phone. Where they are all there is to say, they can without it.
    optional("swipe", Rule::Boolean),
];

impl Tag for Choices {
    fn name(&self) -> &'static str {
        "Choices"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        for nested in element
            .walk()
            .into_iter()
            .filter(|inner| inner.tag.name() == "Choice")
        {
            if let Some(inner) = nested.children.first() {
                let message = "Choices are not nested here; use Taxonomy for a tree.".to_owned();
                problems.error(inner, None, "children_not_allowed", message);
            }
        }
        let choices = element
            .walk()
            .into_iter()
            .filter(|inner| inner.tag.name() == "Choice");
        let selected: Vec<&Element> = choices.filter(|choice| choice.flag("selected")).collect();
        if is_single(element)
            && let [_, second, ..] = selected.as_slice()
        {
            let message =
                "Only one choice may be selected from the start when `choice` is single.".to_owned();
            problems.error(second, Some("selected"), "too_many_selected", message);
        }
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Options,
            required: true,
            whole: true,
        }]
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Choices)
    }
}

/// `choice` is single unless it says `multiple`.
pub(crate) fn is_single(element: &Element) -> bool {
    element.attribute("choice") != Some("multiple")
}

impl ControlTag for Choices {
    fn kind(&self) -> ControlKind {
        ControlKind::Choices
    }
    fn result_type(&self) -> &'static str {
        "choices"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn option_tag(&self) -> Option<&'static str> {
        Some("Choice")
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        check_options(
            "choices",
            is_single(control.element),
            &control.options,
            region,
            findings,
        );
    }
    fn is_filled(&self, region: &Region) -> bool {
        !region.strings("choices").is_empty()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        sorted(region.strings("choices"))
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        jaccard(&a.strings("choices"), &b.strings("choices"))
    }
}
