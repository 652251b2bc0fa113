//! Tables for a number of classes that the compiler knows: the posterior of a task stays in registers.

use super::expect::expect;
use super::logarithm::LogProduct;
use super::rows::Rows;
use super::table::{Bound, SMALLEST, Sums, Table};
use std::ops::Range;

/// Half a cache line: what two classes fill.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(crate) struct HalfLine;

/// A cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Line;

/// One row. Probability and count stand side by side, so that the count's cache line is there already when the
/// posterior has been made from the probabilities.
#[derive(Debug, Clone, Copy)]
struct Cell<const K: usize, A: Copy> {
    _aligned: [A; 0],
    probability: [f64; K],
    count: [f64; K],
}

/// A table for K classes, its rows aligned as `A`.
#[derive(Debug, Clone)]
pub(crate) struct Fixed<const K: usize, A: Copy> {
    cells: Vec<Cell<K, A>>,
}

/// Adds the posterior to the counts of the answers.
#[inline(always)]
fn count<const K: usize, A: Copy>(cells: &mut [Cell<K, A>], codes: &[u32], posterior: &[f64; K]) {
    for code in codes {
        let counts = &mut cells[*code as usize].count;
        for class in 0..K {
            counts[class] += posterior[class];
        }
    }
}

impl<const K: usize, A: Copy + Send + Sync> Table for Fixed<K, A> {
    fn new(rows: usize, _classes: usize) -> Self {
        let empty = Cell {
            _aligned: [],
            probability: [0.0; K],
            count: [0.0; K],
        };
        Fixed {
            cells: vec![empty; rows],
        }
    }

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>) -> Sums {
        let mut sums = Sums::new(K);
        for bounds in rows.starts[tasks.start..=tasks.end].windows(2) {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            if codes.is_empty() {
                continue;
            }
            let mut share = [0.0; K];
            for code in codes {
                share[rows.classes[*code as usize] as usize] += 1.0;
            }
            share.iter_mut().for_each(|share| *share /= codes.len() as f64);
            sums.add(&share);
            count(&mut self.cells, codes, &share);
        }
        sums
    }

    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: Range<usize>,
        class_prior: &[f64],
        posterior: Option<&mut [f64]>,
    ) -> Sums {
        let prior = std::array::from_fn(|class| class_prior[class]);
        match posterior {
            None => self.pass_into(rows, tasks, prior, |_, _| {}),
            Some(posterior) => self.pass_into(rows, tasks, prior, |task, row| {
                posterior[task * K..(task + 1) * K].copy_from_slice(row);
            }),
        }
    }

    fn take_counts(&mut self, other: &mut Self) {
        for (mine, others) in self.cells.iter_mut().zip(&mut other.cells) {
            for (mine, others) in mine.count.iter_mut().zip(&mut others.count) {
                *mine += std::mem::take(others);
            }
        }
    }

    fn normalize(&mut self, rows: &Rows<'_>, mut bound: Option<&mut Bound>) {
        for worker in 0..rows.workers.len() - 1 {
            let cells = &mut self.cells[rows.of_worker(worker)];
            let mut sums = [0.0; K];
            for cell in &*cells {
                for (sum, count) in sums.iter_mut().zip(cell.count) {
                    *sum += count.max(SMALLEST);
                }
            }
            for cell in cells {
                for (class, sum) in sums.iter().enumerate() {
                    let probability = cell.count[class].max(SMALLEST) / sum;
                    if let Some(bound) = &mut bound {
                        bound.add(class, cell.count[class], cell.probability[class], probability);
                    }
                    cell.probability[class] = probability;
                    cell.count[class] = 0.0;
                }
            }
        }
    }

    fn copy_probabilities(&mut self, other: &Self) {
        for (mine, others) in self.cells.iter_mut().zip(&other.cells) {
            mine.probability = others.probability;
        }
    }

    fn probabilities(&self) -> Vec<f64> {
        self.cells.iter().flat_map(|cell| cell.probability).collect()
    }
}

impl<const K: usize, A: Copy> Fixed<K, A> {
    /// `store` gets each task's index within `tasks`, and its posterior.
    #[inline(always)]
    fn pass_into(
        &mut self,
        rows: &Rows<'_>,
        tasks: Range<usize>,
        prior: [f64; K],
        mut store: impl FnMut(usize, &[f64; K]),
    ) -> Sums {
        let cells = &mut self.cells[..];
        let mut classes = [0.0; K];
        let mut log_likelihood = LogProduct::new();
        let mut answered = 0;
        let starts = &rows.starts[tasks.start..=tasks.end];
        for (task, bounds) in starts.windows(2).enumerate() {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            let expected = expect(|code| &cells[code as usize].probability, codes, prior);
            let row = expected.posterior;
            store(task, &row);
            if codes.is_empty() {
                continue;
            }
            answered += 1;
            log_likelihood.multiply(expected.sum, expected.taken);
            for class in 0..K {
                classes[class] += row[class];
            }
            count(cells, codes, &row);
        }
        Sums {
            classes: classes.to_vec(),
            tasks: answered,
            log_likelihood,
        }
    }
}
