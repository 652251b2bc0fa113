//! `RectangleLabels`: labelled boxes on an image. Value: `{"x", "y", "width", "height", "rotation",
//! "rectanglelabels": ["Car"]}` in percent of the image, turned about the top left corner.

use serde_json::{Value, json};

use super::labelled::{LABELS_FROM_DATA, align_best, check_labels, check_usages};
use super::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::geometry::{Quad, overlap};
use crate::region::Region;

pub(crate) struct RectangleLabels;

/// The key of the labels in a value.
const LABELS: &str = "rectanglelabels";

/// Percent by which a box may stick out of the image: what rounding to pixels and back can make of a box on the edge.
const TOLERANCE: f64 = 0.01;

const OWN: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "multiple"])),
    optional("value", Rule::Filled),
    optional("maxUsages", Rule::Count(1)),
    optional("canRotate", Rule::Boolean),
    optional("showInline", Rule::Boolean),
    optional("opacity", Rule::Number),
    optional("fillColor", Rule::Colour),
    optional("fillOpacity", Rule::Number),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
    optional("snap", Rule::OneOf(&["pixel", "none"])),
];

impl Tag for RectangleLabels {
    fn name(&self) -> &'static str {
        "RectangleLabels"
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        &[CONTROL, OWN, LOOKS, VISIBILITY]
    }
    fn content(&self) -> Content {
        Content::Elements
    }
    fn check(&self, element: &Element, problems: &mut crate::parse::Problems) {
        problems.refuse_per_region(element);
    }
    fn data_uses(&self) -> &'static [DataUse] {
        LABELS_FROM_DATA
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some(&RectangleLabels)
    }
}

impl ControlTag for RectangleLabels {
    fn kind(&self) -> ControlKind {
        ControlKind::RectangleLabels
    }
    fn result_type(&self) -> &'static str {
        "rectanglelabels"
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::Image]
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
        check_size(region, findings);
        check_box(control.element, region, findings);
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
        // A hundred-thousandth of a percent is far below a pixel, and above the noise of arithmetic.
        let number =
            |key: &str| (region.value.get(key).and_then(Value::as_f64).unwrap_or(0.0) * 1e5).round() as i64;
        let place: Vec<i64> = ["x", "y", "width", "height", "rotation"]
            .into_iter()
            .map(number)
            .collect();
        json!([sorted(region.strings(LABELS)), place])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&a.strings(LABELS), &b.strings(LABELS));
        if labels == 0.0 {
            return 0.0;
        }
        match (Quad::of(a), Quad::of(b)) {
            (Some(left), Some(right)) => labels * overlap(&left, &right),
            _ => 0.0,
        }
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}

fn check_size(region: &Region, findings: &mut Findings<'_>) {
    let sides = [
        ("/original_width", &region.original_width),
        ("/original_height", &region.original_height),
    ];
    for (pointer, side) in sides {
        if !side
            .as_ref()
            .and_then(|n| n.as_f64())
            .is_some_and(|pixels| pixels > 0.0)
        {
            let message = "The size of the image in pixels must be given with every box.".to_owned();
            findings.outside_value(pointer, "missing_image_size", message);
        }
    }
}

/// A box must lie in the image. A turned one may stick out at its corners, as long as its centre is in the image.
fn check_box(element: &Element, region: &Region, findings: &mut Findings<'_>) {
    let number = |key: &str| {
        region
            .value
            .get(key)
            .and_then(Value::as_f64)
            .filter(|n| n.is_finite())
    };
    let mut complete = true;
    for key in ["x", "y", "width", "height"] {
        let pointer = format!("/{key}");
        match number(key) {
            None => findings.region(
                &pointer,
                "wrong_shape",
                format!("`value.{key}` must be a number."),
            ),
            Some(side) if key.len() > 1 && side <= 0.0 => {
                findings.region(
                    &pointer,
                    "empty_box",
                    format!("The {key} of a box must be more than 0."),
                );
            }
            Some(_) => continue,
        }
        complete = false;
    }
    let rotation = match region.value.get("rotation") {
        None | Some(Value::Null) => Some(0.0),
        Some(_) => number("rotation"),
    };
    let Some(rotation) = rotation else {
        findings.region(
            "/rotation",
            "wrong_shape",
            "`value.rotation` must be a number of degrees.".to_owned(),
        );
        return;
    };
    let turned = rotation % 360.0 != 0.0;
    if turned && element.attribute("canRotate") == Some("false") {
        findings.region(
            "/rotation",
            "rotation_not_allowed",
            "Boxes may not be turned here.".to_owned(),
        );
    }
    if complete {
        check_inside(region, turned, findings);
    }
}

fn check_inside(region: &Region, turned: bool, findings: &mut Findings<'_>) {
    let number = |key: &str| region.value.get(key).and_then(Value::as_f64);
    let inside = |n: f64| (-TOLERANCE..=100.0 + TOLERANCE).contains(&n);
    for (start, extent, size) in [("x", "width", 0), ("y", "height", 1)] {
        let (Some(from), Some(length)) = (number(start), number(extent)) else {
            continue;
        };
        let (fits, key) = if turned {
            (
                centre_percent(region).is_some_and(|centre| inside(centre[size])),
                start,
            )
        } else if inside(from) {
            (inside(from + length), extent)
        } else {
            (false, start)
        };
        if !fits {
            findings.region(
                &format!("/{key}"),
                "box_outside_image",
                "The box must lie in the image.".to_owned(),
            );
            findings.param("minimum", 0.into()).param("maximum", 100.into());
        }
    }
}

fn centre_percent(region: &Region) -> Option<[f64; 2]> {
    let (x, y) = Quad::of(region)?.centre();
    let (width, height) = region.original_size().unwrap_or((100.0, 100.0));
    Some([x / width * 100.0, y / height * 100.0])
}
