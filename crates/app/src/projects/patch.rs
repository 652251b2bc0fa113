//! A change of terms, as sent: only what is to change.

use pumasi_domain::Timestamp;
use pumasi_domain::audience::Audience;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::quality::{QualitySettings, Rule};
use pumasi_domain::sensitivity::Sensitivity;
use pumasi_domain::verdict::Fault;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// What is to change, and the version it is changed from. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectPatch {
    /// `version` of the project that the change was made from.
    pub version: i64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub interface_xml: Option<String>,
    pub guide_markdown: Option<String>,
    pub reward_minor: Option<i64>,
    pub inspection_reward_minor: Option<i64>,
    pub answers_per_task: Option<i64>,
    pub inspect_percent: Option<i64>,
    pub max_rounds: Option<i64>,
    pub quality: Option<QualitySettings>,
    pub rules: Option<Vec<Rule>>,
    pub work_audience: Option<Audience>,
    pub inspect_audience: Option<Audience>,
    pub exam_size: Option<i64>,
    pub exam_pass_percent: Option<i64>,
    pub lease_seconds: Option<i64>,
    pub return_seconds: Option<i64>,
    pub accept_seconds: Option<i64>,
    pub budget_minor: Option<i64>,
    /// `null` takes the deadline away.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Timestamp>)]
    pub deadline: Option<Option<Timestamp>>,
    pub adult: Option<bool>,
    pub sensitivity: Option<Sensitivity>,
    pub language: Option<String>,
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Timestamp>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl ProjectPatch {
    /// Puts the changes into the terms.
    pub(super) fn apply(&self, terms: &mut ProjectDraft) {
        macro_rules! put {
            ($($field:ident),+) => {$(
                if let Some(value) = &self.$field {
                    terms.$field.clone_from(value);
                }
            )+};
        }
        put!(
            name,
            description,
            interface_xml,
            guide_markdown,
            reward_minor,
            inspection_reward_minor,
            answers_per_task,
            inspect_percent,
            max_rounds,
            quality,
            rules,
            work_audience,
            inspect_audience,
            exam_size,
            exam_pass_percent,
            lease_seconds,
            return_seconds,
            accept_seconds,
            budget_minor,
            deadline,
            adult,
            sensitivity,
            language
        );
    }
}

/// What may no longer change once a project was open: work was handed out and is judged by it.
pub(super) fn frozen_faults(before: &ProjectDraft, after: &ProjectDraft) -> Vec<Fault> {
    let frozen = [
        ("/interface_xml", before.interface_xml != after.interface_xml),
        (
            "/answers_per_task",
            before.answers_per_task != after.answers_per_task,
        ),
        (
            "/inspect_percent",
            before.inspect_percent != after.inspect_percent,
        ),
        (
            "/quality/overlap",
            before.quality.overlap != after.quality.overlap,
        ),
        (
            "/quality/inspection",
            before.quality.inspection != after.quality.inspection,
        ),
        (
            "/quality/answers_min",
            before.quality.answers_min != after.quality.answers_min,
        ),
        ("/max_rounds", before.max_rounds != after.max_rounds),
        // More may be stated than was known at first; what was stated stays.
        ("/adult", before.adult && !after.adult),
        (
            "/sensitivity/kinds",
            after.sensitivity.drops_any_of(&before.sensitivity),
        ),
        ("/language", before.language != after.language),
    ];
    let changed = frozen.into_iter().filter(|(_, changed)| *changed);
    changed
        .map(|(pointer, _)| {
            Fault::new(
                pointer,
                "frozen",
                "this can not change once the project was open: close it and make a new one",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_of_null_is_not_no_deadline() {
        let nothing: ProjectPatch = serde_json::from_str(r#"{"version": 3}"#).unwrap();
        assert_eq!(nothing.deadline, None);
        let taken: ProjectPatch = serde_json::from_str(r#"{"version": 3, "deadline": null}"#).unwrap();
        assert_eq!(taken.deadline, Some(None));
        let mut terms = ProjectDraft {
            deadline: Some(Timestamp(9)),
            ..ProjectDraft::default()
        };
        nothing.apply(&mut terms);
        assert_eq!(terms.deadline, Some(Timestamp(9)));
        taken.apply(&mut terms);
        assert_eq!(terms.deadline, None);
        assert!(serde_json::from_str::<ProjectPatch>(r#"{"version": 3, "fee_percent": 0}"#).is_err());
    }

    #[test]
    fn what_work_is_judged_by_is_frozen() {
        let before = ProjectDraft::default();
        let after = ProjectDraft {
            answers_per_task: 9,
            reward_minor: 5,
            name: "n".into(),
            ..before.clone()
        };
        let faults = frozen_faults(&before, &after);
        assert_eq!(
            faults.iter().map(|f| f.pointer.as_str()).collect::<Vec<_>>(),
            ["/answers_per_task"]
        );
    }
}
