//! Overlap of boxes. Label Studio's boxes are percent of the image and turn about their top left corner, so overlap is
//! measured in pixels where the image size is known: percent is not square.

use serde_json::Value;

use crate::Region;

type Point = (f64, f64);

/// A box as four corners, in order around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quad([Point; 4]);

impl Quad {
    /// The box of a region with `x`, `y`, `width`, `height` and perhaps `rotation` in its value.
    pub(crate) fn of(region: &Region) -> Option<Quad> {
        let number = |key: &str| region.value.get(key).and_then(Value::as_f64);
        let (scale_x, scale_y) = region
            .original_size()
            .map_or((1.0, 1.0), |(w, h)| (w / 100.0, h / 100.0));
        let (x, y) = (number("x")? * scale_x, number("y")? * scale_y);
        let (width, height) = (number("width")? * scale_x, number("height")? * scale_y);
        let (sin, cos) = number("rotation").unwrap_or(0.0).to_radians().sin_cos();
        let corner = |along: f64, down: f64| (x + along * cos - down * sin, y + along * sin + down * cos);
        Some(Quad([
            corner(0.0, 0.0),
            corner(width, 0.0),
            corner(width, height),
            corner(0.0, height),
        ]))
    }

    /// The centre in the units of the corners (pixels when the image size is known, else percent).
    pub(crate) fn centre(&self) -> Point {
        let [a, _, c, _] = self.0;
        ((a.0 + c.0) / 2.0, (a.1 + c.1) / 2.0)
    }
}

/// Intersection over union, from 0 to 1.
pub(crate) fn overlap(a: &Quad, b: &Quad) -> f64 {
    // Most pairs of boxes are nowhere near each other.
    let apart = |axis: fn(&Point) -> f64| {
        let ends = |quad: &Quad| {
            quad.0
                .iter()
                .map(axis)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| {
                    (low.min(n), high.max(n))
                })
        };
        let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
        a_high <= b_low || b_high <= a_low
    };
    if apart(|point| point.0) || apart(|point| point.1) {
        return 0.0;
    }
    let common = area(&clip(&a.0, &b.0));
    let union = area(&a.0) + area(&b.0) - common;
    if union <= 0.0 {
        0.0
    } else {
        (common / union).clamp(0.0, 1.0)
    }
}

/// Cuts a convex polygon by each side of another (Sutherland–Hodgman); both run clockwise on the screen.
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

    fn quad(x: f64, y: f64, width: f64, height: f64, rotation: f64) -> Option<Quad> {
        let value = json!({"x": x, "y": y, "width": width, "height": height, "rotation": rotation});
        Quad::of(&Region::new("r", "box", "image", "rectanglelabels", value))
    }

    fn iou(a: Option<Quad>, b: Option<Quad>) -> f64 {
        a.zip(b).map_or(f64::NAN, |(a, b)| overlap(&a, &b))
    }

    #[test]
    fn overlap_of_plain_and_turned_boxes() {
        let square = quad(10.0, 10.0, 20.0, 20.0, 0.0);
        assert!((iou(square, square) - 1.0).abs() < 1e-9);
        assert!((iou(square, quad(20.0, 10.0, 20.0, 20.0, 0.0)) - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(iou(square, quad(60.0, 60.0, 5.0, 5.0, 0.0)), 0.0);
        // Turned by a right angle about (30, 10), it is the same square.
        assert!((iou(square, quad(30.0, 10.0, 20.0, 20.0, 90.0)) - 1.0).abs() < 1e-9);
    }
}
