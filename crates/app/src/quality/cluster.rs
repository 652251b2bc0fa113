//! Answers that can only be compared (boxes, texts), put together where they are alike: each such group counts as a class.

use crate::AppError;
use crate::tasks::stored_json;
use pumasi_domain::state::AnswerKind;
use pumasi_interface::{LabelConfig, Region};

/// Answers at least this similar say the same.
const ALIKE: f64 = 0.75;

/// For each answer the number of its group, 0 for the first. An answer joins the first group whose founder it is like;
/// those that call the task unusable are one group.
pub(super) fn groups(config: &LabelConfig, answers: &[(AnswerKind, &str)]) -> Result<Vec<usize>, AppError> {
    let mut founders: Vec<Option<Vec<Region>>> = Vec::new();
    let mut numbers = Vec::with_capacity(answers.len());
    for (kind, text) in answers {
        let regions: Option<Vec<Region>> = match kind {
            AnswerKind::Unusable => None,
            AnswerKind::Regions => Some(stored_json(text, "answer")?),
        };
        let found = founders.iter().position(|founder| match (founder, &regions) {
            (None, None) => true,
            (Some(a), Some(b)) => config.similarity(a, b) >= ALIKE,
            _ => false,
        });
        numbers.push(found.unwrap_or(founders.len()));
        if found.is_none() {
            founders.push(regions);
        }
    }
    Ok(numbers)
}
