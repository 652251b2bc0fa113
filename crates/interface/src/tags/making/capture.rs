//! `Capture`: photos or videos that the worker takes. Value: `{"capture": ["media:…"]}`.

use serde_json::Value;

use super::super::{ControlKind, ControlTag, DataUse, ObjectKind, Tag};
use super::{canonical_files, check_files, files_similarity};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

pub(crate) struct Capture;

pub(crate) const CAPTURE_KEY: &str = "capture";

const OWN: &[Attribute] = &[
    optional("kind", Rule::OneOf(&["photo", "video"])),
    optional("prompt", Rule::Text),
    optional("minFiles", Rule::Count(1)),
    optional("maxFiles", Rule::Count(1)),
    optional("camera", Rule::OneOf(&["back", "front"])),
    optional("minSeconds", Rule::Number),
    optional("maxSeconds", Rule::Number),
    optional("maxMegabytes", Rule::Count(1)),
    optional("minSharpness", Rule::Number),
    optional("refuseDuplicates", Rule::Boolean),
];

impl Tag for Capture {
    fn name(&self) -> &'static str {
        "Capture"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.check_range(element, "minFiles", "maxFiles");
        let video = element.attribute("kind") == Some("video");
        for (attribute, of_video) in [
            ("minSeconds", true),
            ("maxSeconds", true),
            ("minSharpness", false),
            ("refuseDuplicates", false),
        ] {
            if element.attribute(attribute).is_some() && video != of_video {
                let kind = if of_video { "video" } else { "photo" };
                let message = format!("`{attribute}` is for `kind=\"{kind}\"`.");
                problems.error(element, Some(attribute), "attribute_without_effect", message);
            }
        }
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "prompt",
            kind: DataKind::Text,
            required: false,
            whole: false,
        }]
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&Capture)
    }
}

impl ControlTag for Capture {
    fn kind(&self) -> ControlKind {
        ControlKind::Capture
    }
    fn result_type(&self) -> &'static str {
        "capture"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        check_files(CAPTURE_KEY, control, region, findings);
    }
    fn is_filled(&self, region: &Region) -> bool {
        !region.strings(CAPTURE_KEY).is_empty()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        canonical_files(CAPTURE_KEY, region)
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        files_similarity(CAPTURE_KEY, a, b)
    }
}
