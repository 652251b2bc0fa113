//! Reads recorded crowds for the tests that measure against them. They lie outside the project (not all may be passed
//! on): `PUMASI_CROWD_DATA=<folder>` names where, with one folder per set holding `labels.csv` and `gt.csv`.

use std::collections::HashMap;
use std::path::PathBuf;

/// Strings numbered in order of first appearance.
#[derive(Default)]
pub struct Numbering {
    pub names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbering {
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_string());
        self.numbers.insert(name.to_string(), number);
        number
    }
}

/// One set in columns, and its truth by task.
pub struct Set {
    pub tasks: Vec<u32>,
    pub workers: Vec<u32>,
    pub labels: Vec<String>,
    pub task_count: usize,
    pub worker_count: usize,
    pub truth: Vec<(u32, String)>,
}

/// The folder of a set; `None`, said aloud, where it is not to be had.
pub fn folder(set: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("PUMASI_CROWD_DATA") else {
        eprintln!("SKIPPED {set}: set PUMASI_CROWD_DATA to the folder of recorded crowds to measure it");
        return None;
    };
    let folder = PathBuf::from(root).join(set);
    if !folder.is_dir() {
        eprintln!("SKIPPED {set}: there is no folder {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The rows of a file below its header, as the named columns.
pub fn rows<const N: usize>(path: &std::path::Path, columns: [&str; N]) -> Vec<[String; N]> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = reader.headers().expect("a header").clone();
    let at = columns.map(|name| {
        header
            .iter()
            .position(|column| column == name)
            .unwrap_or_else(|| panic!("{}: no {name}", path.display()))
    });
    let rows = reader.records().map(|record| {
        let record = record.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        at.map(|column| record[column].to_string())
    });
    rows.collect()
}

/// Reads a set whose rows are worker, task and label.
pub fn read(set: &str) -> Option<Set> {
    let folder = folder(set)?;
    let (mut task_names, mut worker_names) = (Numbering::default(), Numbering::default());
    let (mut tasks, mut workers, mut labels) = (vec![], vec![], vec![]);
    for [worker, task, label] in rows(&folder.join("labels.csv"), ["worker", "task", "label"]) {
        workers.push(worker_names.number(&worker));
        tasks.push(task_names.number(&task));
        labels.push(label);
    }
    let truth = rows(&folder.join("gt.csv"), ["task", "label"])
        .into_iter()
        .map(|[task, label]| (task_names.number(&task), label))
        .collect();
    Some(Set {
        tasks,
        workers,
        labels,
        task_count: task_names.names.len(),
        worker_count: worker_names.names.len(),
        truth,
    })
}
