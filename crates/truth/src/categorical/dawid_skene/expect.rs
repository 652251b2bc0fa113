//! The E-step of one task, for a number of classes that the compiler knows.

use super::logarithm::rescale;
use super::table::SCALED_AFTER;

/// A posterior, and what it was divided by: a number, and an exponent of two.
pub(crate) struct Expected<const K: usize> {
    pub posterior: [f64; K],
    pub sum: f64,
    pub taken: i64,
}

/// The posterior of a task by the probabilities that `of` has for its answers.
#[inline(always)]
pub(crate) fn expect<'t, const K: usize>(
    of: impl Fn(u32) -> &'t [f64; K],
    codes: &[u32],
    class_prior: [f64; K],
) -> Expected<K> {
    let (mut row, mut taken) = if codes.len() <= SCALED_AFTER {
        (multiply(&of, codes, class_prior), 0)
    } else {
        multiply_many(&of, codes, class_prior)
    };
    let mut sum: f64 = row.iter().sum();
    if sum < 1e-290 {
        let (scaled, more) = scale(row);
        row = scaled;
        taken += more;
        sum = row.iter().sum();
    }
    let inverse = 1.0 / sum;
    row.iter_mut().for_each(|value| *value *= inverse);
    Expected {
        posterior: row,
        sum,
        taken,
    }
}

/// Multiplies by the probabilities of the answers. By value, here and below: a row that nobody points to stays in
/// registers.
#[inline(always)]
fn multiply<'t, const K: usize>(
    of: &impl Fn(u32) -> &'t [f64; K],
    codes: &[u32],
    mut product: [f64; K],
) -> [f64; K] {
    for code in codes {
        let probabilities = of(*code);
        for class in 0..K {
            product[class] *= probabilities[class];
        }
    }
    product
}

/// The same for tasks of many answers; gives the exponent of two that was taken out, too.
#[inline(never)]
fn multiply_many<'t, const K: usize>(
    of: &impl Fn(u32) -> &'t [f64; K],
    codes: &[u32],
    mut product: [f64; K],
) -> ([f64; K], i64) {
    let mut taken = 0;
    for some in codes.chunks(SCALED_AFTER) {
        let (scaled, more) = scale(multiply(of, some, product));
        product = scaled;
        taken += more;
    }
    (product, taken)
}

#[inline(never)]
fn scale<const K: usize>(mut row: [f64; K]) -> ([f64; K], i64) {
    let taken = rescale(&mut row);
    (row, taken)
}
