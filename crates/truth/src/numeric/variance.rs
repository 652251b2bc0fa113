//! Inverse-variance weighting with a bias and a spread per worker, by expectation and maximisation: the normal model of
//! Raykar et al., Learning from crowds, JMLR 11 (2010), §8 (eq. 27–30), with a bias added as in Welinder et al., The
//! multidimensional wisdom of crowds, NIPS 2010, and both shrunk to the pool so that rare workers cannot run away.

use super::{NumericEstimate, NumericResult, NumericWorker, guarded_mean, workers_of};
use crate::OpenAnswers;

/// How [`inverse_variance`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VarianceOptions {
    /// Rounds at most.
    pub rounds: usize,
    /// It stops when no estimate moves by more than this share of the answers' standard deviation.
    pub tolerance: f64,
    /// The pool's variance counts as this many answers of every worker (the weight of an inverse-gamma prior).
    pub variance_prior: f64,
    /// A bias of nought counts as this many answers of every worker.
    pub bias_prior: f64,
}

impl Default for VarianceOptions {
    fn default() -> VarianceOptions {
        VarianceOptions {
            rounds: 200,
            tolerance: 1e-9,
            variance_prior: 4.0,
            bias_prior: 4.0,
        }
    }
}

/// What is believed of one worker.
#[derive(Clone, Copy)]
struct Trait {
    bias: f64,
    variance: f64,
}

/// `x = truth + bias of worker + noise of worker`; the truth of a task is the mean of its answers, less their biases,
/// weighted by the inverse of their variances. Starts from the guarded mean. The overall level is not identified (a bias
/// common to all workers cannot be told from the truth), so the biases are kept at mean nought, weighted by answers.
pub fn inverse_variance(answers: &OpenAnswers<'_, f64>, options: VarianceOptions) -> NumericResult {
    let start = guarded_mean(answers, super::GuardOptions::default());
    let scale = spread(answers.values());
    if scale == 0.0 {
        return start;
    }
    let mut estimates = start.estimates;
    let mut traits = Vec::new();
    let mut rounds = 0;
    while rounds < options.rounds {
        rounds += 1;
        traits = traits_of(answers, &estimates, scale, options);
        let next: Vec<_> = (0..answers.task_count())
            .map(|task| estimate_of(answers, task, &traits))
            .collect();
        let moved = estimates
            .iter()
            .zip(&next)
            .filter_map(|(old, new)| Some((old.as_ref()?.value - new.as_ref()?.value).abs()))
            .fold(0.0, f64::max);
        estimates = next;
        if moved <= options.tolerance * scale {
            break;
        }
    }
    let mut workers = workers_of(answers, &estimates);
    for (worker, learnt) in workers
        .iter_mut()
        .zip(&traits)
        .filter(|(worker, _)| worker.answers > 0)
    {
        *worker = NumericWorker {
            bias: learnt.bias,
            deviation: Some(learnt.variance.sqrt()),
            ..*worker
        };
    }
    NumericResult {
        estimates,
        workers,
        rounds,
    }
}

