//! Tables for any number of classes.

use super::logarithm::rescale;
use super::rows::Rows;
use super::table::{Bound, SCALED_AFTER, SMALLEST, Sums, Table};
use std::ops::Range;

/// Probabilities of a row, then its counts, then the next row.
#[derive(Debug, Clone)]
pub(crate) struct Wide {
    classes: usize,
    values: Vec<f64>,
}

impl Wide {
    fn row(&self, code: u32) -> &[f64] {
        &self.values[code as usize * 2 * self.classes..][..self.classes]
    }

    fn count(&mut self, codes: &[u32], posterior: &[f64]) {
        for code in codes {
            let counts = &mut self.values[(*code as usize * 2 + 1) * self.classes..][..self.classes];
            for (count, probability) in counts.iter_mut().zip(posterior) {
                *count += probability;
            }
        }
    }
}

impl Table for Wide {
    fn new(rows: usize, classes: usize) -> Self {
        Wide {
            classes,
            values: vec![0.0; rows * classes * 2],
        }
    }

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>) -> Sums {
        let mut sums = Sums::new(self.classes);
        let mut share = vec![0.0; self.classes];
        for bounds in rows.starts[tasks.start..=tasks.end].windows(2) {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            if codes.is_empty() {
                continue;
            }
            share.fill(0.0);
            for code in codes {
                share[rows.classes[*code as usize] as usize] += 1.0;
            }
            share.iter_mut().for_each(|share| *share /= codes.len() as f64);
            sums.add(&share);
            self.count(codes, &share);
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
        let mut sums = Sums::new(self.classes);
        let mut row = vec![0.0; self.classes];
        for (task, bounds) in rows.starts[tasks.start..=tasks.end].windows(2).enumerate() {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            row.copy_from_slice(class_prior);
            let mut taken = 0;
            for some in codes.chunks(SCALED_AFTER) {
                for code in some {
                    for (value, probability) in row.iter_mut().zip(self.row(*code)) {
                        *value *= probability;
                    }
                }
                taken += rescale(&mut row);
            }
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|value| *value /= sum);
            if let Some(posterior) = &mut posterior {
                posterior[task * self.classes..(task + 1) * self.classes].copy_from_slice(&row);
            }
            if !codes.is_empty() {
                sums.log_likelihood.multiply(sum, taken);
                sums.add(&row);
                self.count(codes, &row);
            }
        }
        sums
    }

    fn take_counts(&mut self, other: &mut Self) {
        let size = 2 * self.classes;
        for (mine, others) in self.values.chunks_mut(size).zip(other.values.chunks_mut(size)) {
            for (mine, others) in mine.iter_mut().zip(others).skip(self.classes) {
                *mine += std::mem::take(others);
            }
        }
    }

    fn normalize(&mut self, rows: &Rows<'_>, mut bound: Option<&mut Bound>) {
        let classes = self.classes;
        let mut sums = vec![0.0; classes];
        for worker in 0..rows.workers.len() - 1 {
            let range = rows.of_worker(worker);
            let cells = &mut self.values[range.start * 2 * classes..range.end * 2 * classes];
            sums.fill(0.0);
            for cell in cells.chunks(2 * classes) {
                for (sum, count) in sums.iter_mut().zip(&cell[classes..]) {
                    *sum += count.max(SMALLEST);
                }
            }
            for cell in cells.chunks_mut(2 * classes) {
                let (probabilities, counts) = cell.split_at_mut(classes);
                for class in 0..classes {
                    let probability = counts[class].max(SMALLEST) / sums[class];
                    if let Some(bound) = &mut bound {
                        bound.add(class, counts[class], probabilities[class], probability);
                    }
                    probabilities[class] = probability;
                    counts[class] = 0.0;
                }
            }
        }
    }

    fn copy_probabilities(&mut self, other: &Self) {
        let size = 2 * self.classes;
        for (mine, others) in self.values.chunks_mut(size).zip(other.values.chunks(size)) {
            mine[..self.classes].copy_from_slice(&others[..self.classes]);
        }
    }

    fn probabilities(&self) -> Vec<f64> {
        let rows = self.values.chunks(2 * self.classes);
        rows.flat_map(|cell| &cell[..self.classes]).copied().collect()
    }
}
