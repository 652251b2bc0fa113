//! The E-step of one task, for a number of classes that the compiler knows.

use super::logarithm::{LogProduct, rescale};
use super::table::{SCALED_AFTER, Sums};

/// A posterior, and what it was divided by: a number, and an exponent of two.
pub(crate) struct Expected<const K: usize> {
    pub posterior: [f64; K],
    pub sum: f64,
    pub taken: i64,
}

/// The posterior of a task by the probabilities that `of` has for its answers; nothing if these are so many or so unlikely
/// that [`expect_scaled`] must be asked. What comes of the two should not be brought together in one variable, which would
/// be in memory and not in registers.
#[inline(always)]
pub(crate) fn expect<'t, const K: usize>(
    of: &impl Fn(u32) -> &'t [f64; K],
    codes: &[u32],
    class_prior: [f64; K],
) -> Option<Expected<K>> {
    if codes.len() > SCALED_AFTER {
        return None;
    }
    let row = multiply(of, codes, class_prior);
    let sum: f64 = row.iter().sum();
    (sum >= 1e-290).then(|| divide(row, sum, 0))
}

#[inline(always)]
fn divide<const K: usize>(row: [f64; K], sum: f64, taken: i64) -> Expected<K> {
    let inverse = 1.0 / sum;
    Expected {
        posterior: row.map(|value| value * inverse),
        sum,
        taken,
    }
}

/// The same for any task, scaled now and then.
#[inline(never)]
pub(crate) fn expect_scaled<'t, const K: usize>(
    of: &impl Fn(u32) -> &'t [f64; K],
    codes: &[u32],
    class_prior: [f64; K],
) -> Expected<K> {
    let (mut row, mut taken) = (class_prior, 0);
    for some in codes.chunks(SCALED_AFTER) {
        row = multiply(of, some, row);
        taken += rescale(&mut row);
    }
    divide(row, row.iter().sum(), taken)
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

/// What a pass adds up.
pub(crate) struct Tally<const K: usize> {
    classes: [f64; K],
    tasks: usize,
    log_likelihood: LogProduct,
}

impl<const K: usize> Tally<K> {
    pub(crate) fn new() -> Tally<K> {
        Tally {
            classes: [0.0; K],
            tasks: 0,
            log_likelihood: LogProduct::new(),
        }
    }

    /// Adds a task with answers.
    #[inline(always)]
    pub(crate) fn add(&mut self, expected: &Expected<K>) {
        self.tasks += 1;
        self.log_likelihood.multiply(expected.sum, expected.taken);
        for class in 0..K {
            self.classes[class] += expected.posterior[class];
        }
    }

    pub(crate) fn into_sums(self) -> Sums {
        Sums {
            classes: self.classes.to_vec(),
            tasks: self.tasks,
            log_likelihood: self.log_likelihood,
        }
    }
}
