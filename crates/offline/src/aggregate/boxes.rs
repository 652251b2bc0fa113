//! Answers that are boxes on pictures.

use super::Arguments;
use super::method::choose;
use super::open::{Open, read_open};
use super::shapes::{Entry, parse, write};
use crate::table::{Names, Source};
use anyhow::Result;
use pumasi_truth::boxes::{AxisBox, BoxAnswer, BoxSettings, Found, Marking, aggregate_boxes};

/// The one method: a model of who misses what and who invents what, over clusters of boxes.
const METHODS: [(&str, ()); 1] = [("clusters", ())];

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    choose("boxes", arguments.method.as_deref(), &METHODS)?;
    let mut names = Names::default();
    let open = read_open(Source::open(&arguments.input)?, false, |label| {
        let entries = parse::<4>(label, &mut names, "[x, y, width, height]")?;
        match entries
            .iter()
            .all(|entry| entry.numbers[2] >= 0.0 && entry.numbers[3] >= 0.0)
        {
            true => Ok(entries),
            false => Err(format!("is `{label}`; width and height are not below 0")),
        }
    })?;
    let classes = names.len().max(1) as u32;
    let found = aggregate_boxes(
        &answers(&open),
        open.workers.len(),
        classes,
        &BoxSettings::default(),
    )?;
    let entry = |one: &Found<AxisBox>| Entry {
        numbers: [one.shape.x, one.shape.y, one.shape.width, one.shape.height],
        name: one.class,
    };
    let labels: Vec<String> = found
        .tasks
        .iter()
        .map(|task| write(task.kept.iter().map(entry), &names))
        .collect();
    let sure: Vec<f64> = found.tasks.iter().map(|task| task.confidence).collect();
    open.write(arguments, &labels, "probability", &sure)?;
    let workers: Vec<Vec<f64>> = found
        .rates
        .workers
        .iter()
        .map(|worker| {
            let found = 1.0 - worker.miss_rate;
            vec![
                found * worker.class_accuracy,
                worker.miss_rate,
                worker.false_boxes,
                worker.localisation_error,
            ]
        })
        .collect();
    let columns = "skill,miss_rate,false_boxes,localisation_error";
    open.write_workers(arguments.workers.as_deref(), columns, &workers)
}

fn answers(open: &Open<Vec<Entry<4>>>) -> Vec<Vec<BoxAnswer<AxisBox>>> {
    let marking = |entry: &Entry<4>| {
        let [x, y, width, height] = entry.numbers;
        Marking {
            shape: AxisBox { x, y, width, height },
            class: entry.name,
        }
    };
    let answer = |row: usize| BoxAnswer {
        worker: open.worker_column[row],
        markings: open.values[row].iter().map(marking).collect(),
    };
    let tasks = open.rows_by_task().into_iter();
    tasks.map(|rows| rows.into_iter().map(answer).collect()).collect()
}
