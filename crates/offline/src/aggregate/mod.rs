//! `pumasi aggregate`: redundant answers in, one label per task out. Each kind of answer has a file of its own.

mod answers;
mod boxes;
mod categorical;
mod method;
mod numeric;
mod open;
mod output;
mod pairwise;
mod shapes;
mod spans;
mod text;

use anyhow::Result;
use clap::{Args, ValueEnum};
use pumasi_truth::categorical::dawid_skene::Stop;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What `pumasi aggregate` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// How to infer the labels; each kind has its own names, and one of them if none is given
    #[arg(long, value_name = "NAME")]
    method: Option<String>,

    /// What the answers are
    #[arg(long, value_enum, default_value_t = Kind::Categorical)]
    kind: Kind,

    /// Answers as CSV with the columns worker, task and label (- for standard input)
    #[arg(long, value_name = "FILE")]
    input: PathBuf,

    /// Where to write the labels: task,label (standard output without it)
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Where to write every class's probability: task,label,probability
    #[arg(long, value_name = "FILE")]
    probabilities: Option<PathBuf>,

    /// Where to write what was learned of the workers: worker,answers,skill
    #[arg(long, value_name = "FILE")]
    workers: Option<PathBuf>,

    /// For one-coin and dawid-skene: when to stop
    #[arg(long, value_enum, default_value_t = StopRule::Likelihood)]
    stop: StopRule,

    /// For one-coin and dawid-skene: exactly so many iterations, whatever they bring
    #[arg(long, value_name = "COUNT", conflicts_with = "stop")]
    iterations: Option<usize>,

    /// For spans: the length of each text, as CSV: task,length (inferred from how far anybody marked without it)
    #[arg(long, value_name = "FILE")]
    lengths: Option<PathBuf>,

    /// Threads for reading, for dawid-skene and for writing (as many as there are cores without it); the labels are the
    /// same with any number
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,
}

/// Kinds of answers.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// One of a few classes
    Categorical,
    /// Which of two is better: worker,left,right,label, where the label is the better one or tie; gives label,score
    Pairwise,
    /// Numbers
    Numeric,
    /// Texts
    Text,
    /// Ranges of tokens or characters: [[start, end], …], each with a name at its end if there are several labels
    Spans,
    /// Boxes: [[x, y, width, height], …], each with a name at its end if there are several classes
    Boxes,
}

/// When one-coin and dawid-skene stop.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum StopRule {
    /// When the likelihood hardly rises any more, or after 100 iterations
    Likelihood,
    /// When crowd-kit would, which may be too early: to compare with it
    CrowdKit,
}

impl Arguments {
    /// How many threads.
    fn threads(&self) -> usize {
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok());
        threads.map_or(1, NonZeroUsize::get)
    }

    /// The stop that was asked for.
    fn stop(&self) -> Stop {
        match (self.iterations, self.stop) {
            (Some(iterations), _) => Stop::Iterations(iterations),
            (None, StopRule::Likelihood) => Stop::Likelihood {
                tolerance: 1e-8,
                at_most: 100,
            },
            (None, StopRule::CrowdKit) => Stop::Compatible {
                tolerance: 1e-5,
                at_most: 100,
            },
        }
    }
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    match arguments.kind {
        Kind::Categorical => categorical::run(arguments),
        Kind::Pairwise => pairwise::run(arguments),
        Kind::Numeric => numeric::run(arguments),
        Kind::Text => text::run(arguments),
        Kind::Spans => spans::run(arguments),
        Kind::Boxes => boxes::run(arguments),
    }
}
