//! Which level of detail describes a pool: chosen by how well answers that were kept back are foretold.
//!
//! Every answer is kept back once. A level is better if its likeliest class agrees with kept-back answers more often. The
//! likelihood of kept-back answers alone would not do: matrices always explain answers better, also where what they
//! explain is not the truth. Where votes foretell as well as matrices do, votes are believed: they can not go astray.

use super::hierarchical::{Context, Fit, Iterations, Level, Shrinkage, hierarchical, hierarchical_by_levels};
use crate::answers::Answers;

/// What a level foretold of the answers kept back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foretold {
    /// The level.
    pub level: Level,
    /// Share of kept-back answers that its likeliest class agrees with; a tie agrees in part.
    pub agreement: f64,
    /// Mean log probability of kept-back answers.
    pub log_score: f64,
}

/// A choice and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The level chosen.
    pub level: Level,
    /// What each level foretold; empty where no task has two answers.
    pub foretold: Vec<Foretold>,
}

/// Parts that the answers are kept back in.
pub const FOLDS: usize = 5;

/// Matrices are also chosen if they take away this share of the log loss of kept-back answers without agreeing less.
const LOSS_SHARE: f64 = 0.1;

/// Standard errors of the difference that chance explains; by more than that matrices must agree better, to be chosen for
/// answers that are complete.
const ERRORS: f64 = 2.0;

/// Sums over the kept-back answers of a task, per level.
#[derive(Default, Clone, Copy)]
struct Sums {
    agreement: [f64; 3],
    log_score: [f64; 3],
}

/// Chooses between votes and confusion matrices. Matrices must agree better with kept-back answers by `errors` standard
/// errors of the difference: 2 where the choice is made once, 0 in a project under way, which looks again.
pub fn choose_level(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    iterations: Iterations,
    errors: f64,
) -> Choice {
    let mut sums = vec![Sums::default(); answers.sizes().tasks];
    let mut kept_back = 0usize;
    for fold in 0..FOLDS {
        kept_back += foretell(answers, context, shrinkage, iterations, fold, &mut sums);
    }
    if kept_back == 0 {
        return Choice {
            level: Level::Pool,
            foretold: Vec::new(),
        };
    }
    let count = kept_back as f64;
    let foretold: Vec<Foretold> = Level::ALL
        .iter()
        .enumerate()
        .map(|(index, level)| Foretold {
            level: *level,
            agreement: sums.iter().map(|sum| sum.agreement[index]).sum::<f64>() / count,
            log_score: sums.iter().map(|sum| sum.log_score[index]).sum::<f64>() / count,
        })
        .collect();
    let [votes, .., matrices] = foretold.as_slice() else {
        unreachable!("there are three levels")
    };
    // Answers to one task stand or fall together: the error is that of the sums per task.
    let last = Level::ALL.len() - 1;
    let squares: f64 = sums
        .iter()
        .map(|sum| (sum.agreement[last] - sum.agreement[0]).powi(2))
        .sum();
    let error = squares.sqrt() / count;
    let gain = matrices.agreement - votes.agreement;
    let less_loss = matrices.log_score - votes.log_score > LOSS_SHARE * votes.log_score.abs();
    let better = gain > errors * error || (less_loss && gain > -ERRORS * error);
    Choice {
        level: if better { Level::Confusion } else { Level::Pool },
        foretold,
    }
}

/// What the product would say of these answers: the level of detail is chosen, then fitted. Where votes are believed, the
/// likeliest class is the one with most votes, and equal votes stay equal.
pub fn auto(answers: &Answers, context: Context<'_>) -> (Choice, Fit) {
    let (shrinkage, iterations) = (Shrinkage::default(), Iterations::default());
    let choice = choose_level(answers, context, shrinkage, iterations, ERRORS);
    let fit = hierarchical(answers, context, shrinkage, choice.level, iterations, None);
    (choice, fit)
}

/// Whether an answer (its place in its task) is kept back in a fold: each once, spread evenly over places.
fn is_kept(task: usize, place: usize, fold: usize) -> bool {
    let spread = (task as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    (spread as usize + place) % FOLDS == fold
}

fn foretell(
    answers: &Answers,
    context: Context<'_>,
    shrinkage: Shrinkage,
    iterations: Iterations,
    fold: usize,
    sums: &mut [Sums],
) -> usize {
    let sizes = answers.sizes();
    let classes = sizes.classes;
    let (mut tasks, mut workers, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    let mut kept = Vec::new();
    for task in 0..sizes.tasks {
        let alone = answers.codes(task).len() < 2;
        for (place, (worker, class)) in answers.of_task(task).enumerate() {
            if !alone && is_kept(task, place, fold) {
                kept.push((task, worker * classes + class, class));
            } else {
                tasks.push(task as u32);
                workers.push(worker as u32);
                labels.push(class as u32);
            }
        }
    }
    let rest = Answers::from_columns(&tasks, &workers, &labels, sizes).unwrap_or_else(|_| answers.clone());
    let mut index = 0;
    hierarchical_by_levels(
        &rest,
        context,
        shrinkage,
        Level::Confusion,
        iterations,
        None,
        |_, posterior, tables| {
            for (task, code, class) in &kept {
                let row = posterior.row(*task);
                let most = row.iter().copied().fold(0.0, f64::max) - 1e-9;
                if row[*class] >= most {
                    let equal = row.iter().filter(|value| **value >= most).count();
                    sums[*task].agreement[index] += 1.0 / equal as f64;
                }
                let chances = &tables[code * classes..(code + 1) * classes];
                let chance: f64 = row.iter().zip(chances).map(|(p, chance)| p * chance).sum();
                sums[*task].log_score[index] += chance.max(1e-9).ln();
            }
            index += 1;
        },
    );
    kept.len()
}
