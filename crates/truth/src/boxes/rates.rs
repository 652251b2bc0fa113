//! How often workers miss objects and mark what is none: expectation and maximisation over the patterns of who marked
//! what.
//!
//! A picture holds a Poisson number of objects, and a Poisson number of things that tempt one to mark them. Each worker
//! marks each of either with a rate of his own. Then what was marked by a given set of workers is Poisson too (thinning),
//! what nobody marked has a known expectation, and pictures with few and with many answers fit one model: a candidate seen
//! by one of two and one seen by one of seven are told apart.
//!
//! Answers alone do not tell many tempting things that each of few workers marks from few that most of them mark (three
//! workers leave seven patterns for eight numbers), so the chance that a worker of the pool marks what tempted another is
//! a setting, and the number of tempting things follows from it.

use super::BoxSettings;
use crate::special::sigmoid;
use crate::two_coin::{Counts, Evidence, Rates};

/// What is known of one worker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoxWorker {
    /// Share of the objects that the worker leaves unmarked.
    pub miss_rate: f64,
    /// Share of the tempting things that the worker marks.
    pub false_rate: f64,
    /// Expected false markings on a picture.
    pub false_boxes: f64,
    /// Mean of one minus the likeness to the aggregate.
    pub localisation_error: f64,
    /// Probability of naming the right class.
    pub class_accuracy: f64,
    /// Pictures judged that somebody else judged too: with fewer than ten, the rates are mostly those of the pool.
    pub pictures: u32,
}

/// What a fit knows of the pictures and the workers.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxRates {
    /// Objects expected on a picture.
    pub objects: f64,
    /// Tempting things expected on a picture.
    pub tempting: f64,
    /// Number of classes.
    pub classes: u32,
    /// By index of the worker.
    pub workers: Vec<BoxWorker>,
}

/// The pool before any data: finds four of five objects, in ten that were looked for, and marks something false on one
/// picture of five, in ten that were looked at.
const PRIOR_FOUND: f64 = 8.0;
const PRIOR_MISSED: f64 = 2.0;
const PRIOR_FALSE: f64 = 2.0;
const PRIOR_PICTURES: f64 = 10.0;
/// Keeps rates off 0 and 1, where one answer would outweigh everybody.
const EDGE: f64 = 1e-3;

impl BoxWorker {
    fn rates(&self) -> Rates {
        Rates {
            sensitivity: 1.0 - self.miss_rate,
            specificity: 1.0 - self.false_rate,
        }
    }
}

/// Who saw a picture, and who of them marked each candidate, by place among those who saw it.
pub(super) struct Pattern {
    pub(super) workers: Vec<u32>,
    pub(super) candidates: Vec<Vec<usize>>,
}

impl BoxRates {
    /// Nothing known but the prior.
    pub(super) fn start(workers: usize, classes: u32, settings: &BoxSettings) -> BoxRates {
        let false_boxes = PRIOR_FALSE / PRIOR_PICTURES;
        let worker = BoxWorker {
            miss_rate: PRIOR_MISSED / (PRIOR_FOUND + PRIOR_MISSED),
            false_rate: settings.coincidence,
            false_boxes,
            localisation_error: 0.25,
            class_accuracy: 0.9,
            pictures: 0,
        };
        BoxRates {
            objects: 1.0,
            tempting: false_boxes / settings.coincidence,
            classes,
            workers: vec![worker; workers],
        }
    }

    /// Probability that each candidate of a picture is an object.
    pub(super) fn expect(&self, pattern: &Pattern, settings: &BoxSettings) -> Vec<f64> {
        let evidence: Vec<Evidence> = pattern
            .workers
            .iter()
            .map(|worker| self.workers[*worker as usize].rates().evidence())
            .collect();
        let others = pattern.workers.len().saturating_sub(1) as f64;
        let weight = 1.0 / (1.0 + others * settings.correlation);
        let prior = (self.objects / self.tempting).ln();
        let unmarked: f64 = evidence.iter().map(|one| one.unmarked).sum();
        let candidate = |marked: &Vec<usize>| {
            let gained = marked
                .iter()
                .map(|place| evidence[*place].marked - evidence[*place].unmarked);
            sigmoid(prior + weight * (unmarked + gained.sum::<f64>()))
        };
        pattern.candidates.iter().map(candidate).collect()
    }

