//! Votes: the share of the answers, or of their weight, that each class got.

use crate::answers::Answers;
use crate::posterior::Posterior;

/// Majority vote: a class's probability is its share of the task's answers. A task without answers has all classes
/// equally likely. Ties are broken by [`Posterior::best`]: the lowest class, and the tie is told.
pub fn majority_vote(answers: &Answers) -> Posterior {
    let sizes = answers.sizes();
    let mut posterior = Posterior::zeroed(sizes);
    for task in 0..sizes.tasks {
        let row = posterior.row_mut(task);
        for (_, class) in answers.of_task(task) {
            row[class] += 1.0;
        }
        share(row);
    }
    posterior
}

/// Weighted vote: a class's probability is its share of the weight of the task's answers. `weights` has one number of at
/// least 0 for each worker. Where all weights of a task are 0, so that nobody who answered is worth anything, all
/// classes are equally likely.
pub fn weighted_vote(answers: &Answers, weights: &[f64]) -> Posterior {
    let sizes = answers.sizes();
    let mut posterior = Posterior::zeroed(sizes);
    for task in 0..sizes.tasks {
        let row = posterior.row_mut(task);
        for (worker, class) in answers.of_task(task) {
            row[class] += weights[worker];
        }
        share(row);
    }
    posterior
}

/// Divides a row by its sum; a row of nothing becomes even.
fn share(row: &mut [f64]) {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value /= sum);
    } else {
        let even = 1.0 / row.len() as f64;
        row.fill(even);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Sizes;

    fn answers() -> Answers {
        let sizes = Sizes {
            tasks: 3,
            workers: 3,
            classes: 2,
        };
        Answers::from_columns(&[0, 0, 0, 1, 1], &[0, 1, 2, 0, 1], &[1, 1, 0, 1, 0], sizes).unwrap()
    }

    #[test]
    fn a_class_has_its_share_and_a_tie_is_told() {
        let posterior = majority_vote(&answers());
        assert_eq!(posterior.row(0), [1.0 / 3.0, 2.0 / 3.0]);
        assert!(posterior.best(1).tie && posterior.best(1).class == 0);
        assert_eq!(posterior.row(2), [0.5, 0.5], "nobody answered");
    }

    #[test]
    fn weights_count_and_nothing_is_even() {
        let posterior = weighted_vote(&answers(), &[3.0, 1.0, 1.0]);
        assert_eq!(posterior.row(0), [0.2, 0.8]);
        assert_eq!(posterior.row(1), [0.25, 0.75]);
        assert_eq!(weighted_vote(&answers(), &[0.0; 3]).row(0), [0.5, 0.5]);
    }
}
