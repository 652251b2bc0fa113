//! `KeyPoint`, `KeyPointLabels`: points. Value: `{"x", "y", "width", "keypointlabels": ["Eye"]}` in percent of the image;
//! `width` is how large the dot is drawn.

use serde_json::Value;

use super::{
    CONTROL, Geometry, LABELLED, LOOKS, SHAPE, ShapeTag, VISIBILITY, check_numbers, is_inside, number,
    outside, rounded_numbers,
};
use crate::answer::Findings;
use crate::attribute::{Attribute, Rule, optional};
use crate::element::Element;
use crate::region::Region;
use crate::tags::ControlKind;

pub(crate) static KEY_POINT: ShapeTag = ShapeTag {
    name: "KeyPoint",
    kind: ControlKind::KeyPoint,
    result_type: "keypoint",
    labelled: false,
    geometry: &Dot,
    attributes: &[CONTROL, SHAPE, OWN, LOOKS, VISIBILITY],
    this: || &KEY_POINT,
};

pub(crate) static KEY_POINT_LABELS: ShapeTag = ShapeTag {
    name: "KeyPointLabels",
    kind: ControlKind::KeyPointLabels,
    result_type: "keypointlabels",
    labelled: true,
    geometry: &Dot,
    attributes: &[CONTROL, SHAPE, LABELLED, OWN, LOOKS, VISIBILITY],
    this: || &KEY_POINT_LABELS,
};

/// How far apart two points may be and still mean the same place, as part of the diagonal of the image: the width of the
/// Gaussian of the object keypoint similarity (Ruggero Ronchi & Perona 2017, "Benchmarking and Error Diagnosis in
/// Multi-Instance Pose Estimation", equation 1), with the image in the place of the object, whose size is not known.
const SPREAD: f64 = 0.025;

/// Below this, two points have nothing to do with each other.
const LEAST: f64 = 0.01;

// Points lie on whole pixels in any case.
const OWN: &[Attribute] = &[optional("snap", Rule::OneOf(&["pixel", "none"]))];

struct Dot;

impl Geometry for Dot {
    fn check(&self, _element: &Element, region: &Region, findings: &mut Findings<'_>) {
        check_numbers(region, &["x", "y"], &[], "", findings);
        for key in ["x", "y"] {
            if number(&region.value, key).is_some_and(|percent| !is_inside(percent)) {
                outside(&format!("/{key}"), "point_outside_image", "The point", findings);
            }
        }
        let width = region.value.get("width").filter(|width| !width.is_null());
        if width.is_some() && number(&region.value, "width").is_none_or(|width| width < 0.0) {
            let message = "`value.width` must be a number from 0.".to_owned();
            findings.region("/width", "wrong_shape", message);
        }
    }
    /// The width is a matter of looks.
    fn canonical(&self, value: &Value) -> Value {
        rounded_numbers(value, &["x", "y"])
    }
    fn overlap(&self, a: &Region, b: &Region) -> f64 {
        let (width, height) = a.original_size().unwrap_or((100.0, 100.0));
        let apart = |key: &str| Some(number(&a.value, key)? - number(&b.value, key)?);
        let (Some(across), Some(down)) = (apart("x"), apart("y")) else {
            return 0.0;
        };
        let distance = (across * width / 100.0).hypot(down * height / 100.0);
        let spread = SPREAD * width.hypot(height);
        let alike = (-distance * distance / (2.0 * spread * spread)).exp();
        if alike < LEAST { 0.0 } else { alike }
    }
}
