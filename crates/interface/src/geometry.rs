//! Overlap of shapes. Label Studio's shapes are percent of the image, so overlap is measured in pixels where the image size
//! is known: percent is not square.

use serde_json::Value;

use crate::Region;

type Point = (f64, f64);

/// Corners of the polygon that stands for an ellipse: its area is that of the ellipse within 0.2 %.
const ELLIPSE_CORNERS: u32 = 60;

/// Above this many pairs of sides, the strips of an overlap are not cut at every crossing but are just thin.
const CROSSINGS_MAX: usize = 40_000;
const THIN_STRIPS: usize = 2_000;

/// A closed line around a shape: its corners in order, and whether it is known to be convex.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
    corners: Vec<Point>,
    convex: bool,
}

impl Outline {
    /// The box of a region with `x`, `y`, `width`, `height` and perhaps `rotation` about its top left corner.
    pub(crate) fn of_box(region: &Region) -> Option<Outline> {
        let (scale_x, scale_y) = scale(region);
        let (x, y) = (number(region, "x")? * scale_x, number(region, "y")? * scale_y);
        let (width, height) = (
            number(region, "width")? * scale_x,
            number(region, "height")? * scale_y,
        );
        let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
        Some(Outline::turned(corners.into_iter(), (x, y), region))
    }

    /// The ellipse of a region with the centre `x`, `y`, the radii `radiusX`, `radiusY` and perhaps `rotation`.
    pub(crate) fn of_ellipse(region: &Region) -> Option<Outline> {
        let (scale_x, scale_y) = scale(region);
        let (x, y) = (number(region, "x")? * scale_x, number(region, "y")? * scale_y);
        let (across, down) = (
            number(region, "radiusX")? * scale_x,
            number(region, "radiusY")? * scale_y,
        );
        let corners = (0..ELLIPSE_CORNERS).map(|i| {
            let (sin, cos) = (f64::from(i) / f64::from(ELLIPSE_CORNERS) * std::f64::consts::TAU).sin_cos();
            (across * cos, down * sin)
        });
        Some(Outline::turned(corners, (x, y), region))
    }

    /// The polygon of a region through these points in percent.
    pub(crate) fn of_points(region: &Region, points: impl Iterator<Item = Point>) -> Outline {
        let (scale_x, scale_y) = scale(region);
        Outline {
            corners: points.map(|(x, y)| (x * scale_x, y * scale_y)).collect(),
            convex: false,
        }
    }

    fn turned(corners: impl Iterator<Item = Point>, about: Point, region: &Region) -> Outline {
        let (sin, cos) = number(region, "rotation").unwrap_or(0.0).to_radians().sin_cos();
        let place = |(x, y): Point| (about.0 + x * cos - y * sin, about.1 + x * sin + y * cos);
        Outline {
            corners: corners.map(place).collect(),
            convex: true,
        }
    }

    /// The mean of the corners, in their units (pixels when the image size is known, else percent).
    pub(crate) fn centre(&self) -> Point {
        let count = self.corners.len().max(1) as f64;
        let sum = self
            .corners
            .iter()
            .fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
        (sum.0 / count, sum.1 / count)
    }

    /// Intersection over union, from 0 to 1. Where a polygon crosses itself, what is inside an odd number of times counts.
    pub(crate) fn overlap(&self, other: &Outline) -> f64 {
        // Most pairs are nowhere near each other.
        if self.is_apart(other, |point| point.0) || self.is_apart(other, |point| point.1) {
            return 0.0;
        }
        let (common, union) = if self.convex && other.convex {
            let common = area(&clip(&self.corners, &other.corners));
            (common, area(&self.corners) + area(&other.corners) - common)
        } else {
            self.areas(other)
        };
        if union <= 0.0 {
            0.0
        } else {
            (common / union).clamp(0.0, 1.0)
        }
    }

