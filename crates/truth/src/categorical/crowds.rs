//! Crowds with known truth, for the tests of the methods.

use crate::answers::{Answers, Sizes};
use crate::posterior::Posterior;
use crate::random::Random;

/// All workers answer all tasks: right with the given probability, else any other class. And the truth.
pub fn crowd(classes: usize, right: &[f64], tasks: usize, seed: u64) -> (Answers, Vec<usize>) {
    let mut random = Random::new(seed);
    let truth: Vec<usize> = (0..tasks).map(|_| random.below(classes)).collect();
    let answer = |task: usize, worker: usize, random: &mut Random| {
        let wrong = (truth[task] + 1 + random.below(classes - 1)) % classes;
        if random.uniform() < right[worker] {
            truth[task]
        } else {
            wrong
        }
    };
    let mut columns = (vec![], vec![], vec![]);
    for task in 0..tasks {
        for worker in 0..right.len() {
            columns.0.push(task as u32);
            columns.1.push(worker as u32);
            columns.2.push(answer(task, worker, &mut random) as u32);
        }
    }
    let sizes = Sizes {
        tasks,
        workers: right.len(),
        classes,
    };
    (
        Answers::from_columns(&columns.0, &columns.1, &columns.2, sizes).unwrap(),
        truth,
    )
}

/// `honest` workers who are right nine times of ten, and `spam` who always answer the last class.
pub fn spammers(
    classes: usize,
    honest: usize,
    spam: usize,
    tasks: usize,
    seed: u64,
) -> (Answers, Vec<usize>) {
    let (known, truth) = crowd(classes, &vec![0.9; honest], tasks, seed);
    let mut columns = (vec![], vec![], vec![]);
    for task in 0..tasks {
        let spammed = (honest..honest + spam).map(|worker| (worker, classes - 1));
        for (worker, class) in known.of_task(task).chain(spammed) {
            columns.0.push(task as u32);
            columns.1.push(worker as u32);
            columns.2.push(class as u32);
        }
    }
    let sizes = Sizes {
        tasks,
        workers: honest + spam,
        classes,
    };
    (
        Answers::from_columns(&columns.0, &columns.1, &columns.2, sizes).unwrap(),
        truth,
    )
}

/// Share of the tasks whose likeliest class is the true one.
pub fn accuracy(posterior: &Posterior, truth: &[usize]) -> f64 {
    let right = truth
        .iter()
        .enumerate()
        .filter(|(task, class)| posterior.best(*task).class == **class)
        .count();
    right as f64 / truth.len() as f64
}

/// The same answers, those of each task in the opposite order.
pub fn reversed(answers: &Answers) -> Answers {
    let mut columns = (vec![], vec![], vec![]);
    for task in 0..answers.sizes().tasks {
        let given: Vec<_> = answers.of_task(task).collect();
        for (worker, class) in given.into_iter().rev() {
            columns.0.push(task as u32);
            columns.1.push(worker as u32);
            columns.2.push(class as u32);
        }
    }
    Answers::from_columns(&columns.0, &columns.1, &columns.2, answers.sizes()).unwrap()
}

/// No answers; one worker; one answer; all the same; all ties; one class; a worker and a task without answers.
pub fn degenerate() -> Vec<Answers> {
    let make = |rows: &[(u32, u32, u32)], tasks, workers, classes| {
        let column = |pick: fn(&(u32, u32, u32)) -> u32| rows.iter().map(pick).collect::<Vec<_>>();
        let sizes = Sizes {
            tasks,
            workers,
            classes,
        };
        Answers::from_columns(&column(|r| r.0), &column(|r| r.1), &column(|r| r.2), sizes).unwrap()
    };
    vec![
        make(&[], 0, 0, 2),
        make(&[], 2, 1, 2),
        make(&[(0, 0, 1)], 1, 1, 2),
        make(&[(0, 0, 1), (1, 0, 0), (2, 0, 2)], 3, 1, 3),
        make(&[(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)], 2, 2, 2),
        make(&[(0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 1, 1)], 2, 2, 2),
        make(&[(0, 0, 0), (1, 1, 0)], 2, 2, 1),
        make(&[(0, 0, 1), (0, 0, 1), (0, 2, 0), (2, 2, 0)], 4, 4, 2),
    ]
}
