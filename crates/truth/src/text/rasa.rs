//! RASA: reliability-aware sequence aggregation (Li and Fukumoto, A dataset of crowdsourced word sequences: collections
//! and answer aggregation for ground truth creation, AnnoNLP 2019, §4).

use super::encoder::squared_distance;
use super::{ChoiceResult, Chosen, Embeddings};
use crate::special::chi_squared_quantile;
use crate::{AnswersError, OpenAnswers};

/// How [`rasa`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RasaOptions {
    /// α: a worker's reliability is the lower bound of its two-sided 1 − α confidence interval, which is what keeps
    /// those with few answers low. 0.05 in the paper.
    pub alpha: f64,
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when no reliability moves by more than this share.
    pub tolerance: f64,
}

impl Default for RasaOptions {
    fn default() -> RasaOptions {
        RasaOptions {
            alpha: 0.05,
            rounds: 100,
            tolerance: 1e-6,
        }
    }
}

/// Chooses for every task the answer nearest to the mean of its embeddings, weighted by the reliability of the workers:
/// ê_i = Σ_k β_k e_ik / Σ_k β_k, and β_k = χ²(α/2, n_k) / Σ_i ‖e_ik − ê_i‖² for a worker k of n_k answers, in turn until
/// they rest. Agreement is the cosine of the chosen answer with ê (nought below it); skill is `pool / (pool + own)` of
/// mean squared distances from ê: ½ is as the pool. The first answer in the given order of equally near ones.
///
/// # Errors
/// If there are not as many embeddings as answers.
pub fn rasa<T>(
    answers: &OpenAnswers<'_, T>,
    embeddings: &Embeddings,
    options: RasaOptions,
) -> Result<ChoiceResult, AnswersError> {
    let fit = Fit::run(answers, embeddings, &vec![1.0; answers.len()], options)?;
    let chosen = (0..answers.task_count())
        .map(|task| {
            let center = fit.center(task);
            let near = |row: &u32| squared_distance(embeddings.row(*row), center);
            fit.choose(answers, embeddings, task, |row| -near(&row))
        })
        .collect();
    Ok(ChoiceResult {
        chosen,
        skills: fit.skills(answers, embeddings),
        rounds: fit.rounds,
    })
}

/// Centres of tasks and reliabilities of workers, at rest.
pub(super) struct Fit {
    dimension: usize,
    centers: Vec<f64>,
    pub(super) reliability: Vec<f64>,
    rounds: usize,
}

impl Fit {
    /// With a weight of its own for every row (1 in RASA, the local reliability in HRRASA).
    pub(super) fn run<T>(
        answers: &OpenAnswers<'_, T>,
        embeddings: &Embeddings,
        local: &[f64],
        options: RasaOptions,
    ) -> Result<Fit, AnswersError> {
        if embeddings.rows() != answers.len() || local.len() != answers.len() {
            return Err(AnswersError::Lengths);
        }
        let dimension = embeddings.dimension();
        let quantiles: Vec<f64> = (0..answers.worker_count())
            .map(|worker| match answers.of_worker(worker).len() {
                0 => 0.0,
                count => chi_squared_quantile(options.alpha / 2.0, count as f64),
            })
            .collect();
        let mut fit = Fit {
            dimension,
            centers: vec![0.0; answers.task_count() * dimension],
            reliability: vec![1.0; answers.worker_count()],
            rounds: 0,
        };
        while fit.rounds < options.rounds {
            fit.rounds += 1;
            fit.move_centers(answers, embeddings, local);
            let moved = fit.measure_workers(answers, embeddings, &quantiles);
            if moved <= options.tolerance {
                break;
            }
        }
        fit.move_centers(answers, embeddings, local);
        Ok(fit)
    }

    pub(super) fn rounds(&self) -> usize {
        self.rounds
    }

    /// ê of a task.
    pub(super) fn center(&self, task: usize) -> &[f64] {
        &self.centers[task * self.dimension..(task + 1) * self.dimension]
    }

    fn move_centers<T>(&mut self, answers: &OpenAnswers<'_, T>, embeddings: &Embeddings, local: &[f64]) {
        for (task, center) in self.centers.chunks_exact_mut(self.dimension).enumerate() {
            center.fill(0.0);
            let mut sum = 0.0;
            for row in answers.of_task(task) {
                let weight = self.reliability[answers.worker(*row)] * local[*row as usize];
                sum += weight;
                for (at, value) in center.iter_mut().zip(embeddings.row(*row)) {
                    *at += weight * f64::from(*value);
                }
            }
            if sum > 0.0 {
                center.iter_mut().for_each(|at| *at /= sum);
            }
        }
    }

    /// New reliabilities, brought to mean 1 over the answers; the greatest share by which one moved. A thousandth of the
    /// pool's mean distance is added per answer: a worker alone on his tasks is at no distance from their centres, and
    /// would count without limit.
    fn measure_workers<T>(
        &mut self,
        answers: &OpenAnswers<'_, T>,
        embeddings: &Embeddings,
        quantiles: &[f64],
    ) -> f64 {
        let sums: Vec<f64> = (0..answers.worker_count())
            .map(|worker| {
                answers
                    .of_worker(worker)
                    .iter()
                    .map(|row| self.distance(answers, embeddings, *row))
                    .sum()
            })
            .collect();
        let pool = sums.iter().sum::<f64>() / answers.len().max(1) as f64;
        if pool <= 0.0 {
            return 0.0;
        }
        let mut next: Vec<f64> = sums
            .iter()
            .enumerate()
            .map(|(worker, sum)| {
                let count = answers.of_worker(worker).len() as f64;
                if count == 0.0 {
                    0.0
                } else {
                    quantiles[worker] / (sum + 1e-3 * pool * count)
                }
            })
            .collect();
        let weight: f64 = next
            .iter()
            .enumerate()
            .map(|(w, beta)| beta * answers.of_worker(w).len() as f64)
            .sum();
        let scale = answers.len() as f64 / weight;
        next.iter_mut().for_each(|beta| *beta *= scale);
        let moved = next
            .iter()
            .zip(&self.reliability)
            .filter(|(next, _)| **next > 0.0)
            .map(|(next, old)| (next - old).abs() / next)
            .fold(0.0, f64::max);
        self.reliability = next;
        moved
    }

