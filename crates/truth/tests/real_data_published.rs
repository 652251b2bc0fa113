//! Accuracies that were published, on recorded answers: majority and Dawid-Skene after 100 iterations, to the last digit.
//! Run it optimised, with `PUMASI_CROWD_DATA=<folder>`; it prints those of all methods with crowd-kit's numbers.

mod columns;

use pumasi_truth::categorical::dawid_skene::{Settings, Stop};
use pumasi_truth::categorical::hierarchical::Context;
use pumasi_truth::categorical::{
    ZeroBasedSettings, auto, dawid_skene, majority_vote, one_coin, wawa, zero_based_skill,
};
use pumasi_truth::{Answers, Posterior, Sizes};

const SETS: [&str; 16] = [
    "bluebird",
    "rte",
    "wsd",
    "face",
    "weather_cf",
    "barzan",
    "d_possent",
    "event_words",
    "zencrowd_us",
    "d_product",
    "sp",
    "hitspam_cf",
    "s_adult",
    "s_rel",
    "trec",
    "fact_eval",
];

/// Majority, and Dawid-Skene after 100 iterations: Ustalov, Pavlichenko and Tseitlin, Learning from Crowds with
/// Crowd-Kit, JOSS 2024 (three digits), to four digits by crowd-kit 1.4.2.
const PUBLISHED: [(&str, f64, f64); 4] = [
    ("d_product", 0.897, 0.9397),
    ("d_possent", 0.932, 0.9600),
    ("s_rel", 0.536, 0.6155),
    ("s_adult", 0.763, 0.7477),
];

/// Accuracy by majority, Wawa, zero-based skill, one-coin, Dawid-Skene (own stop; 100 iterations) and auto.
fn measure(name: &str) -> Option<[f64; 7]> {
    let set = columns::read(name)?;
    let mut names: Vec<&String> = set.labels.iter().collect();
    names.sort();
    names.dedup();
    let class_of = |label: &String| names.binary_search(&label).ok();
    let classes = set.labels.iter().map(|label| class_of(label).unwrap() as u32);
    let classes: Vec<u32> = classes.collect();
    let sizes = Sizes {
        tasks: set.task_count,
        workers: set.worker_count,
        classes: names.len(),
    };
    let answers = Answers::from_columns(&set.tasks, &set.workers, &classes, sizes).unwrap();
    let accuracy = |posterior: Posterior| {
        let is_right =
            |truth: &&(u32, String)| class_of(&truth.1) == Some(posterior.best(truth.0 as usize).class);
        set.truth.iter().filter(is_right).count() as f64 / set.truth.len() as f64
    };
    let forced = Settings {
        stop: Stop::Iterations(100),
        threads: 1,
    };
    Some([
        accuracy(majority_vote(&answers)),
        accuracy(wawa(&answers).posterior),
        accuracy(zero_based_skill(&answers, &ZeroBasedSettings::default()).posterior),
        accuracy(one_coin(&answers, Stop::default()).posterior),
        accuracy(dawid_skene(&answers, &Settings::default()).posterior),
        accuracy(dawid_skene(&answers, &forced).posterior),
        accuracy(auto(&answers, Context::default()).1.posterior),
    ])
}

#[test]
fn published_accuracies_are_reached_to_the_last_digit() {
    for name in SETS {
        let Some(found) = measure(name) else {
            println!("SKIPPED: set PUMASI_CROWD_DATA to the folder of recorded crowds");
            return;
        };
        let cells: Vec<String> = found.iter().map(|accuracy| format!("{accuracy:.4}")).collect();
        println!("| {name} | {} |", cells.join(" | "));
        let [majority, .., forced, auto] = found;
        assert!(
            auto >= majority - 0.01,
            "{name}: auto {auto} below majority {majority}"
        );
        if let Some((_, published_majority, published)) = PUBLISHED.iter().find(|known| known.0 == name) {
            assert!(
                (majority - published_majority).abs() < 0.0005 + 1e-9,
                "{name}: {majority}"
            );
            assert!((forced - published).abs() < 0.00005 + 1e-9, "{name}: {forced}");
        }
    }
}
