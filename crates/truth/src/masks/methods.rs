//! One mask from several.

use super::sweep::{Inside, sweep};
use super::{Mask, MaskError};
use crate::special::sigmoid;
use crate::two_coin::logit;
use std::collections::HashMap;

/// How the masks of a task become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MaskMethod {
    /// A pixel is inside if more than half of the masks say so.
    Majority,
    /// Expectation and maximisation with one accuracy per mask (one-coin Dawid–Skene over pixels, as in Jung-Lin Lee, Das
    /// Sarma and Parameswaran, Aggregating crowdsourced image segmentations, HCOMP 2018, worker model "basic").
    ExpectationMaximisation,
    /// Majority weighed by each mask's likeness to the aggregate, found in turn (the reliability-aware weights of Li, A
    /// dataset of crowdsourced word sequences, AnnoNLP 2019, with one minus the intersection over union for distance).
    #[default]
    Reliability,
}

/// One worker's mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskAnswer {
    /// Index of the worker.
    pub worker: u32,
    /// What was painted.
    pub mask: Mask,
}

/// The mask of a task.
#[derive(Debug, Clone, PartialEq)]
pub struct MaskFound {
    /// The aggregate; of no pixels without answers.
    pub mask: Mask,
    /// Expected intersection over union of the aggregate with the truth, by the weights; 0 without answers, and no
    /// assurance from a single one.
    pub confidence: f64,
    /// Intersection over union of each answer with the aggregate.
    pub likeness: Vec<f64>,
}

/// Aggregated masks of all tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct MasksFound {
    /// In the order of the tasks.
    pub tasks: Vec<MaskFound>,
    /// Mean intersection over union of every worker's masks with the aggregates (for expectation and maximisation: mean
    /// accuracy where somebody painted), over tasks with at least two answers, leaning to the mean of all as if by five
    /// masks more.
    pub workers: Vec<f64>,
}

/// Stretches of pixels in order, and the distinct ways in which masks overlap there.
struct Stretches {
    /// (length, index of the way).
    all: Vec<(u64, u32)>,
    ways: Vec<Inside>,
    /// Pixels of each way.
    lengths: Vec<f64>,
}

impl Stretches {
    fn of(masks: &[&Mask]) -> Stretches {
        let mut found = Stretches {
            all: Vec::new(),
            ways: Vec::new(),
            lengths: Vec::new(),
        };
        let mut known: HashMap<Inside, u32> = HashMap::new();
        sweep(masks, |length, inside| {
            let way = match known.get(inside) {
                Some(way) => *way,
                None => {
                    let way = found.ways.len() as u32;
                    known.insert(inside.clone(), way);
                    found.ways.push(inside.clone());
                    found.lengths.push(0.0);
                    way
                }
            };
            found.all.push((length, way));
            found.lengths[way as usize] += length as f64;
        });
        found
    }

    fn mask(&self, probabilities: &[f64]) -> Mask {
        let mut mask = Mask::from_runs([]);
        for (length, way) in &self.all {
            mask.push(*length, probabilities[*way as usize] > 0.5);
        }
        mask
    }

    /// Each mask's intersection over union with the ways that are likelier inside than not.
    fn likeness(&self, masks: usize, probabilities: &[f64]) -> Vec<f64> {
        let one = |index: usize| {
            let (mut shared, mut either) = (0.0, 0.0);
            for ((way, length), probability) in self.ways.iter().zip(&self.lengths).zip(probabilities) {
                match (way.has(index), *probability > 0.5) {
                    (true, true) => (shared, either) = (shared + length, either + length),
                    (false, false) => {}
                    _ => either += length,
                }
            }
            if either == 0.0 { 1.0 } else { shared / either }
        };
        (0..masks).map(one).collect()
    }
}

