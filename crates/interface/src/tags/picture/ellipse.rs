//! `Ellipse`, `EllipseLabels`: ellipses. Value: `{"x", "y", "radiusX", "radiusY", "rotation", "ellipselabels": ["Cell"]}`
//! in percent of the image: `x` and `y` are the centre, `radiusX` is percent of its width, `radiusY` of its height.

use serde_json::Value;

use super::{
    CONTROL, Geometry, LABELLED, LOOKS, SHAPE, ShapeTag, VISIBILITY, check_numbers, check_rotation,
    is_inside, number, outside, rounded_numbers,
};
use crate::answer::Findings;
use crate::attribute::{Attribute, Rule, optional};
use crate::element::Element;
use crate::geometry::Outline;
use crate::region::Region;
use crate::tags::ControlKind;

pub(crate) static ELLIPSE: ShapeTag = ShapeTag {
    name: "Ellipse",
    kind: ControlKind::Ellipse,
    result_type: "ellipse",
    labelled: false,
    geometry: &Round,
    attributes: &[CONTROL, SHAPE, OWN, LOOKS, VISIBILITY],
    this: || &ELLIPSE,
};

pub(crate) static ELLIPSE_LABELS: ShapeTag = ShapeTag {
    name: "EllipseLabels",
    kind: ControlKind::EllipseLabels,
    result_type: "ellipselabels",
    labelled: true,
    geometry: &Round,
    attributes: &[CONTROL, SHAPE, LABELLED, OWN, LOOKS, VISIBILITY],
    this: || &ELLIPSE_LABELS,
};

const OWN: &[Attribute] = &[optional("canRotate", Rule::Boolean)];

struct Round;

impl Geometry for Round {
    /// The centre must lie in the image: what an ellipse goes round may be cut by the edge.
    fn check(&self, element: &Element, region: &Region, findings: &mut Findings<'_>) {
        check_rotation(element, region, findings);
        let lengths = ["radiusX", "radiusY"];
        if !check_numbers(region, &["x", "y"], &lengths, "empty_ellipse", findings) {
            return;
        }
        for key in ["x", "y"] {
            if !number(&region.value, key).is_some_and(is_inside) {
                let pointer = format!("/{key}");
                outside(
                    &pointer,
                    "ellipse_outside_image",
                    "The centre of the ellipse",
                    findings,
                );
            }
        }
        for key in lengths {
            if number(&region.value, key).is_some_and(|radius| radius > 100.0) {
                let message = "The ellipse is larger than the image.".to_owned();
                findings.region(&format!("/{key}"), "ellipse_too_large", message);
                findings.param("maximum", 100.into());
            }
        }
    }
    fn canonical(&self, value: &Value) -> Value {
        rounded_numbers(value, &["x", "y", "radiusX", "radiusY", "rotation"])
    }
    fn overlap(&self, a: &Region, b: &Region) -> f64 {
        match (Outline::of_ellipse(a), Outline::of_ellipse(b)) {
            (Some(left), Some(right)) => left.overlap(&right),
            _ => 0.0,
        }
    }
}
