//! Categorical answers out of a file: names as numbers, and the columns that the methods read.

use crate::table::{Names, Source, Wanted, read_rows};
use anyhow::{Context, Result, bail};
use pumasi_truth::{Answers, Sizes};

/// Answers, and what their numbers are called.
pub struct Named {
    /// Classes are numbered in the order of their sorted names, so that the rule for ties does not hang on the order of
    /// the rows; tasks and workers in order of first appearance.
    pub answers: Answers,
    /// Names of the tasks.
    pub tasks: Names,
    /// Names of the workers.
    pub workers: Names,
    /// Names of the classes, in their order.
    pub classes: Vec<Vec<u8>>,
}

const WANTED: Wanted<3> = Wanted {
    names: [&["worker"], &["task"], &["label"]],
    may_be_empty: [false; 3],
};

/// Reads a file of `worker,task,label`.
pub fn read(source: Source) -> Result<Named> {
    let file = source.name.clone();
    let (mut tasks, mut workers, mut classes) = (Names::default(), Names::default(), Names::default());
    let (mut task_column, mut worker_column, mut class_column) = (Vec::new(), Vec::new(), Vec::new());
    read_rows(source, &WANTED, |row| {
        let [worker, task, label] = row.fields;
        if task_column.len() == u32::MAX as usize {
            bail!(
                "{file}, line {}: more rows than 32 bits count; split the file",
                row.line
            );
        }
        worker_column.push(workers.number(worker));
        task_column.push(tasks.number(task));
        class_column.push(classes.number(label));
        Ok(())
    })?;
    if task_column.is_empty() {
        bail!("{file} has no answers, only a header; add rows of worker,task,label");
    }
    let places = classes.sorted_places();
    for class in &mut class_column {
        *class = places[*class as usize];
    }
    let mut sorted = vec![Vec::new(); classes.len()];
    for (number, place) in places.iter().enumerate() {
        sorted[*place as usize] = classes.name(number as u32).to_vec();
    }
    let sizes = Sizes {
        tasks: tasks.len(),
        workers: workers.len(),
        classes: sorted.len(),
    };
    let answers = Answers::from_columns(&task_column, &worker_column, &class_column, sizes)
        .with_context(|| format!("{file} is too large"))?;
    Ok(Named {
        answers,
        tasks,
        workers,
        classes: sorted,
    })
}