    fn is_apart(&self, other: &Outline, axis: fn(&Point) -> f64) -> bool {
        let ends = |outline: &Outline| {
            let places = outline.corners.iter().map(axis);
            places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| {
                (low.min(n), high.max(n))
            })
        };
        let ((a_low, a_high), (b_low, b_high)) = (ends(self), ends(other));
        a_high <= b_low || b_high <= a_low
    }

    /// Common area and area of both together, strip by strip: between two neighbouring corners or crossings all sides are
    /// straight and none cross, so that the length in the middle of a strip times its height is its area.
    fn areas(&self, other: &Outline) -> (f64, f64) {
        let mut cuts: Vec<f64> = self.corners.iter().chain(&other.corners).map(|p| p.1).collect();
        let sides: Vec<(Point, Point)> = self.sides().chain(other.sides()).collect();
        if sides.len() * sides.len() <= CROSSINGS_MAX {
            for (i, first) in sides.iter().enumerate() {
                cuts.extend(sides[..i].iter().filter_map(|second| crossing(first, second)));
            }
        } else {
            let low = cuts.iter().copied().fold(f64::INFINITY, f64::min);
            let high = cuts.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let step = (high - low) / THIN_STRIPS as f64;
            cuts.extend((1..THIN_STRIPS).map(|i| low + step * i as f64));
        }
        cuts.sort_by(f64::total_cmp);
        let (mut common, mut union) = (0.0, 0.0);
        for strip in cuts.windows(2) {
            let (height, middle) = (strip[1] - strip[0], f64::midpoint(strip[0], strip[1]));
            if height <= 0.0 {
                continue;
            }
            let (a, b) = (self.spans_at(middle), other.spans_at(middle));
            let both = common_length(&a, &b);
            common += both * height;
            union += (length(&a) + length(&b) - both) * height;
        }
        (common, union)
    }

    fn sides(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// Where a horizontal line runs inside: from, to, and so on.
    fn spans_at(&self, y: f64) -> Vec<f64> {
        let mut places: Vec<f64> = self
            .sides()
            .filter(|(from, to)| (from.1 <= y) != (to.1 <= y))
            .map(|(from, to)| from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1))
            .collect();
        places.sort_by(f64::total_cmp);
        places
    }
}

fn number(region: &Region, key: &str) -> Option<f64> {
    region.value.get(key).and_then(Value::as_f64)
}

fn scale(region: &Region) -> (f64, f64) {
    let size = region.original_size();
    size.map_or((1.0, 1.0), |(width, height)| (width / 100.0, height / 100.0))
}

fn length(spans: &[f64]) -> f64 {
    spans.chunks_exact(2).map(|span| span[1] - span[0]).sum()
}

fn common_length(a: &[f64], b: &[f64]) -> f64 {
    let (mut common, mut i, mut j) = (0.0, 0, 0);
    while i + 1 < a.len() && j + 1 < b.len() {
        common += (a[i + 1].min(b[j + 1]) - a[i].max(b[j])).max(0.0);
        if a[i + 1] < b[j + 1] { i += 2 } else { j += 2 }
    }
    common
}

/// The height at which two sides cross, if they do.
fn crossing(first: &(Point, Point), second: &(Point, Point)) -> Option<f64> {
    let ((a, b), (c, d)) = (first, second);
    let (along, across) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
    let turn = along.0 * across.1 - along.1 * across.0;
    if turn == 0.0 {
        return None;
    }
    let gap = (c.0 - a.0, c.1 - a.1);
    let t = (gap.0 * across.1 - gap.1 * across.0) / turn;
    let u = (gap.0 * along.1 - gap.1 * along.0) / turn;
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(a.1 + along.1 * t)
}

/// Cuts a convex polygon by each side of another (Sutherland & Hodgman 1974); both run clockwise on the screen.
fn clip(subject: &[Point], window: &[Point]) -> Vec<Point> {
    let mut shape = subject.to_vec();
    for (i, &from) in window.iter().enumerate() {
        let to = window[(i + 1) % window.len()];
        let side = |p: Point| (to.0 - from.0) * (p.1 - from.1) - (to.1 - from.1) * (p.0 - from.0);
        let mut cut = Vec::with_capacity(shape.len() + 2);
        for (j, &here) in shape.iter().enumerate() {
            let next = shape[(j + 1) % shape.len()];
            let (d, e) = (side(here), side(next));
            if d >= 0.0 {
                cut.push(here);
            }
            if (d > 0.0 && e < 0.0) || (d < 0.0 && e > 0.0) {
                let t = d / (d - e);
                cut.push((here.0 + (next.0 - here.0) * t, here.1 + (next.1 - here.1) * t));
            }
        }
        shape = cut;
    }
    shape
}

