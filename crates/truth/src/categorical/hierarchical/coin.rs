//! The upper two levels: the pool's share of right answers, and every worker's.

use super::known::Known;
use super::state::State;
use super::{Context, Iterations, Shrinkage, from_log_odds, log_odds};
use crate::answers::Answers;

/// Writes the K×K chances of a worker with this share of right answers and even errors.
pub(super) fn write_table(table: &mut [f64], classes: usize, right: f64) {
    let wrong = (1.0 - right) / (classes as f64 - 1.0).max(1.0);
    for label in 0..classes {
        for class in 0..classes {
            table[label * classes + class] = if label == class { right } else { wrong };
        }
    }
}

/// The share of right answers of somebody who guesses.
pub(super) fn chance(classes: usize) -> f64 {
    1.0 / classes as f64
}

/// A share of right answers stays off 1 (nobody is infallible) and is never below a guess: no credit for being worse.
/// Where there is one class only, a guess is as good as it gets.
fn bounded(right: f64, classes: usize) -> f64 {
    right.max(chance(classes)).min(0.999_999)
}

/// The log of a Beta density with this mean and weight, up to a constant.
fn log_beta(right: f64, mean: f64, weight: f64) -> f64 {
    weight * (mean * right.ln() + (1.0 - mean) * (1.0 - right).max(1e-12).ln())
}

/// Whether to stop: the objective rose by less than the tolerance.
pub(super) fn settled(objective: &[f64], tasks: usize, tolerance: f64) -> bool {
    match objective {
        [.., before, last] => last - before < tolerance * tasks.max(1) as f64,
        _ => false,
    }
}

/// One share of right answers for all. The class shares stay as expected: without known truths equal votes stay equal.
pub(super) fn fit_pool(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    iterations: Iterations,
    _: &Known,
    state: &mut State,
) -> Vec<f64> {
    let classes = state.classes;
    let block = classes * classes;
    let mut objective = Vec::new();
    loop {
        for table in state.tables.chunks_exact_mut(block) {
            write_table(table, classes, state.pool_right);
        }
        let found = state.expect(answers, context.evidence);
        objective.push(
            found.log_likelihood + log_beta(state.pool_right, shrinkage.pool_right, shrinkage.pool_weight),
        );
        if objective.len() > iterations.most
            || settled(&objective, found.teaching_tasks, iterations.tolerance)
        {
            return objective;
        }
        let (mut right, mut all) = (0.0, 0.0);
        for (worker, count) in state.counts.chunks_exact(block).enumerate() {
            right += trace(count, classes);
            state.weight[worker] = count.iter().sum();
            all += state.weight[worker];
        }
        let pull = shrinkage.pool_weight;
        state.pool_right = bounded((pull * shrinkage.pool_right + right) / (pull + all), classes);
    }
}

/// A share of right answers for each, pulled to the pool's and to what is carried over from elsewhere.
pub(super) fn fit_coin(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    iterations: Iterations,
    known: &Known,
    state: &mut State,
) -> Vec<f64> {
    let classes = state.classes;
    let block = classes * classes;
    let priors: Vec<(f64, f64)> = (0..state.right.len())
        .map(|worker| prior_of(worker, state.pool_right, context, shrinkage))
        .collect();
    // Who was not in an earlier fit starts at the own prior.
    for (right, (mean, _)) in state.right.iter_mut().zip(&priors).skip(state.reached) {
        *right = bounded(*mean, classes);
    }
    let mut objective = Vec::new();
    loop {
        let mut penalty = 0.0;
        for (worker, table) in state.tables.chunks_exact_mut(block).enumerate() {
            write_table(table, classes, state.right[worker]);
            penalty += log_beta(state.right[worker], priors[worker].0, priors[worker].1);
        }
        let found = state.expect(answers, context.evidence);
        objective.push(found.log_likelihood + penalty + state.class_penalty(&found, known, shrinkage));
        if objective.len() > iterations.most
            || settled(&objective, found.teaching_tasks, iterations.tolerance)
        {
            return objective;
        }
        for (worker, count) in state.counts.chunks_exact(block).enumerate() {
            let (mean, pull) = priors[worker];
            state.weight[worker] = count.iter().sum();
            let right = (pull * mean + trace(count, classes)) / (pull + state.weight[worker]);
            state.right[worker] = bounded(right, classes);
        }
        state.update_class_prior(&found, known, shrinkage);
    }
}

/// Mean and weight of the Beta prior of a worker's share of right answers.
fn prior_of(worker: usize, pool_right: f64, context: Context<'_>, shrinkage: Shrinkage) -> (f64, f64) {
    let own = shrinkage.coin_weight;
    match context.carried.get(worker) {
        Some(carried) if carried.weight > 0.0 => {
            let brought = from_log_odds(log_odds(pool_right) + carried.log_odds_above_pool);
            let weight = own + carried.weight;
            ((own * pool_right + carried.weight * brought) / weight, weight)
        }
        _ => (pool_right, own),
    }
}

/// Expected number of right answers.
fn trace(count: &[f64], classes: usize) -> f64 {
    (0..classes).map(|class| count[class * classes + class]).sum()
}
