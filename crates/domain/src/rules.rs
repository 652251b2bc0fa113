//! Whether a rule of a project holds for what was seen of a person's work.

use crate::Timestamp;
use crate::quality::{Collector, Rule};
use serde_json::{Value, json};

/// What a collector saw in a person's latest work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// How many were looked at; of skips, how many there are one after the other.
    pub seen: i64,
    /// The figure, in percent of the best possible. Of skips 100: a count has no share.
    pub percent: f64,
}

impl Finding {
    /// The mean of scores between 0 and 1: right or wrong as 1 and 0, or how alike two answers are.
    pub fn mean(scores: &[f64]) -> Finding {
        let seen = scores.len();
        let percent = if seen == 0 {
            100.0
        } else {
            100.0 * scores.iter().sum::<f64>() / seen as f64
        };
        Finding {
            seen: i64::try_from(seen).unwrap_or(i64::MAX),
            percent,
        }
    }

    /// Tasks skipped one after the other.
    pub fn skips(count: i64) -> Finding {
        Finding {
            seen: count,
            percent: 100.0,
        }
    }
}

/// How a turn at a task ended, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub at: Timestamp,
    pub skipped: bool,
}

/// How many of the latest turns were skipped one after the other, whatever their order here.
pub fn skips_in_row(mut turns: Vec<Turn>) -> i64 {
    // Of two at the same moment the answer counts as the later one: in doubt for the person.
    turns.sort_by_key(|turn| std::cmp::Reverse((turn.at, !turn.skipped)));
    let count = turns.iter().take_while(|turn| turn.skipped).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Whether the condition holds: enough was seen, and its figure is below the threshold (of skips: enough are in a row).
pub fn holds(rule: &Rule, finding: &Finding) -> bool {
    if finding.seen < rule.at_least {
        return false;
    }
    match rule.collector {
        Collector::SkipsInRow => true,
        Collector::GoldAccuracy | Collector::Agreement | Collector::Information => {
            finding.percent < rule.threshold_percent as f64
        }
    }
}

/// What was seen, for the person and for whoever decides about them: how many, the figure in percent (one decimal), and
/// what it should have been.
pub fn figures(rule: &Rule, finding: &Finding) -> Value {
    match rule.collector {
        Collector::SkipsInRow => json!({"n": finding.seen, "at_most": rule.at_least - 1}),
        _ => json!({
            "n": finding.seen,
            "value_percent": (finding.percent * 10.0).round() / 10.0,
            "threshold_percent": rule.threshold_percent,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::RuleAction;
    use proptest::prelude::*;

    fn rule(collector: Collector, at_least: i64, threshold_percent: i64) -> Rule {
        Rule {
            collector,
            window: 100,
            at_least,
            threshold_percent,
            action: RuleAction::Pause,
            hours: 24,
            role: None,
        }
    }

    #[test]
    fn too_little_was_seen_to_conclude_anything() {
        let rule = rule(Collector::GoldAccuracy, 10, 60);
        assert!(!holds(&rule, &Finding::mean(&[0.0; 9])));
        assert!(holds(&rule, &Finding::mean(&[0.0; 10])));
        assert!(!holds(&rule, &Finding::mean(&[])));
    }

    #[test]
    fn the_threshold_itself_is_good_enough() {
        let rule = rule(Collector::Agreement, 5, 60);
        assert!(!holds(&rule, &Finding::mean(&[1.0, 1.0, 1.0, 0.0, 0.0])));
        let finding = Finding::mean(&[1.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(holds(&rule, &finding));
        assert_eq!(
            figures(&rule, &finding),
            json!({"n": 5, "value_percent": 40.0, "threshold_percent": 60})
        );
    }

    #[test]
    fn skips_are_counted_back_to_the_last_answer() {
        let turn = |at, skipped| Turn {
            at: Timestamp(at),
            skipped,
        };
        let turns = vec![turn(4, true), turn(1, true), turn(2, false), turn(3, true)];
        assert_eq!(skips_in_row(turns), 2);
        assert_eq!(skips_in_row(vec![turn(4, true), turn(4, false)]), 0);
        assert_eq!(skips_in_row(Vec::new()), 0);
        let rule = rule(Collector::SkipsInRow, 3, 0);
        assert!(!holds(&rule, &Finding::skips(2)) && holds(&rule, &Finding::skips(3)));
    }

    proptest! {
        /// Somebody who was right once more is never worse off.
        #[test]
        fn one_more_right_never_makes_a_rule_hold(
            right in 0_usize..60, wrong in 0_usize..60, at_least in 1_i64..50, threshold in 0_i64..=100
        ) {
            let mut scores = vec![1.0; right];
            scores.extend(vec![0.0; wrong]);
            let rule = rule(Collector::GoldAccuracy, at_least, threshold);
            // As many as before: the last one right instead of wrong.
            if wrong > 0 {
                let before = holds(&rule, &Finding::mean(&scores));
                scores[right] = 1.0;
                let after = holds(&rule, &Finding::mean(&scores));
                prop_assert!(before || !after);
            }
        }
    }
}
