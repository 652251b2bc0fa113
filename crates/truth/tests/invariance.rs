//! What must not matter does not: the order of rows, how tasks, workers and classes are numbered, how many threads run.

use proptest::prelude::*;
use pumasi_truth::categorical::dawid_skene::{Settings, Stop};
use pumasi_truth::categorical::{
    ZeroBasedSettings, dawid_skene, majority_vote, one_coin, wawa, zero_based_skill,
};
use pumasi_truth::{Answers, Posterior, Sizes};

#[derive(Debug, Clone)]
struct Case {
    sizes: Sizes,
    /// Task, worker, class.
    rows: Vec<(u32, u32, u32)>,
}

impl Case {
    fn answers(&self) -> Answers {
        let column = |of: fn(&(u32, u32, u32)) -> u32| -> Vec<u32> { self.rows.iter().map(of).collect() };
        Answers::from_columns(&column(|r| r.0), &column(|r| r.1), &column(|r| r.2), self.sizes).unwrap()
    }
}

fn permutation(count: usize) -> impl Strategy<Value = Vec<u32>> {
    Just((0..count as u32).collect::<Vec<u32>>()).prop_shuffle()
}

/// Rows, the same rows in another order with everything numbered anew, and the new numbers of tasks and classes.
fn renamed() -> impl Strategy<Value = (Case, Case, Vec<u32>, Vec<u32>)> {
    (2usize..14, 2usize..8, 2usize..6).prop_flat_map(|(tasks, workers, classes)| {
        let sizes = Sizes {
            tasks,
            workers,
            classes,
        };
        let row = (0..tasks as u32, 0..workers as u32, 0..classes as u32);
        let rows = proptest::collection::vec(row, 1..120);
        let names = (permutation(tasks), permutation(workers), permutation(classes));
        (rows, names).prop_flat_map(move |(rows, (task, worker, class))| {
            let again: Vec<_> = rows
                .iter()
                .map(|row| {
                    (
                        task[row.0 as usize],
                        worker[row.1 as usize],
                        class[row.2 as usize],
                    )
                })
                .collect();
            let first = Case { sizes, rows };
            (Just(first), Just(again).prop_shuffle(), Just(task), Just(class))
                .prop_map(move |(first, rows, task, class)| (first, Case { sizes, rows }, task, class))
        })
    })
}

fn worst(first: &Posterior, again: &Posterior, tasks: &[u32], classes: &[u32]) -> f64 {
    let mut worst: f64 = 0.0;
    for (task, renamed) in tasks.iter().enumerate() {
        let other = again.row(*renamed as usize);
        for (class, value) in first.row(task).iter().enumerate() {
            worst = worst.max((value - other[classes[class] as usize]).abs());
        }
    }
    worst
}

/// Few iterations: where two solutions are equally near, rounding decides after enough of them.
fn settings(threads: usize) -> Settings {
    Settings {
        stop: Stop::Iterations(8),
        threads,
    }
}

proptest! {
    #[test]
    fn order_and_numbers_do_not_matter((first, again, tasks, classes) in renamed()) {
        let (first, again) = (first.answers(), again.answers());
        let methods: [fn(&Answers) -> Posterior; 3] = [
            majority_vote,
            |answers| dawid_skene(answers, &settings(1)).posterior,
            |answers| one_coin(answers, Stop::Iterations(8)).posterior,
        ];
        for method in methods {
            prop_assert!(worst(&method(&first), &method(&again), &tasks, &classes) < 1e-9);
        }
    }

    /// These take labels from votes on the way, and of equal classes the lowest, so classes keep their numbers here.
    #[test]
    fn votes_by_skill_do_not_hang_on_the_order((first, again, tasks, classes) in renamed()) {
        let mut back = vec![0; classes.len()];
        for (class, name) in classes.iter().enumerate() {
            back[*name as usize] = class as u32;
        }
        let mut again = again;
        again.rows.iter_mut().for_each(|row| row.2 = back[row.2 as usize]);
        let same: Vec<u32> = (0..classes.len() as u32).collect();
        let (first, again) = (first.answers(), again.answers());
        prop_assert!(worst(&wawa(&first).posterior, &wawa(&again).posterior, &tasks, &same) < 1e-9);
        let settings = ZeroBasedSettings::default();
        let (first, again) = (zero_based_skill(&first, &settings), zero_based_skill(&again, &settings));
        prop_assert!(worst(&first.posterior, &again.posterior, &tasks, &same) < 1e-9);
    }

    #[test]
    fn threads_do_not_matter((case, _, _, _) in renamed(), threads in 2usize..5) {
        let answers = case.answers();
        let (one, many) = (dawid_skene(&answers, &settings(1)), dawid_skene(&answers, &settings(threads)));
        for (one, many) in one.posterior.values().iter().zip(many.posterior.values()) {
            prop_assert!((one - many).abs() < 1e-9);
        }
    }

    #[test]
    fn the_likelihood_never_falls((case, _, _, _) in renamed()) {
        let answers = case.answers();
        for history in [
            dawid_skene(&answers, &Settings { stop: Stop::Likelihood { tolerance: 1e-12, at_most: 60 }, threads: 1 }).history,
            one_coin(&answers, Stop::Likelihood { tolerance: 1e-12, at_most: 60 }).history,
        ] {
            for pair in history.windows(2) {
                // Counts of at least 1e-10 are the one thing that the likelihood does not ask for.
                prop_assert!(pair[1] > pair[0] - 1e-7, "{history:?}");
            }
        }
    }

    #[test]
    fn rows_are_probabilities((case, _, _, _) in renamed()) {
        let answers = case.answers();
        for posterior in [
            dawid_skene(&answers, &Settings::default()).posterior,
            one_coin(&answers, Stop::default()).posterior,
            zero_based_skill(&answers, &ZeroBasedSettings::default()).posterior,
        ] {
            for task in 0..posterior.tasks() {
                prop_assert!((posterior.row(task).iter().sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert!(posterior.row(task).iter().all(|value| (0.0..=1.0).contains(value)));
            }
        }
    }
}

#[test]
fn no_answers_and_one_class_are_borne() {
    let none = Sizes {
        tasks: 2,
        workers: 1,
        classes: 2,
    };
    let answers = Answers::from_columns(&[], &[], &[], none).unwrap();
    assert_eq!(
        dawid_skene(&answers, &Settings::default()).posterior.row(1),
        [0.5, 0.5]
    );
    assert_eq!(one_coin(&answers, Stop::default()).posterior.row(1), [0.5, 0.5]);
    let single = Sizes { classes: 1, ..none };
    let answers = Answers::from_columns(&[0, 0], &[0, 0], &[0, 0], single).unwrap();
    assert_eq!(
        dawid_skene(&answers, &Settings::default()).posterior.row(0),
        [1.0]
    );
    assert_eq!(one_coin(&answers, Stop::default()).posterior.row(0), [1.0]);
}
