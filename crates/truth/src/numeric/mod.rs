//! From several numbers for a task to one: means and medians of several makes, and inverse-variance weighting that
//! learns every worker's bias and spread.

mod center;
mod variance;

pub use center::{GuardOptions, guarded_mean, mean, median, trimmed_mean};
pub use variance::{VarianceOptions, inverse_variance};

use crate::OpenAnswers;

/// What a method says of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct NumericResult {
    /// One per task; `None` where a task has no (finite) answer.
    pub estimates: Vec<Option<NumericEstimate>>,
    /// One per worker.
    pub workers: Vec<NumericWorker>,
    /// Rounds until nothing moved; 0 for methods without rounds.
    pub rounds: usize,
}

/// The number of one task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumericEstimate {
    /// The estimate, in the unit of the answers.
    pub value: f64,
    /// Its standard error in the same unit; for the methods that learn nothing of workers, from the spread of the
    /// task's answers; infinite where a single answer says nothing of its spread.
    pub standard_error: f64,
    /// How many answers it rests on, those set aside by a guard or trimmed away left out.
    pub answers: usize,
}

/// How one worker's numbers compare with the estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumericWorker {
    /// Mean of (answer − estimate) over the worker's answers; 0 without answers.
    pub bias: f64,
    /// Root mean square of (answer − estimate − bias); `None` without answers.
    pub deviation: Option<f64>,
    /// Skill: the share of the pool's squared deviation that the worker's stays below, `pool / (pool + own)`, where both
    /// count bias and deviation: ½ is as the pool, 1 is always on the estimate. `None` without answers.
    pub skill: Option<f64>,
    /// How many (finite) answers it rests on.
    pub answers: usize,
}

/// Every worker's bias, deviation and skill against the given estimates. Answers that are not finite, or whose task has
/// no estimate, are left out. One's own answer is part of the estimate it is compared with.
fn workers_of(answers: &OpenAnswers<'_, f64>, estimates: &[Option<NumericEstimate>]) -> Vec<NumericWorker> {
    let error = |row: &u32| {
        let value = *answers.value(*row);
        let estimate = estimates[answers.task(*row)]?;
        value.is_finite().then_some(value - estimate.value)
    };
    let errors: Vec<Vec<f64>> = (0..answers.worker_count())
        .map(|worker| answers.of_worker(worker).iter().filter_map(error).collect())
        .collect();
    let squares = |errors: &[f64]| errors.iter().map(|e| e * e).sum::<f64>();
    let count: usize = errors.iter().map(Vec::len).sum();
    let pool = errors.iter().map(|e| squares(e)).sum::<f64>() / count.max(1) as f64;
    errors
        .iter()
        .map(|errors| {
            let n = errors.len() as f64;
            if errors.is_empty() {
                return NumericWorker {
                    bias: 0.0,
                    deviation: None,
                    skill: None,
                    answers: 0,
                };
            }
            let bias = errors.iter().sum::<f64>() / n;
            let own = squares(errors) / n;
            let deviation = (own - bias * bias).max(0.0).sqrt();
            let skill = if pool > 0.0 { pool / (pool + own) } else { 1.0 };
            NumericWorker {
                bias,
                deviation: Some(deviation),
                skill: Some(skill),
                answers: errors.len(),
            }
        })
        .collect()
}
