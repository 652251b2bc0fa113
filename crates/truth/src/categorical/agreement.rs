//! How often a worker's answers agree with given labels.

use crate::answers::Answers;
use crate::posterior::Posterior;

/// Share of each worker's answers that are the given label of their task; one label (class) per task. An answer that a
/// worker gave to a task more than once counts once, as in crowd-kit. A worker without answers has 0.
pub fn agreement(answers: &Answers, labels: &[u32]) -> Vec<f64> {
    let sizes = answers.sizes();
    let (mut right, mut all) = (vec![0u32; sizes.workers], vec![0u32; sizes.workers]);
    let mut sorted = Vec::new();
    for (task, label) in labels.iter().enumerate() {
        each_once(answers.codes(task), &mut sorted, |code| {
            let (worker, class) = (code as usize / sizes.classes, code as usize % sizes.classes);
            all[worker] += 1;
            right[worker] += u32::from(class == *label as usize);
        });
    }
    let shares = right.iter().zip(&all);
    shares
        .map(|(right, all)| {
            if *all == 0 {
                0.0
            } else {
                f64::from(*right) / f64::from(*all)
            }
        })
        .collect()
}

/// The label of each task by a posterior. Classes whose probabilities differ by rounding alone are equal, and of equals
/// the lowest is taken: what a method goes on to learn from labels must not hang on the order in which it adds.
pub(crate) fn labels(posterior: &Posterior) -> Vec<u32> {
    const ROUNDING: f64 = 1e-12;
    let label = |task| {
        let row: &[f64] = posterior.row(task);
        let greatest = row.iter().copied().fold(0.0, f64::max);
        let first = row.iter().position(|value| *value >= greatest - ROUNDING);
        first.unwrap_or(0) as u32
    };
    (0..posterior.tasks()).map(label).collect()
}

/// Calls `each` with every code once; `sorted` is room to work in.
fn each_once(codes: &[u32], sorted: &mut Vec<u32>, mut each: impl FnMut(u32)) {
    /// Fewer are compared with each other faster than they are sorted.
    const FEW: usize = 24;
    if codes.len() <= FEW {
        for (index, code) in codes.iter().enumerate() {
            if !codes[..index].contains(code) {
                each(*code);
            }
        }
        return;
    }
    sorted.clear();
    sorted.extend_from_slice(codes);
    sorted.sort_unstable();
    sorted.dedup();
    sorted.iter().copied().for_each(each);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Sizes;

    #[test]
    fn repeated_answers_count_once() {
        let sizes = Sizes {
            tasks: 2,
            workers: 3,
            classes: 2,
        };
        let (tasks, workers, classes) = ([0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [1, 1, 1, 1, 0]);
        let answers = Answers::from_columns(&tasks, &workers, &classes, sizes).unwrap();
        assert_eq!(agreement(&answers, &[1, 0]), [1.0 / 3.0, 1.0, 0.0]);
        let many = vec![0; 100];
        let answers = Answers::from_columns(&many, &many, &many, sizes).unwrap();
        assert_eq!(agreement(&answers, &[0, 0])[0], 1.0);
    }

    #[test]
    fn rounding_does_not_break_a_tie() {
        let posterior = Posterior::from_values(3, vec![0.3, 0.35, 0.35 + 1e-16, 0.2, 0.3, 0.5]);
        assert_eq!(labels(&posterior), [1, 2]);
    }
}
