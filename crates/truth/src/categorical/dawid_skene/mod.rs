//! Dawid and Skene, Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm, Journal of the Royal
//! Statistical Society C 28(1), 1979: every worker has a confusion matrix.
//!
//! E-step (their eq. 2.5) and counting for the M-step (eq. 2.3 and 2.4) are one pass over the answers in task order. The
//! posterior of a task is made, added to the counts of its answers and forgotten; only the last pass writes it down.
//! Products of probabilities are scaled by powers of two now and then, so no logarithm or exponential is needed.

mod errors;
mod expect;
mod fixed;
mod logarithm;
mod rows;
mod split;
mod stop;
mod table;
mod wide;

pub use errors::WorkerErrors;
pub(crate) use logarithm::{LogProduct, rescale};
pub use stop::Stop;
pub(crate) use table::SMALLEST;

use crate::answers::Answers;
use crate::parallel::{cut, even_parts, run_jobs};
use crate::posterior::Posterior;
use fixed::{Fixed, HalfLine, Line};
use rows::Rows;
use split::Split;
use std::ops::Range;
use table::{Bound, Sums, Table};
use wide::Wide;

/// How to run EM.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// When to stop.
    pub stop: Stop,
    /// Threads, at least 1. The result is the same but for rounding.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            stop: Stop::default(),
            threads: 1,
        }
    }
}

/// What Dawid-Skene found.
#[derive(Debug, Clone, PartialEq)]
pub struct DawidSkene {
    /// Probability of each class for each task. Where [`Stop::Likelihood`] is reached it follows from the errors and the
    /// prior below; else it is what they were made from, as in crowd-kit.
    pub posterior: Posterior,
    /// Share of each class among the tasks, K numbers.
    pub class_prior: Vec<f64>,
    /// How each worker answers.
    pub errors: WorkerErrors,
    /// Iterations that were made.
    pub iterations: usize,
    /// What the stop looked at, per answer, after each iteration: the log-likelihood of the answers under the numbers
    /// before the iteration, or crowd-kit's bound after it.
    pub history: Vec<f64>,
}

/// Maximum-likelihood Dawid-Skene, started from the shares of the votes. Counts are at least 1e-10, and of a worker's
/// answers only those classes count that this worker ever gave, as in crowd-kit. With rare workers it overfits: prefer
/// the hierarchical method.
pub fn dawid_skene(answers: &Answers, settings: &Settings) -> DawidSkene {
    match answers.sizes().classes {
        2 => run::<Fixed<2, HalfLine>>(answers, settings),
        3 => run::<Fixed<3, Line>>(answers, settings),
        4 => run::<Fixed<4, Line>>(answers, settings),
        5 => run::<Split<5>>(answers, settings),
        6 => run::<Split<6>>(answers, settings),
        7 => run::<Split<7>>(answers, settings),
        8 => run::<Split<8>>(answers, settings),
        9 => run::<Split<9>>(answers, settings),
        10 => run::<Split<10>>(answers, settings),
        _ => run::<Wide>(answers, settings),
    }
}

fn run<T: Table>(answers: &Answers, settings: &Settings) -> DawidSkene {
    let threads = settings.threads.max(1);
    let rows = Rows::new(answers, threads);
    let mut em = Em::<T>::new(answers, &rows, threads);
    let mut posterior = Posterior::zeroed(answers.sizes());
    let at_most = settings.stop.at_most();
    let mut history = Vec::new();
    let mut before = f64::NEG_INFINITY;
    em.start(T::NEEDS_ROOM.then(|| posterior.values_mut()));
    if at_most == 0 {
        em.pass(Some(posterior.values_mut()));
    }
    while history.len() < at_most {
        let is_kept = match settings.stop {
            Stop::Compatible { .. } => true,
            Stop::Iterations(_) | Stop::Likelihood { .. } => history.len() + 1 == at_most || T::NEEDS_ROOM,
        };
        let totals = em.pass(is_kept.then(|| posterior.values_mut()));
        let now = em.improve(&totals, settings.stop.wants_bound()) / answers.len() as f64;
        history.push(now);
        if settings.stop.is_reached(before, now) {
            break;
        }
        before = now;
    }
    let is_likelihood = matches!(settings.stop, Stop::Likelihood { .. });
    if is_likelihood && history.len() < at_most {
        em.pass(Some(posterior.values_mut()));
    }
    DawidSkene {
        posterior,
        errors: WorkerErrors::new(answers.sizes().classes, &rows, em.tables[0].probabilities()),
        class_prior: em.class_prior,
        iterations: history.len(),
        history,
    }
}

