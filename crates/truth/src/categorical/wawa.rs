//! Worker agreement with aggregate (Wawa; Appen's name for the measure, crowd-kit's for the method).

use super::agreement::{agreement, labels};
use super::vote::{majority_vote, weighted_vote};
use crate::answers::Answers;
use crate::posterior::Posterior;

/// What a vote by skill found.
#[derive(Debug, Clone, PartialEq)]
pub struct SkilledVote {
    /// Share of the skill that each class got, for each task.
    pub posterior: Posterior,
    /// Skill of each worker, 0 to 1.
    pub skills: Vec<f64>,
}

/// A worker's skill is the share of answers that agree with the majority; classes then get the skill of those who
/// answered them.
pub fn wawa(answers: &Answers) -> SkilledVote {
    let skills = agreement(answers, &labels(&majority_vote(answers)));
    SkilledVote {
        posterior: weighted_vote(answers, &skills),
        skills,
    }
}
