//! Token-level F1 against experts on recorded spans.

mod recorded;

use pumasi_truth::spans::{Span, SpanAnswer, SpanSettings, SpanTask, UnitScore, aggregate_spans, unit_score};
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

fn tasks(set: &Recorded) -> Vec<SpanTask> {
    let units = set.by_task("tokens.csv");
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

fn f1(set: &Recorded, settings: &SpanSettings) -> f64 {
    let tasks = tasks(set);
    let found = aggregate_spans(&tasks, set.workers, 1, settings).unwrap();
    let mut score = UnitScore::default();
    for (task, truth) in &set.truth {
        let one = &found.tasks[*task as usize];
        let units = tasks[*task as usize].units;
        score.add(unit_score(
            units,
            0,
            one.spans.iter().map(|one| one.span),
            spans(truth),
        ));
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
        let found = f1(&set, &SpanSettings::default());
        println!("{name}: token-level F1 {found:.4}");
        assert!(found >= floor, "{name}: {found} is below {floor}");
    }
}
