//! Tables for a number of classes that the compiler knows and that fill more than a cache line: probabilities and counts
//! are apart, and a pass is two. While tasks are expected only the probabilities are read, while they are counted only the
//! counts are written, so half as much memory is in use at a time; the posteriors in between stream through.

use super::expect::{Tally, expect, expect_scaled};
use super::rows::Rows;
use super::table::{Bound, SMALLEST, Sums, Table};
use crate::parallel::{cut, run_jobs};
use std::ops::Range;
use std::sync::Arc;

/// A table for K classes.
#[derive(Debug, Clone)]
pub(crate) struct Split<const K: usize> {
    /// The same for all threads.
    probabilities: Arc<Vec<[f64; K]>>,
    counts: Vec<[f64; K]>,
}

#[inline(always)]
fn codes<'r>(rows: &'r Rows<'_>, task: usize) -> &'r [u32] {
    &rows.codes[rows.starts[task] as usize..rows.starts[task + 1] as usize]
}

/// Room for the posteriors of tasks, a row each.
fn in_rows<const K: usize>(room: Option<&mut [f64]>) -> &mut [[f64; K]] {
    let room = room.expect("the table says that it needs room");
    room.as_chunks_mut().0
}

/// What one thread makes into probabilities: the rows of some workers, and their counts by each thread.
struct Piece<'t, const K: usize> {
    workers: Range<usize>,
    probabilities: &'t mut [[f64; K]],
    counts: Vec<&'t mut [[f64; K]]>,
}

impl<const K: usize> Split<K> {
    /// Counts tasks, whose first is `first`.
    fn count(&mut self, rows: &Rows<'_>, first: usize, posteriors: &[[f64; K]]) {
        let counts = &mut self.counts[..];
        for (index, posterior) in posteriors.iter().enumerate() {
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

impl<const K: usize> Piece<'_, K> {
    fn normalize(mut self, rows: &Rows<'_>, mut bound: Option<Bound>) -> Option<Bound> {
        let first = rows.of_workers(&self.workers).start;
        let (counts, others) = self.counts.split_first_mut().expect("there is a table");
        for worker in self.workers {
            let range = rows.of_worker(worker);
            let range = range.start - first..range.end - first;
            let mut sums = [0.0; K];
            for row in range.clone() {
                let mut count = counts[row];
                for other in others.iter_mut() {
                    let more = std::mem::replace(&mut other[row], [0.0; K]);
                    for class in 0..K {
                        count[class] += more[class];
                    }
                }
                counts[row] = count;
                for class in 0..K {
                    sums[class] += count[class].max(SMALLEST);
                }
            }
            let inverses = sums.map(|sum| 1.0 / sum);
            for row in range {
                let count = std::mem::replace(&mut counts[row], [0.0; K]);
                let probability: [f64; K] =
                    std::array::from_fn(|class| count[class].max(SMALLEST) * inverses[class]);
                if let Some(bound) = &mut bound {
                    bound.add(&count, &self.probabilities[row], &probability);
                }
                self.probabilities[row] = probability;
            }
        }
        bound
    }
}

impl<const K: usize> Table for Split<K> {
    const NEEDS_ROOM: bool = true;

    fn new(rows: usize, _classes: usize) -> Self {
        Split {
            probabilities: Arc::new(vec![[0.0; K]; rows]),
            counts: vec![[0.0; K]; rows],
        }
    }

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>, room: Option<&mut [f64]>) -> Sums {
        let mut sums = Sums::new(K);
        let posteriors = in_rows(room);
        for (share, task) in posteriors.iter_mut().zip(tasks.clone()) {
            let codes = codes(rows, task);
            *share = [0.0; K];
            for code in codes {
                share[rows.classes[*code as usize] as usize] += 1.0;
            }
            if !codes.is_empty() {
                share.iter_mut().for_each(|share| *share /= codes.len() as f64);
                sums.add(share);
            }
        }
        self.count(rows, tasks.start, posteriors);
        sums
    }

    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: Range<usize>,
        class_prior: &[f64],
        room: Option<&mut [f64]>,
    ) -> Sums {
        let prior: [f64; K] = std::array::from_fn(|class| class_prior[class]);
        let mut tally = Tally::new();
        let probabilities = &self.probabilities[..];
        let of = |code: u32| &probabilities[code as usize];
        let posteriors = in_rows(room);
        for (posterior, task) in posteriors.iter_mut().zip(tasks.clone()) {
            let codes = codes(rows, task);
            if codes.is_empty() {
                *posterior = expect_scaled(&of, codes, prior).posterior;
            } else if let Some(expected) = expect(&of, codes, prior) {
                tally.add(&expected);
                *posterior = expected.posterior;
            } else {
                let expected = expect_scaled(&of, codes, prior);
                tally.add(&expected);
                *posterior = expected.posterior;
            }
        }
        self.count(rows, tasks.start, posteriors);
        tally.into_sums()
    }

    fn normalize(
        tables: &mut [Self],
        rows: &Rows<'_>,
        workers: &[Range<usize>],
        bound: Option<&Bound>,
    ) -> Vec<Option<Bound>> {
        let lengths = || workers.iter().map(|workers| rows.of_workers(workers).len());
        let mut shared = std::mem::take(&mut tables[0].probabilities);
        for table in &mut *tables {
            table.probabilities = Arc::default();
        }
        // Nobody else has them now, so this copies nothing.
        let probabilities = cut(&mut Arc::make_mut(&mut shared)[..], lengths());
        let mut counts: Vec<_> = tables
            .iter_mut()
            .map(|table| cut(&mut table.counts, lengths()).into_iter())
            .collect();
        let pieces = workers
            .iter()
            .zip(probabilities)
            .map(|(workers, probabilities)| Piece {
                workers: workers.clone(),
                probabilities,
                counts: counts.iter_mut().filter_map(Iterator::next).collect(),
            });
        let bounds = run_jobs(pieces.collect(), |piece| piece.normalize(rows, bound.cloned()));
        for table in tables {
            table.probabilities = Arc::clone(&shared);
        }
        bounds
    }

    fn probabilities(&self) -> Vec<f64> {
        self.probabilities.as_flattened().to_vec()
    }
}
