//! Reads recorded answers whose labels are lists of numbers: `PUMASI_CROWD_DATA=<folder>` says where they are.

use std::collections::HashMap;
use std::path::PathBuf;

/// One row of `labels.csv`: the numbers of the label in order.
pub struct Row {
    pub worker: u32,
    pub task: u32,
    pub numbers: Vec<f64>,
}

/// A recorded set.
pub struct Recorded {
    pub rows: Vec<Row>,
    pub truth: HashMap<u32, Vec<f64>>,
    pub workers: usize,
    pub tasks: usize,
    folder: PathBuf,
}

/// The set of this name; `None`, told aloud, without the folder.
pub fn read(name: &str) -> Option<Recorded> {
    let Some(root) = std::env::var_os("PUMASI_CROWD_DATA") else {
        eprintln!("SKIPPED: set PUMASI_CROWD_DATA to the folder of recorded answers to measure {name}");
        return None;
    };
    let folder = PathBuf::from(root).join(name);
    let mut ids = HashMap::new();
    let rows: Vec<Row> = lines(&folder.join("labels.csv"))
        .map(|line| {
            let mut parts = line.splitn(3, ',');
            let mut part = || parts.next().unwrap_or_default().to_owned();
            let (worker, task, label) = (part(), part(), part());
            let next = ids.len() as u32;
            Row {
                worker: *ids.entry(worker).or_insert(next),
                task: task.parse().unwrap(),
                numbers: numbers(&label),
            }
        })
        .collect();
    let truth = lines(&folder.join("gt.csv")).map(|line| {
        let (task, label) = line.split_once(',').unwrap();
        (task.parse().unwrap(), numbers(label))
    });
    Some(Recorded {
        truth: truth.collect(),
        workers: ids.len(),
        tasks: rows.iter().map(|row| row.task as usize + 1).max().unwrap_or(0),
        rows,
        folder,
    })
}

impl Recorded {
    /// A column of whole numbers by task, from another file of the set.
    #[allow(dead_code, reason = "each test binary uses some of this module")]
    pub fn by_task(&self, file: &str) -> HashMap<u32, u32> {
        lines(&self.folder.join(file))
            .map(|line| {
                let (task, value) = line.split_once(',').unwrap();
                (task.parse().unwrap(), value.trim().parse().unwrap())
            })
            .collect()
    }
}

fn lines(path: &std::path::Path) -> std::vec::IntoIter<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .skip(1)
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

fn numbers(label: &str) -> Vec<f64> {
    label
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-' || c == 'e'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap())
        .collect()
}
