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

    /// For spans: how long each text is, as CSV with the columns task and length (as far as anybody marked without it)
    #[arg(long, value_name = "FILE")]
    lengths: Option<PathBuf>,

    /// Threads for dawid-skene; the labels are the same with any number
    #[arg(long, value_name = "COUNT", default_value = "1")]
    threads: NonZeroUsize,
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
