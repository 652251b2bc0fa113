//! What spammers and adversaries among the workers cost: the default way to infer results from all answers, and the rule
//! that decides how many answers are bought, with them and without.

use super::mean_and_error;
use super::noise::{Noise, spoiled};
use crate::replay::record::{Recording, read};
use crate::replay::simulate::{Run, simulate};
use anyhow::{Result, bail};
use clap::Args;
use pumasi_domain::plan::buy::{BuySettings, Prices};
use pumasi_domain::quality::{InspectionRule, Overlap};
use pumasi_truth::categorical::auto;
use pumasi_truth::categorical::hierarchical::Context;
use pumasi_truth::{Answers, Sizes, best_of};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// What `pumasi simulate spammers` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Recorded answers as CSV: worker,task,label
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,

    /// True labels as CSV: task,label; may cover a part of the tasks
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,

    /// How often bad people are drawn
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    seeds: u64,

    /// How likely a result must be, where the engine decides how many answers are bought
    #[arg(long, value_name = "PROBABILITY", default_value_t = 0.95)]
    target_confidence: f64,

    /// Fewest answers of a task, where the engine decides
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    min_answers: usize,

    /// Most answers of a task, where the engine decides
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    max_answers: usize,

    /// Share of the tasks with truth that are known to the engine, where it decides; left out of the accuracy
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    control_share: f64,

    /// Only results from all answers, without the rule that decides how many are bought
    #[arg(long)]
    no_adaptive: bool,
}

/// What is added: the name, what those people answer, and their share of the workers.
const CASES: [(&str, Noise, f64); 4] = [
    ("none", Noise::Uniform, 0.0),
    ("uniform_20", Noise::Uniform, 0.2),
    ("uniform_40", Noise::Uniform, 0.4),
    ("adversary_20", Noise::Adversary, 0.2),
];

/// Accuracies and cost under one seed; what was not run is not a number, and null in the output.
#[derive(Debug, Clone, Copy)]
struct Figures {
    vote: f64,
    all_answers: f64,
    adaptive: f64,
    answers_per_task: f64,
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    if !(0.5..1.0).contains(&arguments.target_confidence) || arguments.seeds == 0 {
        bail!("--target-confidence must be from 0.5 up to below 1, and --seeds at least 1");
    }
    if !(0.0..=0.9).contains(&arguments.control_share) {
        bail!(
            "--control-share: {} is not from 0 to 0.9",
            arguments.control_share
        );
    }
    if arguments.min_answers == 0 || arguments.max_answers < arguments.min_answers {
        bail!("--min-answers must be at least 1 and --max-answers no less than that");
    }
    let recording = read(&arguments.answers, &arguments.truth, None)?;
    if recording.classes.len() < 2 {
        bail!("{}: there is only one label", arguments.answers.display());
    }
    eprintln!(
        "{:<14} {:>14} {:>14} {:>14} {:>10}   points lost in brackets",
        "added", "majority", "all answers", "adaptive", "answers"
    );
    let mut summary = Map::new();
    let mut without: Vec<Figures> = Vec::new();
    for (name, noise, share) in CASES {
        let of_seeds: Vec<Figures> = (0..arguments.seeds)
            .map(|seed| {
                let crowd = spoiled(&recording, noise, share, seed);
                figures(arguments, &crowd, seed)
            })
            .collect();
        if without.is_empty() {
            without.clone_from(&of_seeds);
        }
        summary.insert(name.to_owned(), row(name, &of_seeds, &without));
    }
    summary.insert("seeds".into(), json!(arguments.seeds));
    println!("{}", serde_json::to_string(&Value::Object(summary))?);
    Ok(())
}

