//! M-MSR: skills as a matrix of rank one, completed in spite of adversaries (Ma and Olshevsky, Adversarial crowdsourcing
//! through robust rank-one matrix completion, NeurIPS 2020).

use std::collections::HashMap;

use crate::answers::Answers;
use crate::posterior::Posterior;

/// How [`mmsr`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MmsrSettings {
    /// Share of a worker's partners (those who answered a task in common) whose say is set aside at either end, 0 to
    /// below ½: as many adversaries among them are borne.
    pub trimmed_share: f64,
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when no skill moves by more than this.
    pub tolerance: f64,
}

impl Default for MmsrSettings {
    fn default() -> MmsrSettings {
        MmsrSettings {
            trimmed_share: 0.1,
            rounds: 200,
            tolerance: 1e-6,
        }
    }
}

/// What M-MSR found.
#[derive(Debug, Clone, PartialEq)]
pub struct Mmsr {
    /// Probability of each class for each task, by the skills.
    pub posterior: Posterior,
    /// Probability that a worker is right; 1 / K without a partner.
    pub skills: Vec<f64>,
    /// Rounds that were made.
    pub rounds: usize,
}

/// Where workers are right with probability p and else give any other class with equal chance, two of them agree, above
/// chance, by the product of s = (K p − 1) / (K − 1): a matrix of rank one (§2 of the paper), known where two have tasks
/// in common. Each s_i is in turn the mean of what its partners say, C_ij / s_j, less the share that lies farthest above
/// and below what it was (the filter of mean subsequence reduction, algorithm 1), weighted by tasks in common and by
/// s_j², as least squares would, so that partners near chance say little. Classes then get the log odds of their
/// workers. Only pairs with a task in common are kept in memory, not all pairs.
///
/// # Panics
/// If the trimmed share is not in 0 ≤ share < ½.
pub fn mmsr(answers: &Answers, settings: &MmsrSettings) -> Mmsr {
    let share = settings.trimmed_share;
    assert!(
        (0.0..0.5).contains(&share),
        "the trimmed share, {share}, is not in 0 ≤ share < ½"
    );
    let sizes = answers.sizes();
    let pairs = Pairs::new(answers);
    let mut above_chance = pairs.start();
    let mut rounds = 0;
    let mut sayings = Vec::new();
    while rounds < settings.rounds {
        rounds += 1;
        let next: Vec<f64> = (0..sizes.workers)
            .map(|worker| pairs.said(worker, &above_chance, share, &mut sayings))
            .collect();
        let mut moved: f64 = 0.0;
        for (old, next) in above_chance.iter_mut().zip(next) {
            // Half a step: whole ones of all at once may swing for ever.
            let step = 0.5 * (next - *old);
            moved = moved.max(step.abs());
            *old += step;
        }
        if moved <= settings.tolerance {
            break;
        }
    }
    let classes = sizes.classes.max(2) as f64;
    let skills: Vec<f64> = above_chance
        .iter()
        .zip(&pairs.answers)
        .map(|(s, count)| {
            let margin = 1.0 / count.max(1.0).sqrt();
            let (low, high) = (-1.0 / (classes - 1.0) + margin, 1.0 - margin);
            // With one answer the bounds cross; there is nothing to say then but chance.
            let s = if low < high { s.clamp(low, high) } else { 0.0 };
            (s * (classes - 1.0) + 1.0) / classes
        })
        .collect();
    Mmsr {
        posterior: by_odds(answers, &skills),
        skills,
        rounds,
    }
}

/// The log odds of its workers for every class.
fn by_odds(answers: &Answers, skills: &[f64]) -> Posterior {
    let sizes = answers.sizes();
    let others = sizes.classes.max(2) as f64 - 1.0;
    let mut posterior = Posterior::zeroed(sizes);
    for task in 0..sizes.tasks {
        let row = posterior.row_mut(task);
        for (worker, class) in answers.of_task(task) {
            let skill = skills[worker].clamp(1e-3, 1.0 - 1e-3);
            row[class] += (others * skill / (1.0 - skill)).ln();
        }
        let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = row.iter().map(|odds| (odds - most).exp()).sum();
        row.iter_mut().for_each(|odds| *odds = (*odds - most).exp() / sum);
    }
    posterior
}

/// Pairs of workers with tasks in common (compressed rows, both ways).
struct Pairs {
    starts: Vec<usize>,
    partners: Vec<Partner>,
    /// How many answers each worker gave.
    answers: Vec<f64>,
}

/// What one worker's row holds of another.
#[derive(Clone, Copy, Default)]
struct Partner {
    worker: u32,
    /// Tasks in common.
    common: f64,
    /// C: how far they agree above chance, at most 1.
    agreement: f64,
}