    /// Objects that are expected on a picture though none of these workers marked them.
    pub(super) fn missed(&self, workers: impl Iterator<Item = u32>) -> f64 {
        workers.fold(self.objects, |missed, worker| {
            missed * self.workers[worker as usize].miss_rate
        })
    }

    /// Rounds of expectation and maximisation until no rate moves by more than the tolerance.
    pub(super) fn fit(&mut self, patterns: &[Pattern], settings: &BoxSettings) {
        for pattern in patterns.iter().filter(|pattern| pattern.workers.len() > 1) {
            for worker in &pattern.workers {
                self.workers[*worker as usize].pictures += 1;
            }
        }
        let mut first = true;
        for _ in 0..settings.iterations {
            let moved = self.round(patterns, settings, first);
            first = false;
            if moved < settings.tolerance {
                break;
            }
        }
    }

    fn round(&mut self, patterns: &[Pattern], settings: &BoxSettings, first: bool) -> f64 {
        let mut counts = vec![Counts::default(); self.workers.len()];
        let (mut objects, mut pictures) = (1.0, 1.0);
        // A picture that only one worker saw teaches nothing of him: he would confirm himself.
        for pattern in patterns.iter().filter(|pattern| pattern.workers.len() > 1) {
            let probabilities = match first {
                true => vote_shares(pattern),
                false => self.expect(pattern, settings),
            };
            for (marked, probability) in pattern.candidates.iter().zip(&probabilities) {
                let mut marks = vec![false; pattern.workers.len()];
                for place in marked {
                    marks[*place] = true;
                }
                for (worker, marked) in pattern.workers.iter().zip(marks) {
                    counts[*worker as usize].add(marked, *probability, 1.0);
                }
                objects += probability;
            }
            let missed = self.missed(pattern.workers.iter().copied());
            for worker in &pattern.workers {
                counts[*worker as usize].present_unmarked += missed;
            }
            objects += missed;
            pictures += 1.0;
        }
        self.objects = objects / pictures;
        self.maximise(&counts, settings)
    }

    /// The largest move of a worker's rate.
    fn maximise(&mut self, counts: &[Counts], settings: &BoxSettings) -> f64 {
        let (mut found, mut missed) = (PRIOR_FOUND, PRIOR_MISSED);
        let (mut marked, mut pictures) = (PRIOR_FALSE, PRIOR_PICTURES);
        for (count, worker) in counts.iter().zip(&self.workers) {
            found += count.present_marked;
            missed += count.present_unmarked;
            marked += count.absent_marked;
            pictures += f64::from(worker.pictures);
        }
        let (pool_miss, pool_false) = (missed / (found + missed), marked / pictures);
        self.tempting = pool_false / settings.coincidence;
        let lean = settings.shrinkage;
        let mut moved = 0.0_f64;
        for (count, worker) in counts.iter().zip(&mut self.workers) {
            let looked_for = count.present_marked + count.present_unmarked + lean.present;
            let miss_rate = (count.present_unmarked + lean.present * pool_miss) / looked_for;
            let pictures = f64::from(worker.pictures) + lean.absent;
            worker.false_boxes = (count.absent_marked + lean.absent * pool_false) / pictures;
            let (miss_rate, false_rate) = (
                miss_rate.clamp(EDGE, 1.0 - EDGE),
                (worker.false_boxes / self.tempting).clamp(EDGE, 1.0 - EDGE),
            );
            moved = moved.max((worker.miss_rate - miss_rate).abs());
            moved = moved.max((worker.false_rate - false_rate).abs());
            (worker.miss_rate, worker.false_rate) = (miss_rate, false_rate);
        }
        moved
    }
}

fn vote_shares(pattern: &Pattern) -> Vec<f64> {
    let all = pattern.workers.len() as f64;
    let candidates = pattern.candidates.iter();
    candidates.map(|marked| marked.len() as f64 / all).collect()
}
