//! Shapes that can be compared, and whose middle can be found.

use super::overlap::{area, intersection_area};
use crate::medoid;

/// What can be clustered and merged.
pub trait Shape: Clone {
    /// 0 is nothing alike, 1 the same; for areas the intersection over the union.
    fn likeness(&self, other: &Self) -> f64;

    /// The shape that stands for all of them. `members` is not empty.
    fn consensus(members: &[&Self]) -> Self;
}

/// A box along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AxisBox {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Not negative.
    pub width: f64,
    /// Not negative.
    pub height: f64,
}

impl Shape for AxisBox {
    fn likeness(&self, other: &AxisBox) -> f64 {
        let along = |a: f64, a_size: f64, b: f64, b_size: f64| (a + a_size).min(b + b_size) - a.max(b);
        let width = along(self.x, self.width, other.x, other.width).max(0.0);
        let height = along(self.y, self.height, other.y, other.height).max(0.0);
        over_union(
            width * height,
            self.width * self.height,
            other.width * other.height,
        )
    }

    /// Each edge is the median of the members' edges.
    fn consensus(members: &[&AxisBox]) -> AxisBox {
        let edge = |of: fn(&AxisBox) -> f64| median(members.iter().map(|one| of(one)).collect());
        let (left, top) = (edge(|one| one.x), edge(|one| one.y));
        AxisBox {
            x: left,
            y: top,
            width: edge(|one| one.x + one.width) - left,
            height: edge(|one| one.y + one.height) - top,
        }
    }
}

/// A box turned about its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RotatedBox {
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
    /// Size along its own first axis; not negative.
    pub width: f64,
    /// Size along its own second axis; not negative.
    pub height: f64,
    /// Turn in radians.
    pub angle: f64,
}

impl RotatedBox {
    fn corners(&self) -> [[f64; 2]; 4] {
        let (sin, cos) = self.angle.sin_cos();
        let (half_width, half_height) = (self.width / 2.0, self.height / 2.0);
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(along, across)| {
            let (u, v) = (along * half_width, across * half_height);
            [self.x + u * cos - v * sin, self.y + u * sin + v * cos]
        })
    }

    /// The same box, named with the angle nearest to `angle`: a quarter turn swaps width and height.
    fn named_near(&self, angle: f64) -> RotatedBox {
        let quarter = std::f64::consts::FRAC_PI_2;
        let quarters = ((angle - self.angle) / quarter).round();
        let swapped = quarters.rem_euclid(2.0) == 1.0;
        RotatedBox {
            angle: self.angle + quarters * quarter,
            width: if swapped { self.height } else { self.width },
            height: if swapped { self.width } else { self.height },
            ..*self
        }
    }
}

impl Shape for RotatedBox {
    fn likeness(&self, other: &RotatedBox) -> f64 {
        let shared = intersection_area(&self.corners(), &other.corners());
        over_union(shared, self.width * self.height, other.width * other.height)
    }

    /// Medians of centre, size and angle, each member named by the angle nearest to the most central member's.
    fn consensus(members: &[&RotatedBox]) -> RotatedBox {
        let centre = most_central(members).angle;
        let named: Vec<RotatedBox> = members.iter().map(|one| one.named_near(centre)).collect();
        let middle = |of: fn(&RotatedBox) -> f64| median(named.iter().map(of).collect());
        RotatedBox {
            x: middle(|one| one.x),
            y: middle(|one| one.y),
            width: middle(|one| one.width),
            height: middle(|one| one.height),
            angle: middle(|one| one.angle),
        }
    }
}

/// A simple polygon.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    /// In order; the first is not repeated at the end.
    pub corners: Vec<[f64; 2]>,
}

impl Shape for Polygon {
    fn likeness(&self, other: &Polygon) -> f64 {
        let shared = intersection_area(&self.corners, &other.corners);
        over_union(shared, area(&self.corners), area(&other.corners))
    }

