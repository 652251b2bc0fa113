//! What a requester writes down to order something, and what is wrong with it.

use crate::Timestamp;
use crate::audience::Audience;
use crate::guide::GUIDE_MAX_BYTES;
use crate::quality::{InspectionRule, Overlap, QualitySettings, Rule, rule_faults};
use crate::sensitivity::Sensitivity;
use crate::verdict::Fault;
use pumasi_interface::LabelConfig;
use serde::{Deserialize, Serialize};

/// The terms of an order, with the defaults of the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ProjectDraft {
    pub name: String,
    pub description: String,
    /// Label Studio's label config.
    pub interface_xml: String,
    pub guide_markdown: String,
    /// Won per accepted answer.
    pub reward_minor: i64,
    /// Won per inspection.
    pub inspection_reward_minor: i64,
    /// K: answers by different workers per task; the most, where their number is not fixed.
    pub answers_per_task: i64,
    /// Share of answers that are inspected.
    pub inspect_percent: i64,
    /// How often one answer may be sent back.
    pub max_rounds: i64,
    /// How much is bought for a task, and how people are measured.
    pub quality: QualitySettings,
    /// Collector, condition, action.
    pub rules: Vec<Rule>,
    pub work_audience: Audience,
    pub inspect_audience: Audience,
    /// Known tasks in an entrance test.
    pub exam_size: i64,
    pub exam_pass_percent: i64,
    /// How long a worker keeps a task.
    pub lease_seconds: i64,
    /// How long a returned answer waits for its worker.
    pub return_seconds: i64,
    /// After this long without a decision an answer is accepted.
    pub accept_seconds: i64,
    pub budget_minor: i64,
    pub deadline: Option<Timestamp>,
    pub adult: bool,
    /// What is in it that may upset.
    pub sensitivity: Sensitivity,
    /// Language of guide and data: `ko` or `en`.
    pub language: String,
}

impl Default for ProjectDraft {
    fn default() -> Self {
        ProjectDraft {
            name: String::new(),
            description: String::new(),
            interface_xml: String::new(),
            guide_markdown: String::new(),
            reward_minor: 0,
            inspection_reward_minor: 0,
            answers_per_task: 1,
            inspect_percent: 100,
            max_rounds: 2,
            quality: QualitySettings::default(),
            rules: Vec::new(),
            work_audience: Audience::Everybody,
            inspect_audience: Audience::EntranceTest,
            exam_size: 10,
            exam_pass_percent: 80,
            lease_seconds: 3_600,
            return_seconds: 3 * 86_400,
            accept_seconds: 7 * 86_400,
            budget_minor: 0,
            deadline: None,
            adult: false,
            sensitivity: Sensitivity::default(),
            language: "ko".to_owned(),
        }
    }
}

/// Money above this is a slip of the keyboard.
const MONEY_MAX: i64 = 1_000_000_000_000;

