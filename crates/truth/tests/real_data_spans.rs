//! Token-level F1 against experts on recorded spans.

mod recorded;

use pumasi_truth::spans::{
    Span, SpanAnswer, SpanSettings, SpanTask, UnitScore, aggregate_spans, infer_units, unit_score,
};
use recorded::Recorded;

fn spans(numbers: &[f64]) -> Vec<Span> {
    let pairs = numbers.chunks_exact(2);
    pairs
        .map(|pair| Span {
            start: pair[0] as u32,
            end: pair[1] as u32,
            label: 0,
        })
        .collect()
}

/// With the lengths of the texts, or with lengths inferred from how far anybody marked.
fn tasks(set: &Recorded, known: bool) -> Vec<SpanTask> {
    let mut units = set.by_task("tokens.csv");
    if !known {
        let mut ends = vec![0; set.tasks];
        for row in &set.rows {
            let end = &mut ends[row.task as usize];
            *end = row
                .numbers
                .iter()
                .fold(*end, |end, number| end.max(*number as u32));
        }
        units = (0..).zip(infer_units(&ends)).collect();
    }
    let mut tasks: Vec<SpanTask> = (0..set.tasks as u32)
        .map(|task| SpanTask {
            units: units[&task],
            answers: Vec::new(),
        })
        .collect();
    for row in &set.rows {
        tasks[row.task as usize].answers.push(SpanAnswer {
            worker: row.worker,
            spans: spans(&row.numbers),
        });
    }
    tasks
}

fn f1(set: &Recorded, known: bool) -> f64 {
    let tasks = tasks(set, known);
    let found = aggregate_spans(&tasks, set.workers, 1, &SpanSettings::default()).unwrap();
    let mut score = UnitScore::default();
    for (task, truth) in &set.truth {
        let one = &found.tasks[*task as usize];
        let truth = spans(truth);
        let end = truth.iter().map(|span| span.end).max().unwrap_or(0);
        let units = tasks[*task as usize].units.max(end);
        score.add(unit_score(units, 0, one.spans.iter().map(|one| one.span), truth));
    }
    score.f1()
}

#[test]
fn spans_are_as_good_as_measured_before() {
    for (name, floor) in [
        ("spans_pico_participants", 0.881),
        ("spans_pico_interventions", 0.654),
    ] {
        let Some(set) = recorded::read(name) else { continue };
        for known in [true, false] {
            let found = f1(&set, known);
            println!("{name}, lengths known {known}: token-level F1 {found:.4}");
            assert!(found >= floor, "{name}: {found} is below {floor}");
        }
    }
}
