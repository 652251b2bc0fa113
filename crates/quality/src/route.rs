//! Whom to ask: people are compared by what an answer of theirs tells.

use crate::model::{Model, Skill};
use pumasi_truth::online::{expected_information, information_share};

/// After so many answers that teach something, a person's information is judged.
pub const UNINFORMATIVE_ANSWERS: f64 = 8.0;

/// Below this share of all there is to know, answers tell nothing worth buying …
pub const UNINFORMATIVE_SHARE: f64 = 0.06;

/// … unless the whole pool tells little: then below this share of what its people tell on the whole.
pub const UNINFORMATIVE_SHARE_OF_POOL: f64 = 0.25;

/// Below which information answers of a project's people are not worth buying: 6 % of what there is to know, or a quarter
/// of what the pool tells where that is less (the work is hard, not the people careless).
pub fn least_information(model: &Model) -> f64 {
    let pool = information_share(&model.class_prior, &model.newcomer);
    UNINFORMATIVE_SHARE.min(UNINFORMATIVE_SHARE_OF_POOL * pool)
}

/// Whether no more answers should be bought from somebody: after eight answers they tell less than
/// [`least_information`]. It is a reason to show and for a person to decide on, not a verdict: nobody is paused by it
/// alone.
pub fn is_uninformative(model: &Model, skill: &Skill) -> bool {
    skill.answers >= UNINFORMATIVE_ANSWERS && skill.information < least_information(model)
}

/// How much an answer of somebody with this skill is expected to tell about a task with this posterior, in bits; the
/// greater, the better to ask. `posterior`: K numbers, calibrated or not. A newcomer is `None`.
pub fn preference(model: &Model, posterior: &[f64], skill: Option<&Skill>) -> f64 {
    expected_information(posterior, skill.map_or(&model.newcomer, |skill| &skill.table))
}
