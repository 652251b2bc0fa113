//! Shapes on a picture: boxes, polygons, ellipses, points and painted masks. Each comes with labels of its own
//! (`RectangleLabels`) or without (`Rectangle`), beside which a `Labels` control may say what was drawn: then one shape
//! is two rows with one `id`.

mod brush;
mod ellipse;
mod key_point;
mod polygon;
mod rectangle;
mod runs;

pub(crate) use brush::{BRUSH, BRUSH_LABELS};
pub(crate) use ellipse::{ELLIPSE, ELLIPSE_LABELS};
pub(crate) use key_point::{KEY_POINT, KEY_POINT_LABELS};
pub(crate) use polygon::{POLYGON, POLYGON_LABELS};
pub(crate) use rectangle::{RECTANGLE, RECTANGLE_LABELS};

use serde_json::{Value, json};

use super::labelled::{LABELS_FROM_DATA, align_best, check_labels, check_usages};
use super::{Content, ControlKind, ControlTag, DataUse, ObjectKind, Tag, jaccard, sorted};
use crate::answer::{Findings, Task};
use crate::attribute::{Attribute, CONTROL, LOOKS, Rule, VISIBILITY, optional};
use crate::element::Element;
use crate::parse::Problems;
use crate::region::Region;

/// What a kind of shape knows: how its value is checked and compared, labels left aside.
pub(crate) trait Geometry: Sync {
    /// Checks everything in the value but the labels.
    fn check(&self, element: &Element, region: &Region, findings: &mut Findings<'_>);
    /// What two values that cover the same place have in common.
    fn canonical(&self, value: &Value) -> Value;
    /// How well two shapes cover each other, from 0 to 1.
    fn overlap(&self, a: &Region, b: &Region) -> f64;
}

/// A control that draws shapes. The tags of the family differ in nothing but this.
pub(crate) struct ShapeTag {
    name: &'static str,
    kind: ControlKind,
    /// The `type` of its regions, which is also the key of the labels in a value.
    result_type: &'static str,
    labelled: bool,
    geometry: &'static dyn Geometry,
    attributes: &'static [&'static [Attribute]],
    /// The tag itself, for whoever needs it for ever.
    this: fn() -> &'static ShapeTag,
}

/// How the shapes look. The bench takes colours of a control without labels from `strokeColor` and `fillColor`; widths
/// and opacities are chosen so that shapes are seen on any picture.
const SHAPE: &[Attribute] = &[
    optional("opacity", Rule::Number),
    optional("fillColor", Rule::Colour),
    optional("fillOpacity", Rule::Number),
    optional("strokeColor", Rule::Colour),
    optional("strokeWidth", Rule::Number),
    // Model-assisted drawing of Label Studio's own bench.
    optional("smart", Rule::Boolean),
    optional("smartOnly", Rule::Boolean),
];

/// What a control with labels carries besides.
const LABELLED: &[Attribute] = &[
    optional("choice", Rule::OneOf(&["single", "multiple"])),
    optional("value", Rule::Filled),
    optional("maxUsages", Rule::Count(1)),
    // Looks of Label Studio's own list of labels.
    optional("showInline", Rule::Boolean),
];

impl Tag for ShapeTag {
    fn name(&self) -> &'static str {
        self.name
    }
    fn attributes(&self) -> &'static [&'static [Attribute]] {
        self.attributes
    }
    fn content(&self) -> Content {
        if self.labelled {
            Content::Elements
        } else {
            Content::Nothing
        }
    }
    fn check(&self, element: &Element, problems: &mut Problems) {
        problems.refuse_per_region(element);
    }
    fn data_uses(&self) -> &'static [DataUse] {
        if self.labelled { LABELS_FROM_DATA } else { &[] }
    }
    fn control(&self) -> Option<&'static dyn ControlTag> {
        Some((self.this)())
    }
}

