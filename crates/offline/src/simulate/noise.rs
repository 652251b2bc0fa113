//! People who spoil a recording: spammers who answer anything, and adversaries who answer wrongly.

use super::draw::{below, other};
use crate::replay::record::Recording;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::HashSet;

/// What the added people answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Any class, each as often.
    Uniform,
    /// A wrong class: not the true one, or where nobody knows that, not the one with most votes.
    Adversary,
}

/// The recording with so many more workers that `share` of all workers are bad ones (below 1). Each of them answers as
/// many tasks as a worker does on the mean, drawn at random, so that the same share of all answers is theirs.
pub fn spoiled(recording: &Recording, noise: Noise, share: f64, seed: u64) -> Recording {
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0x0bad);
    let mut spoiled = recording.clone();
    let (tasks, classes) = (recording.answers.len(), recording.classes.len());
    let given: usize = recording.answers.iter().map(Vec::len).sum();
    let added = (share / (1.0 - share) * recording.workers.len() as f64).round() as usize;
    let wanted = share / (1.0 - share) * given as f64;
    for number in 0..added {
        let worker = spoiled.workers.len();
        spoiled.workers.push(format!("added {number}"));
        // Rounded so that the sum is right.
        let upto = |count: usize| (wanted * count as f64 / added as f64).round() as usize;
        let answers = (upto(number + 1) - upto(number)).min(tasks);
        let mut seen = HashSet::new();
        while seen.len() < answers {
            let task = below(&mut random, tasks);
            if !seen.insert(task) {
                continue;
            }
            let class = match noise {
                Noise::Uniform => below(&mut random, classes),
                Noise::Adversary => {
                    let avoided = recording.truths[task].unwrap_or_else(|| most_named(recording, task));
                    other(&mut random, avoided, classes)
                }
            };
            spoiled.answers[task].push((worker, class));
        }
    }
    spoiled
}

fn most_named(recording: &Recording, task: usize) -> usize {
    let mut votes = vec![0; recording.classes.len()];
    for (_, class) in &recording.answers[task] {
        votes[*class] += 1;
    }
    let most = votes.iter().max().copied().unwrap_or(0);
    votes.iter().position(|count| *count == most).unwrap_or(0)
}
