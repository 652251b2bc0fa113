//! What a requester is shown of a project's quality: as the last full pass found it, with what is counted since.

use super::class::class_shown;
use super::fit::Learned;
use super::knowledge::OTHER_CLASS;
use pumasi_domain::Timestamp;
use pumasi_domain::quality::InspectionRule;
use pumasi_quality::Level;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How good a project's answers and results are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Quality {
    /// When the last full pass was; `null` before the first.
    pub fitted_at: Option<Timestamp>,
    /// How people are described: `majority` (all alike), `one_coin` (one number each), `hierarchical` (a table each), or
    /// `agreement` where answers can only be compared.
    pub model: Option<String>,
    pub classes: Vec<String>,
    /// Answers that it was learned from.
    pub answers: i64,
    pub tasks_decided: i64,
    pub agreement: Option<AgreementView>,
    pub confusion: Vec<Confusion>,
    pub reliability: Option<ReliabilityView>,
    pub overlap: OverlapView,
    /// Mean confidence of the results.
    pub expected_accuracy: Option<f64>,
    pub gold: GoldCounts,
    pub inspection: InspectionCounts,
}

/// How far people agree who answered the same task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgreementView {
    /// Share of pairs of answers that say the same.
    pub percent: f64,
    /// Krippendorff's alpha; `null` where it says nothing (all answers the same, or answers that can only be compared).
    pub alpha: Option<f64>,
}

/// True class × answered class, in answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Confusion {
    pub classes: Vec<String>,
    pub rows: Vec<Vec<u64>>,
    /// Of tasks whose answer is known; else of the likeliest answers.
    pub known: bool,
}

/// Tasks with about the same confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReliabilityBin {
    pub from: f64,
    pub to: f64,
    pub tasks: i64,
    pub mean_confidence: f64,
    pub accuracy: f64,
}

/// How true confidence is, on known tasks that were each judged without their own answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReliabilityView {
    pub bins: Vec<ReliabilityBin>,
    /// Expected calibration error of what the model claims.
    pub calibration_error_before: f64,
    /// Of the confidence that is shown, calibrated on the other half of the known tasks.
    pub calibration_error: f64,
    pub gold_tasks: i64,
}

/// What was bought for the tasks that are done, against buying the most for each.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct OverlapView {
    pub answers_per_task: f64,
    pub fixed_answers_per_task: i64,
    pub saved_percent: f64,
    /// Answers of tasks that are done, fee included; inspections cost the same either way and are left out.
    pub spent_minor: i64,
    pub fixed_minor: i64,
    pub by_answers: Vec<TasksByAnswers>,
}

/// How many tasks were done with so many answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TasksByAnswers {
    pub answers: i64,
    pub tasks: i64,
}

/// Known tasks, and how often people were asked them and right. Training is left out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct GoldCounts {
    pub given: i64,
    pub grown: i64,
    pub asked: i64,
    pub right: i64,
}

/// What inspection found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InspectionCounts {
    pub rule: InspectionRule,
    pub inspected: i64,
    /// Answers that were sent in.
    pub answers: i64,
    pub returned: i64,
    pub refused: i64,
    pub fixed: i64,
}

/// A number for people: four decimals.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Pool => "majority",
        Level::Coin => "one_coin",
        Level::Confusion => "hierarchical",
    }
}

/// The model's name, as kept and shown.
pub(super) fn model_name(learned: &Learned) -> &'static str {
    if learned.knowledge.classes.is_empty() {
        "agreement"
    } else {
        level_name(learned.knowledge.model.level)
    }
}

/// Puts what a full pass found into the report; what only the database counts stays as it is in `report`.
pub(super) fn describe(learned: &Learned, report: &mut Quality) {
    let classes = &learned.knowledge.classes;
    let shown: Vec<usize> = (0..classes.len())
        .filter(|class| classes[*class] != OTHER_CLASS)
        .collect();
    report.model = Some(model_name(learned).to_owned());
    report.classes = shown.iter().map(|class| class_shown(&classes[*class])).collect();
    report.answers = learned.counts.answers as i64;
    let agreement = &learned.counts.agreement;
    report.agreement = agreement.percent().map(|percent| AgreementView {
        percent: (percent * 100.0).round() / 100.0,
        alpha: agreement.alpha().map(rounded),
    });
    report.confusion = [(&learned.counts.known, true), (&learned.counts.inferred, false)]
        .into_iter()
        .filter(|(rows, _)| rows.iter().flatten().any(|count| *count > 0))
        .map(|(rows, known)| Confusion {
            classes: report.classes.clone(),
            rows: shown
                .iter()
                .map(|truth| shown.iter().map(|class| rows[*truth][*class]).collect())
                .collect(),
            known,
        })
        .collect();
    report.reliability = reliability(learned);
}

fn reliability(learned: &Learned) -> Option<ReliabilityView> {
    let (before, after) = (learned.report.before.as_ref()?, learned.report.after.as_ref()?);
    Some(ReliabilityView {
        bins: after
            .bins
            .iter()
            .map(|bin| ReliabilityBin {
                from: rounded(bin.from),
                to: rounded(bin.to),
                tasks: bin.tasks as i64,
                mean_confidence: rounded(bin.mean_confidence),
                accuracy: rounded(bin.accuracy),
            })
            .collect(),
        calibration_error_before: rounded(before.calibration_error),
        calibration_error: rounded(after.calibration_error),
        gold_tasks: after.bins.iter().map(|bin| bin.tasks as i64).sum(),
    })
}
