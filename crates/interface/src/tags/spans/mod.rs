//! Labelled stretches: of a text, a formatted text, a dialogue, a recording, a time series. `Labels` fits them all and
//! labels shapes on pictures besides; `HyperTextLabels` and `ParagraphLabels` are its twins with names of their own.

mod check;
mod hyper_text;
mod place;

pub(crate) use check::shown_text;
pub(crate) use hyper_text::HyperText;

use serde_json::{Value, json};

use super::labelled::{LABELS_FROM_DATA, align_best, check_labels, check_usages};
use super::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;
use crate::text::normalize_text;
use place::Place;

/// A control that labels stretches. The three tags of the family differ in nothing but this.
pub(crate) struct SpanLabels {
    name: &'static str,
    kind: ControlKind,
    /// The `type` of its regions, which is also the key of the labels in a value.
    key: &'static str,
    fits: &'static [ObjectKind],
    completes: &'static [ObjectKind],
}

/// `Labels`. Value on a `Text`: `{"start", "end", "text", "labels": ["Person"]}`, offsets in code points of the text in
/// NFC; on a `Paragraphs` or `HyperText` as below; on a recording or a time series in seconds or in its own time; on an
/// `Image` the labels of a shape that another control draws.
pub(crate) static LABELS: SpanLabels = SpanLabels {
    name: "Labels",
    kind: ControlKind::Labels,
    key: "labels",
    fits: &[
        ObjectKind::Text,
        ObjectKind::HyperText,
        ObjectKind::Paragraphs,
        ObjectKind::Audio,
        ObjectKind::TimeSeries,
        ObjectKind::Video,
        ObjectKind::Image,
    ],
    completes: &[ObjectKind::Image, ObjectKind::Video],
};

/// `HyperTextLabels`. Value: `{"start": "/p[1]/text()[1]", "startOffset", "end", "endOffset", "globalOffsets": {"start",
/// "end"}, "text", "hypertextlabels": ["Person"]}`.
pub(crate) static HYPER_TEXT_LABELS: SpanLabels = SpanLabels {
    name: "HyperTextLabels",
    kind: ControlKind::HyperTextLabels,
    key: "hypertextlabels",
    fits: &[ObjectKind::HyperText],
    completes: &[],
};

/// `ParagraphLabels`. Value: `{"start": "0", "end": "1", "startOffset", "endOffset", "text", "paragraphlabels":
/// ["Question"]}`: which utterances, counted from 0, and the offsets within the first and the last.
pub(crate) static PARAGRAPH_LABELS: SpanLabels = SpanLabels {
    name: "ParagraphLabels",
    kind: ControlKind::ParagraphLabels,
    key: "paragraphlabels",
    fits: &[ObjectKind::Paragraphs],
    completes: &[],
};

const OWN: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "multiple"])),
    optional("value", Rule::Filled),
    optional("maxUsages", Rule::Count(1)),
    optional("allowEmpty", Rule::Boolean),
    // Looks of Label Studio's own list of labels and highlights.
    optional("showInline", Rule::Boolean),
    optional("opacity", Rule::Number),
    optional("fillColor", Rule::Colour),
    optional("fillOpacity", Rule::Number),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
];

impl Tag for SpanLabels {
    fn name(&self) -> &'static str {
        self.name
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
        Some(match self.kind {
            ControlKind::HyperTextLabels => &HYPER_TEXT_LABELS,
            ControlKind::ParagraphLabels => &PARAGRAPH_LABELS,
            _ => &LABELS,
        })
    }
}

impl ControlTag for SpanLabels {
    fn kind(&self) -> ControlKind {
        self.kind
    }
    fn result_type(&self) -> &'static str {
        self.key
    }
    fn fits(&self) -> &'static [ObjectKind] {
        self.fits
    }
    fn option_tag(&self) -> Option<&'static str> {
        Some("Label")
    }
    fn draws(&self) -> bool {
        true
    }
    fn label_key(&self) -> Option<&'static str> {
        Some(self.key)
    }
    fn completes(&self) -> &'static [ObjectKind] {
        self.completes
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        check::check_place(control, region, findings);
        let labels = region.value.get(self.key).and_then(Value::as_array);
        if !(control.element.flag("allowEmpty") && labels.is_some_and(Vec::is_empty)) {
            check_labels(self.key, control, region, findings);
        }
    }
    fn check_together(&self, control: &Task<'_>, regions: &[(usize, &Region)], findings: &mut Findings<'_>) {
        check_usages(self.key, control, regions, findings);
    }
    /// The labels of a shape say something when there are any; a stretch does by being there.
    fn is_filled(&self, region: &Region) -> bool {
        Place::of(region).is_some() || !region.strings(self.key).is_empty()
    }
    fn normalize(&self, value: &mut Value) {
        if let Some(Value::String(text)) = value.get_mut("text") {
            *text = normalize_text(text);
        }
    }
    fn canonical(&self, region: &Region) -> Value {
        let place = Place::of(region).map(|place| place.canonical());
        json!([sorted(region.strings(self.key)), place])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&a.strings(self.key), &b.strings(self.key));
        match (Place::of(a), Place::of(b)) {
            (None, None) => labels,
            (Some(left), Some(right)) if labels > 0.0 => labels * left.overlap(&right),
            _ => 0.0,
        }
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}