    /// The member most like all others: corners of different polygons do not correspond, so they have no median.
    fn consensus(members: &[&Polygon]) -> Polygon {
        most_central(members).clone()
    }
}

/// A point with the distance up to which another may mean the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Above 0. Likeness falls evenly to nothing at this distance.
    pub reach: f64,
}

impl Shape for Point {
    fn likeness(&self, other: &Point) -> f64 {
        let distance = (self.x - other.x).hypot(self.y - other.y);
        (1.0 - distance / self.reach.max(other.reach)).max(0.0)
    }

    /// The median along each axis.
    fn consensus(members: &[&Point]) -> Point {
        let middle = |of: fn(&Point) -> f64| median(members.iter().map(|one| of(one)).collect());
        Point {
            x: middle(|one| one.x),
            y: middle(|one| one.y),
            reach: middle(|one| one.reach),
        }
    }
}

fn over_union(shared: f64, one: f64, other: f64) -> f64 {
    let union = one + other - shared;
    if union > 0.0 {
        (shared / union).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

fn most_central<'a, S: Shape>(members: &[&'a S]) -> &'a S {
    let found = medoid(members.len(), |a, b| members[a].likeness(members[b]));
    members[found.map_or(0, |found| found.index)]
}

/// The middle value; the mean of the two middle ones of an even number. `values` is not empty.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        (values[middle - 1] + values[middle]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::FRAC_PI_2;

    const SQUARE: RotatedBox = RotatedBox {
        x: 5.0,
        y: 5.0,
        width: 4.0,
        height: 2.0,
        angle: 0.0,
    };

    #[test]
    fn boxes_along_the_axes_and_turned_boxes_agree_where_both_can() {
        let a = AxisBox {
            x: 3.0,
            y: 4.0,
            width: 4.0,
            height: 2.0,
        };
        let b = AxisBox { x: 4.0, ..a };
        let turned = RotatedBox { x: 6.0, ..SQUARE };
        assert!((a.likeness(&b) - 0.6).abs() < 1e-12);
        assert!((SQUARE.likeness(&turned) - 0.6).abs() < 1e-12);
        let flat = AxisBox { width: 0.0, ..a };
        assert_eq!(flat.likeness(&flat), 0.0);
    }

    #[test]
    fn a_quarter_turn_with_swapped_sides_is_the_same_box() {
        let same = RotatedBox {
            width: 2.0,
            height: 4.0,
            angle: FRAC_PI_2,
            ..SQUARE
        };
        assert!((SQUARE.likeness(&same) - 1.0).abs() < 1e-9);
        let tilted = RotatedBox { angle: 0.2, ..SQUARE };
        let middle = RotatedBox::consensus(&[&SQUARE, &same, &tilted]);
        assert!(middle.likeness(&SQUARE) > 0.99, "{middle:?}");
    }

    #[test]
    fn one_stray_edge_does_not_move_the_median() {
        let a = AxisBox {
            x: 0.0,
            y: 0.0,
            width: 10.0,
            height: 10.0,
        };
        let wide = AxisBox { width: 90.0, ..a };
        assert_eq!(AxisBox::consensus(&[&a, &wide, &a]), a);
        let polygon = |right: f64| Polygon {
            corners: vec![[0.0, 0.0], [right, 0.0], [right, 1.0], [0.0, 1.0]],
        };
        let members = [polygon(1.0), polygon(1.1), polygon(3.0)];
        assert_eq!(
            Polygon::consensus(&members.iter().collect::<Vec<_>>()),
            members[1]
        );
    }

    #[test]
    fn points_are_alike_within_reach() {
        let at = |x| Point {
            x,
            y: 0.0,
            reach: 10.0,
        };
        assert!((at(0.0).likeness(&at(2.5)) - 0.75).abs() < 1e-12);
        assert_eq!(at(0.0).likeness(&at(11.0)), 0.0);
        assert_eq!(Point::consensus(&[&at(1.0), &at(2.0), &at(9.0)]).x, 2.0);
    }
}
