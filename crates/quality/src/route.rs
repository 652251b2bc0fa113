//! Whom to ask: people are compared by what an answer of theirs tells.

use crate::model::{Model, Skill};
use pumasi_truth::online::expected_information;

/// After so many answers that teach something, a person's information is judged.
pub const UNINFORMATIVE_ANSWERS: f64 = 8.0;

/// Below this share of all there is to know, answers tell nothing worth buying.
pub const UNINFORMATIVE_SHARE: f64 = 0.06;

/// Whether no more answers should be bought from somebody: after eight answers they tell less than 6 % of what there is
/// to know. It is a reason to show and for a person to decide on, not a verdict: nobody is paused by it alone.
pub fn is_uninformative(skill: &Skill) -> bool {
    skill.answers >= UNINFORMATIVE_ANSWERS && skill.information < UNINFORMATIVE_SHARE
}

/// How much an answer of somebody with this skill is expected to tell about a task with this posterior, in bits; the
/// greater, the better to ask. `posterior`: K numbers, calibrated or not. A newcomer is `None`.
pub fn preference(model: &Model, posterior: &[f64], skill: Option<&Skill>) -> f64 {
    expected_information(posterior, skill.map_or(&model.newcomer, |skill| &skill.table))
}
