//! Answers that can only be compared (boxes, texts): those alike say the same, and two who agree are likely right.

use super::facts::stands;
use super::judge::{ClassVotes, Judgement};
use super::people::People;
use super::report::rounded;
use crate::AppError;
use crate::tasks::stored_json;
use pumasi_domain::plan::buy::BuySettings;
use pumasi_domain::state::{AnswerKind, AssignmentState, Role, VerdictKind};
use pumasi_domain::{AssignmentId, UserId};
use pumasi_interface::{LabelConfig, Region};
use pumasi_quality::{Model, decide_open_calibrated};
use pumasi_store::evidence::Given;

/// Answers at least this similar say the same.
const ALIKE: f64 = 0.75;

/// One answer, or one decision between people who disagree.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub assignment_id: AssignmentId,
    pub user_id: UserId,
    /// What was drawn or written, mended if it was; `None`: the data is unusable.
    pub regions: Option<Vec<Region>>,
    /// Somebody who decides between the others.
    pub decides: bool,
    /// The inspector who found it right, or mended it.
    pub passed_by: Option<UserId>,
}

impl Answer {
    /// An answer that stands, or a decision that was made.
    pub fn of(row: &Given) -> Result<Option<Answer>, AppError> {
        let decides = row.role == Role::Adjudicate && row.state == AssignmentState::Accepted;
        if !decides && !stands(row) {
            return Ok(None);
        }
        let passed = matches!(row.verdict, Some(VerdictKind::Pass | VerdictKind::Fix));
        let text = row.mended.as_ref().filter(|_| passed).or(row.regions.as_ref());
        let regions = match (row.kind, text) {
            (AnswerKind::Unusable, _) | (_, None) => None,
            (AnswerKind::Regions, Some(text)) => Some(stored_json(text, "answer")?),
        };
        Ok(Some(Answer {
            assignment_id: row.assignment_id,
            user_id: row.worker_id,
            regions,
            decides,
            passed_by: row.inspector_id.filter(|_| passed),
        }))
    }
}

/// Which answers of a task are alike.
#[derive(Debug, Clone)]
pub(super) struct Compared {
    count: usize,
    alike: Vec<bool>,
}

impl Compared {
    /// Compares all with all.
    pub fn of(config: &LabelConfig, answers: &[Answer]) -> Compared {
        let count = answers.len();
        let mut alike = vec![true; count * count];
        for a in 0..count {
            for b in a + 1..count {
                let same = same(
                    config,
                    answers[a].regions.as_deref(),
                    answers[b].regions.as_deref(),
                );
                alike[a * count + b] = same;
                alike[b * count + a] = same;
            }
        }
        Compared { count, alike }
    }

    /// Whether two answers say the same.
    pub fn alike(&self, a: usize, b: usize) -> bool {
        self.alike[a * self.count + b]
    }

    /// How often each answer is expected to be right, from who gave it and what an inspector said of it.
    pub fn rights(&self, answers: &[Answer], people: &People, model: &Model) -> Vec<f64> {
        answers
            .iter()
            .map(|answer| {
                if answer.decides {
                    let rates = people.rates(answer.user_id);
                    return 1.0 - (rates.false_return + rates.missed_error) / 2.0;
                }
                let right = people
                    .skills
                    .get(&answer.user_id)
                    .map_or(model.pool_right, |s| s.right);
                match answer.passed_by {
                    None => right,
                    Some(inspector_id) => passed(right, people.rates(inspector_id)),
                }
            })
            .collect()
    }

    /// What is to be thought of the task.
    pub fn judge(
        &self,
        answers: &[Answer],
        rights: &[f64],
        model: &Model,
        settings: &BuySettings,
    ) -> Judgement {
        let agreement = |a: usize, b: usize| f64::from(u8::from(self.alike(a, b)));
        let decision = decide_open_calibrated(rights, agreement, false, settings, model.calibration);
        let confidence = decision.confidence;
        let mut seen: Vec<usize> = Vec::new();
        let mut votes = Vec::new();
        for index in 0..self.count {
            if seen.iter().any(|first| self.alike(*first, index)) {
                continue;
            }
            seen.push(index);
            let leads = self.alike(index, decision.answer);
            votes.push(ClassVotes {
                class: seen.len().to_string(),
                answers: (0..self.count)
                    .filter(|other| !answers[*other].decides && self.alike(index, *other))
                    .count() as i64,
                probability: if leads { confidence } else { 0.0 },
            });
        }
        share_rest(&mut votes, confidence);
        votes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        Judgement {
            class: None,
            assignment_id: Some(answers[decision.answer].assignment_id),
            confidence,
            votes,
            next: decision.next.into(),
        }
    }
}

/// What the leader leaves goes to the others by their votes.
fn share_rest(votes: &mut [ClassVotes], confidence: f64) {
    let others: i64 = votes
        .iter()
        .filter(|v| v.probability == 0.0)
        .map(|v| v.answers.max(1))
        .sum();
    for vote in votes.iter_mut().filter(|vote| vote.probability == 0.0) {
        vote.probability = (1.0 - confidence) * vote.answers.max(1) as f64 / others as f64;
    }
    for vote in votes {
        vote.probability = rounded(vote.probability);
    }
}

/// How likely an answer is right that an inspector found right (Bayes).
fn passed(right: f64, rates: pumasi_domain::plan::buy::InspectorRates) -> f64 {
    let good = right * (1.0 - rates.false_return);
    good / (good + (1.0 - right) * rates.missed_error).max(1e-12)
}

/// Whether two answers say the same. Both unusable do.
pub(super) fn same(config: &LabelConfig, a: Option<&[Region]>, b: Option<&[Region]>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => config.similarity(a, b) >= ALIKE,
        _ => false,
    }
}
