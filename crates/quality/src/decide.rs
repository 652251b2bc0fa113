//! One task, as it is now: what is likely true, how likely, and what to buy next.

use crate::evidence::{TaskEvidence, posterior_of};
use crate::model::Model;
use pumasi_domain::plan::buy::{self, BuySettings, NextStep, Situation};
use pumasi_truth::best_of;

/// What is to be done with a task.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The likeliest class; of equally likely ones the lowest.
    pub class: usize,
    /// Whether another class is as likely.
    pub tie: bool,
    /// How likely it is, calibrated: of tasks with confidence 0.9, nine in ten are right.
    pub confidence: f64,
    /// The same as the model claims it, before calibration.
    pub claimed: f64,
    /// Probabilities of all classes, calibrated, K numbers that sum to 1.
    pub posterior: Vec<f64>,
    /// What to buy next.
    pub next: NextStep,
}

/// Decides on one task with skills as they are.
pub fn decide_task(model: &Model, evidence: &TaskEvidence<'_>, settings: &BuySettings) -> Decision {
    let posterior = posterior_of(model, evidence);
    let leader = best_of(&posterior);
    let counted = lead(
        model.classes(),
        evidence.answers.iter().map(|answer| answer.class),
    );
    let inspected = evidence
        .verdicts
        .iter()
        .any(|verdict| verdict.class == leader.class);
    judge(
        model,
        posterior,
        Seen {
            answers: evidence.answers.len(),
            lead: counted,
            nobody_left: evidence.nobody_left,
            inspected,
            adjudicated: evidence.decision.is_some(),
        },
        settings,
    )
}

/// What was counted of a task beside its posterior.
pub(crate) struct Seen {
    pub answers: usize,
    pub lead: i64,
    pub nobody_left: bool,
    pub inspected: bool,
    pub adjudicated: bool,
}

/// The decision that follows from a posterior as claimed.
pub(crate) fn judge(model: &Model, mut posterior: Vec<f64>, seen: Seen, settings: &BuySettings) -> Decision {
    let leader = best_of(&posterior);
    calibrate(model, &mut posterior, leader.class, leader.probability);
    let confidence = posterior[leader.class];
    let runner_up = runner_up(&posterior, leader.class);
    let situation = Situation {
        confidence,
        runner_up,
        answers: seen.answers as i64,
        lead: seen.lead,
        nobody_left: seen.nobody_left,
        next_right: next_right(model),
        inspected: seen.inspected,
        adjudicated: seen.adjudicated,
        inspector: model.inspector,
    };
    Decision {
        class: leader.class,
        tie: leader.tie,
        confidence,
        claimed: leader.probability,
        posterior,
        next: buy::decide(&situation, settings),
    }
}

/// Gives the leader its calibrated probability and the others the rest, in proportion. The leader stays the leader, and
/// equals stay equal.
fn calibrate(model: &Model, posterior: &mut [f64], leader: usize, claimed: f64) {
    if posterior.len() < 2 || claimed >= 1.0 {
        return;
    }
    let second = runner_up(posterior, leader);
    let least = 1.0 / posterior.len() as f64;
    let real = model.calibration.apply(claimed).clamp(least, 1.0 - 1e-9);
    let rest = (1.0 - real) / (1.0 - claimed);
    if claimed - second < 1e-9 || second * rest > real {
        return;
    }
    for (class, probability) in posterior.iter_mut().enumerate() {
        *probability = if class == leader {
            real
        } else {
            *probability * rest
        };
    }
}

/// The greatest probability beside the leader's.
fn runner_up(posterior: &[f64], leader: usize) -> f64 {
    let others = posterior.iter().enumerate().filter(|(class, _)| *class != leader);
    others.map(|(_, probability)| *probability).fold(0.0, f64::max)
}

/// How often the next answer is expected to name the right one of two classes, as far as people err one by one: errors
/// that they make together, which calibration shows, take away from what another answer tells.
fn next_right(model: &Model) -> f64 {
    let classes = model.classes() as f64;
    let wrong = (1.0 - model.asked_right) / (classes - 1.0).max(1.0);
    let step = (model.asked_right / wrong.max(1e-6)).ln() * model.calibration.slope;
    1.0 / (1.0 + (-step).exp())
}

/// By how many votes the class with most of them leads.
pub(crate) fn lead(classes: usize, named: impl Iterator<Item = usize>) -> i64 {
    let mut counts = vec![0; classes];
    for class in named {
        counts[class] += 1;
    }
    let (mut first, mut second) = (0, 0);
    for votes in counts {
        if votes > first {
            (first, second) = (votes, first);
        } else {
            second = second.max(votes);
        }
    }
    first - second
}
