//! `Rectangle`, `RectangleLabels`: boxes. Value: `{"x", "y", "width", "height", "rotation", "rectanglelabels": ["Car"]}`
//! in percent of the image, turned about the top left corner.

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

pub(crate) static RECTANGLE: ShapeTag = ShapeTag {
    name: "Rectangle",
    kind: ControlKind::Rectangle,
    result_type: "rectangle",
    labelled: false,
    geometry: &Box,
    attributes: &[CONTROL, SHAPE, OWN, LOOKS, VISIBILITY],
    this: || &RECTANGLE,
};

pub(crate) static RECTANGLE_LABELS: ShapeTag = ShapeTag {
    name: "RectangleLabels",
    kind: ControlKind::RectangleLabels,
    result_type: "rectanglelabels",
    labelled: true,
    geometry: &Box,
    attributes: &[CONTROL, SHAPE, LABELLED, OWN, LOOKS, VISIBILITY],
    this: || &RECTANGLE_LABELS,
};

const OWN: &[Attribute] = &[
    optional("canRotate", Rule::Boolean),
    // Boxes lie on whole pixels here in any case.
    optional("snap", Rule::OneOf(&["pixel", "none"])),
];

struct Box;

impl Geometry for Box {
    /// A box must lie in the image. A turned one may stick out at its corners, as long as its centre is in the image.
    fn check(&self, element: &Element, region: &Region, findings: &mut Findings<'_>) {
        let complete = check_numbers(region, &["x", "y"], &["width", "height"], "empty_box", findings);
        let rotation = check_rotation(element, region, findings);
        if let (true, Some(rotation)) = (complete, rotation) {
            check_inside(region, rotation % 360.0 != 0.0, findings);
        }
    }
    fn canonical(&self, value: &Value) -> Value {
        rounded_numbers(value, &["x", "y", "width", "height", "rotation"])
    }
    fn overlap(&self, a: &Region, b: &Region) -> f64 {
        match (Outline::of_box(a), Outline::of_box(b)) {
            (Some(left), Some(right)) => left.overlap(&right),
            _ => 0.0,
        }
    }
}

fn check_inside(region: &Region, turned: bool, findings: &mut Findings<'_>) {
    for (start, extent, axis) in [("x", "width", 0), ("y", "height", 1)] {
        let (Some(from), Some(length)) = (number(&region.value, start), number(&region.value, extent)) else {
            continue;
        };
        let (fits, key) = if turned {
            let centre = centre_percent(region);
            (centre.is_some_and(|centre| is_inside(centre[axis])), start)
        } else if is_inside(from) {
            (is_inside(from + length), extent)
        } else {
            (false, start)
        };
        if !fits {
            outside(&format!("/{key}"), "box_outside_image", "The box", findings);
        }
    }
}

fn centre_percent(region: &Region) -> Option<[f64; 2]> {
    let (x, y) = Outline::of_box(region)?.centre();
    let (width, height) = region.original_size().unwrap_or((100.0, 100.0));
    Some([x / width * 100.0, y / height * 100.0])
}
