//! Draws from the distributions that the simulated people come from.

use rand::{Rng, RngExt};

/// True with this chance.
pub fn hits(random: &mut impl Rng, chance: f64) -> bool {
    random.random::<f64>() < chance
}

/// A number from 0 to `count` − 1. `count` ≥ 1.
pub fn below(random: &mut impl Rng, count: usize) -> usize {
    random.random_range(0..count)
}

/// A class other than this one. `classes` ≥ 2.
pub fn other(random: &mut impl Rng, class: usize, classes: usize) -> usize {
    (class + 1 + below(random, classes - 1)) % classes
}

/// From the Beta distribution with whole parameters, as the share of two sums of exponentials.
pub fn beta(random: &mut impl Rng, a: u32, b: u32) -> f64 {
    let mut sum = |count: u32| -> f64 { (0..count).map(|_| -(1.0 - random.random::<f64>()).ln()).sum() };
    let (first, second) = (sum(a), sum(b));
    first / (first + second)
}
