//! `Brush`, `BrushLabels`: painted masks. Value: `{"format": "rle", "rle": [bytes], "brushlabels": ["Sky"]}`, where `rle`
//! packs the mask as [`runs`](super::runs) reads it.

use serde_json::{Value, json};

use super::runs::{Fault, Mask};
use super::{CONTROL, Geometry, LABELLED, LOOKS, SHAPE, ShapeTag, VISIBILITY};
use crate::answer::Findings;
use crate::element::Element;
use crate::region::Region;
use crate::tags::ControlKind;

pub(crate) static BRUSH: ShapeTag = ShapeTag {
    name: "Brush",
    kind: ControlKind::Brush,
    result_type: "brush",
    labelled: false,
    geometry: &Painted,
    attributes: &[CONTROL, SHAPE, LOOKS, VISIBILITY],
    this: || &BRUSH,
};

pub(crate) static BRUSH_LABELS: ShapeTag = ShapeTag {
    name: "BrushLabels",
    kind: ControlKind::BrushLabels,
    result_type: "brushlabels",
    labelled: true,
    geometry: &Painted,
    attributes: &[CONTROL, SHAPE, LABELLED, LOOKS, VISIBILITY],
    this: || &BRUSH_LABELS,
};

struct Painted;

impl Geometry for Painted {
    fn check(&self, _element: &Element, region: &Region, findings: &mut Findings<'_>) {
        if region.value.get("format").and_then(Value::as_str) != Some("rle") {
            let message = "`value.format` must be `rle`.".to_owned();
            findings.region("/format", "wrong_shape", message);
        }
        let Some(bytes) = bytes(&region.value) else {
            let message = "`value.rle` must be a list of whole numbers from 0 to 255.".to_owned();
            findings.region("/rle", "wrong_shape", message);
            return;
        };
        let (code, message) = match Mask::decode(&bytes) {
            Err(Fault::TooShort) => ("broken_mask", "The mask ends too early.".to_owned()),
            Err(Fault::WordSize) => (
                "broken_mask",
                "The mask must be of 8-bit words, four for each pixel.".to_owned(),
            ),
            Ok(mask) if !fits(&mask, region) => (
                "wrong_mask_size",
                format!(
                    "The mask has {} pixels, which is not the size of the image.",
                    mask.pixels()
                ),
            ),
            Ok(mask) if mask.area() == 0 => ("empty_mask", "Nothing is painted.".to_owned()),
            Ok(_) => return,
        };
        findings.region("/rle", code, message);
    }
    /// The same pixels are the same mask, however they are packed.
    fn canonical(&self, value: &Value) -> Value {
        match mask(value) {
            Some(mask) => json!([mask.pixels(), mask.spans()]),
            None => value.get("rle").cloned().unwrap_or_default(),
        }
    }
    fn overlap(&self, a: &Region, b: &Region) -> f64 {
        match (mask(&a.value), mask(&b.value)) {
            (Some(left), Some(right)) => left.overlap(&right),
            _ => 0.0,
        }
    }
}

fn fits(mask: &Mask, region: &Region) -> bool {
    // A missing size is a finding of its own.
    region
        .original_size()
        .is_none_or(|(width, height)| mask.pixels() as f64 == width * height)
}

fn mask(value: &Value) -> Option<Mask> {
    Mask::decode(&bytes(value)?).ok()
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    let list = value.get("rle")?.as_array()?;
    list.iter()
        .map(|byte| u8::try_from(byte.as_u64()?).ok())
        .collect()
}
