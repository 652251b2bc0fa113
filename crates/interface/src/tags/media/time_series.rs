//! `TimeSeries` with its `Channel`s, and `TimeSeriesLabels`: labelled stretches of it. Value: `{"start": 1592250751951,
//! "end": 1592251137010, "instant": false, "timeserieslabels": ["Run"]}`; times are those of the time column, as numbers or
//! as its own text.

use serde_json::{Value, json};

use super::overlap;
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional, required};
use crate::data::DataKind;
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::tags::labelled::{LABELS_FROM_DATA, align_best, check_labels, check_usages};
use crate::tags::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};

pub(crate) struct TimeSeries;

/// Those after `sep` steer Label Studio's own drawing.
const OWN: &[Attribute] = &[
    required("name", Rule::Name),
    optional("value", Rule::Filled),
    optional("valueType", Rule::OneOf(&["url", "json"])),
    optional("timeColumn", Rule::Filled),
    optional("timeFormat", Rule::Filled),
    optional("sep", Rule::Text),
    optional("timeDisplayFormat", Rule::Text),
    optional("durationDisplayFormat", Rule::Text),
    optional("overviewChannels", Rule::Text),
    optional("overviewWidth", Rule::Text),
    optional("fixedScale", Rule::Boolean),
    optional("zoomStep", Rule::Number),
    optional("defaultWidth", Rule::Text),
    optional("sync", Rule::Filled),
    optional("cursorcolor", Rule::Colour),
];

impl Tag for TimeSeries {
    fn name(&self) -> &'static str {
        "TimeSeries"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        let channels = element
            .walk()
            .into_iter()
            .filter(|inner| inner.tag.name() == "Channel");
        if channels.count() == 0 {
            let message = "TimeSeries shows nothing: add Channel tags.".to_owned();
            problems.error(element, None, "no_channels", message);
        }
    }
    fn data_uses(&self) -> &'static [DataUse] {
        &[DataUse {
            attribute: "value",
            kind: DataKind::Series,
            required: true,
            whole: true,
        }]
    }
    fn object(&self) -> Option<ObjectKind> {
        Some(ObjectKind::TimeSeries)
    }
}

pub(crate) struct Channel;

/// Those after `units` steer Label Studio's own drawing; the front end reads the ones it has a use for.
const CHANNEL: &[Attribute] = &[
    required("column", Rule::Filled),
    optional("legend", Rule::Text),
    optional("units", Rule::Text),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
    optional("height", Rule::Text),
    optional("interpolation", Rule::Text),
    optional("displayFormat", Rule::Text),
    optional("showGrid", Rule::Boolean),
    optional("showTicks", Rule::Boolean),
    optional("showAxis", Rule::Boolean),
    optional("opacity", Rule::Number),
    optional("markerSize", Rule::Number),
    optional("markerColor", Rule::Colour),
    optional("markerSymbol", Rule::Text),
    optional("timeRange", Rule::Text),
    optional("dataRange", Rule::Text),
    optional("fixedScale", Rule::Boolean),
    optional("showYAxis", Rule::Boolean),
    optional("showGridX", Rule::Boolean),
];

impl Tag for Channel {
    fn name(&self) -> &'static str {
        "Channel"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CHANNEL, LOOKS]
    }
    fn inside(&self) -> &'static [&'static str] {
        &["TimeSeries"]
    }
}

pub(crate) struct MultiChannel;

const MULTI_CHANNEL: &[Attribute] = &[
    optional("height", Rule::Text),
    optional("showAxis", Rule::Boolean),
    optional("showGrid", Rule::Boolean),
    optional("showLegend", Rule::Boolean),
];

impl Tag for MultiChannel {
    fn name(&self) -> &'static str {
        "MultiChannel"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[MULTI_CHANNEL, LOOKS]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn inside(&self) -> &'static [&'static str] {
        &["TimeSeries"]
    }
}

pub(crate) struct TimeSeriesLabels;

const LABELS: &str = "timeserieslabels";

const LABELS_OWN: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "multiple"])),
    optional("value", Rule::Filled),
    optional("maxUsages", Rule::Count(1)),
    optional("showInline", Rule::Boolean),
    optional("opacity", Rule::Number),
    optional("fillColor", Rule::Colour),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
];

impl Tag for TimeSeriesLabels {
    fn name(&self) -> &'static str {
        "TimeSeriesLabels"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, LABELS_OWN, LOOKS, VISIBILITY]
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
        Some(&TimeSeriesLabels)
    }
}

/// Both ends as numbers, when they are.
fn span(region: &Region) -> Option<(f64, f64)> {
    Some((
        region.value.get("start")?.as_f64()?,
        region.value.get("end")?.as_f64()?,
    ))
}

impl ControlTag for TimeSeriesLabels {
    fn kind(&self) -> ControlKind {
        ControlKind::TimeSeriesLabels
    }
    fn result_type(&self) -> &'static str {
        LABELS
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::TimeSeries]
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
        for key in ["start", "end"] {
            let fits = match region.value.get(key) {
                Some(Value::Number(number)) => number.as_f64().is_some_and(f64::is_finite),
                Some(Value::String(text)) => !text.trim().is_empty(),
                _ => false,
            };
            if !fits {
                let message = format!("`value.{key}` must be a time of the series.");
                findings.region(&format!("/{key}"), "wrong_shape", message);
            }
        }
        if span(region).is_some_and(|(start, end)| end < start) {
            findings.region(
                "/end",
                "empty_range",
                "`end` may not be before `start`.".to_owned(),
            );
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
        json!([
            sorted(region.strings(LABELS)),
            region.value.get("start"),
            region.value.get("end")
        ])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&a.strings(LABELS), &b.strings(LABELS));
        match (span(a), span(b)) {
            (Some(a), Some(b)) => labels * overlap(a, b),
            // Times as text are only the same or not.
            _ if a.value.get("start") == b.value.get("start") && a.value.get("end") == b.value.get("end") => {
                labels
            }
            _ => 0.0,
        }
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}