/// Aggregates the masks of one task. `quality`, where known, is each worker's from [`aggregate_masks`] by the same
/// method, in the order of the masks.
///
/// # Errors
/// If the masks differ in their number of pixels.
pub fn aggregate_mask(
    masks: &[&Mask],
    method: MaskMethod,
    quality: Option<&[f64]>,
) -> Result<MaskFound, MaskError> {
    let pixels = masks.first().map_or(0, |mask| mask.pixels());
    if let Some(index) = masks.iter().position(|mask| mask.pixels() != pixels) {
        return Err(MaskError::Pixels { index });
    }
    let stretches = Stretches::of(masks);
    Ok(stretches.judge(masks.len(), method, quality).0)
}

/// Aggregates the masks of all tasks. Majority takes each task by itself; the others learn how good each worker is over
/// all tasks, and weigh the masks by it and by what the task itself shows.
///
/// # Errors
/// If masks of one task differ in their number of pixels, or a worker is not below the stated number of them.
pub fn aggregate_masks(
    tasks: &[Vec<MaskAnswer>],
    workers: usize,
    method: MaskMethod,
) -> Result<MasksFound, MaskError> {
    let mut swept = Vec::with_capacity(tasks.len());
    for (task, answers) in tasks.iter().enumerate() {
        if let Some(answer) = answers.iter().position(|one| one.worker as usize >= workers) {
            return Err(MaskError::Worker { task, answer });
        }
        let masks: Vec<&Mask> = answers.iter().map(|one| &one.mask).collect();
        if let Some(index) = masks.iter().position(|mask| mask.pixels() != masks[0].pixels()) {
            return Err(MaskError::Pixels { index });
        }
        swept.push(Stretches::of(&masks));
    }
    let mut workers_quality: Option<Vec<f64>> = None;
    let rounds = if method == MaskMethod::Majority { 1 } else { 3 };
    let mut found = Vec::new();
    for _ in 0..rounds {
        let mut sums = vec![(0.0, 0.0); workers];
        found.clear();
        for (answers, stretches) in tasks.iter().zip(&swept) {
            let known: Option<Vec<f64>> = workers_quality
                .as_ref()
                .map(|quality| answers.iter().map(|one| quality[one.worker as usize]).collect());
            let (one, quality) = stretches.judge(answers.len(), method, known.as_deref());
            if answers.len() > 1 {
                for (answer, quality) in answers.iter().zip(&quality) {
                    let sum = &mut sums[answer.worker as usize];
                    *sum = (sum.0 + quality, sum.1 + 1.0);
                }
            }
            found.push(one);
        }
        workers_quality = Some(shrunk_means(&sums));
    }
    Ok(MasksFound {
        tasks: found,
        workers: workers_quality.unwrap_or_default(),
    })
}

/// Means, leaning to the mean of all as if by five more of it.
fn shrunk_means(sums: &[(f64, f64)]) -> Vec<f64> {
    const STRENGTH: f64 = 5.0;
    let all = sums
        .iter()
        .fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
    let pool = if all.1 > 0.0 { all.0 / all.1 } else { 0.0 };
    let mean = |(sum, count): &(f64, f64)| (sum + STRENGTH * pool) / (count + STRENGTH);
    sums.iter().map(mean).collect()
}

impl Stretches {
    /// The aggregate, and each mask's quality in this task.
    fn judge(&self, masks: usize, method: MaskMethod, known: Option<&[f64]>) -> (MaskFound, Vec<f64>) {
        let (probabilities, quality) = match method {
            MaskMethod::Majority => (shares(self, &vec![1.0; masks]), None),
            MaskMethod::ExpectationMaximisation => {
                let (probabilities, quality) = by_accuracy(self, masks, known);
                (probabilities, Some(quality))
            }
            MaskMethod::Reliability => (by_reliability(self, masks, known), None),
        };
        let likeness = self.likeness(masks, &probabilities);
        let found = MaskFound {
            mask: self.mask(&probabilities),
            confidence: if masks == 0 {
                0.0
            } else {
                expected_iou(self, &probabilities)
            },
            likeness: likeness.clone(),
        };
        (found, quality.unwrap_or(likeness))
    }
}

/// The weighed share of masks that each way is inside of.
fn shares(stretches: &Stretches, weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let share = |way: &Inside| {
        let inside = weights.iter().enumerate().filter(|(index, _)| way.has(*index));
        inside.map(|(_, weight)| weight).sum::<f64>() / total
    };
    stretches.ways.iter().map(share).collect()
}

