//! What to buy next for a task: nothing more, another answer, an inspection, or a decision between people who disagree.
//!
//! Everything is decided from one posterior over the task's classes. A task is finished as soon as its likeliest class
//! reaches the target. Before that, every thing that can be bought is weighed by the error that it is expected to take
//! away for its price, and the best is bought; if none takes away enough to be worth its price (people err together, so
//! that more of them would say the same), the task is finished as it is.

use crate::quality::{InspectionRule, Overlap, QualitySettings};

/// What things cost, in minor units of money, fees included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prices {
    /// One more answer.
    pub answer_minor: i64,
    /// One inspection of an answer, or one decision between people who disagree.
    pub inspection_minor: i64,
}

/// The settings that decide how much is bought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BuySettings {
    /// How the number of answers is decided.
    pub overlap: Overlap,
    /// Votes by which the leader must lead, for [`Overlap::Margin`].
    pub margin: i64,
    /// Fewest answers of a task.
    pub answers_min: i64,
    /// Most answers of a task.
    pub answers_max: i64,
    /// How likely the result must be, 0.5 to 1.
    pub target: f64,
    /// Whether inspections are bought for tasks in doubt, rather than drawn or taken lot by lot.
    pub inspection: InspectionRule,
    /// What things cost.
    pub prices: Prices,
}

impl BuySettings {
    /// From a project's settings: at most `answers_per_task` answers, at these prices.
    pub fn of(settings: QualitySettings, answers_per_task: i64, prices: Prices) -> BuySettings {
        let answers_min = match settings.overlap {
            Overlap::Fixed => answers_per_task,
            Overlap::Margin | Overlap::Adaptive => settings.answers_min.clamp(1, answers_per_task.max(1)),
        };
        BuySettings {
            overlap: settings.overlap,
            margin: settings.margin,
            answers_min,
            answers_max: answers_per_task,
            target: settings.target_permille as f64 / 1000.0,
            inspection: settings.inspection,
            prices,
        }
    }
}

/// An inspector's two kinds of mistake, kept apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectorRates {
    /// Share of right answers that are returned, refused or changed.
    pub false_return: f64,
    /// Share of wrong answers that pass.
    pub missed_error: f64,
}

impl Default for InspectorRates {
    /// Of somebody of whom nothing is known.
    fn default() -> InspectorRates {
        InspectorRates {
            false_return: 0.05,
            missed_error: 0.2,
        }
    }
}

/// What is known of a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Situation {
    /// Probability of the likeliest class, calibrated.
    pub confidence: f64,
    /// Probability of the second likeliest.
    pub runner_up: f64,
    /// Answers that count: given by people and not refused.
    pub answers: i64,
    /// By how many votes the class with most votes leads.
    pub lead: i64,
    /// Whether everybody who could still answer has done so.
    pub nobody_left: bool,
    /// Share of right answers expected of whoever answers next, between the two likeliest classes.
    pub next_right: f64,
    /// Whether an inspector has decided on an answer of the likeliest class.
    pub inspected: bool,
    /// Whether somebody has already decided between the people who disagree.
    pub adjudicated: bool,
    /// What is expected of the inspector who would be asked.
    pub inspector: InspectorRates,
}

/// Why nothing more is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// The likeliest class has reached the target.
    Certain,
    /// The votes lead by the margin.
    Led,
    /// There are as many answers as a task may have, or nobody is left to ask.
    Exhausted,
    /// Nothing that could be bought takes away enough error for its price.
    NotWorthIt,
}

/// What to buy next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NextStep {
    /// Nothing.
    Stop(StopReason),
    /// Another worker's answer.
    Answer,
    /// An inspection of an answer of the likeliest class.
    Inspect,
    /// Somebody who sees the different answers decides.
    Adjudicate,
}

/// An error taken away is worth so many answers for each task that the target tolerates one error in: at a target of 95 %
/// (one error in 20 tasks) 35 answers, at 99 % (one in 100) 175. What takes away less for its price is not bought.
const ERROR_WORTH: f64 = 1.75;

/// A single answer ends a task only by being certain, where there may be more: how people err is learned from tasks with
/// two.
const SECOND_OPINION: i64 = 2;

/// Share of right answers that are wrong after they were sent back: nothing is known of it beforehand.
const SPOILT: f64 = 0.5;

/// So far it is looked ahead, in answers.
const HORIZON: i64 = 12;

