//! What the tasks of known truth say about the pool as a whole.
//!
//! From answers alone nobody can tell whether a whole pool confuses two classes in one direction or whether the classes
//! are simply unequally frequent: expectation maximisation then drifts to a reading in which "class" means something
//! else (hard tasks, doubtful tasks). So what all workers have in common is learned from known truths only, and without
//! them errors are taken to be even over the pool as a whole; single workers may differ from it.

use super::confusion::shifted;
use super::expect::TaskEvidence;
use super::{Shrinkage, coin::chance, log_odds};
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

    /// The pool's confusion matrix: in which direction it errs is bent to the known truths; how often is left at this share
    /// of right answers, on the mean log odds over the classes. (That people together are right less often than their
    /// agreement says is for calibration: it does not change whom to believe.)
    pub fn pool_table(&self, pool_right: f64, shrinkage: Shrinkage) -> Vec<f64> {
        let classes = self.class_shares.len();
        let mut even = vec![0.0; classes * classes];
        super::coin::write_table(&mut even, classes, pool_right);
        let mut table = even.clone();
        let pull = shrinkage.pool_confusion_weight.max(1e-6);
        let mut odds = 0.0;
        for class in 0..classes {
            let total: f64 = (0..classes)
                .map(|label| self.counts[label * classes + class])
                .sum();
            for label in 0..classes {
                let at = label * classes + class;
                table[at] = (pull * even[at] + self.counts[at]) / (pull + total);
            }
            odds += log_odds(table[class * classes + class]) / classes as f64;
        }
        let mut bent = table.clone();
        shifted(&table, classes, log_odds(pool_right) - odds, &mut bent);
        bent
    }
}