impl ControlTag for ShapeTag {
    fn kind(&self) -> ControlKind {
        self.kind
    }
    fn result_type(&self) -> &'static str {
        self.result_type
    }
    fn fits(&self) -> &'static [ObjectKind] {
        &[ObjectKind::Image]
    }
    fn option_tag(&self) -> Option<&'static str> {
        self.labelled.then_some("Label")
    }
    fn draws(&self) -> bool {
        true
    }
    fn label_key(&self) -> Option<&'static str> {
        self.labelled.then_some(self.result_type)
    }
    fn check_value(&self, control: &Task<'_>, region: &Region, findings: &mut Findings<'_>) {
        check_size(region, findings);
        self.geometry.check(control.element, region, findings);
        if self.labelled {
            check_labels(self.result_type, control, region, findings);
        }
    }
    fn check_together(&self, control: &Task<'_>, regions: &[(usize, &Region)], findings: &mut Findings<'_>) {
        if self.labelled {
            check_usages(self.result_type, control, regions, findings);
        }
    }
    fn is_filled(&self, _region: &Region) -> bool {
        true
    }
    fn normalize(&self, _value: &mut Value) {}
    fn canonical(&self, region: &Region) -> Value {
        let place = self.geometry.canonical(&region.value);
        json!([sorted(self.labels(region)), page(region), place])
    }
    fn value_similarity(&self, a: &Region, b: &Region) -> f64 {
        let labels = jaccard(&self.labels(a), &self.labels(b));
        if labels == 0.0 || page(a) != page(b) {
            return 0.0;
        }
        labels * self.geometry.overlap(a, b)
    }
    fn align(&self, a: &[&Region], b: &[&Region]) -> Vec<(usize, usize, f64)> {
        align_best(a, b, |left, right| self.value_similarity(left, right))
    }
}

/// Which of several pictures (`valueList`) a shape is on, counted from 0.
fn page(region: &Region) -> u64 {
    region
        .extra
        .get("item_index")
        .and_then(Value::as_u64)
        .unwrap_or(0)
}

impl ShapeTag {
    fn labels<'r>(&self, region: &'r Region) -> Vec<&'r str> {
        if self.labelled {
            region.strings(self.result_type)
        } else {
            Vec::new()
        }
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
            let message = "The size of the image in pixels must be given with every shape.".to_owned();
            findings.outside_value(pointer, "missing_image_size", message);
        }
    }
}

/// Percent by which a shape may stick out of the image: what rounding to pixels and back can make of one on the edge.
const TOLERANCE: f64 = 0.01;

fn is_inside(percent: f64) -> bool {
    (-TOLERANCE..=100.0 + TOLERANCE).contains(&percent)
}

/// The number at `value.<key>`, when it is one.
fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(Value::as_f64).filter(|n| n.is_finite())
}

/// A hundred-thousandth of a percent is far below a pixel, and above the noise of arithmetic.
fn rounded(percent: f64) -> i64 {
    (percent * 1e5).round() as i64
}

/// The numbers at these keys, in a form that does not see the noise of arithmetic; what is not there counts as 0.
fn rounded_numbers(value: &Value, keys: &[&str]) -> Value {
    let numbers: Vec<i64> = keys
        .iter()
        .map(|key| rounded(number(value, key).unwrap_or(0.0)))
        .collect();
    json!(numbers)
}

/// Checks that each key holds a number, those of `lengths` one above 0. Whether all do.
fn check_numbers(
    region: &Region,
    places: &[&'static str],
    lengths: &[&'static str],
    empty: &'static str,
    findings: &mut Findings<'_>,
) -> bool {
    let mut complete = true;
    for key in places.iter().chain(lengths) {
        let pointer = format!("/{key}");
        match number(&region.value, key) {
            None => {
                let message = format!("`value.{key}` must be a number.");
                findings.region(&pointer, "wrong_shape", message);
            }
            Some(length) if lengths.contains(key) && length <= 0.0 => {
                findings.region(&pointer, empty, format!("The {key} must be more than 0."));
            }
            Some(_) => continue,
        }
        complete = false;
    }
    complete
}

/// The degrees at `value.rotation`, 0 when left out; `None` after a finding.
fn check_rotation(element: &Element, region: &Region, findings: &mut Findings<'_>) -> Option<f64> {
    let rotation = match region.value.get("rotation") {
        None | Some(Value::Null) => Some(0.0),
        Some(_) => number(&region.value, "rotation"),
    };
    let Some(rotation) = rotation else {
        let message = "`value.rotation` must be a number of degrees.".to_owned();
        findings.region("/rotation", "wrong_shape", message);
        return None;
    };
    if rotation % 360.0 != 0.0 && element.attribute("canRotate") == Some("false") {
        let message = "Shapes may not be turned here.".to_owned();
        findings.region("/rotation", "rotation_not_allowed", message);
    }
    Some(rotation)
}

fn outside(pointer: &str, code: &'static str, what: &str, findings: &mut Findings<'_>) {
    findings.region(pointer, code, format!("{what} must lie in the image."));
    findings.param("minimum", 0.into()).param("maximum", 100.into());
}
