//! F1 against an expert on recorded boxes.

mod recorded;

use pumasi_truth::boxes::{
    AxisBox, BoxAnswer, BoxSettings, Marking, MatchScore, TaskBoxes, aggregate_boxes, agreeing_answers,
    match_score,
};
use recorded::Recorded;

type Answers = Vec<Vec<BoxAnswer<AxisBox>>>;

fn boxes(numbers: &[f64]) -> Vec<AxisBox> {
    let fours = numbers.chunks_exact(4);
    fours
        .map(|four| AxisBox {
            x: four[0],
            y: four[1],
            width: four[2],
            height: four[3],
        })
        .collect()
}

/// The answers of every picture in an order drawn from the seed.
fn shuffled(set: &Recorded, seed: u64) -> Answers {
    let mut tasks: Answers = vec![Vec::new(); set.tasks];
    for row in &set.rows {
        let markings = boxes(&row.numbers)
            .into_iter()
            .map(|shape| Marking { shape, class: 0 });
        tasks[row.task as usize].push(BoxAnswer {
            worker: row.worker,
            markings: markings.collect(),
        });
    }
    let mut state = seed;
    for answers in &mut tasks {
        for place in (1..answers.len()).rev() {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            answers.swap(place, (state >> 33) as usize % (place + 1));
        }
    }
    tasks
}

fn score(set: &Recorded, found: &[TaskBoxes<AxisBox>]) -> f64 {
    let mut score = MatchScore::default();
    for (task, truth) in &set.truth {
        let kept: Vec<&AxisBox> = found[*task as usize].kept.iter().map(|one| &one.shape).collect();
        let truth = boxes(truth);
        score.add(match_score(&kept, &truth.iter().collect::<Vec<_>>(), 0.5));
    }
    score.f1()
}

const SEEDS: u64 = 5;

#[test]
fn boxes_are_as_good_as_measured_before() {
    let Some(set) = recorded::read("bbox_pedestrians") else {
        return;
    };
    let settings = BoxSettings::default();
    for (workers, floor) in [(3, 0.880), (5, 0.891), (7, 0.898)] {
        let mut sum = 0.0;
        for seed in 0..SEEDS {
            let mut tasks = shuffled(&set, seed);
            tasks.iter_mut().for_each(|answers| answers.truncate(workers));
            sum += score(
                &set,
                &aggregate_boxes(&tasks, set.workers, 1, &settings).unwrap().tasks,
            );
        }
        let f1 = sum / SEEDS as f64;
        println!("{workers} workers: F1 at 0.5 {f1:.4}");
        assert!(f1 >= floor, "{workers} workers: {f1} is below {floor}");
    }
}

/// Two answers each, then one more wherever `open` says so, up to all that were recorded.
fn replay(
    set: &Recorded,
    seed: u64,
    open: impl Fn(&[BoxAnswer<AxisBox>], &TaskBoxes<AxisBox>) -> bool,
) -> (f64, f64) {
    let all = shuffled(set, seed);
    let mut tasks: Answers = all
        .iter()
        .map(|answers| answers[..answers.len().min(2)].to_vec())
        .collect();
    loop {
        let found = aggregate_boxes(&tasks, set.workers, 1, &BoxSettings::default()).unwrap();
        let mut bought = 0;
        for ((answers, all), found) in tasks.iter_mut().zip(&all).zip(&found.tasks) {
            if answers.len() < all.len() && open(answers, found) {
                answers.push(all[answers.len()].clone());
                bought += 1;
            }
        }
        if bought == 0 {
            let answers: usize = tasks.iter().map(Vec::len).sum();
            return (answers as f64 / tasks.len() as f64, score(set, &found.tasks));
        }
    }
}

#[test]
fn stopping_when_two_agree_costs_little_and_loses_little() {
    let Some(set) = recorded::read("bbox_pedestrians") else {
        return;
    };
    let mut sums = (0.0, 0.0);
    for seed in 0..SEEDS {
        let (cost, f1) = replay(&set, seed, |answers, found| {
            agreeing_answers(answers, found, 0.4) < 2
        });
        sums = (sums.0 + cost / SEEDS as f64, sums.1 + f1 / SEEDS as f64);
    }
    println!(
        "stop when two agree: {:.3} workers, F1 at 0.5 {:.4}",
        sums.0, sums.1
    );
    assert!(sums.0 <= 2.26 && sums.1 >= 0.883, "{sums:?}");
}

#[test]
fn stopping_by_the_probability_of_being_done_buys_what_is_asked() {
    let Some(set) = recorded::read("bbox_pedestrians") else {
        return;
    };
    let mut before = (0.0, 0.0);
    for target in [0.6, 0.8, 0.95] {
        let (mut workers, mut f1) = (0.0, 0.0);
        for seed in 0..SEEDS {
            let one = replay(&set, seed, |_, found| found.confidence < target);
            workers += one.0 / SEEDS as f64;
            f1 += one.1 / SEEDS as f64;
        }
        println!("stop at {target}: {workers:.3} workers, F1 at 0.5 {f1:.4}");
        assert!(
            workers > before.0 && f1 > before.1,
            "more certainty must cost more and be worth more"
        );
        before = (workers, f1);
    }
}