/// Bias and variance of every worker given the estimates (M-step). The uncertainty of an estimate is added to the
/// squared errors (the E-step's variance of the truth); without it the worker who made the estimate alone would be exact.
fn traits_of(
    answers: &OpenAnswers<'_, f64>,
    estimates: &[Option<NumericEstimate>],
    scale: f64,
    options: VarianceOptions,
) -> Vec<Trait> {
    let residual = |row: &u32| {
        let estimate = estimates[answers.task(*row)]?;
        let value = *answers.value(*row);
        let doubt = if estimate.standard_error.is_finite() {
            estimate.standard_error.powi(2)
        } else {
            0.0
        };
        value.is_finite().then_some((value - estimate.value, doubt))
    };
    let each = |worker: usize| answers.of_worker(worker).iter().filter_map(residual);
    let mut biases: Vec<f64> = (0..answers.worker_count())
        .map(|worker| {
            let (sum, count) =
                each(worker).fold((0.0, 0.0), |(sum, count), (error, _)| (sum + error, count + 1.0));
            if count == 0.0 {
                0.0
            } else {
                sum / (count + options.bias_prior)
            }
        })
        .collect();
    let (sum, count) = (0..answers.worker_count()).fold((0.0, 0.0), |(sum, count), worker| {
        let own = each(worker).count() as f64;
        (sum + biases[worker] * own, count + own)
    });
    let level = if count == 0.0 { 0.0 } else { sum / count };
    biases.iter_mut().for_each(|bias| *bias -= level);
    let squares = |worker: usize| {
        each(worker)
            .map(|(error, doubt)| (error - biases[worker]).powi(2) + doubt)
            .sum::<f64>()
    };
    let sums: Vec<f64> = (0..answers.worker_count()).map(squares).collect();
    // A floor keeps a worker who always agrees from taking all the weight.
    let floor = (scale * 1e-3).powi(2);
    let pool = (sums.iter().sum::<f64>() / count.max(1.0)).max(floor);
    (0..answers.worker_count())
        .map(|worker| {
            let own = each(worker).count() as f64;
            let variance =
                (sums[worker] + options.variance_prior * pool) / (own + options.variance_prior).max(1.0);
            Trait {
                bias: biases[worker],
                variance: variance.max(floor),
            }
        })
        .collect()
}

/// The estimate of one task given its workers (E-step).
fn estimate_of(answers: &OpenAnswers<'_, f64>, task: usize, traits: &[Trait]) -> Option<NumericEstimate> {
    let (mut sum, mut weight, mut count) = (0.0, 0.0, 0);
    for row in answers.of_task(task) {
        let value = *answers.value(*row);
        if value.is_finite() {
            let of = traits[answers.worker(*row)];
            sum += (value - of.bias) / of.variance;
            weight += 1.0 / of.variance;
            count += 1;
        }
    }
    (count > 0).then(|| NumericEstimate {
        value: sum / weight,
        standard_error: (1.0 / weight).sqrt(),
        answers: count,
    })
}

