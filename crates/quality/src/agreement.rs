//! Answers that can only be compared, not counted (boxes, text, spans): two who agree are likely right.

use pumasi_domain::plan::buy::{self, BuySettings, InspectorRates, NextStep, Situation};

/// What is to be done with a task whose answers can only be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDecision {
    /// Index of the answer that agrees with the others best (the medoid); the first given of equals.
    pub answer: usize,
    /// How likely it is right.
    pub confidence: f64,
    /// What to buy next.
    pub next: NextStep,
}

/// Chance that two people who are both wrong give the same answer, where the ways to be wrong are without number.
const SAME_MISTAKE: f64 = 0.02;

/// Decides on a task from how its answers agree. `agreement(a, b)` says how much answers `a` and `b` (indices) agree, 0 to
/// 1, symmetric; `rights[a]` is the share of right answers expected of who gave answer `a`. `answers` ≥ 1.
///
/// The model is a one-coin worker with an open vocabulary (as in Branson, Van Horn & Perona 2017): an answer is right with
/// the worker's own chance, two right answers agree, a wrong one agrees with another by accident only. Answers that agree
/// to a part count to that part.
pub fn decide_open(
    rights: &[f64],
    agreement: impl Fn(usize, usize) -> f64,
    nobody_left: bool,
    settings: &BuySettings,
) -> OpenDecision {
    let answers = rights.len();
    let support = |index: usize| -> f64 { (0..answers).map(|other| same(index, other, &agreement)).sum() };
    let mut weights = Vec::with_capacity(answers);
    let mut best = (0, f64::MIN, 0.0);
    for index in 0..answers {
        // Log odds that this answer is right rather than all being wrong: everybody who agrees speaks for it.
        let log_odds: f64 = (0..answers)
            .map(|other| {
                let right = rights[other].clamp(0.05, 0.99);
                let agrees = same(index, other, &agreement);
                let own = (right / (1.0 - right)).ln();
                let with = if other == index {
                    own
                } else {
                    (right / ((1.0 - right) * SAME_MISTAKE)).ln()
                };
                let against = (1.0 - right).ln();
                if other == index {
                    own
                } else {
                    agrees * with + (1.0 - agrees) * against.max(-own.abs())
                }
            })
            .sum();
        weights.push(log_odds);
        if log_odds > best.1 + 1e-12 {
            best = (index, log_odds, support(index));
        }
    }
    let (leader, log_odds, votes) = best;
    // Answers that agree with the leader are the same candidate; the best of the others is the runner-up.
    let rival = (0..answers)
        .filter(|other| same(leader, *other, &agreement) < 0.5)
        .map(|other| weights[other])
        .fold(f64::NEG_INFINITY, f64::max);
    let total = 1.0 + log_odds.exp() + if rival.is_finite() { rival.exp() } else { 0.0 };
    let confidence = (log_odds.exp() / total).clamp(0.0, 1.0 - 1e-9);
    let confidence = if log_odds > 500.0 { 1.0 - 1e-9 } else { confidence };
    let mean_right = rights.iter().sum::<f64>() / answers.max(1) as f64;
    let situation = Situation {
        confidence,
        runner_up: 1.0 - confidence,
        answers: answers as i64,
        lead: (votes - (answers as f64 - votes)).floor() as i64,
        nobody_left,
        next_right: mean_right,
        inspected: false,
        adjudicated: false,
        inspector: InspectorRates::default(),
    };
    OpenDecision {
        answer: leader,
        confidence,
        next: buy::decide(&situation, settings),
    }
}

fn same(a: usize, b: usize, agreement: &impl Fn(usize, usize) -> f64) -> f64 {
    if a == b {
        1.0
    } else {
        agreement(a, b).clamp(0.0, 1.0)
    }
}
