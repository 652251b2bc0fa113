//! Answers that name any number of labels: each label is a yes-or-no question of its own (binary relevance), put to any
//! method for categorical answers.

use crate::{Answers, AnswersError, Posterior, Sizes};

/// What the questions share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pooling {
    /// Every worker has one record over all labels: right where a worker has few answers, and labels are alike.
    #[default]
    SharedWorkers,
    /// Every label is a project of its own: right where there are many answers, and labels differ in how often they
    /// apply and in who knows them.
    PerLabel,
}

/// Answers that name any number of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelSets {
    tasks: usize,
    workers: usize,
    labels: usize,
    /// (task, worker) of every answer.
    answers: Vec<(u32, u32)>,
    /// Where the labels of each answer start in `named`; one more than there are answers.
    starts: Vec<u32>,
    named: Vec<u32>,
}

impl LabelSets {
    /// For answers to come. An answer about a label that was not named says that it does not apply.
    pub fn new(tasks: usize, workers: usize, labels: usize) -> LabelSets {
        LabelSets {
            tasks,
            workers,
            labels,
            answers: Vec::new(),
            starts: vec![0],
            named: Vec::new(),
        }
    }

    /// Adds one answer: the labels that a worker named for a task, perhaps none; a label named twice counts once.
    ///
    /// # Errors
    /// If the task, the worker or a label is not below the stated number of them; the row is the number of the answer.
    pub fn push(&mut self, task: u32, worker: u32, labels: &[u32]) -> Result<(), AnswersError> {
        let inside = (task as usize) < self.tasks
            && (worker as usize) < self.workers
            && labels.iter().all(|label| (*label as usize) < self.labels);
        if !inside {
            return Err(AnswersError::OutOfRange {
                row: self.answers.len(),
            });
        }
        self.answers.push((task, worker));
        self.named.extend_from_slice(labels);
        self.starts.push(self.named.len() as u32);
        Ok(())
    }

    fn named(&self, answer: usize) -> &[u32] {
        &self.named[self.starts[answer] as usize..self.starts[answer + 1] as usize]
    }

    /// The yes-or-no questions of the labels from `from` to `to`: task × labels + label is the task of each.
    fn questions(&self, from: usize, to: usize) -> Result<Answers, AnswersError> {
        let labels = to - from;
        let rows = self.answers.len() * labels;
        let (mut tasks, mut workers, mut classes) = (
            Vec::with_capacity(rows),
            Vec::with_capacity(rows),
            vec![0u32; rows],
        );
        for (answer, (task, worker)) in self.answers.iter().enumerate() {
            let first = tasks.len();
            tasks.extend((0..labels as u32).map(|label| task * labels as u32 + label));
            workers.extend(std::iter::repeat_n(*worker, labels));
            for label in self.named(answer) {
                if (from..to).contains(&(*label as usize)) {
                    classes[first + *label as usize - from] = 1;
                }
            }
        }
        let sizes = Sizes {
            tasks: self.tasks * labels,
            workers: self.workers,
            classes: 2,
        };
        Answers::from_columns(&tasks, &workers, &classes, sizes)
    }
}

/// Probabilities that labels apply.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelProbabilities {
    labels: usize,
    values: Vec<f64>,
}

impl LabelProbabilities {
    /// The probability of every label of a task.
    pub fn row(&self, task: usize) -> &[f64] {
        &self.values[task * self.labels..(task + 1) * self.labels]
    }

    /// The labels of a task that are likelier than `threshold`.
    pub fn labels(&self, task: usize, threshold: f64) -> Vec<u32> {
        let row = self.row(task).iter().enumerate();
        row.filter(|(_, probability)| **probability > threshold)
            .map(|(label, _)| label as u32)
            .collect()
    }

    /// The probability that the labels named at one half are right, each and all, the labels taken as independent.
    pub fn confidence(&self, task: usize) -> f64 {
        self.row(task).iter().map(|one| one.max(1.0 - one)).product()
    }
}

