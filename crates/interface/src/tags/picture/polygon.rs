//! `Polygon`, `PolygonLabels`: polygons. Value: `{"points": [[x, y], …], "closed": true, "polygonlabels": ["Lake"]}` in
//! percent of the image.

use serde_json::{Value, json};

use super::{CONTROL, Geometry, LABELLED, LOOKS, SHAPE, ShapeTag, VISIBILITY, is_inside, outside, rounded};
use crate::answer::Findings;
use crate::attribute::{Attribute, Rule, optional};
use crate::element::Element;
use crate::geometry::Outline;
use crate::region::Region;
use crate::tags::ControlKind;

pub(crate) static POLYGON: ShapeTag = ShapeTag {
    name: "Polygon",
    kind: ControlKind::Polygon,
    result_type: "polygon",
    labelled: false,
    geometry: &Closed,
    attributes: &[CONTROL, SHAPE, OWN, LOOKS, VISIBILITY],
    this: || &POLYGON,
};

pub(crate) static POLYGON_LABELS: ShapeTag = ShapeTag {
    name: "PolygonLabels",
    kind: ControlKind::PolygonLabels,
    result_type: "polygonlabels",
    labelled: true,
    geometry: &Closed,
    attributes: &[CONTROL, SHAPE, LABELLED, OWN, LOOKS, VISIBILITY],
    this: || &POLYGON_LABELS,
};

/// Most corners of one polygon: more than a hand sets, and few enough to compare.
const MAX_POINTS: usize = 2_000;

const OWN: &[Attribute] = &[
    // Handles here are as large as a finger needs, and points lie on whole pixels in any case.
    optional("pointSize", Rule::OneOf(&["small", "medium", "large"])),
    optional("pointStyle", Rule::OneOf(&["rectangle", "circle"])),
    optional("snap", Rule::OneOf(&["pixel", "none"])),
];

struct Closed;

impl Geometry for Closed {
    fn check(&self, _element: &Element, region: &Region, findings: &mut Findings<'_>) {
        let Some(points) = region.value.get("points").and_then(Value::as_array) else {
            let message = "`value.points` must be a list of [x, y].".to_owned();
            findings.region("/points", "wrong_shape", message);
            return;
        };
        if region.value.get("closed") == Some(&Value::Bool(false)) {
            let message = "The polygon is not closed.".to_owned();
            findings.region("/closed", "open_polygon", message);
        }
        if points.len() < 3 {
            findings.region(
                "/points",
                "too_few_points",
                "A polygon has 3 points at least.".to_owned(),
            );
            findings
                .param("minimum", 3.into())
                .param("actual", points.len().into());
        }
        if points.len() > MAX_POINTS {
            let message = format!("A polygon may have {MAX_POINTS} points at most.");
            findings.region("/points", "too_many_points", message);
            findings
                .param("maximum", MAX_POINTS.into())
                .param("actual", points.len().into());
        }
        for (i, point) in points.iter().take(MAX_POINTS).enumerate() {
            let pointer = format!("/points/{i}");
            match pair(point) {
                None => {
                    let message = "A point must be two numbers: [x, y].".to_owned();
                    findings.region(&pointer, "wrong_shape", message);
                }
                Some((x, y)) if !is_inside(x) || !is_inside(y) => {
                    outside(&pointer, "point_outside_image", "Every point", findings);
                }
                Some(_) => {}
            }
        }
    }
    /// The same corners in the same round are the same polygon, wherever and whichever way round it was begun.
    fn canonical(&self, value: &Value) -> Value {
        let mut points: Vec<(i64, i64)> = pairs(value).map(|(x, y)| (rounded(x), rounded(y))).collect();
        let first = (0..points.len()).min_by_key(|&i| points[i]).unwrap_or(0);
        points.rotate_left(first);
        if points.len() > 2 && points[1] > points[points.len() - 1] {
            points[1..].reverse();
        }
        json!(points)
    }
    fn overlap(&self, a: &Region, b: &Region) -> f64 {
        let outline = |region: &Region| Outline::of_points(region, pairs(&region.value));
        outline(a).overlap(&outline(b))
    }
}

fn pair(point: &Value) -> Option<(f64, f64)> {
    match point.as_array()?.as_slice() {
        [x, y] => Some((x.as_f64()?, y.as_f64()?)).filter(|(x, y)| x.is_finite() && y.is_finite()),
        _ => None,
    }
}

/// The points of a value, in percent; what is none is left out.
fn pairs(value: &Value) -> impl Iterator<Item = (f64, f64)> {
    let points = value.get("points").and_then(Value::as_array);
    points.into_iter().flatten().filter_map(pair)
}
