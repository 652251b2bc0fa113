//! Word error rates on recorded translations and transcriptions, beside the published ones. Run it optimised
//! (`cargo test --release`), with `PUMASI_CROWD_DATA=<folder>`.

mod columns;

use std::collections::HashMap;

use columns::Set;
use pumasi_truth::OpenAnswers;
use pumasi_truth::text::{
    ChoiceResult, HrrasaOptions, Normalisation, Punctuation, RasaOptions, RoverOptions, RoverOrder, encode,
    exact_vote, hrrasa, normalise, rasa, rover, word_error_rate, word_medoid,
};

/// Mean over the tasks of the word error rate against the truth, both normalised.
fn error(set: &Set, rules: Normalisation, text: impl Fn(usize) -> Option<String>) -> f64 {
    let one = |(task, truth): &(u32, String)| {
        let text = text(*task as usize).unwrap_or_default();
        word_error_rate(&normalise(&text, rules), &normalise(truth, rules))
    };
    set.truth.iter().map(one).sum::<f64>() / set.truth.len() as f64
}

/// Mean word error rate of the first answers, each taken alone; `written` are they, normalised.
fn error_alone(set: &Set, rules: Normalisation, written: &[String]) -> f64 {
    let truth: HashMap<u32, &String> = set.truth.iter().map(|(task, truth)| (*task, truth)).collect();
    let errors: Vec<f64> = (0..written.len().min(2000))
        .filter_map(|row| Some((row, truth.get(&set.tasks[row])?)))
        .map(|(row, truth)| word_error_rate(&written[row], &normalise(truth, rules)))
        .collect();
    errors.iter().sum::<f64>() / errors.len() as f64
}

/// Word error rates by method, in the order of `METHODS`.
fn measure(name: &str, punctuation: Punctuation) -> Option<[f64; 7]> {
    let set = columns::read(name)?;
    let rules = Normalisation {
        lower_case: true,
        punctuation,
    };
    let answers = OpenAnswers::from_columns(
        &set.tasks,
        &set.workers,
        &set.labels,
        set.task_count,
        set.worker_count,
    )
    .unwrap();
    let written: Vec<String> = set.labels.iter().map(|label| normalise(label, rules)).collect();
    let embeddings = encode(&written);
    let choice = |found: ChoiceResult| {
        error(&set, rules, |task| {
            found.chosen[task].map(|chosen| answers.value(chosen.row).clone())
        })
    };
    let put_together = |order, weights: Option<&[f64]>| {
        let found = rover(
            &answers,
            weights,
            RoverOptions {
                order,
                normalisation: rules,
            },
        );
        let error = error(&set, rules, |task| {
            found.texts[task].as_ref().map(|found| found.text.clone())
        });
        (
            error,
            found
                .skills
                .iter()
                .map(|skill| skill.unwrap_or(0.0))
                .collect::<Vec<_>>(),
        )
    };
    let (first, skills) = put_together(RoverOrder::MedoidFirst, None);
    let local = HrrasaOptions {
        normalisation: rules,
        ..HrrasaOptions::default()
    };
    let found = [
        put_together(RoverOrder::Given, None).0,
        first,
        put_together(RoverOrder::MedoidFirst, Some(&skills)).0,
        choice(exact_vote(&answers, rules)),
        choice(word_medoid(&answers, rules)),
        choice(rasa(&answers, &embeddings, RasaOptions::default()).unwrap()),
        choice(hrrasa(&answers, &embeddings, local).unwrap()),
    ];
    println!(
        "{name}, punctuation {punctuation:?}: one answer alone {:.4}, {}",
        error_alone(&set, rules, &written),
        METHODS
            .iter()
            .zip(found)
            .map(|(m, e)| format!("{m} {e:.4}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    Some(found)
}

const METHODS: [&str; 7] = [
    "ROVER in given order",
    "ROVER",
    "ROVER weighted by skill",
    "exact vote",
    "medoid",
    "RASA",
    "HRRASA",
];

/// Each method stays at or below its bound, which is the measured figure and half a point: a worse one is a regression.
fn assert_below(name: &str, punctuation: Punctuation, bounds: [f64; 7]) {
    let Some(found) = measure(name, punctuation) else {
        return;
    };
    for ((method, found), bound) in METHODS.iter().zip(found).zip(bounds) {
        assert!(
            found <= bound + 0.005,
            "{name}, {method}: word error rate {found:.4}, above {bound}"
        );
    }
}

// The references of the translations are written in parted words ("shouldn 't"), so a space in place of punctuation is
// the fairer measure; the published figures were taken with punctuation removed, so both are measured.

#[test]
fn translations_t1() {
    assert_below(
        "text_crowdwsa_t1",
        Punctuation::Space,
        [0.494, 0.491, 0.486, 0.585, 0.497, 0.516, 0.500],
    );
}

#[test]
fn translations_j1() {
    assert_below(
        "text_crowdwsa_j1",
        Punctuation::Space,
        [0.601, 0.587, 0.598, 0.739, 0.613, 0.661, 0.632],
    );
}

#[test]
fn transcriptions_clean() {
    let bounds = [0.068, 0.064, 0.063, 0.140, 0.065, 0.073, 0.061];
    assert_below("text_crowdspeech_dev_clean", Punctuation::Remove, bounds);
}

#[test]
fn transcriptions_other() {
    let bounds = [0.135, 0.127, 0.123, 0.255, 0.127, 0.132, 0.122];
    assert_below("text_crowdspeech_dev_other", Punctuation::Remove, bounds);
}

#[test]
fn translations_t1_without_punctuation() {
    let bounds = [0.505, 0.500, 0.503, 0.586, 0.513, 0.530, 0.517];
    assert_below("text_crowdwsa_t1", Punctuation::Remove, bounds);
}

#[test]
fn translations_j1_without_punctuation() {
    let bounds = [0.604, 0.595, 0.604, 0.752, 0.634, 0.675, 0.646];
    assert_below("text_crowdwsa_j1", Punctuation::Remove, bounds);
}
