//! `pumasi replay`: recorded answers through the code that decides on the server, to see what it would have cost.

mod baseline;
pub mod record;
pub mod simulate;
mod skills;
mod summary;
#[cfg(test)]
mod tests;

use anyhow::{Result, bail};
use clap::Args;
use pumasi_domain::plan::buy::{BuySettings, Prices};
use pumasi_domain::quality::{InspectionRule, Overlap};
use std::path::PathBuf;

/// What `pumasi replay` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Recorded answers as CSV: worker,task,label
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,

    /// True labels as CSV: task,label; may cover a part of the tasks
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,

    /// How likely a result must be
    #[arg(long, value_name = "PROBABILITY", default_value_t = 0.95)]
    target_confidence: f64,

    /// Fewest answers of a task
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    min_answers: usize,

    /// Most answers of a task
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    max_answers: usize,

    /// How often it is run, each time with other random orders
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    seeds: u64,

    /// Share of the tasks with truth that are known to the engine; paid for, and left out of the accuracy
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    control_share: f64,

    /// Ask the worker first, of those who answered the task, whose answer tells most
    #[arg(long)]
    routing: bool,

    /// Stop when one answer leads by so many votes, instead of by how likely it is
    #[arg(long, value_name = "VOTES")]
    margin: Option<i64>,

    /// Skills carried over from another run: worker,log_odds_above_pool,weight
    #[arg(long, value_name = "FILE")]
    prior_skills: Option<PathBuf>,

    /// Where to write the skills that were learned, from the run with the first seed
    #[arg(long, value_name = "FILE")]
    save_skills: Option<PathBuf>,

    /// What a program predicts: task,label and, if it states it, probability
    #[arg(long, value_name = "FILE")]
    model_predictions: Option<PathBuf>,

    /// Only the given target, without the curve over others that saving at equal accuracy is read from
    #[arg(long)]
    no_curve: bool,
}

impl Arguments {
    fn check(&self) -> Result<()> {
        if !(0.5..1.0).contains(&self.target_confidence) {
            bail!(
                "--target-confidence: {} is not from 0.5 up to below 1",
                self.target_confidence
            );
        }
        if !(0.0..=0.9).contains(&self.control_share) {
            bail!("--control-share: {} is not from 0 to 0.9", self.control_share);
        }
        if self.min_answers == 0 || self.max_answers < self.min_answers {
            bail!("--min-answers must be at least 1 and --max-answers no less than that");
        }
        if self.seeds == 0 {
            bail!("--seeds must be at least 1");
        }
        Ok(())
    }

    fn settings(&self, target: f64) -> BuySettings {
        BuySettings {
            overlap: if self.margin.is_some() {
                Overlap::Margin
            } else {
                Overlap::Adaptive
            },
            margin: self.margin.unwrap_or(2),
            answers_min: self.min_answers as i64,
            answers_max: self.max_answers as i64,
            target,
            inspection: InspectionRule::Share,
            prices: Prices {
                answer_minor: 100,
                inspection_minor: 100,
            },
        }
    }
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    arguments.check()?;
    let recording = record::read(
        &arguments.answers,
        &arguments.truth,
        arguments.model_predictions.as_deref(),
    )?;
    let given: usize = recording.answers.iter().map(Vec::len).sum();
    eprintln!(
        "{given} answers of {} workers to {} tasks in {} classes; {} tasks have a truth",
        recording.workers.len(),
        recording.answers.len(),
        recording.classes.len(),
        recording.truths.iter().flatten().count()
    );
    if recording.repeated > 0 {
        eprintln!(
            "{} repeated answers of a worker to a task were left out; the first counts",
            recording.repeated
        );
    }
    let carried = match &arguments.prior_skills {
        Some(path) => skills::read(path, &recording.workers)?,
        None => Vec::new(),
    };
    let summary = summary::of(arguments, &recording, &carried)?;
    println!("{}", serde_json::to_string(&summary)?);
    Ok(())
}
