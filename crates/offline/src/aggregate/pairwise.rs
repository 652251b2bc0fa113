//! Answers that say which of two items is better.

use super::Arguments;
use super::method::choose;
use super::open::write_workers;
use super::output::{append, write_lines};
use crate::table::{Names, Source, Wanted, read_rows, write_field};
use anyhow::{Result, bail};
use pumasi_truth::pairwise::{
    BradleyTerryOptions, Comparison, NoisyOptions, Preference, bradley_terry, noisy_bradley_terry,
};

/// How to infer.
#[derive(Debug, Clone, Copy)]
enum Method {
    BradleyTerry,
    NoisyBradleyTerry,
}

/// The names, the default first.
const METHODS: [(&str, Method); 2] = [
    ("bradley-terry", Method::BradleyTerry),
    ("noisy-bradley-terry", Method::NoisyBradleyTerry),
];

const WANTED: Wanted<4> = Wanted {
    names: [&["worker"], &["left"], &["right"], &["label"]],
    may_be_empty: [false; 4],
};

/// Comparisons, and what their numbers are called.
#[derive(Default)]
struct Compared {
    workers: Names,
    items: Names,
    worker_column: Vec<u32>,
    comparisons: Vec<Comparison>,
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let method = choose("pairwise", arguments.method.as_deref(), &METHODS)?;
    if arguments.probabilities.is_some() {
        bail!("--probabilities: comparisons give scores, not probabilities; leave it out and read --output");
    }
    let compared = read(Source::open(&arguments.input)?)?;
    let (items, workers) = (compared.items.len(), compared.workers.len());
    let comparisons = &compared.comparisons;
    let (scores, skills) = match method {
        Method::BradleyTerry => {
            let found = bradley_terry(comparisons, items, workers, BradleyTerryOptions::default())?;
            let skills = found
                .worker_agreement
                .into_iter()
                .map(|skill| skill.unwrap_or(f64::NAN));
            (found.scores, skills.collect())
        }
        Method::NoisyBradleyTerry => {
            let found = noisy_bradley_terry(comparisons, items, workers, NoisyOptions::default())?;
            (found.scores, found.reliability)
        }
    };
    let mut order: Vec<usize> = (0..items).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    write_lines(
        arguments.output.as_deref(),
        "label,score",
        items,
        |place, lines| {
            let item = order[place];
            write_field(lines, compared.items.name(item as u32));
            append(lines, format_args!(",{}\n", scores[item]));
        },
    )?;
    let skills: Vec<f64> = skills;
    let skills: Vec<Vec<f64>> = skills.into_iter().map(|skill| vec![skill]).collect();
    let path = arguments.workers.as_deref();
    write_workers(path, &compared.workers, &compared.worker_column, "skill", &skills)
}

fn read(source: Source) -> Result<Compared> {
    let file = source.name.clone();
    let mut compared = Compared::default();
    read_rows(source, &WANTED, |row| {
        let [worker, left, right, label] = row.fields;
        let preferred = match label {
            label if label == left => Preference::Left,
            label if label == right => Preference::Right,
            label if label.eq_ignore_ascii_case(b"tie") => Preference::Tie,
            _ => bail!(
                "{file}, line {}: `label` is `{}`; write what is in `left` or in `right`, or tie",
                row.line,
                String::from_utf8_lossy(label)
            ),
        };
        let worker = compared.workers.number(worker);
        compared.worker_column.push(worker);
        compared.comparisons.push(Comparison {
            worker,
            left: compared.items.number(left),
            right: compared.items.number(right),
            preferred,
        });
        Ok(())
    })?;
    if compared.comparisons.is_empty() {
        bail!("{file} has no answers, only a header; add rows of worker,left,right,label");
    }
    Ok(compared)
}
