//! Simulated crowds with known truth: what the hierarchy must never do, and what must not matter to it.

use super::*;
use crate::Sizes;
use crate::categorical::{auto, majority_vote};
use crate::random::Random;
use proptest::prelude::*;

/// How a simulated person answers.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Right with this chance, errors even.
    Honest(f64),
    /// Any class.
    Spammer,
    /// Always the same class.
    Lazy,
    /// Names the next class with this chance.
    Adversary(f64),
}

#[derive(Debug)]
struct Crowd {
    rows: Vec<(u32, u32, u32)>,
    truth: Vec<usize>,
    sizes: Sizes,
}

impl Crowd {
    /// `overlap` answers a task by people drawn at random; on a share of tasks everybody is misled in the same way.
    fn new(seed: u64, tasks: usize, classes: usize, kinds: &[Kind], overlap: usize, misled: f64) -> Crowd {
        let mut random = Random::new(seed);
        let truth: Vec<usize> = (0..tasks).map(|_| random.below(classes)).collect();
        let mut rows = Vec::new();
        for (task, truth) in truth.iter().enumerate() {
            let looks = if random.uniform() < misled {
                (truth + 1) % classes
            } else {
                *truth
            };
            let mut asked: Vec<usize> = (0..kinds.len()).collect();
            for place in 0..overlap.min(kinds.len()) {
                let other = place + random.below(kinds.len() - place);
                asked.swap(place, other);
                let worker = asked[place];
                let class = match kinds[worker] {
                    Kind::Honest(right) if random.uniform() < right => looks,
                    Kind::Honest(_) => (looks + 1 + random.below(classes - 1)) % classes,
                    Kind::Spammer => random.below(classes),
                    Kind::Lazy => worker % classes,
                    Kind::Adversary(chance) if random.uniform() < chance => (looks + 1) % classes,
                    Kind::Adversary(_) => looks,
                };
                rows.push((task as u32, worker as u32, class as u32));
            }
        }
        let sizes = Sizes {
            tasks,
            workers: kinds.len(),
            classes,
        };
        Crowd { rows, truth, sizes }
    }

    fn answers(&self) -> Answers {
        let column = |of: fn(&(u32, u32, u32)) -> u32| -> Vec<u32> { self.rows.iter().map(of).collect() };
        Answers::from_columns(&column(|r| r.0), &column(|r| r.1), &column(|r| r.2), self.sizes).unwrap()
    }

    fn accuracy(&self, posterior: &Posterior) -> f64 {
        let right = (0..self.truth.len()).filter(|task| posterior.best(*task).class == self.truth[*task]);
        right.count() as f64 / self.truth.len() as f64
    }
}

fn fit(answers: &Answers, context: Context<'_>, level: Level) -> Fit {
    hierarchical(
        answers,
        context,
        Shrinkage::default(),
        level,
        Iterations::default(),
        None,
    )
}

/// People of many kinds: `honest` of them honest with shares from 0.55 to 0.95, then the others.
fn mixed(honest: usize, others: &[Kind]) -> Vec<Kind> {
    let of = |n: usize| Kind::Honest(0.55 + 0.4 * (n as f64 + 0.5) / honest as f64);
    (0..honest).map(of).chain(others.iter().copied()).collect()
}

#[test]
fn no_simulated_crowd_makes_it_collapse() {
    let spammers = [Kind::Spammer; 10];
    let lazy = [Kind::Lazy; 10];
    let adversaries = [Kind::Adversary(0.9); 6];
    let rare = mixed(400, &[]);
    let crowds: [(&str, Vec<Kind>, usize, f64); 7] = [
        ("mixed", mixed(30, &[]), 3, 0.0),
        ("two answers a task", mixed(30, &[]), 2, 0.0),
        ("rare workers", rare, 3, 0.0),
        ("spammers", mixed(30, &spammers), 4, 0.0),
        ("lazy", mixed(30, &lazy), 4, 0.0),
        ("adversaries", mixed(30, &adversaries), 5, 0.0),
        ("misled together", mixed(30, &[]), 4, 0.15),
    ];
    for classes in [2, 4] {
        for (name, kinds, overlap, misled) in &crowds {
            let (mut own, mut vote, mut chosen) = (0.0, 0.0, 0.0);
            for seed in 0..4 {
                let crowd = Crowd::new(seed, 400, classes, kinds, *overlap, *misled);
                let answers = crowd.answers();
                own += crowd.accuracy(&fit(&answers, Context::default(), Level::Confusion).posterior) / 4.0;
                vote += crowd.accuracy(&majority_vote(&answers)) / 4.0;
                chosen += crowd.accuracy(&auto(&answers, Context::default()).1.posterior) / 4.0;
            }
            assert!(
                own >= vote - 0.01,
                "{name}, {classes} classes: {own} against {vote}"
            );
            assert!(
                chosen >= vote - 0.01,
                "{name}, {classes} classes: chosen {chosen} against {vote}"
            );
        }
    }
}

