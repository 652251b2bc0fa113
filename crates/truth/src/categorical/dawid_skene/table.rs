//! What the steps of EM do to the workers' tables, for a number of classes that the compiler knows or does not know.

use super::logarithm::LogProduct;
use super::rows::Rows;

/// crowd-kit's smallest count and class prior.
pub(crate) const SMALLEST: f64 = 1e-10;

/// Answers after which a product of probabilities is scaled. A probability is at least [`SMALLEST`] by the number of
/// answers, so at least 2e-20, and 15 of them stay in range.
pub(crate) const SCALED_AFTER: usize = 15;

/// What a pass over tasks adds up.
#[derive(Debug, Clone)]
pub(crate) struct Sums {
    /// Posterior of each class, summed over the tasks that have answers.
    pub classes: Vec<f64>,
    /// How many tasks have answers.
    pub tasks: usize,
    /// Log-likelihood of the answers (natural logarithm) under the numbers before the pass.
    pub log_likelihood: LogProduct,
}

/// Sums over the table that make crowd-kit's bound.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bound {
    /// Σ count × ln(probability before the M-step).
    pub before: f64,
    /// Σ count × ln(probability after it).
    pub after: f64,
    /// Σ count, per true class.
    pub counts: Vec<f64>,
}

/// For each row and true class the probability of the answer, and the count that the next probability is made of.
pub(crate) trait Table: Send + Sync + Clone {
    /// All zero.
    fn new(rows: usize, classes: usize) -> Self;

    /// Counts with each class's share of the votes as posterior.
    fn count_votes(&mut self, rows: &Rows<'_>, tasks: std::ops::Range<usize>) -> Sums;

    /// E-step and counting in one: each task's posterior goes to its answers' counts and, if there is room for it, to
    /// `posterior` (rows of `tasks` only).
    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: std::ops::Range<usize>,
        class_prior: &[f64],
        posterior: Option<&mut [f64]>,
    ) -> Sums;

    /// Adds the counts of another table to these, and empties those.
    fn take_counts(&mut self, other: &mut Self);

    /// M-step: probabilities from counts, which are emptied.
    fn normalize(&mut self, rows: &Rows<'_>, bound: Option<&mut Bound>);

    /// The probabilities of another table.
    fn copy_probabilities(&mut self, other: &Self);

    /// All probabilities, a row of K after the other.
    fn probabilities(&self) -> Vec<f64>;
}

impl Sums {
    /// Nothing yet.
    pub(crate) fn new(classes: usize) -> Sums {
        Sums {
            classes: vec![0.0; classes],
            tasks: 0,
            log_likelihood: LogProduct::new(),
        }
    }

    /// Adds a task with answers.
    pub(crate) fn add(&mut self, row: &[f64]) {
        for (sum, value) in self.classes.iter_mut().zip(row) {
            *sum += value;
        }
        self.tasks += 1;
    }
}

impl Bound {
    /// Adds a count with its probability before and after the M-step.
    #[inline]
    pub(crate) fn add(&mut self, class: usize, count: f64, before: f64, after: f64) {
        self.before += count * before.ln();
        self.after += count * after.ln();
        self.counts[class] += count;
    }
}