/// What to buy next for a task.
pub fn decide(situation: &Situation, settings: &BuySettings) -> NextStep {
    let left = if situation.nobody_left {
        0
    } else {
        (settings.answers_max - situation.answers).max(0)
    };
    if situation.answers < settings.answers_min && left > 0 {
        return NextStep::Answer;
    }
    match settings.overlap {
        Overlap::Fixed => after_last(situation, settings),
        Overlap::Margin if situation.lead >= settings.margin => NextStep::Stop(StopReason::Led),
        Overlap::Margin if left > 0 => NextStep::Answer,
        Overlap::Margin => after_last(situation, settings),
        Overlap::Adaptive => by_error_removed(situation, settings, left),
    }
}

/// When no answer may be bought any more: an inspection for a task in doubt, if the project buys those.
fn after_last(situation: &Situation, settings: &BuySettings) -> NextStep {
    if situation.confidence >= settings.target {
        return NextStep::Stop(StopReason::Certain);
    }
    by_error_removed(situation, settings, 0)
}

fn by_error_removed(situation: &Situation, settings: &BuySettings, left: i64) -> NextStep {
    if situation.confidence >= settings.target {
        return NextStep::Stop(StopReason::Certain);
    }
    let answer_price = settings.prices.answer_minor.max(1) as f64;
    let inspection_price = settings.prices.inspection_minor.max(1) as f64;
    let mut best = (NextStep::Stop(StopReason::Exhausted), 0.0);
    if left > 0 {
        best = (NextStep::Stop(StopReason::NotWorthIt), 0.0);
        let removed = removed_by_answers(situation, left) / answer_price;
        if removed > best.1 {
            best = (NextStep::Answer, removed);
        }
    }
    if settings.inspection == InspectionRule::Doubt {
        let inspected = removed_by_inspection(situation) / inspection_price;
        if !situation.inspected && inspected > best.1 {
            best = (NextStep::Inspect, inspected);
        }
        let decided = removed_by_decision(situation) / inspection_price;
        let disagree = situation.runner_up > 0.0 && situation.answers > 1;
        if !situation.adjudicated && disagree && decided > best.1 {
            best = (NextStep::Adjudicate, decided);
        }
    }
    let worth = best.1 * answer_price * ERROR_WORTH / (1.0 - settings.target);
    let heard = situation.answers >= SECOND_OPINION.min(settings.answers_max);
    if worth < 1.0 && best.1 > 0.0 && heard {
        return NextStep::Stop(StopReason::NotWorthIt);
    }
    best.0
}

/// The most error that one to `left` further answers are expected to take away, per answer. Looked ahead because one
/// answer alone can rarely turn a result, though two or three can.
pub fn removed_by_answers(situation: &Situation, left: i64) -> f64 {
    let right = situation.next_right.clamp(0.5, 0.999);
    let step = (right / (1.0 - right)).ln();
    let (first, second) = (situation.confidence, situation.runner_up);
    if second <= 0.0 || step <= 0.0 {
        return 0.0;
    }
    let mut best: f64 = 0.0;
    for count in 1..=left.min(HORIZON) {
        best = best.max(removed_by(first, second, right, count) / count as f64);
    }
    best
}

/// Error taken away by `count` further answers, of which each names the true one of the two classes with chance `right`:
/// the gain wherever they turn the result from the first class to the second.
fn removed_by(first: f64, second: f64, right: f64, count: i64) -> f64 {
    let mut removed = 0.0;
    let mut ways = 1.0;
    for against in 0..=count {
        if against > 0 {
            ways *= (count - against + 1) as f64 / against as f64;
        }
        let with = count - against;
        let if_first = first * right.powi(with as i32) * (1.0 - right).powi(against as i32);
        let if_second = second * right.powi(against as i32) * (1.0 - right).powi(with as i32);
        removed += ways * (if_second - if_first).max(0.0);
    }
    removed
}

/// Error taken away by an inspection of an answer of the likeliest class: a wrong one is found unless it is missed, and is
/// mended as well as another answer would be; a right one that is called wrong is spoilt as often as not.
pub fn removed_by_inspection(situation: &Situation) -> f64 {
    let InspectorRates {
        false_return,
        missed_error,
    } = situation.inspector;
    let wrong = 1.0 - situation.confidence;
    let turned_right = wrong * (1.0 - missed_error) * situation.next_right.clamp(0.5, 0.999);
    let turned_wrong = situation.confidence * false_return * SPOILT;
    (turned_right - turned_wrong).max(0.0)
}

