//! Tables for a number of classes that the compiler knows and that fill more than a cache line: probabilities and counts
//! are apart, and tasks go in blocks. While a block is expected only the probabilities are read, while it is counted only
//! the counts are written, so half as many pages of memory are in use at a time.

use super::expect::expect;
use super::logarithm::LogProduct;
use super::rows::Rows;
use super::table::{Bound, SMALLEST, Sums, Table};
use std::ops::Range;

/// Tasks in a block: their posteriors stay in the second cache.
const BLOCK: usize = 4096;

/// A table for K classes.
#[derive(Debug, Clone)]
pub(crate) struct Split<const K: usize> {
    probabilities: Vec<[f64; K]>,
    counts: Vec<[f64; K]>,
    block: Vec<[f64; K]>,
}

#[inline(always)]
fn codes<'r>(rows: &'r Rows<'_>, task: usize) -> &'r [u32] {
    &rows.codes[rows.starts[task] as usize..rows.starts[task + 1] as usize]
}

impl<const K: usize> Split<K> {
    /// Counts the block, whose first task is `first`.
    fn count_block(&mut self, rows: &Rows<'_>, first: usize) {
        let counts = &mut self.counts[..];
        for (index, posterior) in self.block.iter().enumerate() {
            // A copy, so that the compiler knows that no count is part of it, and keeps it in registers.
            let posterior = *posterior;
            for code in codes(rows, first + index) {
                let counts = &mut counts[*code as usize];
                let mut sums = *counts;
                for class in 0..K {
                    sums[class] += posterior[class];
                }
                *counts = sums;
            }
        }
    }
}

impl<const K: usize> Table for Split<K> {
    fn new(rows: usize, _classes: usize) -> Self {
        Split {
            probabilities: vec![[0.0; K]; rows],
            counts: vec![[0.0; K]; rows],
            block: Vec::with_capacity(BLOCK),
        }
    }

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>) -> Sums {
        let mut sums = Sums::new(K);
        for first in tasks.clone().step_by(BLOCK) {
            self.block.clear();
            for task in first..tasks.end.min(first + BLOCK) {
                let codes = codes(rows, task);
                let mut share = [0.0; K];
                for code in codes {
                    share[rows.classes[*code as usize] as usize] += 1.0;
                }
                share
                    .iter_mut()
                    .for_each(|share| *share /= codes.len().max(1) as f64);
                if !codes.is_empty() {
                    sums.add(&share);
                }
                self.block.push(share);
            }
            self.count_block(rows, first);
        }
        sums
    }

    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: Range<usize>,
        class_prior: &[f64],
        mut posterior: Option<&mut [f64]>,
    ) -> Sums {
        let prior: [f64; K] = std::array::from_fn(|class| class_prior[class]);
        let mut classes = [0.0; K];
        let mut log_likelihood = LogProduct::new();
        let mut answered = 0;
        for first in tasks.clone().step_by(BLOCK) {
            self.block.clear();
            let probabilities = &self.probabilities[..];
            for task in first..tasks.end.min(first + BLOCK) {
                let codes = codes(rows, task);
                let expected = expect(|code| &probabilities[code as usize], codes, prior);
                let row = expected.posterior;
                if !codes.is_empty() {
                    answered += 1;
                    log_likelihood.multiply(expected.sum, expected.taken);
                    for class in 0..K {
                        classes[class] += row[class];
                    }
                }
                self.block.push(row);
            }
            if let Some(posterior) = &mut posterior {
                let start = (first - tasks.start) * K;
                let block = self.block.as_flattened();
                posterior[start..start + block.len()].copy_from_slice(block);
            }
            self.count_block(rows, first);
        }
        Sums {
            classes: classes.to_vec(),
            tasks: answered,
            log_likelihood,
        }
    }

    fn take_counts(&mut self, other: &mut Self) {
        let counts = self.counts.as_flattened_mut().iter_mut();
        for (mine, others) in counts.zip(other.counts.as_flattened_mut()) {
            *mine += std::mem::take(others);
        }
    }

    fn normalize(&mut self, rows: &Rows<'_>, mut bound: Option<&mut Bound>) {
        for worker in 0..rows.workers.len() - 1 {
            let range = rows.of_worker(worker);
            let counts = &mut self.counts[range.clone()];
            let mut sums = [0.0; K];
            for row in &*counts {
                for (sum, count) in sums.iter_mut().zip(row) {
                    *sum += count.max(SMALLEST);
                }
            }
            for (probabilities, counts) in self.probabilities[range].iter_mut().zip(counts) {
                for (class, sum) in sums.iter().enumerate() {
                    let probability = counts[class].max(SMALLEST) / sum;
                    if let Some(bound) = &mut bound {
                        bound.add(class, counts[class], probabilities[class], probability);
                    }
                    probabilities[class] = probability;
                }
                *counts = [0.0; K];
            }
        }
    }

    fn copy_probabilities(&mut self, other: &Self) {
        self.probabilities.copy_from_slice(&other.probabilities);
    }

    fn probabilities(&self) -> Vec<f64> {
        self.probabilities.as_flattened().to_vec()
    }
}
