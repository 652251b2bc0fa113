//! The class of an object from the classes that its markers named.

use super::rates::BoxRates;

/// The classes named for one object: (worker, class), with the probability that it is an object at all.
pub(super) struct Named {
    pub(super) votes: Vec<(u32, u32)>,
    pub(super) real: f64,
}

/// Pseudo-observations by which a worker's accuracy leans to the pool's.
const STRENGTH: f64 = 10.0;
/// Accuracy moves little after so many rounds.
const ROUNDS: u32 = 10;

/// The likeliest class and its probability: every worker names the right class with his accuracy and otherwise any other
/// alike (one-coin, classes alike beforehand). Of equals the lowest.
pub(super) fn expect_class(rates: &BoxRates, votes: &[(u32, u32)]) -> (u32, f64) {
    let classes = rates.classes;
    if classes < 2 || votes.is_empty() {
        return (votes.first().map_or(0, |vote| vote.1), 1.0);
    }
    let others = f64::from(classes - 1);
    // Log-odds of each named class against one that nobody named.
    let mut named: Vec<(u32, f64)> = Vec::new();
    for (worker, class) in votes {
        let accuracy = rates.workers[*worker as usize].class_accuracy;
        // Below chance a word counts as nothing, not as its opposite.
        let gain = (accuracy * others / (1.0 - accuracy)).ln().max(0.0);
        match named.iter_mut().find(|one| one.0 == *class) {
            Some(one) => one.1 += gain,
            None => named.push((*class, gain)),
        }
    }
    let mut best = named[0];
    for one in &named[1..] {
        if one.1 > best.1 || (one.1 == best.1 && one.0 < best.0) {
            best = *one;
        }
    }
    let unnamed = f64::from(classes) - named.len() as f64;
    let total: f64 = named.iter().map(|one| (one.1 - best.1).exp()).sum();
    (best.0, 1.0 / (total + unnamed * (-best.1).exp()))
}

/// Fits every worker's accuracy to the objects that two or more workers marked.
pub(super) fn fit_classes(rates: &mut BoxRates, objects: &[Named]) {
    if rates.classes < 2 {
        return;
    }
    for _ in 0..ROUNDS {
        let mut right = vec![0.0; rates.workers.len()];
        let mut all = vec![0.0; rates.workers.len()];
        for object in objects.iter().filter(|object| object.votes.len() > 1) {
            let (class, probability) = expect_class(rates, &object.votes);
            let other = (1.0 - probability) / f64::from(rates.classes - 1);
            for (worker, named) in &object.votes {
                all[*worker as usize] += object.real;
                right[*worker as usize] += object.real * if *named == class { probability } else { other };
            }
        }
        let pool = (right.iter().sum::<f64>() + 9.0) / (all.iter().sum::<f64>() + 10.0);
        for (worker, rate) in rates.workers.iter_mut().enumerate() {
            let share = (right[worker] + STRENGTH * pool) / (all[worker] + STRENGTH);
            rate.class_accuracy = share.clamp(1e-3, 1.0 - 1e-3);
        }
    }
}
