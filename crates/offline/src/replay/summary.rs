//! All runs, and the figures that are drawn from them.

use super::baseline::{Point, cost_at, majority, oracle};
use super::record::Recording;
use super::simulate::{Outcomes, Run, simulate};
use super::{Arguments, skills};
use anyhow::Result;
use pumasi_quality::{CarriedSkill, Outcome};
use pumasi_truth::calibration::reliability;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Targets over which the rule's own curve of cost and accuracy is drawn.
const CURVE: [f64; 11] = [0.55, 0.65, 0.75, 0.82, 0.88, 0.92, 0.95, 0.97, 0.98, 0.99, 0.995];

/// Seeds of each point of the curve where there are many answers.
const CURVE_SEEDS_MANY: u64 = 3;

/// From so many answers on the curve is drawn with fewer seeds.
const MANY_ANSWERS: usize = 20_000;

/// Bins of the calibration error.
const BINS: usize = 10;

/// A reliability bin in the output.
#[derive(Debug, Serialize)]
struct ReliabilityBin {
    from: f64,
    to: f64,
    tasks: usize,
    mean_confidence: f64,
    accuracy: f64,
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0usize);
    for value in values {
        sum += value;
        count += 1;
    }
    sum / count.max(1) as f64
}

/// Runs every (target, seed) on as many threads as there are cores.
fn run_all(recording: &Recording, runs: &[Run<'_>]) -> Vec<Outcomes> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Outcomes>>> = Mutex::new(vec![None; runs.len()]);
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(runs.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(run) = runs.get(number) else { return };
                    let (outcomes, _) = simulate(recording, *run);
                    eprintln!(
                        "run {} of {}: target {:.3}, seed {}: {:.3} answers a task, accuracy {:.4}",
                        number + 1,
                        runs.len(),
                        run.settings.target,
                        run.seed,
                        outcomes.answers_per_task,
                        outcomes.accuracy
                    );
                    if let Ok(mut done) = done.lock() {
                        done[number] = Some(outcomes);
                    }
                }
            });
        }
    });
    done.into_inner()
        .unwrap_or_default()
        .into_iter()
        .flatten()
        .collect()
}

/// All figures.
pub fn of(arguments: &Arguments, recording: &Recording, carried: &[CarriedSkill]) -> Result<Value> {
    let run = |target: f64, seed: u64| Run {
        settings: arguments.settings(target),
        control_share: arguments.control_share,
        routing: arguments.routing,
        carried,
        seed,
    };
    let main: Vec<Run<'_>> = (0..arguments.seeds)
        .map(|seed| run(arguments.target_confidence, seed))
        .collect();
    let outcomes = run_all(recording, &main);
    let curve = if arguments.no_curve || arguments.margin.is_some() {
        Vec::new()
    } else {
        draw_curve(arguments, recording, &run)
    };
    if let Some(path) = &arguments.save_skills {
        let (_, pool) = simulate(recording, main[0]);
        skills::write(path, &pool, &recording.workers)?;
    }
    let mut summary = Map::new();
    own_figures(&mut summary, &outcomes);
    let own = average(outcomes.iter().map(|o| Point {
        answers_per_task: o.answers_per_task,
        accuracy: o.accuracy,
    }));
    against_others(&mut summary, arguments, recording, own, &curve);
    let drawn: Vec<Value> = curve
        .iter()
        .map(|p| json!([p.answers_per_task, p.accuracy]))
        .collect();
    summary.insert("curve".into(), Value::Array(drawn));
    summary.insert("seeds".into(), json!(arguments.seeds));
    summary.insert("target_confidence".into(), json!(arguments.target_confidence));
    summary.insert("min_answers".into(), json!(arguments.min_answers));
    summary.insert("max_answers".into(), json!(arguments.max_answers));
    summary.insert("control_share".into(), json!(arguments.control_share));
    summary.insert("repeated_answers_left_out".into(), json!(recording.repeated));
    Ok(Value::Object(summary))
}

/// Against majority vote of several overlaps, and against somebody who knows the truth.
fn against_others(
    summary: &mut Map<String, Value>,
    arguments: &Arguments,
    recording: &Recording,
    own: Point,
    curve: &[Point],
) {
    let share = arguments.control_share;
    let mut points = curve.to_vec();
    points.push(own);
    for overlap in [3, 5, 7, 10] {
        let vote = average((0..arguments.seeds).map(|seed| majority(recording, overlap, share, seed)));
        compare(summary, &format!("majority_{overlap}"), vote, own, &points);
        if overlap != 5 {
            continue;
        }
        let equal = cost_at(&points, vote.accuracy);
        let limit = average((0..arguments.seeds).map(|seed| {
            oracle(
                recording,
                arguments.min_answers,
                arguments.max_answers,
                share,
                seed,
            )
        }));
        let saved = |cost: f64| json!(1.0 - cost / vote.answers_per_task);
        for (name, value) in [
            ("saving_at_equal_accuracy", equal.map_or(json!(0.0), saved)),
            ("reaches_majority_5_accuracy", json!(equal.is_some())),
            ("saving", saved(own.answers_per_task)),
            ("oracle_answers_per_task", json!(limit.answers_per_task)),
            ("oracle_accuracy", json!(limit.accuracy)),
            ("oracle_saving", saved(limit.answers_per_task)),
        ] {
            summary.insert(name.to_owned(), value);
        }
    }
}

