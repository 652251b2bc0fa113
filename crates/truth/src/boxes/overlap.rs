//! The area that two polygons share, exactly and without a library: each polygon is a signed fan of triangles, and the
//! shared area is the signed sum of what pairs of triangles share.

type Place = [f64; 2];

/// Twice the signed area of a triangle; positive if it turns from the first axis to the second.
fn turn(a: Place, b: Place, c: Place) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Area of a simple polygon, whichever way it turns.
pub(super) fn area(polygon: &[Place]) -> f64 {
    fan(polygon)
        .map(|(triangle, sign)| sign * half(&triangle))
        .sum::<f64>()
        .abs()
}

fn half(triangle: &[Place; 3]) -> f64 {
    turn(triangle[0], triangle[1], triangle[2]).abs() / 2.0
}

/// The polygon's triangles about its first corner, turned the positive way, with the sign they count by.
fn fan(polygon: &[Place]) -> impl Iterator<Item = ([Place; 3], f64)> + '_ {
    polygon
        .get(1..)
        .unwrap_or_default()
        .windows(2)
        .filter_map(move |pair| {
            let doubled = turn(polygon[0], pair[0], pair[1]);
            match doubled {
                d if d > 0.0 => Some(([polygon[0], pair[0], pair[1]], 1.0)),
                d if d < 0.0 => Some(([polygon[0], pair[1], pair[0]], -1.0)),
                _ => None,
            }
        })
}

/// The area that two simple polygons share, whichever way each turns; corners in order, the first not repeated at the
/// end. The cost is the product of their numbers of corners.
pub fn intersection_area(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    let others: Vec<([Place; 3], f64)> = fan(b).collect();
    let mut sum = 0.0;
    for (triangle, sign) in fan(a) {
        for (other, other_sign) in &others {
            sum += sign * other_sign * shared(&triangle, other);
        }
    }
    sum.abs()
}

/// What two positively turned triangles share: the first is cut by each side of the second (Sutherland and Hodgman,
/// Communications of the ACM 17, 1974).
fn shared(triangle: &[Place; 3], by: &[Place; 3]) -> f64 {
    if apart(triangle, by) {
        return 0.0;
    }
    // Three cuts of a convex polygon add at most one corner each.
    let mut corners = [[0.0; 2]; 8];
    corners[..3].copy_from_slice(triangle);
    let mut count = 3;
    for side in 0..3 {
        let (from, to) = (by[side], by[(side + 1) % 3]);
        let mut kept = [[0.0; 2]; 8];
        let mut kept_count = 0;
        for index in 0..count {
            let (here, next) = (corners[index], corners[(index + 1) % count]);
            let (here_side, next_side) = (turn(from, to, here), turn(from, to, next));
            if here_side >= 0.0 {
                kept[kept_count] = here;
                kept_count += 1;
            }
            if (here_side > 0.0 && next_side < 0.0) || (here_side < 0.0 && next_side > 0.0) {
                let share = here_side / (here_side - next_side);
                kept[kept_count] = [
                    here[0] + share * (next[0] - here[0]),
                    here[1] + share * (next[1] - here[1]),
                ];
                kept_count += 1;
            }
        }
        (corners, count) = (kept, kept_count);
        if count < 3 {
            return 0.0;
        }
    }
    let doubled: f64 = (2..count)
        .map(|index| turn(corners[0], corners[index - 1], corners[index]))
        .sum();
    doubled.abs() / 2.0
}

fn apart(a: &[Place; 3], b: &[Place; 3]) -> bool {
    (0..2).any(|axis| {
        let low = |t: &[Place; 3]| t[0][axis].min(t[1][axis]).min(t[2][axis]);
        let high = |t: &[Place; 3]| t[0][axis].max(t[1][axis]).max(t[2][axis]);
        high(a) <= low(b) || high(b) <= low(a)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hollow_polygon_shares_only_what_is_inside() {
        // A letter U, three wide and three high, with a slot of one by two.
        let u = [
            [0.0, 0.0],
            [3.0, 0.0],
            [3.0, 3.0],
            [2.0, 3.0],
            [2.0, 1.0],
            [1.0, 1.0],
            [1.0, 3.0],
            [0.0, 3.0],
        ];
        let bar = [[-1.0, 2.0], [4.0, 2.0], [4.0, 2.5], [-1.0, 2.5]];
        assert!((area(&u) - 7.0).abs() < 1e-12);
        assert!((intersection_area(&u, &bar) - 1.0).abs() < 1e-12);
        let mut turned = u;
        turned.reverse();
        assert!((intersection_area(&turned, &bar) - 1.0).abs() < 1e-12);
        assert!((intersection_area(&u, &u) - 7.0).abs() < 1e-12);
        assert_eq!(intersection_area(&u[..2], &bar), 0.0);
    }

    /// A star about the origin: simple whatever the radii.
    fn star(radii: &[f64], at: Place) -> Vec<Place> {
        let step = std::f64::consts::TAU / radii.len() as f64;
        let corner = |(index, radius): (usize, &f64)| {
            let angle = index as f64 * step;
            [at[0] + radius * angle.cos(), at[1] + radius * angle.sin()]
        };
        radii.iter().enumerate().map(corner).collect()
    }

    fn inside(polygon: &[Place], x: f64, y: f64) -> bool {
        let mut odd = false;
        for (index, a) in polygon.iter().enumerate() {
            let b = polygon[(index + 1) % polygon.len()];
            if (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] {
                odd = !odd;
            }
        }
        odd
    }

    proptest! {
        #[test]
        fn the_shared_area_is_that_of_a_fine_grid(
            a in proptest::collection::vec(0.3f64..1.5, 3..9),
            b in proptest::collection::vec(0.3f64..1.5, 3..9),
            x in -1.0f64..1.0,
            y in -1.0f64..1.0,
        ) {
            let (a, b) = (star(&a, [0.0, 0.0]), star(&b, [x, y]));
            let step = 0.02;
            let mut cells = 0;
            for row in 0..250 {
                for column in 0..250 {
                    let (px, py) = (-2.5 + step * (f64::from(column) + 0.5), -2.5 + step * (f64::from(row) + 0.5));
                    cells += u32::from(inside(&a, px, py) && inside(&b, px, py));
                }
            }
            let found = intersection_area(&a, &b);
            prop_assert!((found - f64::from(cells) * step * step).abs() < 0.05);
            prop_assert!((found - intersection_area(&b, &a)).abs() < 1e-9);
            prop_assert!(found <= area(&a).min(area(&b)) + 1e-9);
        }
    }
}
