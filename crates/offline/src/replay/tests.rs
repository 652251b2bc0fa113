//! A replay of a simulated crowd.

use super::*;
use pumasi_truth::random::Random;
use std::fmt::Write as _;

/// Answers and truths of a simulated crowd: 20 people right with shares from 0.6 to 0.95, 7 answers a task, and spammers
/// who answer two more times each task.
fn write_crowd(folder: &std::path::Path, tasks: usize, spammers: usize) -> (PathBuf, PathBuf) {
    let mut random = Random::new(4);
    let (mut answers, mut truths) = ("worker,task,label\n".to_owned(), "task,label\n".to_owned());
    let mut of_spammers = Random::new(5);
    for task in 0..tasks {
        let truth = random.below(2);
        writeln!(truths, "t{task},c{truth}").unwrap();
        let first = random.below(20);
        for place in 0..7 {
            let worker = (first + place * 3) % 20;
            let right = random.uniform() < 0.6 + 0.35 * worker as f64 / 20.0;
            let class = if right { truth } else { 1 - truth };
            writeln!(answers, "w{worker},t{task},c{class}").unwrap();
        }
        for place in 0..2.min(spammers) {
            let worker = (task + place) % spammers;
            writeln!(answers, "s{worker},t{task},c{}", of_spammers.below(2)).unwrap();
        }
    }
    let paths = (folder.join("answers.csv"), folder.join("truth.csv"));
    std::fs::write(&paths.0, answers).unwrap();
    std::fs::write(&paths.1, truths).unwrap();
    paths
}

fn arguments(answers: PathBuf, truth: PathBuf) -> Arguments {
    Arguments {
        answers,
        truth,
        target_confidence: 0.95,
        min_answers: 2,
        max_answers: 7,
        seeds: 4,
        control_share: 0.05,
        routing: false,
        margin: None,
        prior_skills: None,
        save_skills: None,
        model_predictions: None,
        no_curve: false,
    }
}

fn figure(summary: &serde_json::Value, name: &str) -> f64 {
    summary[name]
        .as_f64()
        .unwrap_or_else(|| panic!("{name} is missing: {summary}"))
}

fn replay(arguments: &Arguments) -> serde_json::Value {
    let recording = record::read(&arguments.answers, &arguments.truth, None).unwrap();
    let carried = match &arguments.prior_skills {
        Some(path) => skills::read(path, &recording.workers).unwrap(),
        None => Vec::new(),
    };
    summary::of(arguments, &recording, &carried).unwrap()
}

#[test]
fn fewer_answers_than_majority_of_five_for_no_less_accuracy() {
    let folder = tempfile::tempdir().unwrap();
    let (answers, truth) = write_crowd(folder.path(), 300, 0);
    let arguments = arguments(answers, truth);
    let summary = replay(&arguments);
    assert!(figure(&summary, "saving_at_equal_accuracy") > 0.3, "{summary}");
    assert!(
        figure(&summary, "accuracy") > figure(&summary, "majority_5_accuracy") - 0.01,
        "{summary}"
    );
    assert!(figure(&summary, "answers_per_task") < 5.0, "{summary}");
    assert!(figure(&summary, "answers_per_task") >= figure(&summary, "min_answers"));
    for name in [
        "accuracy_standard_error",
        "claimed_confidence",
        "oracle_saving",
        "calibration_error",
    ] {
        assert!(figure(&summary, name).is_finite());
    }
    assert_eq!(
        replay(&arguments),
        summary,
        "the same seeds give the same figures"
    );
}

#[test]
fn spammers_cost_less_than_a_point() {
    let folder = tempfile::tempdir().unwrap();
    let mut of = Vec::new();
    for spammers in [0, 5] {
        let (answers, truth) = write_crowd(folder.path(), 600, spammers);
        let mut arguments = arguments(answers, truth);
        arguments.no_curve = true;
        arguments.seeds = 4;
        arguments.max_answers = 9;
        of.push(figure(&replay(&arguments), "accuracy"));
    }
    assert!(of[1] > of[0] - 0.01, "{of:?}");
}

#[test]
fn skills_that_are_carried_over_save_first_answers() {
    let folder = tempfile::tempdir().unwrap();
    let (answers, truth) = write_crowd(folder.path(), 300, 0);
    let skills = folder.path().join("skills.csv");
    let mut first = arguments(answers, truth);
    first.no_curve = true;
    first.min_answers = 1;
    first.save_skills = Some(skills.clone());
    let without = replay(&first);
    first.save_skills = None;
    first.prior_skills = Some(skills);
    let with = replay(&first);
    assert!(
        figure(&with, "accuracy") > figure(&without, "accuracy") - 0.015,
        "{with} {without}"
    );
    assert!(
        figure(&with, "answers_per_task") < figure(&without, "answers_per_task") + 0.05,
        "{with} {without}"
    );
}

#[test]
fn faults_name_the_file_and_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let (answers, truth) = (folder.path().join("a.csv"), folder.path().join("t.csv"));
    std::fs::write(&answers, "worker,item,label\nw,t,c\n").unwrap();
    std::fs::write(&truth, "task,label\nt,c\n").unwrap();
    let fault = record::read(&answers, &truth, None).err().unwrap().to_string();
    assert!(
        fault.contains("a.csv, line 1: there is no column task"),
        "{fault}"
    );
    std::fs::write(&answers, "worker,task,label\nw,t,c\nw,t,d\n").unwrap();
    let recording = record::read(&answers, &truth, None).unwrap();
    assert_eq!((recording.repeated, recording.answers[0].len()), (1, 1));
    std::fs::write(&truth, "task,label\nother,c\n").unwrap();
    let fault = record::read(&answers, &truth, None).err().unwrap().to_string();
    assert!(fault.contains("no task of the answers has a truth"), "{fault}");
    let mut wrong = arguments(answers, truth);
    wrong.target_confidence = 1.5;
    assert!(
        wrong
            .check()
            .unwrap_err()
            .to_string()
            .contains("--target-confidence")
    );
}
