use super::*;
use crate::random::Random;
use crate::spans::{Span, SpanAnswer, UnitScore, unit_score};
use proptest::prelude::*;

fn span(start: u32, end: u32) -> Span {
    Span { start, end, label: 0 }
}

/// Texts of 30 units with one true span; every worker leaves out three spans in five, and the last worker marks anything.
fn under_marked(texts: usize, workers: u32, dice: &mut Random) -> (Vec<SpanTask>, Vec<Span>) {
    let mut tasks = Vec::new();
    let mut truth = Vec::new();
    for _ in 0..texts {
        let start = (dice.uniform() * 20.0) as u32;
        let real = span(start, start + 3 + (dice.uniform() * 6.0) as u32);
        truth.push(real);
        let answers = (0..workers).map(|worker| {
            let anywhere = (dice.uniform() * 25.0) as u32;
            let (marked, range) = match worker + 1 == workers {
                true => (true, span(anywhere, anywhere + 5)),
                false => (dice.uniform() < 0.4, real),
            };
            SpanAnswer {
                worker,
                spans: if marked { vec![range] } else { Vec::new() },
            }
        });
        tasks.push(SpanTask {
            units: 30,
            answers: answers.collect(),
        });
    }
    (tasks, truth)
}

#[test]
fn what_most_workers_leave_out_is_found_where_majority_finds_nothing() {
    let (tasks, truth) = under_marked(120, 8, &mut Random::new(7));
    let found = aggregate_spans(&tasks, 8, 1, &SpanSettings::default()).unwrap();
    let (mut model, mut majority) = (UnitScore::default(), UnitScore::default());
    for (index, task) in tasks.iter().enumerate() {
        let spans = found.tasks[index].spans.iter().map(|one| one.span);
        model.add(unit_score(30, 0, spans, [truth[index]]));
        let voted = (0..30).filter(|unit| {
            let votes = task.answers.iter().filter(|answer| {
                answer
                    .spans
                    .iter()
                    .any(|one| one.start <= *unit && *unit < one.end)
            });
            2 * votes.count() > task.answers.len()
        });
        majority.add(unit_score(
            30,
            0,
            voted.map(|unit| span(unit, unit + 1)),
            [truth[index]],
        ));
    }
    assert!(model.f1() > 0.9, "{}", model.f1());
    assert!(majority.f1() < 0.5, "{}", majority.f1());
    let workers = &found.workers[0];
    let informed = |worker: usize| workers[worker].rates.sensitivity + workers[worker].rates.specificity;
    assert!(
        informed(7) < informed(0) - 0.1,
        "the one who marks anything must stand out"
    );
}

#[test]
fn labels_do_not_disturb_each_other() {
    let (tasks, _) = under_marked(40, 5, &mut Random::new(3));
    let alone = aggregate_spans(&tasks, 5, 1, &SpanSettings::default()).unwrap();
    let mut both = tasks.clone();
    for task in &mut both {
        task.answers[0].spans.push(Span {
            start: 1,
            end: 9,
            label: 1,
        });
        task.answers[1].spans.push(Span {
            start: 1,
            end: 9,
            label: 1,
        });
    }
    let found = aggregate_spans(&both, 5, 2, &SpanSettings::default()).unwrap();
    for (one, other) in alone.tasks.iter().zip(&found.tasks) {
        let first: Vec<_> = other
            .spans
            .iter()
            .filter(|one| one.span.label == 0)
            .copied()
            .collect();
        assert_eq!(one.spans, first);
    }
    assert_eq!(alone.workers[0], found.workers[0]);
}

#[test]
fn what_does_not_fit_is_named() {
    let task = |spans: Vec<Span>, worker| SpanTask {
        units: 5,
        answers: vec![SpanAnswer { worker, spans }],
    };
    let settings = SpanSettings::default();
    let outside = aggregate_spans(&[task(vec![span(2, 6)], 0)], 1, 1, &settings);
    assert_eq!(outside, Err(SpansError::Span { task: 0, answer: 0 }));
    let unknown = aggregate_spans(&[task(vec![], 1)], 1, 1, &settings);
    assert_eq!(unknown, Err(SpansError::Worker { task: 0, answer: 0 }));
    let nothing = aggregate_spans(
        &[SpanTask {
            units: 0,
            answers: vec![],
        }],
        1,
        1,
        &settings,
    )
    .unwrap();
    assert!(nothing.tasks[0].spans.is_empty());
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_and_apart_and_do_not_depend_on_the_order(seed in 0u64..500, workers in 1u32..6) {
        let (tasks, _) = under_marked(6, workers, &mut Random::new(seed));
        let found = aggregate_spans(&tasks, workers as usize, 1, &SpanSettings::default()).unwrap();
        for task in &found.tasks {
            for pair in task.spans.windows(2) {
                prop_assert!(pair[0].span.end < pair[1].span.start);
            }
            for one in &task.spans {
                prop_assert!(one.span.start < one.span.end && one.span.end <= 30);
                prop_assert!(one.confidence > 0.0 && one.confidence <= 1.0);
            }
            prop_assert!((0.0..=1.0).contains(&task.confidence));
        }
        let mut turned = tasks;
        for task in &mut turned {
            task.answers.reverse();
        }
        let again = aggregate_spans(&turned, workers as usize, 1, &SpanSettings::default()).unwrap();
        for (one, other) in found.tasks.iter().zip(&again.tasks) {
            prop_assert!((one.confidence - other.confidence).abs() < 1e-9);
            prop_assert_eq!(one.spans.len(), other.spans.len());
        }
    }
}
