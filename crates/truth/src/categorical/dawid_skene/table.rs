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

/// For each row and true class the probability of the answer, and the count that the next probability is made of. Each
/// thread has a table of its own; their probabilities are the same.
pub(crate) trait Table: Send + Sync + Clone {
    /// Whether votes and passes must be given room for the posteriors.
    const NEEDS_ROOM: bool;

    /// All zero.
    fn new(rows: usize, classes: usize) -> Self;

    /// Counts with each class's share of the votes as posterior. What is left in the room means nothing.
    fn count_votes(
        &mut self,
        rows: &Rows<'_>,
        tasks: std::ops::Range<usize>,
        room: Option<&mut [f64]>,
    ) -> Sums;

    /// E-step and counting in one: each task's posterior goes to its answers' counts and, if there is room for it, to
    /// `room` (rows of `tasks` only).
    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: std::ops::Range<usize>,
        class_prior: &[f64],
        room: Option<&mut [f64]>,
    ) -> Sums;

    /// M-step: adds up the counts of all tables, gives all of them the probabilities that follow, and empties the counts.
    /// A thread for each of `workers`, which together are all; each adds to its own copy of `bound`, if there is one.
    fn normalize(
        tables: &mut [Self],
        rows: &Rows<'_>,
        workers: &[std::ops::Range<usize>],
        bound: Option<&Bound>,
    ) -> Vec<Option<Bound>>;

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
    /// Nothing yet.
    pub(crate) fn new(classes: usize) -> Bound {
        Bound {
            counts: vec![0.0; classes],
            ..Bound::default()
        }
    }

    /// Adds a row of counts with its probabilities before and after the M-step.
    #[inline]
    pub(crate) fn add(&mut self, counts: &[f64], before: &[f64], after: &[f64]) {
        for (class, count) in counts.iter().enumerate() {
            self.before += count * before[class].ln();
            self.after += count * after[class].ln();
            self.counts[class] += count;
        }
    }

    /// Adds what another part found.
    pub(crate) fn take(&mut self, other: &Bound) {
        self.before += other.before;
        self.after += other.after;
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }
}
