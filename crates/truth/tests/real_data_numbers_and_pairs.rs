//! Errors on recorded numbers, and the agreement of scores on recorded comparisons with the reference's. Run it with
//! `PUMASI_CROWD_DATA=<folder>`.

mod columns;

use std::collections::HashMap;

use pumasi_truth::OpenAnswers;
use pumasi_truth::numeric::{
    GuardOptions, NumericResult, VarianceOptions, guarded_mean, inverse_variance, mean, median, trimmed_mean,
};
use pumasi_truth::pairwise::{
    BradleyTerryOptions, Comparison, NoisyOptions, Preference, bradley_terry, noisy_bradley_terry,
};

#[test]
fn emotions() {
    let Some(set) = columns::read("num_emotion") else {
        return;
    };
    let values: Vec<f64> = set.labels.iter().map(|label| label.parse().unwrap()).collect();
    let answers = OpenAnswers::from_columns(
        &set.tasks,
        &set.workers,
        &values,
        set.task_count,
        set.worker_count,
    )
    .unwrap();
    let error = |name: &str, found: NumericResult| {
        let each = || {
            set.truth.iter().map(|(task, truth)| {
                found.estimates[*task as usize].unwrap().value - truth.parse::<f64>().unwrap()
            })
        };
        let count = set.truth.len() as f64;
        let absolute = each().map(f64::abs).sum::<f64>() / count;
        let square = (each().map(|error| error * error).sum::<f64>() / count).sqrt();
        println!("{name}: mean absolute error {absolute:.3}, root mean square error {square:.3}");
        (absolute, square)
    };
    let (absolute, square) = error("mean", mean(&answers));
    assert!(
        (absolute - 12.02).abs() < 0.005 && (square - 17.84).abs() < 0.005,
        "{absolute} {square}"
    );
    let (absolute, square) = error("median", median(&answers));
    assert!(
        (absolute - 13.53).abs() < 0.005 && (square - 21.26).abs() < 0.005,
        "{absolute} {square}"
    );
    let (absolute, _) = error("trimmed mean", trimmed_mean(&answers, 0.1));
    assert!(absolute < 12.0);
    let (absolute, square) = error("guarded mean", guarded_mean(&answers, GuardOptions::default()));
    assert!(absolute <= 12.02 && square <= 18.2);
    let (absolute, square) = error(
        "inverse variance",
        inverse_variance(&answers, VarianceOptions::default()),
    );
    assert!(absolute <= 12.65 && square <= 18.85, "{absolute} {square}");
}

/// Spearman's rank correlation of two columns, equal values sharing their mean rank.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let ranks = |values: &[f64]| -> Vec<f64> {
        let rank = |value: &f64| {
            let below = values.iter().filter(|other| *other < value).count() as f64;
            below + (values.iter().filter(|other| *other == value).count() as f64 - 1.0) / 2.0
        };
        values.iter().map(rank).collect()
    };
    let (a, b) = (ranks(a), ranks(b));
    let middle = (a.len() as f64 - 1.0) / 2.0;
    let products = |a: &[f64], b: &[f64]| {
        a.iter()
            .zip(b)
            .map(|(a, b)| (a - middle) * (b - middle))
            .sum::<f64>()
    };
    products(&a, &b) / (products(&a, &a) * products(&b, &b)).sqrt()
}

#[test]
fn models_compared() {
    let Some(folder) = columns::folder("pair_llmfao") else {
        return;
    };
    let (mut items, mut workers) = (columns::Numbering::default(), columns::Numbering::default());
    let comparisons: Vec<Comparison> =
        columns::rows(&folder.join("labels.csv"), ["worker", "left", "right", "label"])
            .into_iter()
            .map(|[worker, left, right, label]| Comparison {
                worker: workers.number(&worker),
                left: items.number(&left),
                right: items.number(&right),
                preferred: match label {
                    label if label == left => Preference::Left,
                    label if label == right => Preference::Right,
                    label => {
                        assert_eq!(label, "tie");
                        Preference::Tie
                    }
                },
            })
            .collect();
    let reference: HashMap<String, f64> = columns::rows(
        &folder.join("evalica_reference_scores.csv"),
        ["algorithm", "item", "score"],
    )
    .into_iter()
    .filter(|[algorithm, ..]| algorithm == "bradley_terry")
    .map(|[_, item, score]| (item, score.parse().unwrap()))
    .collect();
    let expected: Vec<f64> = items.names.iter().map(|item| reference[item]).collect();
    let (item_count, worker_count) = (items.names.len(), workers.names.len());
    let plain = bradley_terry(
        &comparisons,
        item_count,
        worker_count,
        BradleyTerryOptions::default(),
    )
    .unwrap();
    let noisy = noisy_bradley_terry(&comparisons, item_count, worker_count, NoisyOptions::default()).unwrap();
    let found = (
        spearman(&plain.scores, &expected),
        spearman(&noisy.scores, &expected),
    );
    println!(
        "Spearman: Bradley-Terry {:.4}, with workers who may err {:.4}",
        found.0, found.1
    );
    assert!(found.0 >= 0.979, "{}", found.0);
    assert!(found.1 >= 0.911, "{}", found.1);
}
