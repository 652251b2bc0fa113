//! Categorical answers out of a file: names as numbers, and the columns that the methods read.

use crate::table::{Names, Row, Source, Wanted, read_parts, read_rows};
use anyhow::{Context, Result, bail};
use pumasi_truth::{Answers, AnswersError, Sizes};
use std::path::Path;

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

/// Parts of a file are at least of so many bytes.
const SMALLEST_PART: u64 = 1 << 20;

/// Rows as numbers.
#[derive(Default)]
struct Columns {
    tasks: Vec<u32>,
    /// At last the codes.
    workers: Vec<u32>,
    /// A byte each, as there are mostly few; [`MANY`] stands for the next of `higher`.
    classes: Vec<u8>,
    higher: Vec<u32>,
}

/// The first number of a class that does not stand in a byte.
const MANY: u32 = u8::MAX as u32;

/// Rows, and what their numbers are called.
#[derive(Default)]
struct Part {
    columns: Columns,
    tasks: Names,
    workers: Names,
    classes: Names,
}

impl Part {
    #[inline]
    fn add(&mut self, row: &Row<'_, 3>) {
        let ([worker, task, label], [worker_key, task_key, label_key]) = (row.fields, row.keys);
        self.columns
            .workers
            .push(self.workers.number_of(worker_key, worker));
        self.columns.tasks.push(self.tasks.number_of(task_key, task));
        let class = self.classes.number_of(label_key, label);
        self.columns.classes.push(class.min(MANY) as u8);
        if class >= MANY {
            self.columns.higher.push(class);
        }
    }
}

/// Reads a file of `worker,task,label`.
pub fn read(path: &Path, threads: usize) -> Result<Named> {
    let parts = read_parts(path, &WANTED, threads, SMALLEST_PART, |part: &mut Part, row| {
        part.add(&row);
        Ok(())
    });
    let (file, parts) = match parts {
        Some(parts) => (path.display().to_string(), parts),
        None => read_whole(Source::open(path)?)?,
    };
    let rows: usize = parts.iter().map(|part| part.columns.tasks.len()).sum();
    if rows >= u32::MAX as usize {
        bail!("{file} has more rows than 32 bits count; split the file");
    }
    if rows == 0 {
        bail!("{file} has no answers, only a header; add rows of worker,task,label");
    }
    name(parts, threads).with_context(|| format!("{file} is too large"))
}

/// Reads all in one part; gives what errors call the file, too.
fn read_whole(source: Source) -> Result<(String, Vec<Part>)> {
    let file = source.name.clone();
    let mut part = Part::default();
    read_rows(source, &WANTED, |row| {
        if part.columns.tasks.len() == u32::MAX as usize {
            bail!(
                "{file}, line {}: more rows than 32 bits count; split the file",
                row.line
            );
        }
        part.add(&row);
        Ok(())
    })?;
    Ok((file, vec![part]))
}

/// One numbering for all parts. A part's names come in the order of their first appearance, so taking them part by part
/// numbers them as one reader would.
fn name(parts: Vec<Part>, threads: usize) -> Result<Named> {
    let (mut tasks, mut workers, mut classes) = (Names::default(), Names::default(), Names::default());
    let mut pieces = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let places = if index == 0 {
            (tasks, workers, classes) = (part.tasks, part.workers, part.classes);
            [&tasks, &workers, &classes].map(|names| (0..names.len() as u32).collect())
        } else {
            [
                tasks.take(&part.tasks),
                workers.take(&part.workers),
                classes.take(&part.classes),
            ]
        };
        pieces.push((part.columns, places));
    }
    let places = classes.sorted_places();
    let mut sorted = vec![Vec::new(); classes.len()];
    for (number, place) in places.iter().enumerate() {
        sorted[*place as usize] = classes.name(number as u32).to_vec();
    }
    let sizes = Sizes {
        tasks: tasks.len(),
        workers: workers.len(),
        classes: sorted.len(),
    };
    if sizes.workers.saturating_mul(sizes.classes) >= u32::MAX as usize {
        return Err(AnswersError::TooMany.into());
    }
    std::thread::scope(|scope| {
        for (columns, numbers) in &mut pieces {
            scope.spawn(|| encode(columns, numbers, &places, sizes));
        }
    });
    let columns: Vec<(&[u32], &[u32])> = pieces
        .iter()
        .map(|(columns, _)| (&columns.tasks[..], &columns.workers[..]))
        .collect();
    Ok(Named {
        answers: Answers::from_parts(&columns, sizes, threads)?,
        tasks,
        workers,
        classes: sorted,
    })
}

/// Gives a part's tasks the numbers of the whole file, makes codes of its workers and classes, and frees the classes.
fn encode(columns: &mut Columns, numbers: &[Vec<u32>; 3], places: &[u32], sizes: Sizes) {
    let [tasks, workers, classes] = numbers;
    for task in &mut columns.tasks {
        *task = tasks[*task as usize];
    }
    let firsts: Vec<u32> = workers
        .iter()
        .map(|worker| worker * sizes.classes as u32)
        .collect();
    let classes: Vec<u32> = classes.iter().map(|class| places[*class as usize]).collect();
    let mut higher = columns.higher.iter();
    for (worker, class) in columns.workers.iter_mut().zip(&columns.classes) {
        let class = match u32::from(*class) {
            MANY => *higher.next().expect("there is one for each"),
            class => class,
        };
        *worker = firsts[*worker as usize] + classes[class as usize];
    }
    columns.classes = Vec::new();
}
