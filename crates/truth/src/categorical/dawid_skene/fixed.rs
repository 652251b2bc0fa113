//! Tables for a number of classes that the compiler knows: the posterior of a task stays in registers.

use super::expect::{Tally, expect, expect_scaled};
use super::rows::Rows;
use super::table::{Bound, SMALLEST, Sums, Table};
use crate::parallel::{cut, run_jobs};
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
fn count<const K: usize, A: Copy>(cells: &mut [Cell<K, A>], codes: &[u32], posterior: [f64; K]) {
    for code in codes {
        let counts = &mut cells[*code as usize].count;
        let mut sums = *counts;
        for class in 0..K {
            sums[class] += posterior[class];
        }
        *counts = sums;
    }
}

/// Makes the rows of some workers into probabilities; `tables` has these rows of every thread's table.
fn normalize<const K: usize, A: Copy>(
    mut tables: Vec<&mut [Cell<K, A>]>,
    rows: &Rows<'_>,
    workers: Range<usize>,
    mut bound: Option<Bound>,
) -> Option<Bound> {
    let first = rows.of_workers(&workers).start;
    let (cells, others) = tables.split_first_mut().expect("there is a table");
    for worker in workers {
        let range = rows.of_worker(worker);
        let range = range.start - first..range.end - first;
        let mut sums = [0.0; K];
        for row in range.clone() {
            let mut count = cells[row].count;
            for other in others.iter_mut() {
                let more = std::mem::replace(&mut other[row].count, [0.0; K]);
                for class in 0..K {
                    count[class] += more[class];
                }
            }
            cells[row].count = count;
            for class in 0..K {
                sums[class] += count[class].max(SMALLEST);
            }
        }
        let inverses = sums.map(|sum| 1.0 / sum);
        for row in range {
            let cell = &mut cells[row];
            let count = std::mem::replace(&mut cell.count, [0.0; K]);
            let probability: [f64; K] =
                std::array::from_fn(|class| count[class].max(SMALLEST) * inverses[class]);
            if let Some(bound) = &mut bound {
                bound.add(&count, &cell.probability, &probability);
            }
            cell.probability = probability;
            for other in others.iter_mut() {
                other[row].probability = probability;
            }
        }
    }
    bound
}

impl<const K: usize, A: Copy + Send + Sync> Table for Fixed<K, A> {
    const NEEDS_ROOM: bool = false;

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

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>, _room: Option<&mut [f64]>) -> Sums {
        let mut sums = Sums::new(K);
        for bounds in rows.starts[tasks.start..=tasks.end].windows(2) {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            if codes.is_empty() {
                continue;
            }
            let mut votes = [0u32; K];
            for code in codes {
                let class = rows.classes[*code as usize];
                for (index, votes) in votes.iter_mut().enumerate() {
                    *votes += u32::from(class == index as u32);
                }
            }
            let share = votes.map(|votes| f64::from(votes) / codes.len() as f64);
            sums.add(&share);
            count(&mut self.cells, codes, share);
        }
        sums
    }

    fn pass(
        &mut self,
        rows: &Rows<'_>,
        tasks: Range<usize>,
        class_prior: &[f64],
        room: Option<&mut [f64]>,
    ) -> Sums {
        let prior = std::array::from_fn(|class| class_prior[class]);
        match room {
            None => self.pass_into(rows, tasks, prior, |_, _| {}),
            Some(room) => {
                let posteriors = room.as_chunks_mut().0;
                self.pass_into(rows, tasks, prior, |task, row| posteriors[task] = *row)
            }
        }
    }

    fn normalize(
        tables: &mut [Self],
        rows: &Rows<'_>,
        workers: &[Range<usize>],
        bound: Option<&Bound>,
    ) -> Vec<Option<Bound>> {
        let mut cells: Vec<_> = tables
            .iter_mut()
            .map(|table| {
                let lengths = workers.iter().map(|workers| rows.of_workers(workers).len());
                cut(&mut table.cells, lengths).into_iter()
            })
            .collect();
        let pieces = workers.iter().map(|workers| {
            let cells: Vec<_> = cells.iter_mut().filter_map(Iterator::next).collect();
            (cells, workers.clone())
        });
        run_jobs(pieces.collect(), |(cells, workers)| {
            normalize(cells, rows, workers, bound.cloned())
        })
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
        let mut tally = Tally::new();
        let starts = &rows.starts[tasks.start..=tasks.end];
        for (task, bounds) in starts.windows(2).enumerate() {
            let codes = &rows.codes[bounds[0] as usize..bounds[1] as usize];
            let of = |code: u32| &cells[code as usize].probability;
            if codes.is_empty() {
                store(task, &expect_scaled(&of, codes, prior).posterior);
            } else if let Some(expected) = expect(&of, codes, prior) {
                store(task, &expected.posterior);
                tally.add(&expected);
                count(cells, codes, expected.posterior);
            } else {
                let expected = expect_scaled(&of, codes, prior);
                store(task, &expected.posterior);
                tally.add(&expected);
                count(cells, codes, expected.posterior);
            }
        }
        tally.into_sums()
    }
}
