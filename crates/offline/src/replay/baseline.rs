//! What majority vote costs and reaches on the same answers in the same order, and the least that any rule could cost.

use super::record::Recording;
use super::simulate::{controls, shuffled};

/// Cost and accuracy of a way to buy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Answers bought per task.
    pub answers_per_task: f64,
    /// Share of right results.
    pub accuracy: f64,
}

/// Votes per class of the first answers.
fn votes(queue: &[(usize, usize)], classes: usize) -> Vec<usize> {
    let mut counts = vec![0; classes];
    for (_, class) in queue {
        counts[*class] += 1;
    }
    counts
}

/// The chance that the truth wins the vote; a tie is drawn by lot.
fn wins(counts: &[usize], truth: usize) -> f64 {
    let most = counts.iter().copied().max().unwrap_or(0);
    if counts[truth] < most || most == 0 {
        return 0.0;
    }
    1.0 / counts.iter().filter(|count| **count == most).count() as f64
}

/// Majority vote over the first `overlap` answers of each task; tasks with fewer give what they have.
pub fn majority(recording: &Recording, overlap: usize, control_share: f64, seed: u64) -> Point {
    let queues = shuffled(recording, seed);
    let control = controls(recording, control_share, seed);
    let (mut bought, mut right, mut counted) = (0, 0.0, 0);
    for (task, queue) in queues.iter().enumerate() {
        let taken = &queue[..queue.len().min(overlap)];
        bought += taken.len();
        if let Some(truth) = recording.truths[task].filter(|_| !control[task]) {
            right += wins(&votes(taken, recording.classes.len()), truth);
            counted += 1;
        }
    }
    Point {
        answers_per_task: bought as f64 / queues.len() as f64,
        accuracy: right / f64::from(counted.max(1)),
    }
}

/// Somebody who knows the truth stops each task as soon as its vote is right (never before `least` answers, never after
/// `most`), and at once at `least` where it never will be. No rule that sees only answers and votes can cost less at this
/// accuracy.
pub fn oracle(recording: &Recording, least: usize, most: usize, control_share: f64, seed: u64) -> Point {
    let queues = shuffled(recording, seed);
    let control = controls(recording, control_share, seed);
    let (mut bought, mut right, mut counted) = (0, 0, 0);
    for (task, queue) in queues.iter().enumerate() {
        let Some(truth) = recording.truths[task].filter(|_| !control[task]) else {
            continue;
        };
        counted += 1;
        let last = queue.len().min(most);
        let first = least.max(1).min(last);
        let hit = (first..=last)
            .find(|taken| wins(&votes(&queue[..*taken], recording.classes.len()), truth) >= 1.0);
        right += usize::from(hit.is_some());
        bought += hit.unwrap_or(first);
    }
    let counted = f64::from(counted.max(1));
    Point {
        answers_per_task: bought as f64 / counted,
        accuracy: right as f64 / counted,
    }
}

/// The cost at which a curve first reaches an accuracy, between its points in a straight line; `None` if it never does.
pub fn cost_at(curve: &[Point], accuracy: f64) -> Option<f64> {
    let mut points = curve.to_vec();
    points.sort_by(|a, b| a.answers_per_task.total_cmp(&b.answers_per_task));
    let first = points.first()?;
    if first.accuracy >= accuracy {
        return Some(first.answers_per_task);
    }
    points
        .windows(2)
        .find(|pair| pair[1].accuracy >= accuracy)
        .map(|pair| {
            let rise = pair[1].accuracy - pair[0].accuracy;
            let share = (accuracy - pair[0].accuracy) / rise;
            pair[0].answers_per_task + share * (pair[1].answers_per_task - pair[0].answers_per_task)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_read_off_between_two_points() {
        let point = |answers_per_task, accuracy| Point {
            answers_per_task,
            accuracy,
        };
        let curve = [point(3.0, 0.9), point(2.0, 0.8)];
        assert_eq!(cost_at(&curve, 0.7), Some(2.0));
        assert!((cost_at(&curve, 0.85).unwrap() - 2.5).abs() < 1e-12);
        assert_eq!(cost_at(&curve, 0.95), None);
    }

    #[test]
    fn a_tie_is_half_a_hit() {
        assert_eq!(wins(&[2, 2, 1], 1), 0.5);
        assert_eq!(wins(&[2, 2, 1], 2), 0.0);
    }
}