fn draw_curve<'a>(
    arguments: &Arguments,
    recording: &Recording,
    run: &dyn Fn(f64, u64) -> Run<'a>,
) -> Vec<Point> {
    let answers: usize = recording.answers.iter().map(Vec::len).sum();
    let seeds = if answers > MANY_ANSWERS {
        arguments.seeds.min(CURVE_SEEDS_MANY)
    } else {
        arguments.seeds
    };
    let runs: Vec<Run<'_>> = CURVE
        .iter()
        .flat_map(|target| (0..seeds).map(|seed| run(*target, seed)))
        .collect();
    let outcomes = run_all(recording, &runs);
    outcomes
        .chunks_exact(seeds as usize)
        .map(|of_target| {
            average(of_target.iter().map(|o| Point {
                answers_per_task: o.answers_per_task,
                accuracy: o.accuracy,
            }))
        })
        .collect()
}

fn average(points: impl Iterator<Item = Point>) -> Point {
    let points: Vec<Point> = points.collect();
    Point {
        answers_per_task: mean(points.iter().map(|p| p.answers_per_task)),
        accuracy: mean(points.iter().map(|p| p.accuracy)),
    }
}

fn own_figures(summary: &mut Map<String, Value>, outcomes: &[Outcomes]) {
    let accuracy = mean(outcomes.iter().map(|o| o.accuracy));
    let count = outcomes.len() as f64;
    let variance = outcomes
        .iter()
        .map(|o| (o.accuracy - accuracy).powi(2))
        .sum::<f64>()
        / (count - 1.0).max(1.0);
    let calibrated: Vec<Outcome> = outcomes
        .iter()
        .flat_map(|o| o.calibrated.iter().copied())
        .collect();
    let claimed: Vec<Outcome> = outcomes.iter().flat_map(|o| o.claimed.iter().copied()).collect();
    let after = reliability(&calibrated, BINS);
    let mut levels = Map::new();
    for outcome in outcomes {
        let seen = levels.get(outcome.level).and_then(Value::as_u64).unwrap_or(0);
        levels.insert(outcome.level.to_owned(), json!(seen + 1));
    }
    let bins: Vec<ReliabilityBin> = after
        .bins
        .iter()
        .map(|bin| ReliabilityBin {
            from: bin.from,
            to: bin.to,
            tasks: bin.tasks,
            mean_confidence: bin.mean_confidence,
            accuracy: bin.accuracy,
        })
        .collect();
    let figures = [
        (
            "answers_per_task",
            json!(mean(outcomes.iter().map(|o| o.answers_per_task))),
        ),
        ("accuracy", json!(accuracy)),
        ("accuracy_standard_error", json!((variance / count).sqrt())),
        (
            "claimed_confidence",
            json!(mean(calibrated.iter().map(|o| o.claimed))),
        ),
        (
            "uncalibrated_confidence",
            json!(mean(claimed.iter().map(|o| o.claimed))),
        ),
        ("calibration_error", json!(after.calibration_error)),
        (
            "calibration_error_before",
            json!(reliability(&claimed, BINS).calibration_error),
        ),
        ("reliability", json!(bins)),
        ("models_chosen", Value::Object(levels)),
        (
            "uninformative_workers",
            json!(mean(outcomes.iter().map(|o| o.banned as f64))),
        ),
    ];
    for (name, value) in figures.into_iter().chain(called_95_percent(&calibrated, count)) {
        summary.insert(name.to_owned(), value);
    }
}

/// Tasks called 95 % certain, a run, and how many of them are right.
fn called_95_percent(calibrated: &[Outcome], runs: f64) -> [(&'static str, Value); 3] {
    let certain: Vec<&Outcome> = calibrated
        .iter()
        .filter(|o| (0.93..0.97).contains(&o.claimed))
        .collect();
    let right = mean(certain.iter().map(|o| f64::from(u8::from(o.right))));
    // For one run's number of tasks: runs with other orders judge much the same tasks.
    let per_run = certain.len() as f64 / runs;
    let error = (right * (1.0 - right) / per_run.max(1.0)).sqrt();
    [
        ("called_95_percent", json!(per_run)),
        ("called_95_percent_accuracy", json!(right)),
        ("called_95_percent_accuracy_standard_error", json!(error)),
    ]
}

/// Against majority vote of a fixed overlap: its figures, the saving as it is, and the saving at its accuracy.
fn compare(summary: &mut Map<String, Value>, name: &str, vote: Point, own: Point, curve: &[Point]) {
    let equal = cost_at(curve, vote.accuracy).map_or(0.0, |equal| 1.0 - equal / vote.answers_per_task);
    for (figure, value) in [
        ("accuracy", vote.accuracy),
        ("answers_per_task", vote.answers_per_task),
        ("saving", 1.0 - own.answers_per_task / vote.answers_per_task),
        ("saving_at_equal_accuracy", equal),
        ("accuracy_gained", own.accuracy - vote.accuracy),
    ] {
        summary.insert(format!("{name}_{figure}"), json!(value));
    }
}
