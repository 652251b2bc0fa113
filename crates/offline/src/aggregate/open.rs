//! Answers that are not classes, out of a file: names as numbers, and a value per row.

use super::Arguments;
use super::output::{append, write_lines};
use crate::table::{Names, Source, Wanted, read_rows, write_field};
use anyhow::{Context, Result, bail};
use pumasi_truth::OpenAnswers;
use std::path::Path;

/// Rows of `worker,task,label`, the label read by the kind.
pub struct Open<V> {
    /// Names of the tasks, by first appearance.
    pub tasks: Names,
    /// Names of the workers, by first appearance.
    pub workers: Names,
    /// Task of each row.
    pub task_column: Vec<u32>,
    /// Worker of each row.
    pub worker_column: Vec<u32>,
    /// Answer of each row.
    pub values: Vec<V>,
}

/// Reads a file; `parse` reads a label, or says what is wrong with it and how to mend it.
pub fn read_open<V>(
    source: Source,
    may_be_empty: bool,
    mut parse: impl FnMut(&str) -> Result<V, String>,
) -> Result<Open<V>> {
    let wanted = Wanted {
        names: [&["worker"], &["task"], &["label"]],
        may_be_empty: [false, false, may_be_empty],
    };
    let file = source.name.clone();
    let mut open = Open {
        tasks: Names::default(),
        workers: Names::default(),
        task_column: Vec::new(),
        worker_column: Vec::new(),
        values: Vec::new(),
    };
    read_rows(source, &wanted, |row| {
        let [worker, task, label] = row.fields;
        let place = || format!("{file}, line {}: `label`", row.line);
        let label = std::str::from_utf8(label)
            .with_context(|| format!("{} is not UTF-8; save the file as UTF-8", place()))?;
        match parse(label) {
            Ok(value) => open.values.push(value),
            Err(wrong) => bail!("{} {wrong}", place()),
        }
        open.worker_column.push(open.workers.number(worker));
        open.task_column.push(open.tasks.number(task));
        Ok(())
    })?;
    if open.values.is_empty() {
        bail!("{file} has no answers, only a header; add rows of worker,task,label");
    }
    Ok(open)
}

impl<V> Open<V> {
    /// As the methods for numbers and texts read them.
    pub fn answers(&self) -> Result<OpenAnswers<'_, V>> {
        let (tasks, workers) = (self.tasks.len(), self.workers.len());
        Ok(OpenAnswers::from_columns(
            &self.task_column,
            &self.worker_column,
            &self.values,
            tasks,
            workers,
        )?)
    }

    /// The rows of each task, in their order.
    pub fn rows_by_task(&self) -> Vec<Vec<usize>> {
        let mut rows = vec![Vec::new(); self.tasks.len()];
        for (row, task) in self.task_column.iter().enumerate() {
            rows[*task as usize].push(row);
        }
        rows
    }

    /// Writes what was found: a label per task, and how sure each is under the heading `measure`.
    pub fn write(&self, arguments: &Arguments, labels: &[String], measure: &str, sure: &[f64]) -> Result<()> {
        write_lines(
            arguments.output.as_deref(),
            "task,label",
            labels.len(),
            |task, lines| {
                write_field(lines, self.tasks.name(task as u32));
                lines.push(b',');
                write_field(lines, labels[task].as_bytes());
                lines.push(b'\n');
            },
        )?;
        let Some(path) = &arguments.probabilities else {
            return Ok(());
        };
        let header = format!("task,label,{measure}");
        write_lines(Some(path), &header, labels.len(), |task, lines| {
            write_field(lines, self.tasks.name(task as u32));
            lines.push(b',');
            write_field(lines, labels[task].as_bytes());
            append(lines, format_args!(",{}\n", sure[task]));
        })
    }

    /// Writes `worker,answers` and the given columns.
    pub fn write_workers(&self, path: Option<&Path>, columns: &str, values: &[Vec<f64>]) -> Result<()> {
        write_workers(path, &self.workers, &self.worker_column, columns, values)
    }
}

/// Writes `worker,answers` and the given columns, `values[worker]` each; `worker_column` has the worker of every row.
pub fn write_workers(
    path: Option<&Path>,
    workers: &Names,
    worker_column: &[u32],
    columns: &str,
    values: &[Vec<f64>],
) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let mut counts = vec![0u32; workers.len()];
    for worker in worker_column {
        counts[*worker as usize] += 1;
    }
    let header = format!("worker,answers,{columns}");
    write_lines(Some(path), &header, counts.len(), |worker, lines| {
        write_field(lines, workers.name(worker as u32));
        append(lines, format_args!(",{}", counts[worker]));
        for value in &values[worker] {
            append(lines, format_args!(",{value}"));
        }
        lines.push(b'\n');
    })
}