/// The state of EM: one table per thread.
struct Em<'a, T> {
    rows: &'a Rows<'a>,
    tables: Vec<T>,
    /// Tasks of each thread.
    parts: Vec<Range<usize>>,
    /// Workers of each thread.
    workers: Vec<Range<usize>>,
    class_prior: Vec<f64>,
    classes: usize,
}

impl<'a, T: Table> Em<'a, T> {
    fn new(answers: &Answers, rows: &'a Rows<'a>, threads: usize) -> Em<'a, T> {
        let sizes = answers.sizes();
        let parts = even_parts(rows.starts, threads);
        Em {
            rows,
            tables: vec![T::new(rows.len(), sizes.classes); parts.len()],
            parts,
            workers: even_parts(&rows.workers, threads),
            class_prior: vec![1.0 / sizes.classes as f64; sizes.classes],
            classes: sizes.classes,
        }
    }

    /// The first numbers, from the votes.
    fn start(&mut self, room: Option<&mut [f64]>) {
        let totals = self.in_parts(room, |table, rows, tasks, _, room| {
            table.count_votes(rows, tasks, room)
        });
        T::normalize(&mut self.tables, self.rows, &self.workers, None);
        self.share(&totals.classes, totals.tasks);
    }

    /// E-step and counting.
    fn pass(&mut self, room: Option<&mut [f64]>) -> Totals {
        self.in_parts(room, T::pass)
    }

    /// Does something to the tasks of each thread, and adds up what comes out.
    fn in_parts(
        &mut self,
        room: Option<&mut [f64]>,
        run: impl Fn(&mut T, &Rows<'_>, Range<usize>, &[f64], Option<&mut [f64]>) -> Sums + Sync,
    ) -> Totals {
        let Em {
            rows,
            tables,
            parts,
            class_prior,
            classes,
            ..
        } = self;
        let rooms: Vec<Option<&mut [f64]>> = match room {
            Some(room) => {
                let lengths = parts.iter().map(|part| part.len() * *classes);
                cut(room, lengths).into_iter().map(Some).collect()
            }
            None => parts.iter().map(|_| None).collect(),
        };
        let jobs = tables.iter_mut().zip(parts).zip(rooms).collect();
        let sums = run_jobs(jobs, |((table, part), room)| {
            run(table, rows, part.clone(), class_prior, room)
        });
        let mut totals = Totals {
            classes: vec![0.0; *classes],
            tasks: 0,
            log_likelihood: 0.0,
        };
        for part in sums {
            totals.tasks += part.tasks;
            totals.log_likelihood += part.log_likelihood.ln();
            for (total, sum) in totals.classes.iter_mut().zip(part.classes) {
                *total += sum;
            }
        }
        totals
    }

    /// M-step. Gives the log-likelihood before it, or crowd-kit's bound after it.
    fn improve(&mut self, totals: &Totals, wants_bound: bool) -> f64 {
        let mut bound = Bound::new(self.classes);
        let wanted = wants_bound.then_some(&bound);
        let found = T::normalize(&mut self.tables, self.rows, &self.workers, wanted);
        for part in found.iter().flatten() {
            bound.take(part);
        }
        let log = |prior: &[f64], sums: &[f64]| -> f64 {
            let terms = prior.iter().zip(sums);
            terms.map(|(prior, sum)| prior.max(SMALLEST).ln() * sum).sum()
        };
        let old = log(&self.class_prior, &totals.classes);
        self.share(&totals.classes, totals.tasks);
        if wants_bound {
            // The entropy of the posteriors is the log-likelihood less the expected logarithm of what they came from.
            let entropy = totals.log_likelihood - bound.before - old;
            bound.after + log(&self.class_prior, &bound.counts) + entropy
        } else {
            totals.log_likelihood
        }
    }

    /// The class prior from posteriors summed over tasks.
    fn share(&mut self, sums: &[f64], tasks: usize) {
        if tasks > 0 {
            for (prior, sum) in self.class_prior.iter_mut().zip(sums) {
                *prior = (sum / tasks as f64).max(SMALLEST);
            }
        }
    }
}

/// What a pass of all threads adds up.
struct Totals {
    /// Posterior of each class, summed over tasks with answers.
    classes: Vec<f64>,
    /// How many these are.
    tasks: usize,
    /// Log-likelihood under the numbers before the pass.
    log_likelihood: f64,
}
