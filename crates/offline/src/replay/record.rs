//! What was recorded: answers and truths from CSV files.

use anyhow::{Context, Result, bail};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Recorded answers of people to tasks, with the truth of some tasks.
#[derive(Clone)]
pub struct Recording {
    /// Names of the classes, in order.
    pub classes: Vec<String>,
    /// Names of the workers.
    pub workers: Vec<String>,
    /// Answers of each task, as (worker, class), in the order of the file.
    pub answers: Vec<Vec<(usize, usize)>>,
    /// The true class of each task, where it is known.
    pub truths: Vec<Option<usize>>,
    /// What a program predicts of each task, as (level of its certainty, class).
    pub predictions: Vec<Option<(usize, usize)>>,
    /// Answers left out because the same worker had answered the same task before.
    pub repeated: usize,
}

/// Levels of a program's stated certainty, each measured like a worker of its own: below 0.6, 0.8, 0.95, and above; and
/// one for programs that state none.
pub const CERTAINTIES: usize = 5;

fn level_of(probability: Option<f64>) -> usize {
    match probability {
        None => 4,
        Some(p) if p < 0.6 => 0,
        Some(p) if p < 0.8 => 1,
        Some(p) if p < 0.95 => 2,
        Some(_) => 3,
    }
}

/// The rows of a CSV file under these column names (with the number of the line); the last may be absent.
fn rows(path: &Path, columns: &[&str], optional: Option<&str>) -> Result<Vec<(u64, Vec<String>)>> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("{name}: can not be read"))?;
    let header = reader
        .headers()
        .with_context(|| format!("{name}: has no header line"))?
        .clone();
    let find = |column: &str| header.iter().position(|found| found.trim() == column);
    let mut places = Vec::new();
    for column in columns {
        match find(column) {
            Some(place) => places.push(place),
            None => bail!(
                "{name}, line 1: there is no column {column}; the columns must be {}",
                columns.join(",")
            ),
        }
    }
    places.extend(optional.and_then(find));
    let mut all = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("{name}: a line can not be read"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let fields = places
            .iter()
            .map(|place| record.get(*place).unwrap_or("").to_owned())
            .collect();
        all.push((line, fields));
    }
    Ok(all)
}

/// Numbers names in the order they come.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.numbers.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }
}

/// Reads answers (`worker,task,label`), truths (`task,label`) and, if there are, predictions (`task,label[,probability]`).
pub fn read(answers: &Path, truth: &Path, predictions: Option<&Path>) -> Result<Recording> {
    let given = rows(answers, &["worker", "task", "label"], None)?;
    if given.is_empty() {
        bail!("{}: there are no answers", answers.display());
    }
    let truths = rows(truth, &["task", "label"], None)?;
    let predicted = match predictions {
        Some(path) => rows(path, &["task", "label"], Some("probability"))?,
        None => Vec::new(),
    };
    let mut labels: Vec<&str> = given.iter().map(|(_, row)| row[2].as_str()).collect();
    labels.extend(truths.iter().chain(&predicted).map(|(_, row)| row[1].as_str()));
    labels.sort_unstable();
    labels.dedup();
    let mut classes = Names::default();
    for label in &labels {
        classes.number(label);
    }
    let (mut tasks, mut workers) = (Names::default(), Names::default());
    let mut by_task: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut seen = HashSet::new();
    let mut repeated = 0;
    for (_, row) in &given {
        let (worker, task) = (workers.number(&row[0]), tasks.number(&row[1]));
        if task == by_task.len() {
            by_task.push(Vec::new());
        }
        if seen.insert((worker, task)) {
            by_task[task].push((worker, classes.number(&row[2])));
        } else {
            repeated += 1;
        }
    }
    let mut recording = Recording {
        truths: vec![None; by_task.len()],
        predictions: vec![None; by_task.len()],
        answers: by_task,
        workers: workers.names,
        repeated,
        classes: Vec::new(),
    };
    for (_, row) in &truths {
        if let Some(task) = tasks.numbers.get(&row[0]) {
            recording.truths[*task] = Some(classes.number(&row[1]));
        }
    }
    for (line, row) in &predicted {
        let probability = match row.get(2).map(|text| text.trim()) {
            None | Some("") => None,
            Some(text) => match text.parse::<f64>() {
                Ok(p) if (0.0..=1.0).contains(&p) => Some(p),
                _ => bail!("predictions, line {line}: probability {text} is not a number from 0 to 1"),
            },
        };
        if let Some(task) = tasks.numbers.get(&row[0]) {
            recording.predictions[*task] = Some((level_of(probability), classes.number(&row[1])));
        }
    }
    recording.classes = classes.names;
    if recording.truths.iter().all(Option::is_none) {
        bail!("{}: no task of the answers has a truth in it", truth.display());
    }
    Ok(recording)
}
