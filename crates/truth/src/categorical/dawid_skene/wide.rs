//! Tables for any number of classes.

use super::logarithm::rescale;
use super::rows::Rows;
use super::table::{Bound, SCALED_AFTER, SMALLEST, Sums, Table};
use crate::parallel::{cut, run_jobs};
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

/// Makes the rows of some workers into probabilities; `tables` has these rows of every thread's table.
fn normalize(
    mut tables: Vec<&mut [f64]>,
    classes: usize,
    rows: &Rows<'_>,
    workers: Range<usize>,
    mut bound: Option<Bound>,
) -> Option<Bound> {
    let size = 2 * classes;
    let first = rows.of_workers(&workers).start;
    let (values, others) = tables.split_first_mut().expect("there is a table");
    let mut sums = vec![0.0; classes];
    let mut after = vec![0.0; classes];
    for worker in workers {
        let range = rows.of_worker(worker);
        let range = (range.start - first) * size..(range.end - first) * size;
        sums.fill(0.0);
        for start in range.clone().step_by(size) {
            for (class, sum) in sums.iter_mut().enumerate() {
                let at = start + classes + class;
                let more = others.iter_mut().map(|other| std::mem::take(&mut other[at]));
                values[at] += more.sum::<f64>();
                *sum += values[at].max(SMALLEST);
            }
        }
        for start in range.step_by(size) {
            let (before, counts) = values[start..start + size].split_at_mut(classes);
            for (class, after) in after.iter_mut().enumerate() {
                *after = counts[class].max(SMALLEST) / sums[class];
            }
            if let Some(bound) = &mut bound {
                bound.add(counts, before, &after);
            }
            before.copy_from_slice(&after);
            counts.fill(0.0);
            for other in others.iter_mut() {
                other[start..start + classes].copy_from_slice(&after);
            }
        }
    }
    bound
}

impl Table for Wide {
    const NEEDS_ROOM: bool = false;

    fn new(rows: usize, classes: usize) -> Self {
        Wide {
            classes,
            values: vec![0.0; rows * classes * 2],
        }
    }

    fn count_votes(&mut self, rows: &Rows<'_>, tasks: Range<usize>, _room: Option<&mut [f64]>) -> Sums {
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
        mut room: Option<&mut [f64]>,
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
            if let Some(room) = &mut room {
                room[task * self.classes..(task + 1) * self.classes].copy_from_slice(&row);
            }
            if !codes.is_empty() {
                sums.log_likelihood.multiply(sum, taken);
                sums.add(&row);
                self.count(codes, &row);
            }
        }
        sums
    }

    fn normalize(
        tables: &mut [Self],
        rows: &Rows<'_>,
        workers: &[Range<usize>],
        bound: Option<&Bound>,
    ) -> Vec<Option<Bound>> {
        let classes = tables[0].classes;
        let mut values: Vec<_> = tables
            .iter_mut()
            .map(|table| {
                let lengths = workers
                    .iter()
                    .map(|workers| rows.of_workers(workers).len() * 2 * classes);
                cut(&mut table.values, lengths).into_iter()
            })
            .collect();
        let pieces = workers.iter().map(|workers| {
            let values: Vec<_> = values.iter_mut().filter_map(Iterator::next).collect();
            (values, workers.clone())
        });
        run_jobs(pieces.collect(), |(values, workers)| {
            normalize(values, classes, rows, workers, bound.cloned())
        })
    }

    fn probabilities(&self) -> Vec<f64> {
        let rows = self.values.chunks(2 * self.classes);
        rows.flat_map(|cell| &cell[..self.classes]).copied().collect()
    }
}