    fn distance<T>(&self, answers: &OpenAnswers<'_, T>, embeddings: &Embeddings, row: u32) -> f64 {
        squared_distance(embeddings.row(row), self.center(answers.task(row)))
    }

    /// The row of a task with the greatest score, the first of equals, and its cosine with the centre.
    pub(super) fn choose<T>(
        &self,
        answers: &OpenAnswers<'_, T>,
        embeddings: &Embeddings,
        task: usize,
        score: impl Fn(u32) -> f64,
    ) -> Option<Chosen> {
        let mut best: Option<(u32, f64)> = None;
        for row in answers.of_task(task) {
            let score = score(*row);
            // So little between two is rounding, which must not choose.
            if best.is_none_or(|(_, most)| score > most + 1e-12) {
                best = Some((*row, score));
            }
        }
        let (row, _) = best?;
        let (vector, center) = (embeddings.row(row), self.center(task));
        let dot: f64 = vector.iter().zip(center).map(|(a, b)| f64::from(*a) * b).sum();
        let lengths = vector.iter().map(|a| f64::from(*a).powi(2)).sum::<f64>().sqrt()
            * center.iter().map(|b| b * b).sum::<f64>().sqrt();
        let agreement = if lengths > 0.0 {
            (dot / lengths).clamp(0.0, 1.0)
        } else {
            1.0
        };
        Some(Chosen { row, agreement })
    }

    /// Skill of every worker from the distances to the centres.
    pub(super) fn skills<T>(
        &self,
        answers: &OpenAnswers<'_, T>,
        embeddings: &Embeddings,
    ) -> Vec<Option<f64>> {
        let all: f64 = (0..answers.len() as u32)
            .map(|row| self.distance(answers, embeddings, row))
            .sum();
        let pool = all / answers.len().max(1) as f64;
        let own = |worker: usize| {
            super::mean(
                answers
                    .of_worker(worker)
                    .iter()
                    .map(|r| self.distance(answers, embeddings, *r)),
            )
        };
        (0..answers.worker_count())
            .map(|worker| {
                Some(if pool > 0.0 {
                    pool / (pool + own(worker)?)
                } else {
                    own(worker).map(|_| 1.0)?
                })
            })
            .collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::random::Random;

    /// 60 tasks in 16 dimensions by 6 workers: two near the truth, four far from it. Row 6 t + w is worker w's.
    pub(in super::super) fn crowd(seed: u64) -> (Vec<u32>, Vec<u32>, Embeddings) {
        let mut random = Random::new(seed);
        let (mut tasks, mut workers, mut values) = (vec![], vec![], vec![]);
        for task in 0..60 {
            let truth: Vec<f64> = (0..16).map(|_| random.normal()).collect();
            for worker in 0..6 {
                tasks.push(task);
                workers.push(worker);
                let spread = if worker < 2 { 0.1 } else { 1.0 };
                values.extend(truth.iter().map(|at| (at + spread * random.normal()) as f32));
            }
        }
        (tasks, workers, Embeddings::from_values(16, values).unwrap())
    }

    #[test]
    fn the_reliable_are_found_and_chosen() {
        let (tasks, workers, embeddings) = crowd(1);
        let unit = vec![(); tasks.len()];
        let answers = OpenAnswers::from_columns(&tasks, &workers, &unit, 60, 6).unwrap();
        let found = rasa(&answers, &embeddings, RasaOptions::default()).unwrap();
        let right = found
            .chosen
            .iter()
            .filter(|chosen| answers.worker(chosen.unwrap().row) < 2)
            .count();
        assert_eq!(right, 60);
        assert!(
            found.skills[0] > Some(0.8) && found.skills[4] < Some(0.5),
            "{:?}",
            found.skills
        );
    }

    #[test]
    fn degenerate_answers_give_sane_choices() {
        let vectors = |rows: usize| Embeddings::from_values(2, vec![1.0; rows * 2]).unwrap();
        let none = OpenAnswers::<()>::from_columns(&[], &[], &[], 1, 1).unwrap();
        let found = rasa(&none, &vectors(0), RasaOptions::default()).unwrap();
        assert_eq!((found.chosen, found.skills), (vec![None], vec![None]));
        let same = OpenAnswers::from_columns(&[0, 0], &[0, 1], &[(), ()], 1, 2).unwrap();
        let found = rasa(&same, &vectors(2), RasaOptions::default()).unwrap();
        assert_eq!(found.chosen[0].map(|chosen| chosen.row), Some(0));
        assert!((found.chosen[0].unwrap().agreement - 1.0).abs() < 1e-9);
        let alone = OpenAnswers::from_columns(&[0, 1], &[0, 0], &[(), ()], 2, 1).unwrap();
        let found = rasa(&alone, &vectors(2), RasaOptions::default()).unwrap();
        assert_eq!(found.chosen[1].map(|chosen| chosen.row), Some(1));
        assert_eq!(
            rasa(&alone, &vectors(1), RasaOptions::default()),
            Err(AnswersError::Lengths)
        );
    }
}
