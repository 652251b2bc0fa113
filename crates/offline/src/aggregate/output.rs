//! What comes out for categorical answers, as CSV.

use super::answers::Named;
use crate::table::{create, write_field};
use anyhow::{Context, Result};
use pumasi_truth::Posterior;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// Lines are gathered to this size before they are handed on.
const GATHER: usize = 1 << 16;

/// Calls `line` for each index to append its lines, and writes them under a header.
pub fn write_lines(
    path: Option<&Path>,
    header: &str,
    count: usize,
    mut line: impl FnMut(usize, &mut Vec<u8>),
) -> Result<()> {
    let mut output = create(path)?;
    let mut gathered = Vec::with_capacity(2 * GATHER);
    gathered.extend_from_slice(header.as_bytes());
    gathered.push(b'\n');
    let name = || path.map_or("standard output".to_owned(), |path| path.display().to_string());
    for index in 0..count {
        line(index, &mut gathered);
        if gathered.len() >= GATHER {
            output
                .write_all(&gathered)
                .with_context(|| format!("cannot write {}", name()))?;
            gathered.clear();
        }
    }
    output
        .write_all(&gathered)
        .and_then(|()| output.flush())
        .with_context(|| format!("cannot write {}", name()))
}

/// `task,label` of every task, in order of first appearance.
pub fn write_labels(path: Option<&Path>, named: &Named, posterior: &Posterior, threads: usize) -> Result<()> {
    /// Tasks that a thread writes at a time.
    const TASKS: usize = 1 << 15;
    let all = 0..posterior.tasks();
    let parts: Vec<Range<usize>> = all
        .clone()
        .step_by(TASKS)
        .map(|first| first..all.end.min(first + TASKS))
        .collect();
    let rounds: Vec<&[Range<usize>]> = parts.chunks(threads).collect();
    write_lines(path, "task,label", rounds.len(), |round, lines| {
        let (here, elsewhere) = rounds[round].split_first().expect("a chunk is not empty");
        std::thread::scope(|scope| {
            let running: Vec<_> = elsewhere
                .iter()
                .map(|tasks| {
                    scope.spawn(|| {
                        let mut lines = Vec::new();
                        append_labels(&mut lines, named, posterior, tasks.clone());
                        lines
                    })
                })
                .collect();
            append_labels(lines, named, posterior, here.clone());
            for thread in running {
                lines.extend(
                    thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                );
            }
        });
    })
}

fn append_labels(lines: &mut Vec<u8>, named: &Named, posterior: &Posterior, tasks: Range<usize>) {
    for task in tasks {
        write_field(lines, named.tasks.name(task as u32));
        lines.push(b',');
        write_field(lines, &named.classes[posterior.best(task).class]);
        lines.push(b'\n');
    }
}

/// `task,label,probability` of every task and class.
pub fn write_probabilities(path: &Path, named: &Named, posterior: &Posterior) -> Result<()> {
    write_lines(
        Some(path),
        "task,label,probability",
        posterior.tasks(),
        |task, lines| {
            for (class, probability) in posterior.row(task).iter().enumerate() {
                write_field(lines, named.tasks.name(task as u32));
                lines.push(b',');
                write_field(lines, &named.classes[class]);
                append(lines, format_args!(",{probability}\n"));
            }
        },
    )
}

/// What a method says of the workers.
#[derive(Debug, Default)]
pub struct Workers {
    /// One number per worker: mostly the probability of a right answer.
    pub skills: Option<Vec<f64>>,
    /// Share of the uncertainty over the class that one answer removes, 0 to 1.
    pub information: Option<Vec<f64>>,
}

/// `worker,answers,skill` of every worker, and `information` if the method tells it. Without a skill of the method's
/// own, it is the mean probability of what the worker answered.
pub fn write_workers(path: &Path, named: &Named, posterior: &Posterior, found: &Workers) -> Result<()> {
    let mut counts = vec![0u32; named.workers.len()];
    let mut agreement = vec![0.0; named.workers.len()];
    for task in 0..posterior.tasks() {
        for (worker, class) in named.answers.of_task(task) {
            counts[worker] += 1;
            agreement[worker] += posterior.row(task)[class];
        }
    }
    let header = match found.information {
        Some(_) => "worker,answers,skill,information",
        None => "worker,answers,skill",
    };
    write_lines(Some(path), header, counts.len(), |worker, lines| {
        let answers = counts[worker];
        let skill = match &found.skills {
            Some(skills) => skills[worker],
            None => agreement[worker] / f64::from(answers),
        };
        write_field(lines, named.workers.name(worker as u32));
        append(lines, format_args!(",{answers},{skill}"));
        if let Some(information) = &found.information {
            append(lines, format_args!(",{}", information[worker]));
        }
        lines.push(b'\n');
    })
}

/// Appends formatted text.
pub fn append(lines: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    lines.write_fmt(text).expect("memory takes what is written to it");
}
