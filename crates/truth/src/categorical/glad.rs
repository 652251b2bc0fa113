//! GLAD: how able every worker is, and how easy every task (Whitehill, Ruvolo, Wu, Bergsma and Movellan, Whose vote
//! should count more: optimal integration of labels from labelers of unknown expertise, NIPS 2009).

use crate::answers::Answers;
use crate::posterior::Posterior;
use crate::special::{ln_sigmoid, sigmoid};

/// How [`glad`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GladSettings {
    /// Mean of the normal prior (variance 1) of every worker's ability α.
    pub ability_mean: f64,
    /// Mean of the normal prior (variance 1) of the logarithm of every task's easiness β.
    pub ln_easiness_mean: f64,
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when the log posterior rises by less than this share of itself. The default stops after two to five rounds:
    /// to climb on makes the model surer, and on tasks of few answers wronger (measured; docs/QUALITY.md).
    pub tolerance: f64,
}

impl Default for GladSettings {
    fn default() -> GladSettings {
        GladSettings {
            ability_mean: 1.0,
            ln_easiness_mean: 1.0,
            rounds: 100,
            tolerance: 0.012,
        }
    }
}

/// What GLAD found.
#[derive(Debug, Clone, PartialEq)]
pub struct Glad {
    /// Probability of each class for each task.
    pub posterior: Posterior,
    /// α of every worker: 0 answers by chance (of right and wrong), below it worse; the prior's mean without answers.
    pub abilities: Vec<f64>,
    /// β > 0 of every task: near 0 all answer by chance.
    pub easiness: Vec<f64>,
    /// Probability that a worker is right on a task of middling easiness (the mean of ln β over the tasks).
    pub skills: Vec<f64>,
    /// Rounds that were made.
    pub rounds: usize,
    /// Log posterior of abilities and easiness after each round, up to a constant; never falls.
    pub history: Vec<f64>,
}

/// A worker of ability α is right on a task of easiness β with probability σ(αβ) (eq. 1), and else gives any of the other
/// classes with equal chance (§2, multiple classes); classes are equally likely beforehand. Expectation and maximisation
/// (§3); the M-step climbs by Newton's steps in all abilities, then in all easinesses, each step halved until the
/// penalised expected log-likelihood of that worker or task rises, so that nothing is left to an optimiser's whim.
pub fn glad(answers: &Answers, settings: &GladSettings) -> Glad {
    let sizes = answers.sizes();
    let mut em = Em {
        answers,
        settings,
        abilities: vec![settings.ability_mean; sizes.workers],
        ln_easiness: vec![settings.ln_easiness_mean; sizes.tasks],
        of_worker: ByWorker::new(answers),
    };
    let mut posterior = Posterior::zeroed(sizes);
    let mut history = vec![];
    let mut before = em.expect(&mut posterior);
    while history.len() < settings.rounds && !answers.is_empty() {
        em.climb_abilities(&posterior);
        em.climb_easiness(&posterior);
        let now = em.expect(&mut posterior);
        history.push(now);
        if (now - before).abs() <= settings.tolerance * before.abs() {
            break;
        }
        before = now;
    }
    if answers.is_empty() {
        em.expect(&mut posterior);
    }
    let middle = em.ln_easiness.iter().sum::<f64>() / sizes.tasks.max(1) as f64;
    Glad {
        posterior,
        skills: em
            .abilities
            .iter()
            .map(|ability| sigmoid(ability * middle.exp()))
            .collect(),
        easiness: em.ln_easiness.iter().map(|ln| ln.exp()).collect(),
        abilities: em.abilities,
        rounds: history.len(),
        history,
    }
}

/// The answers of every worker as (task, class).
struct ByWorker {
    starts: Vec<usize>,
    rows: Vec<(u32, u32)>,
}

impl ByWorker {
    fn new(answers: &Answers) -> ByWorker {
        let sizes = answers.sizes();
        let mut starts = vec![0; sizes.workers + 1];
        for task in 0..sizes.tasks {
            answers
                .of_task(task)
                .for_each(|(worker, _)| starts[worker + 1] += 1);
        }
        for worker in 0..sizes.workers {
            starts[worker + 1] += starts[worker];
        }
        let mut next = starts.clone();
        let mut rows = vec![(0, 0); answers.len()];
        for task in 0..sizes.tasks {
            for (worker, class) in answers.of_task(task) {
                rows[next[worker]] = (task as u32, class as u32);
                next[worker] += 1;
            }
        }
        ByWorker { starts, rows }
    }

    fn of(&self, worker: usize) -> &[(u32, u32)] {
        &self.rows[self.starts[worker]..self.starts[worker + 1]]
    }
}

struct Em<'a> {
    answers: &'a Answers,
    settings: &'a GladSettings,
    abilities: Vec<f64>,
    ln_easiness: Vec<f64>,
    of_worker: ByWorker,
}

