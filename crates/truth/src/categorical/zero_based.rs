//! Zero-based skill (crowd-kit's method): skills follow the agreement with the vote that they make, in smaller and
//! smaller steps.

use super::agreement::{agreement, labels};
use super::vote::weighted_vote;
use super::wawa::SkilledVote;
use crate::answers::Answers;

/// Settings, with crowd-kit's defaults.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZeroBasedSettings {
    /// Iterations.
    pub iterations: usize,
    /// First step size: 1 replaces a skill by the agreement.
    pub step: f64,
    /// Iterations after which the step gets smaller.
    pub reduce_after: usize,
    /// What the step is multiplied by then.
    pub reduce_by: f64,
    /// What a skill is above 1/K at first.
    pub margin: f64,
}

impl Default for ZeroBasedSettings {
    fn default() -> ZeroBasedSettings {
        ZeroBasedSettings {
            iterations: 100,
            step: 1.0,
            reduce_after: 20,
            reduce_by: 0.5,
            margin: 1e-5,
        }
    }
}

/// Weighted vote and agreement in turn. Ends before its last iteration once neither labels nor skills can change.
pub fn zero_based_skill(answers: &Answers, settings: &ZeroBasedSettings) -> SkilledVote {
    let sizes = answers.sizes();
    let mut skills = vec![1.0 / sizes.classes as f64 + settings.margin; sizes.workers];
    let mut step = settings.step;
    let mut known: Option<(Vec<u32>, Vec<f64>)> = None;
    for iteration in 1..=settings.iterations {
        if iteration % settings.reduce_after.max(1) == 0 {
            step *= settings.reduce_by;
        }
        let now = labels(&weighted_vote(answers, &skills));
        let shares = match known {
            Some((before, shares)) if before == now => shares,
            _ => agreement(answers, &now),
        };
        let mut changed = false;
        for (skill, share) in skills.iter_mut().zip(&shares) {
            let next = *skill + step * (share - *skill);
            changed |= next != *skill;
            *skill = next;
        }
        if !changed {
            break;
        }
        known = Some((now, shares));
    }
    SkilledVote {
        posterior: weighted_vote(answers, &skills),
        skills,
    }
}
