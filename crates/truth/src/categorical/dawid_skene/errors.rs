//! Confusion matrices of workers, without the rows of answers that never came.

use super::rows::Rows;

/// For each worker: the probability of each answer given the true class.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerErrors {
    classes: usize,
    /// Where each worker's rows start.
    workers: Vec<u32>,
    /// The answer that each row is about.
    answers: Vec<u32>,
    /// K numbers a row.
    probabilities: Vec<f64>,
}

impl WorkerErrors {
    pub(crate) fn new(classes: usize, rows: &Rows<'_>, probabilities: Vec<f64>) -> WorkerErrors {
        WorkerErrors {
            classes,
            workers: rows.workers.clone(),
            answers: rows.classes.clone(),
            probabilities,
        }
    }

    /// How many workers.
    pub fn workers(&self) -> usize {
        self.workers.len() - 1
    }

    /// The answers that a worker ever gave, in order, each with its probability given every true class (K numbers).
    pub fn of_worker(&self, worker: usize) -> impl Iterator<Item = (usize, &[f64])> {
        (self.workers[worker] as usize..self.workers[worker + 1] as usize).map(|row| {
            let start = row * self.classes;
            (
                self.answers[row] as usize,
                &self.probabilities[start..start + self.classes],
            )
        })
    }

    /// Probability that a worker gives an answer if `truth` is the class; 0 if this worker never gave it.
    pub fn probability(&self, worker: usize, answer: usize, truth: usize) -> f64 {
        self.of_worker(worker)
            .find(|(class, _)| *class == answer)
            .map_or(0.0, |(_, row)| row[truth])
    }

    /// Probability that a worker's answer is right, for tasks whose classes come as often as `class_prior` says.
    pub fn accuracy(&self, worker: usize, class_prior: &[f64]) -> f64 {
        self.of_worker(worker)
            .map(|(class, row)| row[class] * class_prior[class])
            .sum()
    }
}