#[test]
fn a_fifth_of_uniform_spammers_costs_less_than_a_point() {
    for classes in [2, 4] {
        let (mut clean, mut spammed) = (0.0, 0.0);
        for seed in 0..6 {
            // The honest answer each task five times in both; spammers come on top, a fifth of all people.
            let honest = Crowd::new(seed, 500, classes, &mixed(40, &[]), 5, 0.0);
            let mut random = Random::new(seed + 100);
            let mut rows = honest.rows.clone();
            for task in 0..500 {
                if random.uniform() < 0.9 {
                    rows.push((task, 40 + random.below(10) as u32, random.below(classes) as u32));
                }
            }
            let sizes = Sizes {
                workers: 50,
                ..honest.sizes
            };
            clean += honest.accuracy(&fit(&honest.answers(), Context::default(), Level::Confusion).posterior)
                / 6.0;
            let crowd = Crowd {
                rows,
                truth: honest.truth,
                sizes,
            };
            spammed +=
                crowd.accuracy(&fit(&crowd.answers(), Context::default(), Level::Confusion).posterior) / 6.0;
        }
        assert!(
            spammed > clean - 0.01,
            "{classes} classes: {spammed} against {clean}"
        );
    }
}

#[test]
fn nobody_gets_credit_for_being_worse_than_chance() {
    let crowd = Crowd::new(3, 400, 2, &mixed(20, &[Kind::Adversary(0.95); 3]), 6, 0.0);
    let skills = fit(&crowd.answers(), Context::default(), Level::Confusion).skills;
    for table in skills.tables.chunks_exact(4) {
        assert!(table[0] + table[3] >= 1.0 - 1e-9, "{table:?}");
    }
}

#[test]
fn skills_are_not_learned_from_answers_nobody_else_looked_at() {
    let kinds = mixed(10, &[]);
    let mut crowd = Crowd::new(1, 100, 2, &kinds, 3, 0.0);
    let before = fit(&crowd.answers(), Context::default(), Level::Confusion);
    for task in 100..200 {
        crowd.rows.push((task, 0, 1));
    }
    crowd.sizes.tasks = 200;
    let after = fit(&crowd.answers(), Context::default(), Level::Confusion);
    for (a, b) in before.skills.tables.iter().zip(&after.skills.tables) {
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }
}

#[test]
fn known_truths_teach_what_a_whole_pool_has_in_common() {
    // Everybody misses half of class 1: without known truths that reads as if class 1 were rare.
    let mut random = Random::new(5);
    let (mut rows, mut truth) = (Vec::new(), Vec::new());
    for task in 0..600u32 {
        let class = usize::from(random.uniform() < 0.5);
        truth.push(class);
        for place in 0..3 {
            let says = if class == 1 {
                random.uniform() < 0.5
            } else {
                random.uniform() < 0.02
            };
            rows.push((task, (task + place * 7) % 20, u32::from(says)));
        }
    }
    let crowd = Crowd {
        rows,
        truth,
        sizes: Sizes {
            tasks: 600,
            workers: 20,
            classes: 2,
        },
    };
    let answers = crowd.answers();
    let known: Vec<TaskEvidence> = (0..200)
        .map(|task| TaskEvidence {
            task,
            likelihood: (0..2)
                .map(|k| f64::from(u8::from(k == crowd.truth[task as usize])))
                .collect(),
        })
        .collect();
    let without = crowd.accuracy(&fit(&answers, Context::default(), Level::Confusion).posterior);
    let context = Context {
        evidence: &known,
        carried: &[],
    };
    let found = fit(&answers, context, Level::Confusion);
    let rest = (200..600)
        .filter(|task| found.posterior.best(*task).class == crowd.truth[*task])
        .count() as f64
        / 400.0;
    assert!(
        rest > without + 0.05,
        "{rest} with known truths, {without} without"
    );
}

