//! `Recorder`: a voice recording that the worker makes. Value: `{"recorder": ["media:…"]}`.

use serde_json::Value;

use super::super::{ControlKind, ControlTag, DataUse, ObjectKind, Tag};
use super::{canonical_files, check_files, files_similarity};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::data::DataKind;
use crate::region::Region;

pub(crate) struct Recorder;

pub(crate) const RECORDER_KEY: &str = "recorder";

const OWN: &[Attribute] = &[
    optional("prompt", Rule::Text),
    optional("minSeconds", Rule::Number),
    optional("maxSeconds", Rule::Number),
    optional("maxMegabytes", Rule::Count(1)),
    optional("minLevel", Rule::Number),
    optional("maxSilence", Rule::Number),
    optional("maxClipping", Rule::Number),
];

impl Tag for Recorder {
    fn name(&self) -> &'static str {
        "Recorder"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
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
        Some(&Recorder)
    }
}

impl ControlTag for Recorder {
    fn kind(&self) -> ControlKind {
        ControlKind::Recorder
    }
    fn result_type(&self) -> &'static str {
        "recorder"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        ObjectKind::ALL
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        check_files(RECORDER_KEY, control, region, findings);
    }
    fn is_filled(&self, region: &Region) -> bool {
        !region.strings(RECORDER_KEY).is_empty()
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        canonical_files(RECORDER_KEY, region)
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        files_similarity(RECORDER_KEY, a, b)
    }
}