/// Standard deviation of all finite answers.
fn spread(values: &[f64]) -> f64 {
    let finite = || values.iter().filter(|value| value.is_finite());
    let count = finite().count().max(1) as f64;
    let mean = finite().sum::<f64>() / count;
    (finite().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::mean;
    use crate::random::Random;
    use proptest::prelude::*;

    /// 200 tasks by 6 workers: the first exact, the second 20 too high, the others of spread 15.
    fn crowd(seed: u64) -> (Vec<u32>, Vec<u32>, Vec<f64>, Vec<f64>) {
        let mut random = Random::new(seed);
        let truth: Vec<f64> = (0..200).map(|_| random.uniform() * 100.0).collect();
        let (mut tasks, mut workers, mut values) = (vec![], vec![], vec![]);
        for (task, truth) in truth.iter().enumerate() {
            for worker in 0..6 {
                let noise = random.normal() * if worker < 2 { 1.0 } else { 15.0 };
                tasks.push(task as u32);
                workers.push(worker);
                values.push(truth + noise + if worker == 1 { 20.0 } else { 0.0 });
            }
        }
        (tasks, workers, values, truth)
    }

    fn error(result: &NumericResult, truth: &[f64]) -> f64 {
        // The common level is not identified: compare without it.
        let errors: Vec<f64> = result
            .estimates
            .iter()
            .zip(truth)
            .map(|(e, t)| e.unwrap().value - t)
            .collect();
        let level = errors.iter().sum::<f64>() / errors.len() as f64;
        errors.iter().map(|e| (e - level).abs()).sum::<f64>() / errors.len() as f64
    }

    #[test]
    fn the_exact_are_found_and_weigh_most() {
        let (tasks, workers, values, truth) = crowd(3);
        let answers = OpenAnswers::from_columns(&tasks, &workers, &values, 200, 6).unwrap();
        let found = inverse_variance(&answers, VarianceOptions::default());
        assert!(error(&found, &truth) < 1.5, "{}", error(&found, &truth));
        assert!(error(&mean(&answers), &truth) > 4.0);
        let bias = found.workers[1].bias - found.workers[0].bias;
        assert!((bias - 20.0).abs() < 1.5, "bias {bias}");
        assert!(found.workers[0].deviation.unwrap() < 4.0);
        assert!((found.workers[3].deviation.unwrap() - 15.0).abs() < 2.0);
        assert!(found.workers[0].skill > found.workers[3].skill);
        assert!(found.rounds < 200);
    }

    #[test]
    fn degenerate_answers_give_sane_estimates() {
        let nobody = OpenAnswers::<f64>::from_columns(&[], &[], &[], 2, 0).unwrap();
        assert_eq!(
            inverse_variance(&nobody, VarianceOptions::default()).estimates,
            [None, None]
        );
        let same = OpenAnswers::from_columns(&[0, 0, 1], &[0, 1, 0], &[5.0, 5.0, 5.0], 2, 2).unwrap();
        let found = inverse_variance(&same, VarianceOptions::default());
        assert!(found.estimates.iter().all(|e| e.unwrap().value == 5.0));
        let alone = OpenAnswers::from_columns(&[0, 1], &[0, 0], &[5.0, 9.0], 2, 1).unwrap();
        let found = inverse_variance(&alone, VarianceOptions::default());
        assert!((found.estimates[0].unwrap().value - 5.0).abs() < 1e-6);
        assert!((found.estimates[1].unwrap().value - 9.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn shifting_and_stretching_the_answers_does_so_to_the_estimates(
            values in proptest::collection::vec(-50.0..50.0f64, 12), shift in -10.0..10.0f64, stretch in 0.5..4.0f64
        ) {
            let tasks: Vec<u32> = (0..12).map(|row| row % 4).collect();
            let workers: Vec<u32> = (0..12).map(|row| row / 4).collect();
            let other: Vec<f64> = values.iter().map(|value| value * stretch + shift).collect();
            let options = VarianceOptions { rounds: 30, ..VarianceOptions::default() };
            let one = inverse_variance(&OpenAnswers::from_columns(&tasks, &workers, &values, 4, 3).unwrap(), options);
            let two = inverse_variance(&OpenAnswers::from_columns(&tasks, &workers, &other, 4, 3).unwrap(), options);
            for (a, b) in one.estimates.iter().zip(&two.estimates) {
                prop_assert!((a.unwrap().value * stretch + shift - b.unwrap().value).abs() < 1e-5);
            }
        }

        #[test]
        fn the_order_of_rows_does_not_matter(values in proptest::collection::vec(-50.0..50.0f64, 12)) {
            let tasks: Vec<u32> = (0..12).map(|row| row % 4).collect();
            let workers: Vec<u32> = (0..12).map(|row| row / 4).collect();
            let reversed = |column: &[u32]| column.iter().rev().copied().collect::<Vec<_>>();
            let (back_tasks, back_workers) = (reversed(&tasks), reversed(&workers));
            let back: Vec<f64> = values.iter().rev().copied().collect();
            let options = VarianceOptions { rounds: 30, ..VarianceOptions::default() };
            let one = inverse_variance(&OpenAnswers::from_columns(&tasks, &workers, &values, 4, 3).unwrap(), options);
            let two = inverse_variance(&OpenAnswers::from_columns(&back_tasks, &back_workers, &back, 4, 3).unwrap(), options);
            for (a, b) in one.estimates.iter().zip(&two.estimates) {
                prop_assert!((a.unwrap().value - b.unwrap().value).abs() < 1e-7);
            }
        }
    }
}
