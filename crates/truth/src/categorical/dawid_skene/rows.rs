//! The rows of the workers' tables that are really there: of worker × class only the pairs that somebody answered.

use crate::answers::Answers;
use crate::parallel::run_jobs;
use std::borrow::Cow;

/// Which (worker, class) pairs occur, numbered in order of worker and class, and the answers in these numbers. With many
/// classes most pairs do not occur, and a table without them is small.
pub(crate) struct Rows<'a> {
    /// Row of each answer, in task order.
    pub codes: Cow<'a, [u32]>,
    /// Where each task's answers start.
    pub starts: &'a [u32],
    /// Class of each row.
    pub classes: Vec<u32>,
    /// Where each worker's rows start, `workers + 1` numbers.
    pub workers: Vec<u32>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(answers: &'a Answers, threads: usize) -> Rows<'a> {
        let sizes = answers.sizes();
        let (starts, codes) = answers.columns();
        let parts: Vec<&[u32]> = codes.chunks(codes.len().div_ceil(threads).max(1)).collect();
        let found = run_jobs(parts, |codes| {
            let mut occurs = vec![false; sizes.workers * sizes.classes];
            for code in codes {
                occurs[*code as usize] = true;
            }
            occurs
        });
        let mut numbers = vec![0u32; sizes.workers * sizes.classes];
        for occurs in found {
            for (number, occurs) in numbers.iter_mut().zip(occurs) {
                *number |= u32::from(occurs);
            }
        }
        let mut classes = Vec::new();
        let mut workers = Vec::with_capacity(sizes.workers + 1);
        for (index, number) in numbers.iter_mut().enumerate() {
            if index % sizes.classes == 0 {
                workers.push(classes.len() as u32);
            }
            if *number == 1 {
                *number = classes.len() as u32;
                classes.push((index % sizes.classes) as u32);
            }
        }
        workers.push(classes.len() as u32);
        let codes = if classes.len() == numbers.len() {
            Cow::Borrowed(codes)
        } else {
            Cow::Owned(codes.iter().map(|code| numbers[*code as usize]).collect())
        };
        Rows {
            codes,
            starts,
            classes,
            workers,
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The rows of a worker.
    pub(crate) fn of_worker(&self, worker: usize) -> std::ops::Range<usize> {
        self.workers[worker] as usize..self.workers[worker + 1] as usize
    }

    /// The rows of some workers.
    pub(crate) fn of_workers(&self, workers: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.workers[workers.start] as usize..self.workers[workers.end] as usize
    }
}
