//! The settings of a project that decide how much is bought for a task, and how its people are measured.

use crate::state::{Role, states};
use crate::verdict::Fault;
use serde::{Deserialize, Serialize};

states! {
    /// How many answers a task gets.
    Overlap {
        /// As many as `answers_per_task`, always.
        Fixed = "fixed",
        /// Until one answer leads by `margin` votes.
        Margin = "margin",
        /// Until the answer is likely enough, given what is known of the people who gave it.
        Adaptive = "adaptive",
    }
}

states! {
    /// Which answers are inspected.
    InspectionRule {
        /// A share of them (`inspect_percent`: 0 none, 100 all), drawn at random.
        Share = "share",
        /// Lot by lot: all of a person's first answers, fewer while lots pass, more after one fails (ISO 2859-1).
        Lots = "lots",
        /// Those in doubt: where inspecting takes away more error for its price than another answer would.
        Doubt = "doubt",
    }
}

/// What decides how much is bought for a task. Shares in percent, likelihoods in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QualitySettings {
    pub overlap: Overlap,
    /// Fewest answers of a task, where their number is not fixed. `answers_per_task` is the most.
    pub answers_min: i64,
    /// Votes by which one answer must lead, for `margin`.
    pub margin: i64,
    /// How likely a result must be, in thousandths, for `adaptive` and `doubt`.
    pub target_permille: i64,
    pub inspection: InspectionRule,
    /// Share of a worker's tasks whose answer is known.
    pub gold_percent: i64,
    /// A worker's first tasks with known answers, which are followed by the right answer and why.
    pub training_tasks: i64,
    /// Share of an inspector's queue that is known to be right or wrong.
    pub inspector_gold_percent: i64,
    /// Whether tasks that are as good as certain become known ones.
    pub grow_gold: bool,
    /// Whether a model's predictions count as the answers of one more worker, measured like anybody.
    pub use_predictions: bool,
}

impl Default for QualitySettings {
    fn default() -> Self {
        QualitySettings {
            overlap: Overlap::Fixed,
            answers_min: 1,
            margin: 2,
            target_permille: 950,
            inspection: InspectionRule::Share,
            gold_percent: 0,
            training_tasks: 0,
            inspector_gold_percent: 0,
            grow_gold: false,
            use_predictions: false,
        }
    }
}

impl QualitySettings {
    /// What is out of bounds; `most` is `answers_per_task`.
    pub fn faults(&self, most: i64) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (pointer, value, low, high) in [
            ("/quality/answers_min", self.answers_min, 1, most.max(1)),
            ("/quality/margin", self.margin, 1, 10),
            ("/quality/target_permille", self.target_permille, 500, 999),
            ("/quality/gold_percent", self.gold_percent, 0, 50),
            ("/quality/training_tasks", self.training_tasks, 0, 50),
            (
                "/quality/inspector_gold_percent",
                self.inspector_gold_percent,
                0,
                50,
            ),
        ] {
            if !(low..=high).contains(&value) {
                faults.push(Fault::new(
                    pointer,
                    "out_of_range",
                    format!("{value} is not within {low} to {high}"),
                ));
            }
        }
        faults
    }

    /// Places that a task of a project with `most` answers at most begins with.
    pub fn first_places(&self, most: i64) -> i64 {
        match self.overlap {
            Overlap::Fixed => most,
            Overlap::Margin => self.answers_min.max(self.margin).min(most),
            Overlap::Adaptive => self.answers_min.min(most),
        }
    }
}

states! {
    /// What a rule looks at, over a person's latest work in the project.
    Collector {
        /// Share of known answers that were given rightly.
        GoldAccuracy = "gold_accuracy",
        /// Share of answers that agree with the results of their tasks.
        Agreement = "agreement",
        /// Tasks skipped one after the other.
        SkipsInRow = "skips_in_row",
        /// How much an answer says about the truth, in percent of the most it could (mutual information).
        Information = "information",
    }
}

states! {
    /// What a rule does when its condition holds.
    RuleAction {
        /// No more work in this project for some hours, or until somebody decides.
        Pause = "pause",
        /// The next tasks are training again.
        Train = "train",
        /// The person is told, nothing else.
        Warn = "warn",
    }
}

/// A rule of a project: collector → condition → action. It holds when at least `at_least` of the last `window` were seen
/// and their figure is below `threshold_percent` (for `skips_in_row`: the count reaches `at_least`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub collector: Collector,
    /// How many of the latest are looked at.
    pub window: i64,
    /// How many there must be before anything is concluded.
    pub at_least: i64,
    pub threshold_percent: i64,
    pub action: RuleAction,
    /// How long a pause lasts; 0: until somebody decides.
    pub hours: i64,
    /// Whose work it looks at: `work` workers', `inspect` that of inspectors and of those who decide; absent: everybody's.
    /// What is good enough for a worker's answers may be too little for verdicts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// What is wrong with a project's rules.
pub fn rule_faults(rules: &[Rule]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if rules.len() > 20 {
        faults.push(Fault::new("/rules", "too_many", "at most 20 rules"));
    }
    for (n, rule) in rules.iter().enumerate() {
        for (field, value, low, high) in [
            ("window", rule.window, 1, 1_000),
            ("at_least", rule.at_least, 1, rule.window.max(1)),
            ("threshold_percent", rule.threshold_percent, 0, 100),
            ("hours", rule.hours, 0, 24 * 90),
        ] {
            if !(low..=high).contains(&value) {
                faults.push(Fault::new(
                    format!("/rules/{n}/{field}"),
                    "out_of_range",
                    format!("{value} is not within {low} to {high}"),
                ));
            }
        }
        if rule.role == Some(Role::Adjudicate) {
            faults.push(Fault::new(
                format!("/rules/{n}/role"),
                "invalid",
                "use `inspect`: those who decide between people are looked at as inspectors",
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_begins_with_as_many_places_as_can_decide_it() {
        let settings = |overlap| QualitySettings {
            overlap,
            ..QualitySettings::default()
        };
        assert_eq!(settings(Overlap::Fixed).first_places(5), 5);
        assert_eq!(settings(Overlap::Margin).first_places(5), 2);
        assert_eq!(settings(Overlap::Adaptive).first_places(5), 1);
        assert_eq!(settings(Overlap::Margin).first_places(1), 1);
    }

    #[test]
    fn more_answers_at_least_than_at_most_is_a_fault() {
        let settings = QualitySettings {
            answers_min: 4,
            ..QualitySettings::default()
        };
        assert_eq!(settings.faults(3)[0].pointer, "/quality/answers_min");
        assert!(settings.faults(4).is_empty());
        let rule = Rule {
            collector: Collector::GoldAccuracy,
            window: 10,
            at_least: 11,
            threshold_percent: 60,
            action: RuleAction::Pause,
            hours: 24,
            role: None,
        };
        assert_eq!(rule_faults(&[rule])[0].pointer, "/rules/0/at_least");
        let of = |role| Rule {
            at_least: 2,
            role: Some(role),
            ..rule
        };
        assert!(rule_faults(&[of(Role::Work), of(Role::Inspect)]).is_empty());
        assert_eq!(rule_faults(&[of(Role::Adjudicate)])[0].pointer, "/rules/0/role");
        let kept = r#"{"collector":"gold_accuracy","window":10,"at_least":2,"threshold_percent":60,"action":"pause","hours":24}"#;
        let rule: Rule = serde_json::from_str(kept).unwrap();
        assert_eq!(
            serde_json::to_string(&rule).unwrap(),
            kept,
            "rules kept before roles were named stay as they are"
        );
    }
}
