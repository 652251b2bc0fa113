//! The lowest level: every worker's confusion matrix, pulled to the pool's as that worker would have it.

use super::coin::settled;
use super::known::Known;
use super::state::State;
use super::{Context, Iterations, Shrinkage, from_log_odds, log_odds};
use crate::answers::Answers;

/// Chances stay above this, so that one answer never rules a class out.
const LEAST: f64 = 1e-5;

/// How often a step that lowers the penalised posterior is halved before it is given up.
const HALVINGS: usize = 6;

/// Confusion matrices for each, from the shares of right answers that the level above found.
pub(super) fn fit(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    iterations: Iterations,
    known: &Known,
    state: &mut State,
) -> Vec<f64> {
    let block = state.classes * state.classes;
    state.pool = known.pool_table(state.pool_right, shrinkage);
    let mut priors = vec![0.0; state.tables.len()];
    for (worker, prior) in priors.chunks_exact_mut(block).enumerate() {
        let shift = log_odds(state.right[worker]) - log_odds(state.pool_right);
        shifted(&state.pool, state.classes, shift, prior);
    }
    state.tables.copy_from_slice(&priors);
    let reached = state.warm_tables.len().min(state.tables.len());
    state.tables[..reached].copy_from_slice(&state.warm_tables[..reached]);
    let mut proposed = priors.clone();
    let mut objective = Vec::new();
    loop {
        let found = state.expect(answers, context.evidence);
        objective.push(
            found.log_likelihood
                + shrinkage.confusion_weight * cross(&priors, &state.tables)
                + state.class_penalty(&found, known, shrinkage),
        );
        if objective.len() > iterations.most
            || settled(&objective, found.teaching_tasks, iterations.tolerance)
        {
            return objective;
        }
        propose(state, &priors, shrinkage.confusion_weight, &mut proposed);
        step(state, &priors, shrinkage.confusion_weight, &proposed);
        state.update_class_prior(&found, known, shrinkage);
    }
}

/// The pool's matrix shifted so that the odds of a right answer change by `shift` under every class.
pub(super) fn shifted(pool: &[f64], classes: usize, shift: f64, out: &mut [f64]) {
    for class in 0..classes {
        let own = pool[class * classes + class];
        let moved = from_log_odds(log_odds(own) + shift);
        let others = (1.0 - moved) / (1.0 - own).max(1e-9);
        for label in 0..classes {
            let at = label * classes + class;
            out[at] = (if label == class { moved } else { pool[at] * others }).max(LEAST);
        }
    }
}

/// The likeliest matrices under their priors, then what they have in common bent back to the pool's matrix, and those
/// that are worse than chance made to say nothing.
fn propose(state: &State, priors: &[f64], weight: f64, proposed: &mut [f64]) {
    let classes = state.classes;
    let block = classes * classes;
    let mut common: Vec<f64> = state.pool.iter().map(|p| p * POOL_PULL).collect();
    for count in state.counts.chunks_exact(block) {
        for (sum, value) in common.iter_mut().zip(count) {
            *sum += value;
        }
    }
    normalise(&mut common, classes);
    let bend: Vec<f64> = state
        .pool
        .iter()
        .zip(&common)
        .map(|(own, found)| own / found)
        .collect();
    for (worker, table) in proposed.chunks_exact_mut(block).enumerate() {
        let from = worker * block;
        for (at, value) in table.iter_mut().enumerate() {
            *value = weight * priors[from + at] + state.counts[from + at];
        }
        normalise(table, classes);
        for (value, factor) in table.iter_mut().zip(&bend) {
            *value = (*value * factor).max(LEAST);
        }
        normalise(table, classes);
        limit(table, classes);
    }
}

/// Pull of what the workers have in common to the pool's matrix while little is known, in answers per class.
const POOL_PULL: f64 = 50.0;

/// Goes to the proposal, or part of the way, as far as the penalised expected log likelihood does not fall.
fn step(state: &mut State, priors: &[f64], weight: f64, proposed: &[f64]) {
    let expected = |tables: &mut dyn Iterator<Item = f64>| -> f64 {
        tables
            .zip(priors.iter().zip(&state.counts))
            .map(|(value, (prior, count))| (weight * prior + count) * value.ln())
            .sum()
    };
    let now = expected(&mut state.tables.iter().copied());
    let mut part = 1.0;
    for _ in 0..=HALVINGS {
        let mut mixed = state
            .tables
            .iter()
            .zip(proposed)
            .map(|(old, new)| old + part * (new - old));
        if expected(&mut mixed) >= now {
            let moved = state
                .tables
                .iter()
                .zip(proposed)
                .map(|(old, new)| old + part * (new - old))
                .collect();
            state.tables = moved;
            return;
        }
        part /= 2.0;
    }
}

/// Sum of prior × log table: the log of the Dirichlet densities per unit of weight, up to a constant.
fn cross(priors: &[f64], tables: &[f64]) -> f64 {
    priors
        .iter()
        .zip(tables)
        .map(|(prior, value)| prior * value.ln())
        .sum()
}

/// Makes the chances of the labels sum to 1 under every class.
fn normalise(table: &mut [f64], classes: usize) {
    for class in 0..classes {
        let total: f64 = (0..classes).map(|label| table[label * classes + class]).sum();
        for label in 0..classes {
            table[label * classes + class] /= total;
        }
    }
}

/// No credit for being worse than chance: a matrix that names the right class no oftener than a guess says nothing.
fn limit(table: &mut [f64], classes: usize) {
    let trace: f64 = (0..classes).map(|class| table[class * classes + class]).sum();
    if trace >= 1.0 {
        return;
    }
    for label in 0..classes {
        let row = &mut table[label * classes..(label + 1) * classes];
        let mean = row.iter().sum::<f64>() / classes as f64;
        row.fill(mean);
    }
}
