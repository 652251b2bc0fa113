//! What is taken for what.

use crate::Answers;

/// How often an answer of each class was given to tasks of each class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    counts: Vec<u64>,
}

impl Confusion {
    fn of(classes: usize) -> Confusion {
        Confusion {
            classes,
            counts: vec![0; classes * classes],
        }
    }

    /// K.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How often tasks of the class `truth` were answered with `given`.
    pub fn count(&self, truth: usize, given: usize) -> u64 {
        self.counts[truth * self.classes + given]
    }

    /// Number of answers counted.
    pub fn all(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Share of right answers; `None` without answers.
    pub fn accuracy(&self) -> Option<f64> {
        let right: u64 = (0..self.classes).map(|class| self.count(class, class)).sum();
        (self.all() > 0).then(|| right as f64 / self.all() as f64)
    }

    /// Share of right answers among those to tasks of a class; `None` without such.
    pub fn recall(&self, class: usize) -> Option<f64> {
        let all: u64 = (0..self.classes).map(|given| self.count(class, given)).sum();
        (all > 0).then(|| self.count(class, class) as f64 / all as f64)
    }

    /// Share of right answers among the answers of a class; `None` without such.
    pub fn precision(&self, class: usize) -> Option<f64> {
        let all: u64 = (0..self.classes).map(|truth| self.count(truth, class)).sum();
        (all > 0).then(|| self.count(class, class) as f64 / all as f64)
    }
}

/// All answers against the labels of their tasks, one entry a task; tasks without a label are left out.
pub fn confusion(answers: &Answers, labels: &[Option<u32>]) -> Confusion {
    let mut all = Confusion::of(answers.sizes().classes);
    each(answers, labels, |_, truth, given| {
        all.counts[truth * all.classes + given] += 1
    });
    all
}

/// The same for every worker.
pub fn worker_confusions(answers: &Answers, labels: &[Option<u32>]) -> Vec<Confusion> {
    let sizes = answers.sizes();
    let mut all = vec![Confusion::of(sizes.classes); sizes.workers];
    each(answers, labels, |worker, truth, given| {
        all[worker].counts[truth * sizes.classes + given] += 1;
    });
    all
}

fn each(answers: &Answers, labels: &[Option<u32>], mut count: impl FnMut(usize, usize, usize)) {
    for (task, label) in labels.iter().enumerate().take(answers.sizes().tasks) {
        if let Some(truth) = label {
            for (worker, given) in answers.of_task(task) {
                count(worker, *truth as usize, given);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn answers_are_counted_where_the_truth_is_known() {
        let answers = table(&[&[0, 1, 1, 0], &[0, 0, -1, 1]], 2);
        let labels = [Some(0), Some(1), Some(1), None];
        let all = confusion(&answers, &labels);
        assert_eq!(
            (all.count(0, 0), all.count(0, 1), all.count(1, 0), all.count(1, 1)),
            (2, 0, 1, 2)
        );
        assert_eq!((all.all(), all.accuracy()), (5, Some(0.8)));
        assert_eq!(
            (all.recall(1), all.precision(0)),
            (Some(2.0 / 3.0), Some(2.0 / 3.0))
        );
        let each = worker_confusions(&answers, &labels);
        assert_eq!((each[0].accuracy(), each[1].accuracy()), (Some(1.0), Some(0.5)));
        assert_eq!(confusion(&answers, &[]).accuracy(), None);
    }
}
