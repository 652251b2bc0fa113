//! What the tasks of known truth say about the pool as a whole.
//!
//! From answers alone nobody can tell whether a whole pool confuses two classes in one direction or whether the classes
//! are simply unequally frequent: expectation maximisation then drifts to a reading in which "class" means something
//! else (hard tasks, doubtful tasks). So what all workers have in common is learned from known truths only, and without
//! them errors are taken to be even over the pool as a whole; single workers may differ from it.

use super::expect::TaskEvidence;
use super::{Shrinkage, coin::chance};
use crate::answers::Answers;

/// Counts over the tasks of known truth, and the class shares expected from them.
pub(super) struct Known {
    /// Answers by (label, class) at `label × K + class`.
    pub counts: Vec<f64>,
    /// Expected shares of the classes, K numbers.
    pub class_shares: Vec<f64>,
}

impl Known {
    /// Counts the tasks whose evidence leaves one class only.
    pub fn of(answers: &Answers, evidence: &[TaskEvidence], shrinkage: Shrinkage) -> Known {
        let classes = answers.sizes().classes;
        let mut counts = vec![0.0; classes * classes];
        let mut tasks = vec![0.0; classes];
        for item in evidence {
            let mut possible = (0..classes).filter(|class| item.likelihood[*class] > 0.0);
            let (Some(class), None) = (possible.next(), possible.next()) else {
                continue;
            };
            tasks[class] += 1.0;
            for (_, label) in answers.of_task(item.task as usize) {
                counts[label * classes + class] += 1.0;
            }
        }
        let all: f64 = tasks.iter().sum();
        let pull = shrinkage.known_class_weight.max(1e-6);
        let class_shares = tasks
            .iter()
            .map(|count| (pull * chance(classes) + count) / (pull + all))
            .collect();
        Known { counts, class_shares }
    }

    /// The pool's confusion matrix: even errors at this share of right answers, bent to the known truths.
    pub fn pool_table(&self, pool_right: f64, shrinkage: Shrinkage) -> Vec<f64> {
        let classes = self.class_shares.len();
        let mut table = vec![0.0; classes * classes];
        super::coin::write_table(&mut table, classes, pool_right);
        let pull = shrinkage.pool_confusion_weight.max(1e-6);
        for class in 0..classes {
            let total: f64 = (0..classes)
                .map(|label| self.counts[label * classes + class])
                .sum();
            for label in 0..classes {
                let at = label * classes + class;
                table[at] = (pull * table[at] + self.counts[at]) / (pull + total);
            }
        }
        table
    }
}