impl Pairs {
    fn new(answers: &Answers) -> Pairs {
        let sizes = answers.sizes();
        let mut counts: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
        let mut given = vec![0.0; sizes.workers];
        for task in 0..sizes.tasks {
            for (at, (one, class)) in answers.of_task(task).enumerate() {
                given[one] += 1.0;
                for (other, second) in answers
                    .of_task(task)
                    .skip(at + 1)
                    .filter(|(other, _)| *other != one)
                {
                    let (agreed, common) = counts
                        .entry((one.min(other) as u32, one.max(other) as u32))
                        .or_default();
                    *agreed += u32::from(class == second);
                    *common += 1;
                }
            }
        }
        let mut starts = vec![0; sizes.workers + 1];
        for (one, other) in counts.keys() {
            starts[*one as usize + 1] += 1;
            starts[*other as usize + 1] += 1;
        }
        for worker in 0..sizes.workers {
            starts[worker + 1] += starts[worker];
        }
        let mut next = starts.clone();
        let mut partners = vec![Partner::default(); 2 * counts.len()];
        let classes = sizes.classes.max(2) as f64;
        for ((one, other), (agreed, common)) in counts {
            let (agreed, common) = (f64::from(agreed), f64::from(common));
            let agreement = (classes * agreed / common - 1.0) / (classes - 1.0);
            for (worker, partner) in [(one, other), (other, one)] {
                partners[next[worker as usize]] = Partner {
                    worker: partner,
                    common,
                    agreement,
                };
                next[worker as usize] += 1;
            }
        }
        for worker in 0..sizes.workers {
            partners[starts[worker]..starts[worker + 1]].sort_unstable_by_key(|partner| partner.worker);
        }
        Pairs {
            starts,
            partners,
            answers: given,
        }
    }

    fn of(&self, worker: usize) -> &[Partner] {
        &self.partners[self.starts[worker]..self.starts[worker + 1]]
    }

    /// A first guess: how far a worker agrees with all partners, over the root of how far all agree. Most are taken to be
    /// better than chance, which is what tells the truth from its mirror image.
    fn start(&self) -> Vec<f64> {
        let weighed = |partners: &[Partner]| {
            let common: f64 = partners.iter().map(|partner| partner.common).sum();
            let sum: f64 = partners
                .iter()
                .map(|partner| partner.common * partner.agreement)
                .sum();
            if common > 0.0 { sum / common } else { 0.0 }
        };
        let all = weighed(&self.partners).max(0.01).sqrt();
        (0..self.starts.len() - 1)
            .map(|worker| (weighed(self.of(worker)) / all).clamp(-1.0, 1.0))
            .collect()
    }

    /// What a worker's partners say of his skill above chance; what it was, without any.
    fn said(&self, worker: usize, skills: &[f64], share: f64, sayings: &mut Vec<(f64, f64)>) -> f64 {
        let now = skills[worker];
        sayings.clear();
        for partner in self.of(worker) {
            let other = skills[partner.worker as usize];
            if other.abs() > 1e-6 {
                sayings.push((partner.agreement / other, partner.common * other * other));
            }
        }
        sayings.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let most = (share * sayings.len() as f64).floor() as usize;
        let below = sayings.partition_point(|(said, _)| *said < now).min(most);
        let above = (sayings.len() - sayings.partition_point(|(said, _)| *said <= now)).min(most);
        let kept = &sayings[below..sayings.len() - above];
        let weight: f64 = kept.iter().map(|(_, weight)| weight).sum();
        if weight <= 0.0 {
            return now;
        }
        (kept.iter().map(|(said, weight)| said * weight).sum::<f64>() / weight).clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorical::crowds::{accuracy, crowd, degenerate, reversed};

    #[test]
    fn skills_are_recovered() {
        let planted = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.33];
        let (answers, truth) = crowd(3, &planted, 3000, 1);
        let found = mmsr(&answers, &MmsrSettings::default());
        for (found, planted) in found.skills.iter().zip(planted) {
            assert!((found - planted).abs() < 0.05, "{found} is not {planted}");
        }
        assert!(accuracy(&found.posterior, &truth) > 0.95);
        assert!(found.rounds < 200);
    }

    #[test]
    fn adversaries_are_turned_round() {
        let (answers, truth) = crowd(2, &[0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1], 500, 2);
        let found = mmsr(&answers, &MmsrSettings::default());
        assert!(
            found.skills[5] < 0.2 && found.skills[0] > 0.8,
            "{:?}",
            found.skills
        );
        assert!(accuracy(&found.posterior, &truth) > 0.98);
    }

    #[test]
    fn order_and_degenerate_answers_do_no_harm() {
        let (answers, _) = crowd(2, &[0.9, 0.7, 0.6, 0.55], 50, 3);
        let (one, two) = (
            mmsr(&answers, &MmsrSettings::default()),
            mmsr(&reversed(&answers), &MmsrSettings::default()),
        );
        for (a, b) in one.posterior.values().iter().zip(two.posterior.values()) {
            assert!((a - b).abs() < 1e-9);
        }
        for answers in degenerate() {
            let found = mmsr(&answers, &MmsrSettings::default());
            assert!(
                found
                    .posterior
                    .values()
                    .iter()
                    .chain(&found.skills)
                    .all(|value| (0.0..=1.0).contains(value))
            );
        }
    }
}
