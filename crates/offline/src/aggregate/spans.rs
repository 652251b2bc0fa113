//! Answers that are spans of tokens or characters.

use super::Arguments;
use super::method::choose;
use super::open::{Open, read_open};
use super::shapes::{Entry, parse, write};
use crate::table::{Names, Source, Wanted, read_rows};
use anyhow::{Context, Result, bail};
use pumasi_truth::spans::{
    Span, SpanAnswer, SpanSettings, SpanTask, SpansFound, aggregate_spans, infer_units,
};

/// The one method: a model per unit, with what each worker misses and marks too much.
const METHODS: [(&str, ()); 1] = [("dawid-skene", ())];

const LENGTHS: Wanted<2> = Wanted {
    names: [&["task"], &["length", "n_tokens"]],
    may_be_empty: [false; 2],
};

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    choose("spans", arguments.method.as_deref(), &METHODS)?;
    let mut names = Names::default();
    let open = read_open(Source::open(&arguments.input)?, false, |label| {
        let entries = parse::<2>(label, &mut names, "[0, 2], [5, 9]")?;
        let is_span = |entry: &Entry<2>| {
            let [start, end] = entry.numbers;
            start >= 0.0 && start < end && end < f64::from(u32::MAX) && start.fract() + end.fract() == 0.0
        };
        match entries.iter().all(is_span) {
            true => Ok(entries),
            false => Err(format!(
                "is `{label}`; a span is [start, end) in whole numbers, 0 <= start < end"
            )),
        }
    })?;
    let tasks = tasks(&open, lengths(arguments, &open)?);
    let found = aggregate_spans(
        &tasks,
        open.workers.len(),
        names.len().max(1),
        &SpanSettings::default(),
    )?;
    let labels: Vec<String> = found
        .tasks
        .iter()
        .map(|task| {
            let mut spans: Vec<Span> = task.spans.iter().map(|one| one.span).collect();
            spans.sort_unstable();
            let entry = |span: Span| Entry {
                numbers: [f64::from(span.start), f64::from(span.end)],
                name: span.label,
            };
            write(spans.into_iter().map(entry), &names)
        })
        .collect();
    let sure: Vec<f64> = found.tasks.iter().map(|task| task.confidence).collect();
    open.write(arguments, &labels, "expected_f1", &sure)?;
    let workers = skills(&found, open.workers.len());
    open.write_workers(
        arguments.workers.as_deref(),
        "skill,sensitivity,specificity",
        &workers,
    )
}

/// The length of each text: given, or inferred from how far anybody marked.
fn lengths(arguments: &Arguments, open: &Open<Vec<Entry<2>>>) -> Result<Vec<u32>> {
    let mut lengths = vec![0u32; open.tasks.len()];
    for (task, spans) in open.task_column.iter().zip(&open.values) {
        let end = spans.iter().map(|span| span.numbers[1] as u32).max().unwrap_or(0);
        lengths[*task as usize] = lengths[*task as usize].max(end);
    }
    let Some(path) = &arguments.lengths else {
        return Ok(infer_units(&lengths));
    };
    let source = Source::open(path)?;
    let file = source.name.clone();
    read_rows(source, &LENGTHS, |row| {
        let Some(task) = open.tasks.find(row.fields[0]) else {
            return Ok(());
        };
        let text = String::from_utf8_lossy(row.fields[1]);
        let given: u32 = text.trim().parse().with_context(|| {
            format!(
                "{file}, line {}: `length` is `{text}`; write a whole number",
                row.line
            )
        })?;
        let marked = lengths[task as usize];
        if given < marked {
            bail!(
                "{file}, line {}: `length` is {given}, but a span ends at {marked}",
                row.line
            );
        }
        lengths[task as usize] = given;
        Ok(())
    })?;
    Ok(lengths)
}

fn tasks(open: &Open<Vec<Entry<2>>>, lengths: Vec<u32>) -> Vec<SpanTask> {
    let answer = |row: usize| SpanAnswer {
        worker: open.worker_column[row],
        spans: open.values[row]
            .iter()
            .map(|entry| Span {
                start: entry.numbers[0] as u32,
                end: entry.numbers[1] as u32,
                label: entry.name,
            })
            .collect(),
    };
    let rows = open.rows_by_task().into_iter().zip(lengths);
    rows.map(|(rows, units)| SpanTask {
        units,
        answers: rows.into_iter().map(answer).collect(),
    })
    .collect()
}

/// Of each worker: the mean of both rates, the share of units inside that are marked, and of those outside that are not;
/// all as means over the labels.
fn skills(found: &SpansFound, workers: usize) -> Vec<Vec<f64>> {
    let labels = found.workers.len().max(1) as f64;
    (0..workers)
        .map(|worker| {
            let rates = || found.workers.iter().map(|label| label[worker].rates);
            let sensitivity = rates().map(|rates| rates.sensitivity).sum::<f64>() / labels;
            let specificity = rates().map(|rates| rates.specificity).sum::<f64>() / labels;
            vec![(sensitivity + specificity) / 2.0, sensitivity, specificity]
        })
        .collect()
}