#[test]
fn carried_skills_decide_where_nothing_else_is_known() {
    // One answer by somebody known to be good against one by somebody known to guess.
    let sizes = Sizes {
        tasks: 1,
        workers: 2,
        classes: 2,
    };
    let answers = Answers::from_columns(&[0, 0], &[0, 1], &[1, 0], sizes).unwrap();
    let carried = [
        CarriedSkill {
            log_odds_above_pool: 1.5,
            weight: 40.0,
        },
        CarriedSkill {
            log_odds_above_pool: -1.3,
            weight: 40.0,
        },
    ];
    let context = Context {
        evidence: &[],
        carried: &carried,
    };
    let best = fit(&answers, context, Level::Confusion).posterior.best(0);
    assert_eq!(best.class, 1);
    assert!(best.probability > 0.8, "{best:?}");
}

#[test]
fn a_warm_start_comes_to_the_same_end() {
    let crowd = Crowd::new(9, 300, 3, &mixed(25, &[Kind::Spammer; 5]), 4, 0.0);
    let answers = crowd.answers();
    let long = Iterations {
        most: 400,
        tolerance: 1e-12,
    };
    let cold = hierarchical(
        &answers,
        Context::default(),
        Shrinkage::default(),
        Level::Confusion,
        long,
        None,
    );
    let warm = hierarchical(
        &answers,
        Context::default(),
        Shrinkage::default(),
        Level::Confusion,
        long,
        Some(&cold.skills),
    );
    let worst = cold
        .posterior
        .values()
        .iter()
        .zip(warm.posterior.values())
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max);
    assert!(worst < 1e-3, "{worst}");
    assert!(warm.objective.len() <= cold.objective.len());
}

fn crowds() -> impl Strategy<Value = Crowd> {
    (0u64..1_000_000, 2usize..5, 1usize..5, 0usize..4, 0.0f64..0.3).prop_map(
        |(seed, classes, overlap, bad, misled)| {
            let others = [Kind::Spammer, Kind::Lazy, Kind::Adversary(0.8), Kind::Spammer];
            Crowd::new(seed, 40, classes, &mixed(8, &others[..bad]), overlap, misled)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_penalised_posterior_never_falls(crowd in crowds(), known in 0u32..10) {
        let answers = crowd.answers();
        let evidence: Vec<TaskEvidence> = (0..known)
            .map(|task| TaskEvidence {
                task,
                likelihood: (0..crowd.sizes.classes).map(|k| f64::from(u8::from(k == crowd.truth[task as usize]))).collect(),
            })
            .collect();
        let context = Context { evidence: &evidence, carried: &[] };
        for level in Level::ALL {
            let long = Iterations { most: 60, tolerance: 0.0 };
            let found = hierarchical(&answers, context, Shrinkage::default(), level, long, None);
            for pair in found.objective.windows(2) {
                prop_assert!(pair[1] >= pair[0] - 1e-7 * pair[0].abs().max(1.0), "{level:?}: {} then {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn how_things_are_numbered_does_not_matter(crowd in crowds(), shift in 1usize..4) {
        let Sizes { tasks, workers, classes } = crowd.sizes;
        let shift = shift % classes;
        let turned = |row: &(u32, u32, u32)| {
            ((row.0 + 1) % tasks as u32, (row.1 + 3) % workers as u32, (row.2 + shift as u32) % classes as u32)
        };
        let mut rows: Vec<_> = crowd.rows.iter().map(turned).collect();
        rows.reverse();
        let again = Crowd { rows, truth: Vec::new(), sizes: crowd.sizes };
        let (one, other) = (
            fit(&crowd.answers(), Context::default(), Level::Confusion).posterior,
            fit(&again.answers(), Context::default(), Level::Confusion).posterior,
        );
        for task in 0..tasks {
            for class in 0..classes {
                let there = other.row((task + 1) % tasks)[(class + shift) % classes];
                prop_assert!((one.row(task)[class] - there).abs() < 1e-9);
            }
        }
    }
}