impl ProjectDraft {
    /// Everything that is out of bounds. A draft may be incomplete; `opening_faults` asks for the rest.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let name_length = self.name.trim().chars().count();
        if name_length == 0 || name_length > 200 {
            faults.push(Fault::new(
                "/name",
                "name_length",
                "a name has 1 to 200 characters",
            ));
        }
        if self.description.chars().count() > 4_000 {
            faults.push(Fault::new(
                "/description",
                "text_too_long",
                "at most 4000 characters",
            ));
        }
        if self.guide_markdown.len() > GUIDE_MAX_BYTES {
            faults.push(Fault::new(
                "/guide_markdown",
                "text_too_long",
                format!("at most {GUIDE_MAX_BYTES} bytes"),
            ));
        }
        if !matches!(self.language.as_str(), "ko" | "en") {
            faults.push(Fault::new("/language", "language_unknown", "ko or en"));
        }
        faults.extend(self.range_faults());
        faults.extend(self.quality.faults(self.answers_per_task));
        faults.extend(rule_faults(&self.rules));
        faults.extend(self.sensitivity.faults(self.adult));
        if self.inspect_audience == Audience::Everybody {
            faults.push(Fault::new(
                "/inspect_audience",
                "inspectors_ungated",
                "inspectors pass the entrance test or are invited: choose entrance_test or invited",
            ));
        }
        if !self.interface_xml.trim().is_empty()
            && let Err(problems) = LabelConfig::parse(&self.interface_xml)
        {
            faults.extend(
                problems
                    .into_iter()
                    .map(|problem| Fault::new("/interface_xml", "interface_invalid", problem.to_string())),
            );
        }
        faults
    }

    /// Two people who write with each other both answer: their answers come in pairs, and none is asked for alone.
    fn conversation_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let config = LabelConfig::parse(&self.interface_xml).ok();
        if config.and_then(|config| config.live_chat()).is_none() {
            return faults;
        }
        if self.answers_per_task % 2 != 0 {
            let message = "a conversation of two people (`people=\"2\"`) gives two answers: choose 2, or another even number";
            faults.push(Fault::new("/answers_per_task", "answers_not_in_pairs", message));
        }
        if self.quality.overlap != Overlap::Fixed {
            let message = "conversations of two people have a fixed number of answers";
            faults.push(Fault::new("/quality/overlap", "overlap_not_fixed", message));
        }
        if self.quality.inspection != InspectionRule::Share {
            let message = "of conversations of two people a fixed share is inspected";
            faults.push(Fault::new(
                "/quality/inspection",
                "inspection_not_by_share",
                message,
            ));
        }
        faults
    }

    /// Numbers that are out of bounds.
    fn range_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (pointer, value, low, high) in [
            ("/reward_minor", self.reward_minor, 0, 10_000_000),
            (
                "/inspection_reward_minor",
                self.inspection_reward_minor,
                0,
                10_000_000,
            ),
            ("/answers_per_task", self.answers_per_task, 1, 30),
            ("/inspect_percent", self.inspect_percent, 0, 100),
            ("/max_rounds", self.max_rounds, 0, 10),
            ("/exam_size", self.exam_size, 1, 50),
            ("/exam_pass_percent", self.exam_pass_percent, 1, 100),
            ("/lease_seconds", self.lease_seconds, 30, 30 * 86_400),
            ("/return_seconds", self.return_seconds, 3_600, 30 * 86_400),
            ("/accept_seconds", self.accept_seconds, 60, 30 * 86_400),
            ("/budget_minor", self.budget_minor, 0, MONEY_MAX),
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

    /// What is still missing before work can begin.
    pub fn opening_faults(&self, now: Timestamp) -> Vec<Fault> {
        let mut faults = self.faults();
        faults.extend(self.conversation_faults());
        if self.interface_xml.trim().is_empty() {
            faults.push(Fault::new(
                "/interface_xml",
                "interface_missing",
                "choose a template or write a label config",
            ));
        }
        if self.guide_markdown.trim().is_empty() {
            faults.push(Fault::new(
                "/guide_markdown",
                "guide_missing",
                "write the guide: it is what work is judged by",
            ));
        }
        if self.reward_minor == 0 {
            faults.push(Fault::new(
                "/reward_minor",
                "reward_missing",
                "work is paid: set a price per answer",
            ));
        }
        if self.inspect_percent > 0 && self.inspection_reward_minor == 0 {
            faults.push(Fault::new(
                "/inspection_reward_minor",
                "reward_missing",
                "inspection is paid: set its price",
            ));
        }
        if self.budget_minor == 0 {
            faults.push(Fault::new(
                "/budget_minor",
                "budget_missing",
                "set the budget that work is paid from",
            ));
        }
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            faults.push(Fault::new(
                "/deadline",
                "deadline_passed",
                "set a deadline that lies ahead, or none",
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_draft_needs_only_a_name() {
        let mut draft = ProjectDraft::default();
        assert_eq!(draft.faults().len(), 1);
        draft.name = "고양이일까, 개일까?".into();
        assert!(draft.faults().is_empty());
        let missing: Vec<_> = draft
            .opening_faults(Timestamp(0))
            .into_iter()
            .map(|f| f.pointer)
            .collect();
        assert_eq!(
            missing,
            [
                "/interface_xml",
                "/guide_markdown",
                "/reward_minor",
                "/inspection_reward_minor",
                "/budget_minor"
            ]
        );
    }

    #[test]
    fn nobody_inspects_ungated() {
        let draft = ProjectDraft {
            name: "x".into(),
            inspect_audience: Audience::Everybody,
            ..ProjectDraft::default()
        };
        assert_eq!(draft.faults()[0].code, "inspectors_ungated");
    }
}
