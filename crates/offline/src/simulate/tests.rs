use super::crowd::{Crowd, MIXES, Mix, Size};
use super::inspectors::settings;
use super::noise::{Noise, spoiled};
use super::project::{Outcome, Run, Way, simulate};
use super::spammers::full_accuracy;
use crate::replay::record::Recording;

const SEEDS: u64 = 2;

/// Means of two figures over a few seeds.
fn mean(
    mix: Mix,
    way: Way,
    (answers, target): ((i64, i64), f64),
    figures: impl Fn(&Outcome) -> (f64, f64),
) -> (f64, f64) {
    let size = Size {
        tasks: 440,
        workers: 20,
        inspectors: 10,
    };
    let mut sums = (0.0, 0.0);
    for seed in 0..SEEDS {
        let run = Run {
            way,
            settings: settings(answers, target),
            gold_share: 0.1,
            inspector_gold_share: 0.1,
            seed,
        };
        let (first, second) = figures(&simulate(&Crowd::new(mix, size, seed), run));
        sums = (sums.0 + first, sums.1 + second);
    }
    (sums.0 / SEEDS as f64, sums.1 / SEEDS as f64)
}

fn error(mix: Mix, way: Way, answers: (i64, i64)) -> f64 {
    mean(mix, way, (answers, 0.95), |outcome| (outcome.error, 0.0)).0
}

fn mix(name: &str) -> Mix {
    MIXES[MIXES.iter().position(|mix| mix.name == name).expect("a crowd")]
}

#[test]
fn verdicts_weighed_by_what_inspectors_are_worth_beat_verdicts_believed() {
    for name in ["mixed", "hostile"] {
        let believed = error(mix(name), Way::Believe, (1, 1));
        let weighed = error(mix(name), Way::Weigh, (1, 1));
        assert!(
            weighed < believed,
            "{name}: {weighed} weighed, {believed} believed"
        );
    }
}

#[test]
fn looking_where_there_is_doubt_delivers_no_more_errors_for_six_tenths_of_the_inspections() {
    // With one answer a task, and with two or three.
    for (name, bought) in [
        ("hostile", ((1, 1), 0.8)),
        ("mixed", ((2, 3), 0.9)),
        ("careless", ((2, 3), 0.9)),
        ("hostile", ((2, 3), 0.9)),
    ] {
        let figures = |outcome: &Outcome| (outcome.error, outcome.inspections);
        let (believed, all) = mean(mix(name), Way::Believe, ((1, 1), 0.9), figures);
        let (doubt, some) = mean(mix(name), Way::Doubt, bought, figures);
        assert!(doubt <= believed, "{name}: {doubt} in doubt, {believed} believed");
        assert!(some <= 0.6 * all, "{name}: {some} of {all} inspections");
    }
}

/// A crowd with a truth for every task, as if it had been recorded.
fn recording() -> Recording {
    let size = Size {
        tasks: 300,
        workers: 24,
        inspectors: 1,
    };
    let crowd = Crowd::new(mix("mild"), size, 11);
    Recording {
        classes: (0..super::crowd::CLASSES)
            .map(|class| class.to_string())
            .collect(),
        workers: (0..size.workers).map(|worker| worker.to_string()).collect(),
        answers: (0..size.tasks)
            .map(|task| (0..5).map(|place| crowd.answer(task, place)).collect())
            .collect(),
        truths: (0..size.tasks).map(|task| Some(crowd.truth(task))).collect(),
        predictions: vec![None; size.tasks],
        repeated: 0,
    }
}

#[test]
fn a_fifth_of_uniform_spammers_costs_less_than_a_point() {
    let recording = recording();
    let before = full_accuracy(&recording);
    let seeds = 4;
    let lost: f64 = (0..seeds)
        .map(|seed| before - full_accuracy(&spoiled(&recording, Noise::Uniform, 0.2, seed)))
        .sum::<f64>()
        / seeds as f64;
    assert!(before > 0.9 && lost < 0.01, "{lost} lost of {before}");
}

#[test]
fn the_added_people_give_their_share_of_the_answers_and_no_two_to_a_task() {
    let recording = recording();
    let spoiled = spoiled(&recording, Noise::Adversary, 0.2, 1);
    let (mut added, mut all) = (0, 0);
    for (task, answers) in spoiled.answers.iter().enumerate() {
        let mut workers: Vec<usize> = answers.iter().map(|(worker, _)| *worker).collect();
        workers.sort_unstable();
        workers.dedup();
        assert_eq!(workers.len(), answers.len());
        all += answers.len();
        for (worker, class) in answers {
            if *worker >= recording.workers.len() {
                added += 1;
                assert_ne!(Some(*class), recording.truths[task]);
            }
        }
    }
    assert_eq!(spoiled.workers.len(), 30);
    assert_eq!(added * 5, all);
}
