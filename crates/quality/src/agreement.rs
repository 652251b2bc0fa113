//! Answers that can only be compared, not counted (boxes, text, spans): two who agree are likely right.
//!
//! The model is a one-coin worker with an open vocabulary (after Branson, Van Horn & Perona 2017). An answer is right with
//! its worker's own chance; right answers are alike; wrong ones are without number, and alike only when people make the
//! same mistake. The odds of a group of like answers being right, against none being right, are then the product of the
//! odds of each, and a factor for each that is like the first.

use pumasi_domain::plan::buy::{self, BuySettings, InspectorRates, NextStep, Situation};
use pumasi_truth::calibration::Calibration;

/// What is to be done with a task whose answers can only be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDecision {
    /// Index of the answer that is likeliest right; the first given of equals.
    pub answer: usize,
    /// How likely it is right, calibrated.
    pub confidence: f64,
    /// What to buy next.
    pub next: NextStep,
}

/// Chance that somebody who is wrong is wrong in the same way as another.
const SAME_MISTAKE: f64 = 0.1;

/// Decides on a task from how its answers agree. `agreement(a, b)` says how much answers `a` and `b` (indices) agree, 0 to
/// 1, symmetric; `rights[a]` is the share of right answers expected of who gave answer `a`. At least one answer.
pub fn decide_open(
    rights: &[f64],
    agreement: impl Fn(usize, usize) -> f64,
    nobody_left: bool,
    settings: &BuySettings,
) -> OpenDecision {
    decide_open_calibrated(rights, agreement, nobody_left, settings, Calibration::IDENTITY)
}

/// The same, with what the project's known tasks say that such a confidence is worth.
pub fn decide_open_calibrated(
    rights: &[f64],
    agreement: impl Fn(usize, usize) -> f64,
    nobody_left: bool,
    settings: &BuySettings,
    calibration: Calibration,
) -> OpenDecision {
    let answers = rights.len();
    let alike = |a: usize, b: usize| {
        if a == b {
            1.0
        } else {
            agreement(a, b).clamp(0.0, 1.0)
        }
    };
    let log_odds: Vec<f64> = (0..answers)
        .map(|index| log_odds_of(index, rights, &alike))
        .collect();
    let mut leader = 0;
    for index in 1..answers {
        if log_odds[index] > log_odds[leader] + 1e-12 {
            leader = index;
        }
    }
    // One answer speaks for each group of like ones.
    let mut groups = vec![leader];
    for index in 0..answers {
        if groups.iter().all(|first| alike(*first, index) < 0.5) {
            groups.push(index);
        }
    }
    let most = log_odds[leader].max(0.0);
    let weight = |index: usize| (log_odds[index] - most).exp();
    let total = (-most).exp() + groups.iter().map(|index| weight(*index)).sum::<f64>();
    let claimed = (weight(leader) / total).min(1.0 - 1e-9);
    let second = groups[1..]
        .iter()
        .map(|index| weight(*index) / total)
        .fold(0.0, f64::max);
    let confidence = calibration.apply(claimed);
    let votes: f64 = (0..answers).map(|other| alike(leader, other)).sum();
    let situation = Situation {
        confidence,
        // Whoever answers next may also name what nobody has named yet.
        runner_up: (1.0 - confidence).max(second * (1.0 - confidence) / (1.0 - claimed)),
        answers: answers as i64,
        lead: lead_of(&groups, votes, answers, &alike),
        nobody_left,
        next_right: rights.iter().sum::<f64>() / answers.max(1) as f64,
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

/// Log odds of an answer and those like it being right, against none being right.
fn log_odds_of(index: usize, rights: &[f64], alike: &impl Fn(usize, usize) -> f64) -> f64 {
    rights
        .iter()
        .enumerate()
        .map(|(other, right)| {
            let right = right.clamp(0.05, 0.99);
            let own = (right / (1.0 - right)).ln();
            let same = if other == index { 0.0 } else { -SAME_MISTAKE.ln() };
            alike(index, other) * (own + same)
        })
        .sum()
}

/// By how many votes the leading group leads the next.
fn lead_of(groups: &[usize], votes: f64, answers: usize, alike: &impl Fn(usize, usize) -> f64) -> i64 {
    let of = |first: &usize| -> f64 { (0..answers).map(|other| alike(*first, other)).sum() };
    let next = groups[1..].iter().map(of).fold(0.0, f64::max);
    (votes - next).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use pumasi_domain::plan::buy::{Prices, StopReason};
    use pumasi_domain::quality::{Overlap, QualitySettings};

    fn settings() -> BuySettings {
        let settings = QualitySettings {
            overlap: Overlap::Adaptive,
            answers_min: 2,
            ..QualitySettings::default()
        };
        BuySettings::of(
            settings,
            5,
            Prices {
                answer_minor: 100,
                inspection_minor: 100,
            },
        )
    }

    #[test]
    fn two_who_agree_are_likely_right_and_two_who_do_not_ask_for_a_third() {
        let agree = decide_open(&[0.8, 0.8], |_, _| 1.0, false, &settings());
        assert!(agree.confidence > 0.98, "{agree:?}");
        assert_eq!(agree.next, NextStep::Stop(StopReason::Certain));
        let differ = decide_open(&[0.8, 0.8], |_, _| 0.0, false, &settings());
        assert!(differ.confidence < 0.5, "{differ:?}");
        assert_eq!(differ.next, NextStep::Answer);
    }

    #[test]
    fn the_answer_of_the_larger_group_is_taken_whatever_the_order() {
        // Answers 1 and 3 are alike.
        let alike = |a: usize, b: usize| if a.min(b) == 1 && a.max(b) == 3 { 1.0 } else { 0.0 };
        let decision = decide_open(&[0.9, 0.7, 0.7, 0.7], alike, false, &settings());
        assert_eq!(decision.answer, 1);
        assert!(decision.confidence > 0.7, "{decision:?}");
    }

    #[test]
    fn a_single_answer_is_as_likely_right_as_who_gave_it() {
        let decision = decide_open(&[0.8], |_, _| 1.0, true, &settings());
        assert!((decision.confidence - 0.8).abs() < 1e-9);
    }
}
