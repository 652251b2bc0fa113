//! Hierarchical Dawid–Skene with shrinkage: pool → a worker's one number → a worker's confusion matrix.
//!
//! Maximum-likelihood Dawid–Skene (Dawid & Skene 1979) gives every worker K×(K−1) free numbers; with a handful of answers
//! each it follows chance. Here every level is pulled to the level above: a worker's share of right answers to the
//! pool's (a Beta prior), a worker's confusion matrix to the pool's matrix shifted to that worker's share of right
//! answers (a Dirichlet prior per row, in the spirit of the community model of Venanzi et al. 2014 and of hierarchical
//! Dawid–Skene, Paun et al. 2018). Both levels are fitted by expectation maximisation for the maximum a posteriori; the
//! penalised log posterior never falls from one iteration to the next.
//!
//! What makes low overlap safe: skills are learned only from tasks with two answers or more, nobody gets credit for being
//! worse than chance, the class prior is strong, and answers of earlier projects enter as priors.

mod coin;
mod confusion;
mod expect;
mod known;
mod state;
#[cfg(test)]
mod tests;

pub use expect::TaskEvidence;

use crate::answers::Answers;
use crate::posterior::Posterior;

/// How strongly every level is pulled to the one above, in answers that the pull is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrinkage {
    /// Share of right answers expected of a pool of which nothing is known.
    pub pool_right: f64,
    /// Pull of the pool's share to that.
    pub pool_weight: f64,
    /// Pull of a worker's share of right answers to the pool's.
    pub coin_weight: f64,
    /// Pull of the pool's confusion matrix to even errors, per row, against the answers on tasks of known truth.
    pub pool_confusion_weight: f64,
    /// Pull of a worker's confusion matrix to the pool's, per row.
    pub confusion_weight: f64,
    /// Pull of the class shares to those of the known truths (even ones without), as a multiple of the tasks.
    pub class_weight: f64,
    /// Pull of the class shares of known truths to even ones, in tasks.
    pub known_class_weight: f64,
}

impl Default for Shrinkage {
    fn default() -> Shrinkage {
        Shrinkage {
            pool_right: 0.8,
            pool_weight: 20.0,
            coin_weight: 10.0,
            pool_confusion_weight: 60.0,
            confusion_weight: 25.0,
            class_weight: 10.0,
            known_class_weight: 20.0,
        }
    }
}

/// What is known of a worker from elsewhere: how the odds of being right compare with those of that pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CarriedSkill {
    /// Difference of the log odds of a right answer to the log odds of the pool that it was measured in.
    pub log_odds_above_pool: f64,
    /// How many answers this is worth; 0 = nothing is known.
    pub weight: f64,
}

/// What there is beside the answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// Known truths and verdicts, in order of their tasks; a task may come more than once.
    pub evidence: &'a [TaskEvidence],
    /// Skills from elsewhere: empty, or one per worker.
    pub carried: &'a [CarriedSkill],
}

/// The level of detail at which workers are described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All alike: the posterior then follows the votes.
    Pool,
    /// One number each: the share of right answers.
    Coin,
    /// A confusion matrix each.
    Confusion,
}

impl Level {
    /// From the plainest to the most detailed.
    pub const ALL: [Level; 3] = [Level::Pool, Level::Coin, Level::Confusion];
}

/// A fitted model: what a posterior needs, in the form in which it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Skills {
    /// The level of detail.
    pub level: Level,
    /// Shares of the classes, K numbers that sum to 1.
    pub class_prior: Vec<f64>,
    /// The chance of a label under each class: K×K numbers per worker, at `(worker × K + label) × K + class`.
    pub tables: Vec<f64>,
    /// The same for somebody of whom nothing is known: K×K numbers, at `label × K + class`.
    pub newcomer: Vec<f64>,
    /// The pool's share of right answers.
    pub pool_right: f64,
    /// Share of right answers per worker.
    pub right: Vec<f64>,
    /// Answers per worker that taught something of the worker (on tasks with two answers or more, or of known truth).
    pub weight: Vec<f64>,
}

/// A fit: the skills, every task's posterior, and the penalised log posterior after every iteration.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The skills.
    pub skills: Skills,
    /// The posteriors of all tasks.
    pub posterior: Posterior,
    /// The penalised log posterior after every iteration at the last level; it never falls.
    pub objective: Vec<f64>,
}

/// How long to iterate at each level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Iterations {
    /// At most so many.
    pub most: usize,
    /// Stop when the objective rises by less than this per task.
    pub tolerance: f64,
}

impl Default for Iterations {
    fn default() -> Iterations {
        Iterations {
            most: 50,
            tolerance: 1e-6,
        }
    }
}

/// Fits one level of detail; with `warm`, from the skills of an earlier fit of the same workers (more may have come).
/// Gives the level's skills, the posteriors, and the course of the penalised log posterior at that level.
pub fn hierarchical(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    level: Level,
    iterations: Iterations,
    warm: Option<&Skills>,
) -> Fit {
    hierarchical_by_levels(answers, context, shrinkage, level, iterations, warm, |_, _, _| ())
}

/// The same, and shows the posteriors and tables that each level ends with on the way down to `level`.
pub fn hierarchical_by_levels(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    level: Level,
    iterations: Iterations,
    warm: Option<&Skills>,
    mut at_level: impl FnMut(Level, &Posterior, &[f64]),
) -> Fit {
    let known = known::Known::of(answers, context.evidence, shrinkage);
    let mut state = state::State::new(answers, &known, shrinkage, warm);
    let mut objective = Vec::new();
    for step in Level::ALL.into_iter().filter(|step| *step <= level) {
        let fit = match step {
            Level::Pool => coin::fit_pool,
            Level::Coin => coin::fit_coin,
            Level::Confusion => confusion::fit,
        };
        objective = fit(answers, context, shrinkage, iterations, &known, &mut state);
        at_level(step, &state.posterior, &state.tables);
    }
    state.finish(level, objective)
}

/// A worker's K×K chances (at `label × K + class`) as expected from the pool's matrix and the difference of the worker's
/// log odds of a right answer to the pool's.
pub fn shifted_table(pool: &[f64], classes: usize, log_odds_above_pool: f64) -> Vec<f64> {
    let mut table = vec![0.0; classes * classes];
    confusion::shifted(pool, classes, log_odds_above_pool, &mut table);
    table
}

/// The log odds of a probability, kept off 0 and 1.
pub fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

/// The inverse of [`log_odds`].
pub fn from_log_odds(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