fn figures(arguments: &Arguments, recording: &Recording, seed: u64) -> Figures {
    let settings = BuySettings {
        overlap: Overlap::Adaptive,
        margin: 2,
        answers_min: arguments.min_answers as i64,
        answers_max: arguments.max_answers as i64,
        target: arguments.target_confidence,
        inspection: InspectionRule::Share,
        prices: Prices {
            answer_minor: 100,
            inspection_minor: 100,
        },
    };
    let run = Run {
        settings,
        control_share: arguments.control_share,
        routing: false,
        carried: &[],
        seed,
    };
    let (adaptive, answers_per_task) = if arguments.no_adaptive {
        (f64::NAN, f64::NAN)
    } else {
        let (outcomes, _) = simulate(recording, run);
        (outcomes.accuracy, outcomes.answers_per_task)
    };
    Figures {
        vote: vote_accuracy(recording),
        all_answers: full_accuracy(recording),
        adaptive,
        answers_per_task,
    }
}

/// Accuracy of the default method on all answers, without any known task.
pub fn full_accuracy(recording: &Recording) -> f64 {
    let (mut tasks, mut workers, mut classes) = (Vec::new(), Vec::new(), Vec::new());
    for (task, answers) in recording.answers.iter().enumerate() {
        for (worker, class) in answers {
            tasks.push(task as u32);
            workers.push(*worker as u32);
            classes.push(*class as u32);
        }
    }
    let sizes = Sizes {
        tasks: recording.answers.len(),
        workers: recording.workers.len(),
        classes: recording.classes.len(),
    };
    let Ok(answers) = Answers::from_columns(&tasks, &workers, &classes, sizes) else {
        return 0.0;
    };
    let (_, fit) = auto(&answers, Context::default());
    accuracy(recording, |task| fit.posterior.best(task).class)
}

/// Accuracy of majority vote on all answers; of equal votes the lowest class.
fn vote_accuracy(recording: &Recording) -> f64 {
    accuracy(recording, |task| {
        let mut votes = vec![0.0; recording.classes.len()];
        for (_, class) in &recording.answers[task] {
            votes[*class] += 1.0;
        }
        best_of(&votes).class
    })
}

fn accuracy(recording: &Recording, result: impl Fn(usize) -> usize) -> f64 {
    let known: Vec<(usize, usize)> = (recording.truths.iter().enumerate())
        .filter_map(|(task, truth)| truth.map(|truth| (task, truth)))
        .collect();
    let right = known
        .iter()
        .filter(|(task, truth)| result(*task) == *truth)
        .count();
    right as f64 / known.len().max(1) as f64
}

fn row(name: &str, of_seeds: &[Figures], without: &[Figures]) -> Value {
    let of = |figure: fn(&Figures) -> f64| {
        let (accuracy, error) = mean_and_error(&of_seeds.iter().map(figure).collect::<Vec<_>>());
        let (before, _) = mean_and_error(&without.iter().map(figure).collect::<Vec<_>>());
        (accuracy, error, before - accuracy)
    };
    let (vote, all, adaptive) = (of(|f| f.vote), of(|f| f.all_answers), of(|f| f.adaptive));
    let answers = mean_and_error(&of_seeds.iter().map(|f| f.answers_per_task).collect::<Vec<_>>()).0;
    let cell = |(accuracy, _, lost): (f64, f64, f64)| match accuracy.is_nan() {
        true => "-".to_owned(),
        false => format!("{accuracy:.4} ({:+.2})", lost * 100.0),
    };
    let bought = match answers.is_nan() {
        true => "-".to_owned(),
        false => format!("{answers:.3}"),
    };
    eprintln!(
        "{name:<14} {:>14} {:>14} {:>14} {bought:>10}",
        cell(vote),
        cell(all),
        cell(adaptive)
    );
    json!({
        "majority_accuracy": vote.0,
        "majority_lost": vote.2,
        "accuracy": all.0,
        "accuracy_standard_error": all.1,
        "lost": all.2,
        "adaptive_accuracy": adaptive.0,
        "adaptive_accuracy_standard_error": adaptive.1,
        "adaptive_lost": adaptive.2,
        "adaptive_answers_per_task": answers,
    })
}