fn area(shape: &[Point]) -> f64 {
    let cross = |i: usize| {
        let (a, b) = (shape[i], shape[(i + 1) % shape.len()]);
        a.0 * b.1 - a.1 * b.0
    };
    (0..shape.len()).map(cross).sum::<f64>().abs() / 2.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn region(value: Value) -> Region {
        Region::new("r", "shape", "image", "any", value)
    }

    fn square(x: f64, y: f64, width: f64, height: f64, rotation: f64) -> Outline {
        let value = json!({"x": x, "y": y, "width": width, "height": height, "rotation": rotation});
        Outline::of_box(&region(value)).unwrap_or_else(|| panic!("it is a box"))
    }

    fn polygon(points: &[Point]) -> Outline {
        Outline::of_points(&region(Value::Null), points.iter().copied())
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn overlap_of_plain_and_turned_boxes() {
        let one = square(10.0, 10.0, 20.0, 20.0, 0.0);
        assert!(near(one.overlap(&one), 1.0));
        assert!(near(one.overlap(&square(20.0, 10.0, 20.0, 20.0, 0.0)), 1.0 / 3.0));
        assert_eq!(one.overlap(&square(60.0, 60.0, 5.0, 5.0, 0.0)), 0.0);
        // Turned by a right angle about (30, 10), it is the same square.
        assert!(near(one.overlap(&square(30.0, 10.0, 20.0, 20.0, 90.0)), 1.0));
    }

    #[test]
    fn overlap_of_polygons_is_exact_however_they_are_bent() {
        let frame = polygon(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]);
        // An L that fills three quarters of the frame.
        let ell = polygon(&[
            (0.0, 0.0),
            (2.0, 0.0),
            (2.0, 2.0),
            (4.0, 2.0),
            (4.0, 4.0),
            (0.0, 4.0),
        ]);
        assert!(near(frame.overlap(&ell), 0.75));
        // Two triangles that share a third one: areas 8 and 8, common 4.
        let (left, right) = (
            polygon(&[(0.0, 0.0), (4.0, 4.0), (0.0, 4.0)]),
            polygon(&[(4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]),
        );
        assert!(near(left.overlap(&right), 4.0 / 12.0));
        // A bow tie is two triangles, not nothing.
        let tie = polygon(&[(0.0, 0.0), (4.0, 4.0), (4.0, 0.0), (0.0, 4.0)]);
        assert!(near(tie.overlap(&frame), 0.5));
        assert!(near(
            frame.overlap(&polygon(&[(9.0, 9.0), (10.0, 9.0), (9.0, 10.0)])),
            0.0
        ));
    }

    #[test]
    fn many_corners_are_compared_in_thin_strips() {
        let ring = |radius: f64| {
            let at = |i: u32| {
                let (sin, cos) = (f64::from(i) / 500.0 * std::f64::consts::TAU).sin_cos();
                (50.0 + radius * cos, 50.0 + radius * sin)
            };
            polygon(&(0..500).map(at).collect::<Vec<_>>())
        };
        assert!((ring(40.0).overlap(&ring(20.0)) - 0.25).abs() < 1e-3);
    }

    #[test]
    fn ellipses_are_round_in_pixels() {
        let ellipse = |x: f64, radius: f64, width: u32| {
            let mut region = region(json!({"x": x, "y": 50.0, "radiusX": radius, "radiusY": radius * 2.0}));
            (region.original_width, region.original_height) = (Some(width.into()), Some((width / 2).into()));
            Outline::of_ellipse(&region).unwrap_or_else(|| panic!("it is an ellipse"))
        };
        let (one, half) = (ellipse(50.0, 20.0, 400), ellipse(50.0, 10.0, 400));
        assert!(near(one.overlap(&half), 0.25));
        assert!(near(one.overlap(&one), 1.0));
        assert_eq!(one.overlap(&ellipse(95.0, 20.0, 400)), 0.0);
    }
}
