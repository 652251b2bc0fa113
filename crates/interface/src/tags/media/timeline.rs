//! `TimelineLabels`: labelled stretches of a video, in frames from 1. Value: `{"ranges": [{"start": 1, "end": 25}],
//! "timelinelabels": ["Jump"]}`.

use serde_json::{Value, json};

use super::overlap;
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::tags::labelled::{LABELS_FROM_DATA, align_best, check_labels, check_usages};
use crate::tags::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};

pub(crate) struct TimelineLabels;

const LABELS: &str = "timelinelabels";

const OWN: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "multiple"])),
    optional("value", Rule::Filled),
    optional("maxUsages", Rule::Count(1)),
    optional("showInline", Rule::Boolean),
    optional("opacity", Rule::Number),
];

/// First and last frame of each stretch; `None` for what is no stretch.
fn ranges(region: &Region) -> Vec<Option<(u64, u64)>> {
    let rows = region.value.get("ranges").and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .map(|row| Some((row.get("start")?.as_u64()?, row.get("end")?.as_u64()?)))
        .collect()
}

impl Tag for TimelineLabels {
    fn name(&self) -> &'static str {
        "TimelineLabels"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.refuse_per_region(element);
    }
    fn data_uses(&self) -> &'static [DataUse] {
        LABELS_FROM_DATA
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&TimelineLabels)
    }
}

impl ControlTag for TimelineLabels {
    fn kind(&self) -> ControlKind {
        ControlKind::TimelineLabels
    }
    fn result_type(&self) -> &'static str {
        LABELS
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::Video]
    }
    fn option_tag(&self) -> Option<&'static str> {
        Some("Label")
    }
    fn draws(&self) -> bool {
        true
    }
    fn label_key(&self) -> Option<&'static str> {
        Some(LABELS)
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        let ranges = ranges(region);
        if ranges.is_empty() {
            let message = "`value.ranges` must be a list of stretches with `start` and `end`.".to_owned();
            findings.region("/ranges", "wrong_shape", message);
        }
        for (i, range) in ranges.iter().enumerate() {
            let pointer = format!("/ranges/{i}");
            match range {
                None => {
                    let message = "`start` and `end` must be whole numbers of frames.".to_owned();
                    findings.region(&pointer, "wrong_shape", message);
                }
                Some((start, end)) if *start < 1 || end < start => {
                    let message = "`start` must be 1 or more, and not after `end`.".to_owned();
                    findings.region(&pointer, "empty_range", message);
                }
                Some(_) => {}
            }
        }
        check_labels(LABELS, control, region, findings);
    }
    fn check_together(&self, control: &Task<'_>, regions: &[(usize, &Region)], findings: &mut Findings<'_>) {
        check_usages(LABELS, control, regions, findings);
    }
    fn is_filled(&self, _region: &Region) -> bool {
        true
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        json!([sorted(region.strings(LABELS)), ranges(region)])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&a.strings(LABELS), &b.strings(LABELS));
        // A frame has a length: a stretch of one frame covers it.
        let span = |region: &Region| {
            let all: Vec<(u64, u64)> = ranges(region).into_iter().flatten().collect();
            let first = all.iter().map(|range| range.0).min()?;
            let last = all.iter().map(|range| range.1).max()?;
            Some((first as f64, last as f64 + 1.0))
        };
        match (span(a), span(b)) {
            (Some(a), Some(b)) => labels * overlap(a, b),
            _ => 0.0,
        }
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}
