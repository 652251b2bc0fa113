//! Centres of a task's numbers that know nothing of workers.

use super::{NumericEstimate, NumericResult, workers_of};
use crate::OpenAnswers;

/// When an answer counts as an outlier: [`guarded_mean`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GuardOptions {
    /// How many (robust) standard deviations from the median an answer may be.
    pub limit: f64,
    /// With fewer answers to a task nobody is set aside: the median of three is no judge of the third.
    pub least_answers: usize,
}

impl Default for GuardOptions {
    fn default() -> GuardOptions {
        GuardOptions {
            limit: 5.0,
            least_answers: 4,
        }
    }
}

/// The mean of every task's answers.
pub fn mean(answers: &OpenAnswers<'_, f64>) -> NumericResult {
    each_task(answers, estimate_of)
}

/// The median of every task's answers; of an even number the mean of the two in the middle. Its standard error is that
/// of a median of normal answers, √(π/2) times the mean's.
pub fn median(answers: &OpenAnswers<'_, f64>) -> NumericResult {
    each_task(answers, |values| NumericEstimate {
        value: middle(values),
        standard_error: estimate_of(values).standard_error * (std::f64::consts::PI / 2.0).sqrt(),
        answers: values.len(),
    })
}

/// The mean of what remains of every task's answers when `share` of them (0 to below ½, rounded down to whole answers)
/// is cut from either end (Tukey and McLaughlin 1963). The standard error is that of what remains.
///
/// # Panics
/// If `share` is not in 0 ≤ share < ½.
pub fn trimmed_mean(answers: &OpenAnswers<'_, f64>, share: f64) -> NumericResult {
    assert!(
        (0.0..0.5).contains(&share),
        "the share to trim, {share}, is not in 0 ≤ share < ½"
    );
    each_task(answers, |values| {
        let cut = (share * values.len() as f64).floor() as usize;
        estimate_of(&values[cut..values.len() - cut])
    })
}

/// The default: the mean, but for answers that are far from all others: those more than `limit` standard deviations from
/// the task's median. The standard deviation is the larger of the task's, MAD / 0.6745 (Iglewicz and Hoaglin, How to
/// detect and handle outliers, 1993), and the pool's, the 80 % quantile of all deviations from medians / 1.2816: the
/// mean is hard to beat, and where half of a task's answers agree by chance its own MAD would set honest ones aside.
pub fn guarded_mean(answers: &OpenAnswers<'_, f64>, options: GuardOptions) -> NumericResult {
    let mut all: Vec<f64> = Vec::with_capacity(answers.len());
    each_task(answers, |values| {
        let center = middle(values);
        all.extend(values.iter().map(|value| (value - center).abs()));
        estimate_of(values)
    });
    all.sort_by(f64::total_cmp);
    let pool = all
        .get((all.len().saturating_sub(1)) * 4 / 5)
        .map_or(0.0, |deviation| deviation / 1.2816);
    each_task(answers, |values| {
        if values.len() < options.least_answers {
            return estimate_of(values);
        }
        let center = middle(values);
        let mut far: Vec<f64> = values.iter().map(|value| (value - center).abs()).collect();
        far.sort_by(f64::total_cmp);
        let allowed = options.limit * (middle(&far) / 0.6745).max(pool);
        let kept: Vec<f64> = values
            .iter()
            .copied()
            .filter(|value| (value - center).abs() <= allowed)
            .collect();
        // With an even number of answers in two far groups the median between them may have none near.
        estimate_of(if kept.is_empty() { values } else { &kept })
    })
}

/// An estimate for every task from its finite answers in ascending order, and the workers measured against it.
fn each_task(
    answers: &OpenAnswers<'_, f64>,
    mut estimate: impl FnMut(&[f64]) -> NumericEstimate,
) -> NumericResult {
    let mut values = Vec::new();
    let estimates: Vec<_> = (0..answers.task_count())
        .map(|task| {
            values.clear();
            values.extend(
                answers
                    .of_task(task)
                    .iter()
                    .map(|row| *answers.value(*row))
                    .filter(|v| v.is_finite()),
            );
            values.sort_by(f64::total_cmp);
            (!values.is_empty()).then(|| estimate(&values))
        })
        .collect();
    let workers = workers_of(answers, &estimates);
    NumericResult {
        estimates,
        workers,
        rounds: 0,
    }
}

/// Mean and standard error of at least one value.
fn estimate_of(values: &[f64]) -> NumericEstimate {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let standard_error = if values.len() < 2 {
        f64::INFINITY
    } else {
        (squares / (count - 1.0) / count).sqrt()
    };
    NumericEstimate {
        value: mean,
        standard_error,
        answers: values.len(),
    }
}

/// The median of at least one ascending value.
fn middle(ascending: &[f64]) -> f64 {
    let half = ascending.len() / 2;
    if ascending.len() % 2 == 1 {
        ascending[half]
    } else {
        0.5 * (ascending[half - 1] + ascending[half])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers<'a>(tasks: &'a [u32], workers: &'a [u32], values: &'a [f64]) -> OpenAnswers<'a, f64> {
        OpenAnswers::from_columns(tasks, workers, values, 3, 6).unwrap()
    }

    #[test]
    fn centers_are_as_defined() {
        let (tasks, workers) = ([0, 0, 0, 0, 0, 1], [0, 1, 2, 3, 4, 0]);
        let values = [1.0, 2.0, 3.0, 4.0, 100.0, 7.0];
        let answers = answers(&tasks, &workers, &values);
        let of = |result: NumericResult, task: usize| result.estimates[task].map(|e| (e.value, e.answers));
        assert_eq!(of(mean(&answers), 0), Some((22.0, 5)));
        assert_eq!(of(median(&answers), 0), Some((3.0, 5)));
        assert_eq!(of(trimmed_mean(&answers, 0.2), 0), Some((3.0, 3)));
        assert_eq!(
            of(guarded_mean(&answers, GuardOptions::default()), 0),
            Some((2.5, 4))
        );
        for result in [
            mean(&answers),
            median(&answers),
            guarded_mean(&answers, GuardOptions::default()),
        ] {
            assert_eq!(
                result.estimates[1].map(|e| (e.value, e.standard_error)),
                Some((7.0, f64::INFINITY))
            );
            assert_eq!(result.estimates[2], None);
            assert_eq!(result.workers[5].skill, None);
        }
    }

    #[test]
    fn the_one_far_off_has_the_least_skill() {
        let (tasks, workers) = ([0, 0, 0, 0, 0], [0, 1, 2, 3, 4]);
        let values = [1.0, 1.0, 1.0, 1.0, 50.0];
        let result = guarded_mean(&answers(&tasks, &workers, &values), GuardOptions::default());
        assert_eq!(result.estimates[0].map(|e| e.value), Some(1.0));
        assert!(result.workers[4].skill < result.workers[0].skill);
        assert_eq!(result.workers[0].skill, Some(1.0));
    }

    #[test]
    fn answers_that_are_no_number_are_left_out() {
        let result = mean(&answers(&[0, 0, 1], &[0, 1, 1], &[f64::NAN, 2.0, f64::INFINITY]));
        assert_eq!(result.estimates[0].map(|e| (e.value, e.answers)), Some((2.0, 1)));
        assert_eq!(result.estimates[1], None);
        assert_eq!(result.workers[0].answers, 0);
    }
}