/// Error taken away by a decision of somebody who sees the different answers and chooses, erring as in inspections.
pub fn removed_by_decision(situation: &Situation) -> f64 {
    let right = 1.0 - (situation.inspector.false_return + situation.inspector.missed_error) / 2.0;
    removed_by(
        situation.confidence,
        situation.runner_up,
        right.clamp(0.5, 0.999),
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn settings(overlap: Overlap, inspection: InspectionRule) -> BuySettings {
        BuySettings {
            overlap,
            margin: 2,
            answers_min: 2,
            answers_max: 5,
            target: 0.95,
            inspection,
            prices: Prices {
                answer_minor: 100,
                inspection_minor: 100,
            },
        }
    }

    fn situation(confidence: f64, answers: i64) -> Situation {
        Situation {
            confidence,
            runner_up: 1.0 - confidence,
            answers,
            lead: 1,
            nobody_left: false,
            next_right: 0.8,
            inspected: false,
            adjudicated: false,
            inspector: InspectorRates::default(),
        }
    }

    #[test]
    fn a_task_is_finished_when_it_is_certain_and_not_before_it_has_its_fewest_answers() {
        let adaptive = settings(Overlap::Adaptive, InspectionRule::Share);
        assert_eq!(decide(&situation(0.99, 1), &adaptive), NextStep::Answer);
        assert_eq!(
            decide(&situation(0.96, 2), &adaptive),
            NextStep::Stop(StopReason::Certain)
        );
        assert_eq!(decide(&situation(0.7, 2), &adaptive), NextStep::Answer);
        assert_eq!(
            decide(&situation(0.7, 5), &adaptive),
            NextStep::Stop(StopReason::Exhausted)
        );
    }

    #[test]
    fn where_more_people_would_say_the_same_nothing_is_bought() {
        let adaptive = settings(Overlap::Adaptive, InspectionRule::Share);
        let guessers = Situation {
            next_right: 0.51,
            ..situation(0.7, 3)
        };
        assert_eq!(
            decide(&guessers, &adaptive),
            NextStep::Stop(StopReason::NotWorthIt)
        );
    }

    #[test]
    fn fixed_overlap_and_the_margin_do_what_they_say() {
        let fixed = BuySettings {
            answers_min: 5,
            ..settings(Overlap::Fixed, InspectionRule::Share)
        };
        assert_eq!(decide(&situation(0.999, 4), &fixed), NextStep::Answer);
        assert!(matches!(decide(&situation(0.999, 5), &fixed), NextStep::Stop(_)));
        let margin = settings(Overlap::Margin, InspectionRule::Share);
        assert_eq!(decide(&situation(0.9, 3), &margin), NextStep::Answer);
        let led = Situation {
            lead: 2,
            ..situation(0.9, 4)
        };
        assert_eq!(decide(&led, &margin), NextStep::Stop(StopReason::Led));
    }

    #[test]
    fn doubt_is_inspected_where_that_takes_away_more_for_its_price() {
        let doubt = settings(Overlap::Adaptive, InspectionRule::Doubt);
        let sharp = Situation {
            inspector: InspectorRates {
                false_return: 0.01,
                missed_error: 0.02,
            },
            ..situation(0.7, 3)
        };
        assert!(matches!(
            decide(&sharp, &doubt),
            NextStep::Inspect | NextStep::Adjudicate
        ));
        let dear = BuySettings {
            prices: Prices {
                answer_minor: 10,
                inspection_minor: 10_000,
            },
            ..doubt
        };
        assert_eq!(decide(&sharp, &dear), NextStep::Answer);
        // Where no answer may be bought any more, doubt still is.
        let last = Situation { answers: 5, ..sharp };
        assert!(matches!(
            decide(&last, &doubt),
            NextStep::Inspect | NextStep::Adjudicate
        ));
        let both = Situation {
            inspected: true,
            adjudicated: true,
            ..last
        };
        assert_eq!(decide(&both, &doubt), NextStep::Stop(StopReason::Exhausted));
    }

    proptest! {
        #[test]
        fn error_taken_away_is_never_more_than_there_is(
            confidence in 0.5f64..0.999, next_right in 0.5f64..0.99, left in 1i64..12,
        ) {
            let here = Situation { next_right, ..situation(confidence, 3) };
            let removed = removed_by_answers(&here, left);
            prop_assert!(removed >= 0.0 && removed <= 1.0 - confidence + 1e-12);
            prop_assert!(removed_by_inspection(&here) <= 1.0 - confidence);
        }

        #[test]
        fn never_more_than_the_most_answers(confidence in 0.5f64..1.0, answers in 5i64..20, nobody_left: bool) {
            for overlap in [Overlap::Fixed, Overlap::Margin, Overlap::Adaptive] {
                let here = Situation { nobody_left, ..situation(confidence, answers) };
                prop_assert_ne!(decide(&here, &settings(overlap, InspectionRule::Share)), NextStep::Answer);
            }
        }
    }
}
