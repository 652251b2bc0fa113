//! How fast the engine is: a full pass over 100,000 answers, and one task with skills as they are. One thread.
//! `cargo run --release -p pumasi-quality --example engine_speed`

use pumasi_domain::plan::buy::{BuySettings, Prices};
use pumasi_domain::quality::{Overlap, QualitySettings};
use pumasi_quality::{GivenAnswer, Pool, Skill, TaskEvidence, decide_task};
use pumasi_truth::categorical::hierarchical::{Context, Iterations, Level, Shrinkage, hierarchical};
use pumasi_truth::random::Random;
use pumasi_truth::{Answers, Sizes};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn best(runs: usize, mut work: impl FnMut()) -> Duration {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(|_| time(&mut work)).min().unwrap_or_default()
}

/// A pool of 20,000 tasks with five answers each, one task in twenty known, and its answers in columns.
fn crowd(classes: usize) -> Option<(Pool, Answers)> {
    let (tasks, workers) = (20_000, 500);
    let mut random = Random::new(1);
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    let mut pool = Pool::new(classes);
    for _ in 0..workers {
        pool.add_worker(None);
    }
    for task in 0..tasks {
        let truth = random.below(classes);
        pool.add_task((task % 20 == 0).then_some(truth));
        let first = random.below(workers);
        for place in 0..5 {
            let worker = (first + place * 31) % workers;
            let right = random.uniform() < 0.6 + 0.35 * worker as f64 / workers as f64;
            let class = if right { truth } else { random.below(classes) };
            pool.add_answer(task, worker, class);
            columns[0].push(task as u32);
            columns[1].push(worker as u32);
            columns[2].push(class as u32);
        }
    }
    let sizes = Sizes {
        tasks,
        workers,
        classes,
    };
    let answers = Answers::from_columns(&columns[0], &columns[1], &columns[2], sizes).ok()?;
    Some((pool, answers))
}

/// Ten thousand decisions on one task with five answers.
fn decisions(pool: &Pool) -> Duration {
    let skills: Vec<Option<Skill>> = (0..5).map(|worker| pool.skill(worker)).collect();
    let given: Vec<GivenAnswer<'_>> = skills
        .iter()
        .map(|skill| GivenAnswer {
            skill: skill.as_ref(),
            class: 1,
        })
        .collect();
    let evidence = TaskEvidence {
        answers: &given,
        ..TaskEvidence::default()
    };
    let adaptive = QualitySettings {
        overlap: Overlap::Adaptive,
        ..QualitySettings::default()
    };
    let settings = BuySettings::of(
        adaptive,
        7,
        Prices {
            answer_minor: 50,
            inspection_minor: 50,
        },
    );
    best(5, || {
        for _ in 0..10_000 {
            black_box(decide_task(pool.model(), black_box(&evidence), &settings));
        }
    })
}

fn main() {
    for classes in [2, 4] {
        let Some((mut pool, answers)) = crowd(classes) else {
            return;
        };
        let four = Iterations {
            most: 4,
            tolerance: 0.0,
        };
        let fit = |warm| {
            hierarchical(
                &answers,
                Context::default(),
                Shrinkage::default(),
                Level::Confusion,
                four,
                warm,
            )
        };
        let cold = fit(None);
        let warm = best(5, || drop(black_box(fit(Some(&cold.skills)))));
        pool.refit();
        let whole = best(3, || pool.refit());
        println!(
            "{classes} classes, 100,000 answers: warm fit of all levels, 4 iterations each: {:.1} ms; full pass of a project \
             (judged blind twice, calibrated, fitted): {:.1} ms; one task with five answers: {:.2} µs",
            warm.as_secs_f64() * 1e3,
            whole.as_secs_f64() * 1e3,
            decisions(&pool).as_secs_f64() * 1e6 / 10_000.0
        );
    }
}