impl Em<'_> {
    /// Posteriors of the tasks (E-step, eq. 3), and the log posterior of abilities and easiness.
    fn expect(&self, posterior: &mut Posterior) -> f64 {
        let sizes = self.answers.sizes();
        let ln_others = ((sizes.classes.max(2) - 1) as f64).ln();
        let mut total = 0.0;
        for task in 0..sizes.tasks {
            let easiness = self.ln_easiness[task].exp();
            let row = posterior.row_mut(task);
            row.fill(-(sizes.classes as f64).ln());
            let mut wrong = 0.0;
            for (worker, class) in self.answers.of_task(task) {
                let x = self.abilities[worker] * easiness;
                // Every class takes the logarithm of a wrong answer, the answered one the difference.
                let one_wrong = ln_sigmoid(-x) - ln_others;
                wrong += one_wrong;
                row[class] += ln_sigmoid(x) - one_wrong;
            }
            let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = row.iter().map(|ln| (ln - most).exp()).sum();
            row.iter_mut().for_each(|ln| *ln = (*ln - most).exp() / sum);
            total += wrong + most + sum.ln();
        }
        let off =
            |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 2.0;
        total
            - off(&self.abilities, self.settings.ability_mean)
            - off(&self.ln_easiness, self.settings.ln_easiness_mean)
    }

    fn climb_abilities(&mut self, posterior: &Posterior) {
        for worker in 0..self.abilities.len() {
            let rows = self.of_worker.of(worker);
            let each = || {
                rows.iter().map(|(task, class)| {
                    (
                        self.ln_easiness[*task as usize].exp(),
                        posterior.row(*task as usize)[*class as usize],
                    )
                })
            };
            // In ability the objective is concave.
            let slope = |ability: f64, (easiness, right): (f64, f64)| {
                let chance = sigmoid(ability * easiness);
                (
                    (right - chance) * easiness,
                    chance * (1.0 - chance) * easiness * easiness,
                )
            };
            let value = |ability: f64, (easiness, right): (f64, f64)| expected(ability * easiness, right);
            self.abilities[worker] = climb(
                self.abilities[worker],
                self.settings.ability_mean,
                each,
                slope,
                value,
            );
        }
    }

    fn climb_easiness(&mut self, posterior: &Posterior) {
        for task in 0..self.ln_easiness.len() {
            let row = posterior.row(task);
            let each = || {
                self.answers
                    .of_task(task)
                    .map(|(worker, class)| (self.abilities[worker], row[class]))
            };
            // In the logarithm of easiness it is not; the expected curvature makes each step one upwards.
            let slope = |ln: f64, (ability, right): (f64, f64)| {
                let x = ability * ln.exp();
                let chance = sigmoid(x);
                ((right - chance) * x, chance * (1.0 - chance) * x * x)
            };
            let value = |ln: f64, (ability, right): (f64, f64)| expected(ability * ln.exp(), right);
            self.ln_easiness[task] = climb(
                self.ln_easiness[task],
                self.settings.ln_easiness_mean,
                each,
                slope,
                value,
            );
        }
    }
}

/// Expected log-likelihood of an answer that is right with probability `right`, but for what does not depend on x.
fn expected(x: f64, right: f64) -> f64 {
    right * ln_sigmoid(x) + (1.0 - right) * ln_sigmoid(-x)
}

/// A few Newton steps of one parameter with a normal prior of variance 1; each is halved until the objective rises.
fn climb<T: Copy, I: Iterator<Item = T>>(
    start: f64,
    mean: f64,
    each: impl Fn() -> I,
    slope: impl Fn(f64, T) -> (f64, f64),
    value: impl Fn(f64, T) -> f64,
) -> f64 {
    let objective = |at: f64| each().map(|item| value(at, item)).sum::<f64>() - (at - mean).powi(2) / 2.0;
    let mut at = start;
    for _ in 0..4 {
        let (gradient, curvature) = each().fold((mean - at, 1.0), |(gradient, curvature), item| {
            let (g, c) = slope(at, item);
            (gradient + g, curvature + c)
        });
        let mut step = (gradient / curvature).clamp(-2.0, 2.0);
        if step.abs() < 1e-7 {
            break;
        }
        let now = objective(at);
        while objective(at + step) < now && step.abs() > 1e-9 {
            step /= 2.0;
        }
        if step.abs() <= 1e-9 {
            break;
        }
        at += step;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Sizes;
    use crate::categorical::crowds::{accuracy, crowd, degenerate, reversed};

    #[test]
    fn the_able_are_found_and_the_labels_with_them() {
        let (answers, truth) = crowd(3, &[0.95, 0.95, 0.4, 0.4, 0.4, 0.33, 0.33], 400, 1);
        let settings = GladSettings {
            tolerance: 1e-7,
            ..GladSettings::default()
        };
        let found = glad(&answers, &settings);
        assert!(
            accuracy(&found.posterior, &truth) > 0.9,
            "{}",
            accuracy(&found.posterior, &truth)
        );
        assert!(found.abilities[0] > found.abilities[2] && found.abilities[2] > found.abilities[5]);
        assert!(
            found.skills[0] > 0.85 && found.skills[6] < 0.6,
            "{:?}",
            found.skills
        );
        assert!(
            found.history.windows(2).all(|two| two[1] >= two[0] - 1e-9),
            "{:?}",
            found.history
        );
    }

    #[test]
    fn a_task_on_which_all_agree_is_easier() {
        let sizes = Sizes {
            tasks: 2,
            workers: 6,
            classes: 2,
        };
        let workers = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5];
        let answers = Answers::from_columns(
            &[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
            &workers,
            &[1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1],
            sizes,
        );
        let found = glad(&answers.unwrap(), &GladSettings::default());
        assert!(found.easiness[0] > found.easiness[1]);
    }

    #[test]
    fn order_and_degenerate_answers_do_no_harm() {
        let (answers, _) = crowd(2, &[0.9, 0.7, 0.6, 0.55], 50, 3);
        let (one, two) = (
            glad(&answers, &GladSettings::default()),
            glad(&reversed(&answers), &GladSettings::default()),
        );
        for (a, b) in one.posterior.values().iter().zip(two.posterior.values()) {
            assert!((a - b).abs() < 1e-7);
        }
        for answers in degenerate() {
            let found = glad(&answers, &GladSettings::default());
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