/// Weights settle within so many rounds.
const ROUNDS: u32 = 20;

/// How much what is known of a worker counts beside what the task shows.
const KNOWN: f64 = 5.0;

fn with_known(shown: f64, known: Option<&[f64]>, index: usize) -> f64 {
    match known {
        Some(known) => (shown + KNOWN * known[index]) / (1.0 + KNOWN),
        None => shown,
    }
}

/// Weights are log-odds of the likeness: what is best for independent votes of that accuracy (Nitzan and Paroush,
/// International Economic Review 23, 1982).
fn by_reliability(stretches: &Stretches, masks: usize, known: Option<&[f64]>) -> Vec<f64> {
    let mut weights = vec![1.0; masks];
    let mut found = shares(stretches, &weights);
    for _ in 0..ROUNDS {
        let likeness = stretches.likeness(masks, &found);
        let weigh = |index: usize| {
            // Neither does a mask that is the aggregate to the pixel outweigh all others, nor one far from it vanish.
            logit(with_known(likeness[index], known, index).clamp(0.5, 0.99)).max(0.05)
        };
        let next: Vec<f64> = (0..masks).map(weigh).collect();
        let moved = next
            .iter()
            .zip(&weights)
            .any(|(next, before)| (next - before).abs() > 1e-6);
        weights = next;
        found = shares(stretches, &weights);
        if !moved {
            break;
        }
    }
    found
}

/// Probabilities of the ways, and the accuracy of each mask where somebody painted: what all leave unpainted is easy and
/// would make everybody look alike.
fn by_accuracy(stretches: &Stretches, masks: usize, known: Option<&[f64]>) -> (Vec<f64>, Vec<f64>) {
    let mut found = shares(stretches, &vec![1.0; masks]);
    let painted: Vec<f64> = stretches
        .ways
        .iter()
        .zip(&stretches.lengths)
        .map(|(way, length)| if way.ones() > 0 { *length } else { 0.0 })
        .collect();
    let pixels: f64 = painted.iter().sum();
    let mut accuracy = vec![1.0; masks];
    for _ in 0..ROUNDS {
        let inside: f64 = found.iter().zip(&painted).map(|(p, length)| p * length).sum();
        let prior = logit((inside + 1.0) / (pixels + 2.0));
        for (index, accuracy) in accuracy.iter_mut().enumerate() {
            let each = stretches.ways.iter().zip(&painted).zip(&found);
            let right = each.map(|((way, length), p)| length * if way.has(index) { *p } else { 1.0 - p });
            *accuracy = with_known((right.sum::<f64>() + 1.0) / (pixels + 2.0), known, index);
        }
        // Below chance a mask counts as nothing, not as its opposite.
        let gains: Vec<f64> = accuracy
            .iter()
            .map(|accuracy| logit(*accuracy).max(0.0))
            .collect();
        let total: f64 = gains.iter().sum();
        let mut moved = 0.0_f64;
        for (way, probability) in stretches.ways.iter().zip(&mut found) {
            let marked: f64 = (0..masks)
                .filter(|index| way.has(*index))
                .map(|index| gains[index])
                .sum();
            let next = if way.ones() == 0 {
                0.0
            } else {
                sigmoid(prior + 2.0 * marked - total)
            };
            moved = moved.max((next - *probability).abs());
            *probability = next;
        }
        if moved < 1e-6 {
            break;
        }
    }
    (found, accuracy)
}

/// Ratio of expectations of the intersection and the union of the aggregate with the truth.
fn expected_iou(stretches: &Stretches, probabilities: &[f64]) -> f64 {
    let (mut shared, mut either) = (0.0, 0.0);
    for (probability, length) in probabilities.iter().zip(&stretches.lengths) {
        if *probability > 0.5 {
            shared += probability * length;
            either += length;
        } else {
            either += probability * length;
        }
    }
    if either == 0.0 { 1.0 } else { shared / either }
}

#[cfg(test)]
#[path = "methods_tests.rs"]
mod tests;
