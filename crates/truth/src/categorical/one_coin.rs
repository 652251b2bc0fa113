//! One-coin Dawid-Skene (Zhang, Chen, Zhou and Jordan, Spectral Methods Meet EM, JMLR 17, 2016): a worker is right with
//! one probability, whatever the class, and else gives any other class with equal chance.

use super::dawid_skene::{LogProduct, SMALLEST, Stop, rescale};
use super::vote::majority_vote;
use crate::answers::Answers;
use crate::posterior::Posterior;

/// What one-coin Dawid-Skene found.
#[derive(Debug, Clone, PartialEq)]
pub struct OneCoin {
    /// Probability of each class for each task, made from the skills and the prior before the last M-step.
    pub posterior: Posterior,
    /// Share of each class among the tasks.
    pub class_prior: Vec<f64>,
    /// Probability that a worker is right; 0 for one without answers.
    pub skills: Vec<f64>,
    /// Iterations that were made.
    pub iterations: usize,
    /// What the stop looked at, per answer, after each iteration.
    pub history: Vec<f64>,
}

/// Maximum-likelihood one-coin Dawid-Skene, started from the shares of the votes. It can turn all labels round where
/// most workers are barely better than chance: compare with the majority before it is trusted.
pub fn one_coin(answers: &Answers, stop: Stop) -> OneCoin {
    let mut em = OneCoinEm::new(answers);
    let mut posterior = majority_vote(answers);
    em.improve(&posterior);
    let mut history = Vec::new();
    let mut before = f64::NEG_INFINITY;
    while history.len() < stop.at_most() {
        let log_likelihood = em.expect(&mut posterior);
        let total = if stop.wants_bound() {
            // The entropy of the posteriors is the log-likelihood less the expected logarithm of what they came from.
            let entropy = log_likelihood - em.expected(&posterior, false);
            em.improve(&posterior);
            em.expected(&posterior, true) + entropy
        } else {
            em.improve(&posterior);
            log_likelihood
        };
        let now = total / answers.len() as f64;
        history.push(now);
        if stop.is_reached(before, now) {
            break;
        }
        before = now;
    }
    OneCoin {
        posterior,
        class_prior: em.class_prior,
        skills: em.skills,
        iterations: history.len(),
        history,
    }
}

struct OneCoinEm<'a> {
    answers: &'a Answers,
    class_prior: Vec<f64>,
    skills: Vec<f64>,
    /// Probability of the right answer and of one certain wrong one.
    coins: Vec<(f64, f64)>,
}

impl OneCoinEm<'_> {
    fn new(answers: &Answers) -> OneCoinEm<'_> {
        let sizes = answers.sizes();
        OneCoinEm {
            answers,
            class_prior: vec![1.0 / sizes.classes as f64; sizes.classes],
            skills: vec![0.0; sizes.workers],
            coins: vec![(1.0, 1.0); sizes.workers],
        }
    }

    /// E-step. Gives the log-likelihood.
    fn expect(&self, posterior: &mut Posterior) -> f64 {
        let classes = self.answers.sizes().classes;
        let mut log_likelihood = LogProduct::new();
        for task in 0..posterior.tasks() {
            let codes = self.answers.codes(task);
            let row = posterior.row_mut(task);
            row.copy_from_slice(&self.class_prior);
            let mut taken = rescale(row);
            // One wrong probability is a factor of every class but one. It may be 1e-10, so a few of them fit.
            for some in codes.chunks(8) {
                for code in some {
                    let (worker, answer) = (*code as usize / classes, *code as usize % classes);
                    let (right, wrong) = self.coins[worker];
                    for (class, value) in row.iter_mut().enumerate() {
                        *value *= if class == answer { right } else { wrong };
                    }
                }
                taken += rescale(row);
            }
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|value| *value /= sum);
            if !codes.is_empty() {
                log_likelihood.multiply(sum, taken);
            }
        }
        log_likelihood.ln()
    }

    /// Expected logarithm of prior and answers under the posteriors; the prior once per answer if crowd-kit is followed,
    /// else once per task.
    fn expected(&self, posterior: &Posterior, prior_per_answer: bool) -> f64 {
        let logarithms: Vec<(f64, f64)> = self
            .coins
            .iter()
            .map(|(right, wrong)| (right.ln(), wrong.ln()))
            .collect();
        let priors: Vec<f64> = self.class_prior.iter().map(|prior| prior.ln()).collect();
        let mut total = 0.0;
        for task in 0..posterior.tasks() {
            let row = posterior.row(task);
            let count = self.answers.codes(task).len();
            if count == 0 {
                continue;
            }
            let prior: f64 = row.iter().zip(&priors).map(|(value, prior)| value * prior).sum();
            total += prior * if prior_per_answer { count as f64 } else { 1.0 };
            for (worker, answer) in self.answers.of_task(task) {
                let (right, wrong) = logarithms[worker];
                total += row[answer] * right + (1.0 - row[answer]) * wrong;
            }
        }
        total
    }

    /// M-step: skills, and the class prior.
    fn improve(&mut self, posterior: &Posterior) {
        let sizes = self.answers.sizes();
        let (mut right, mut all) = (vec![0.0; sizes.workers], vec![0u32; sizes.workers]);
        let mut sums = vec![0.0; sizes.classes];
        let mut tasks = 0u32;
        for task in 0..sizes.tasks {
            let row = posterior.row(task);
            for (worker, answer) in self.answers.of_task(task) {
                right[worker] += row[answer];
                all[worker] += 1;
            }
            if !self.answers.codes(task).is_empty() {
                tasks += 1;
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
        }
        for worker in 0..sizes.workers {
            let skill = right[worker] / f64::from(all[worker].max(1));
            let others = (sizes.classes.max(2) - 1) as f64;
            let clip = |probability: f64| probability.clamp(SMALLEST, 1.0 - SMALLEST);
            self.skills[worker] = skill;
            self.coins[worker] = (clip(skill), clip((1.0 - skill) / others));
        }
        for (prior, sum) in self.class_prior.iter_mut().zip(sums) {
            *prior = (sum / f64::from(tasks.max(1))).max(SMALLEST);
        }
    }
}