/// Asks `method` each label as a question of two classes, 0 for no and 1 for yes (a method from
/// [`crate::categorical`], perhaps with settings closed over). It is called once, or once per label, as `pooling` says.
///
/// # Errors
/// If there are more questions than 32 bits count.
pub fn binary_relevance(
    sets: &LabelSets,
    pooling: Pooling,
    mut method: impl FnMut(&Answers) -> Posterior,
) -> Result<LabelProbabilities, AnswersError> {
    if sets.tasks.saturating_mul(sets.labels) >= u32::MAX as usize {
        return Err(AnswersError::TooMany);
    }
    let mut values = vec![0.0; sets.tasks * sets.labels];
    let parts: Vec<(usize, usize)> = match pooling {
        _ if sets.labels == 0 => Vec::new(),
        Pooling::SharedWorkers => vec![(0, sets.labels)],
        Pooling::PerLabel => (0..sets.labels).map(|label| (label, label + 1)).collect(),
    };
    for (from, to) in parts {
        let posterior = method(&sets.questions(from, to)?);
        for task in 0..sets.tasks {
            for label in from..to {
                values[task * sets.labels + label] = posterior.row(task * (to - from) + label - from)[1];
            }
        }
    }
    Ok(LabelProbabilities {
        labels: sets.labels,
        values,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorical::dawid_skene::{Settings, dawid_skene};
    use crate::categorical::majority_vote;
    use crate::random::Random;

    fn sets(rows: &[(u32, u32, &[u32])]) -> LabelSets {
        let mut sets = LabelSets::new(2, 3, 3);
        for (task, worker, labels) in rows {
            sets.push(*task, *worker, labels).unwrap();
        }
        sets
    }

    #[test]
    fn votes_are_counted_per_label_however_workers_are_pooled() {
        let rows: &[(u32, u32, &[u32])] = &[(0, 0, &[0, 2, 2]), (0, 1, &[0]), (0, 2, &[2]), (1, 1, &[])];
        for pooling in [Pooling::SharedWorkers, Pooling::PerLabel] {
            let found = binary_relevance(&sets(rows), pooling, majority_vote).unwrap();
            let third = 2.0 / 3.0;
            assert_eq!(found.row(0), [third, 0.0, third]);
            assert_eq!(found.labels(0, 0.5), [0, 2]);
            assert_eq!(found.labels(1, 0.5), Vec::<u32>::new());
            assert!((found.confidence(0) - third * third).abs() < 1e-12);
        }
    }

    #[test]
    fn what_is_out_of_range_is_named_by_its_row() {
        let mut sets = sets(&[(0, 0, &[1])]);
        assert_eq!(sets.push(0, 0, &[3]), Err(AnswersError::OutOfRange { row: 1 }));
        assert_eq!(sets.push(2, 0, &[]), Err(AnswersError::OutOfRange { row: 1 }));
        let none = LabelSets::new(2, 1, 0);
        let found = binary_relevance(&none, Pooling::PerLabel, majority_vote).unwrap();
        assert_eq!((found.labels(1, 0.5), found.confidence(1)), (vec![], 1.0));
    }

    /// Four labels, three good workers and four who name labels by chance.
    fn crowd(random: &mut Random) -> (LabelSets, Vec<Vec<bool>>) {
        let mut sets = LabelSets::new(150, 7, 4);
        let mut truth = Vec::new();
        for task in 0..150 {
            let real: Vec<bool> = (0..4).map(|_| random.uniform() < 0.4).collect();
            for worker in 0..7 {
                let right = if worker < 3 { 0.92 } else { 0.5 };
                let named: Vec<u32> = (0..4)
                    .filter(|label| (random.uniform() < right) == real[*label as usize])
                    .collect();
                sets.push(task, worker, &named).unwrap();
            }
            truth.push(real);
        }
        (sets, truth)
    }

    #[test]
    fn a_method_that_knows_the_workers_beats_votes() {
        let (sets, truth) = crowd(&mut Random::new(6));
        let mistakes = |found: &LabelProbabilities| -> usize {
            let each = truth.iter().enumerate();
            each.map(|(task, real)| {
                let row = found.row(task).iter().zip(real);
                row.filter(|(probability, real)| (**probability > 0.5) != **real)
                    .count()
            })
            .sum()
        };
        let votes = mistakes(&binary_relevance(&sets, Pooling::SharedWorkers, majority_vote).unwrap());
        let skilled = |answers: &Answers| dawid_skene(answers, &Settings::default()).posterior;
        let known = mistakes(&binary_relevance(&sets, Pooling::SharedWorkers, skilled).unwrap());
        assert!(2 * known < votes, "{known} {votes}");
    }
}
