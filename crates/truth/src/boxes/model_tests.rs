use super::*;
use crate::boxes::{AxisBox, BoxWorker, Marking};
use crate::random::Random;
use proptest::prelude::*;

struct Worker {
    sees: f64,
    invents: f64,
    names: f64,
    jitter: f64,
}

const GOOD: Worker = Worker {
    sees: 0.95,
    invents: 0.05,
    names: 0.95,
    jitter: 1.0,
};
const BLIND: Worker = Worker { sees: 0.5, ..GOOD };
const DREAMER: Worker = Worker { invents: 1.5, ..GOOD };
const SHAKY: Worker = Worker { jitter: 5.0, ..GOOD };
const MUDDLED: Worker = Worker { names: 0.4, ..GOOD };

type Picture = Vec<BoxAnswer<AxisBox>>;

/// A box of 20 in one of the cells of a picture, of one of three classes.
fn object(cell: u32, class: u32) -> Marking<AxisBox> {
    Marking {
        shape: AxisBox {
            x: f64::from(cell % 10) * 50.0,
            y: f64::from(cell / 10) * 50.0,
            width: 20.0,
            height: 20.0,
        },
        class,
    }
}

fn answer(index: u32, worker: &Worker, real: &[Marking<AxisBox>], dice: &mut Random) -> BoxAnswer<AxisBox> {
    let mut markings = Vec::new();
    for one in real {
        if dice.uniform() < worker.sees {
            let mut shift = || (dice.uniform() * 2.0 - 1.0) * worker.jitter;
            let shape = AxisBox {
                x: one.shape.x + shift(),
                y: one.shape.y + shift(),
                width: one.shape.width + shift(),
                height: one.shape.height + shift(),
            };
            let named = dice.uniform() < worker.names;
            let other = (one.class + 1 + (dice.uniform() * 2.0) as u32) % 3;
            let class = if named { one.class } else { other };
            markings.push(Marking { shape, class });
        }
    }
    let mut left = worker.invents;
    while dice.uniform() < left {
        markings.push(object(50 + (dice.uniform() * 50.0) as u32, 0));
        left -= 1.0;
    }
    BoxAnswer {
        worker: index,
        markings,
    }
}

fn pictures(
    count: usize,
    workers: &[&Worker],
    dice: &mut Random,
) -> (Vec<Picture>, Vec<Vec<Marking<AxisBox>>>) {
    let mut tasks = Vec::new();
    let mut truth = Vec::new();
    for _ in 0..count {
        let objects = (dice.uniform() * 5.0) as u32;
        let real: Vec<_> = (0..objects)
            .map(|cell| object(cell * 3, (dice.uniform() * 3.0) as u32))
            .collect();
        let each = workers.iter().enumerate();
        tasks.push(
            each.map(|(index, worker)| answer(index as u32, worker, &real, dice))
                .collect(),
        );
        truth.push(real);
    }
    (tasks, truth)
}

fn right(found: &TaskBoxes<AxisBox>, truth: &[Marking<AxisBox>]) -> bool {
    found.kept.len() == truth.len()
        && truth.iter().all(|one| {
            let same = |kept: &&Found<AxisBox>| kept.shape.likeness(&one.shape) > 0.5;
            found
                .kept
                .iter()
                .find(same)
                .is_some_and(|kept| kept.class == one.class)
        })
}

#[test]
fn every_weakness_shows_in_the_rate_that_names_it() {
    let workers = [&GOOD, &BLIND, &DREAMER, &SHAKY, &MUDDLED, &GOOD];
    let (tasks, truth) = pictures(200, &workers, &mut Random::new(11));
    let found = aggregate_boxes(&tasks, 6, 3, &BoxSettings::default()).unwrap();
    let rates = &found.rates.workers;
    let worst = |of: fn(&BoxWorker) -> f64| {
        (0..6)
            .max_by(|a, b| of(&rates[*a]).total_cmp(&of(&rates[*b])))
            .unwrap()
    };
    assert_eq!(worst(|worker| worker.miss_rate), 1);
    assert_eq!(worst(|worker| worker.false_boxes), 2);
    assert_eq!(worst(|worker| worker.localisation_error), 3);
    assert_eq!(worst(|worker| 1.0 - worker.class_accuracy), 4);
    assert!((rates[1].miss_rate - 0.5).abs() < 0.1, "{:?}", rates[1]);
    assert!(rates[2].false_boxes > 0.8, "{:?}", rates[2]);
    assert!((rates[4].class_accuracy - 0.4).abs() < 0.1, "{:?}", rates[4]);
    let done = found
        .tasks
        .iter()
        .zip(&truth)
        .filter(|(found, truth)| right(found, truth))
        .count();
    assert!(done >= 190, "{done} of 200");
}

#[test]
fn a_picture_is_done_about_as_often_as_it_says() {
    let (tasks, truth) = pictures(600, &[&GOOD, &BLIND, &DREAMER], &mut Random::new(5));
    let found = aggregate_boxes(&tasks, 3, 3, &BoxSettings::default()).unwrap();
    let (mut said, mut was) = (0.0, 0.0);
    for (found, truth) in found.tasks.iter().zip(&truth) {
        said += found.confidence / 600.0;
        was += f64::from(u8::from(right(found, truth))) / 600.0;
    }
    assert!((said - was).abs() < 0.1, "said {said}, was {was}");
    assert!(
        was < 0.97,
        "three such workers must leave something undone, or the test says nothing"
    );
}

#[test]
fn an_arriving_answer_is_judged_as_the_full_pass_judges_it() {
    let (tasks, _) = pictures(60, &[&GOOD, &BLIND, &GOOD], &mut Random::new(2));
    let settings = BoxSettings::default();
    let found = aggregate_boxes(&tasks, 3, 3, &settings).unwrap();
    for (answers, full) in tasks.iter().zip(&found.tasks) {
        assert_eq!(&expect_boxes(answers, &found.rates, &settings), full);
    }
}

#[test]
fn more_answers_that_agree_make_a_picture_surer_and_none_make_it_unknown() {
    let (tasks, _) = pictures(100, &[&GOOD, &GOOD, &GOOD], &mut Random::new(9));
    let settings = BoxSettings::default();
    let rates = aggregate_boxes(&tasks, 3, 3, &settings).unwrap().rates;
    let say = |worker| BoxAnswer {
        worker,
        markings: vec![object(0, 1), object(5, 2)],
    };
    let mut before = expect_boxes::<AxisBox>(&[], &rates, &settings);
    assert_eq!((before.confidence, before.kept.len()), (0.0, 0));
    for count in 1..=3 {
        let answers: Vec<_> = (0..count).map(say).collect();
        let now = expect_boxes(&answers, &rates, &settings);
        assert!(now.confidence > before.confidence && now.missed < before.missed);
        assert_eq!(agreeing_answers(&answers, &now, 0.4), count as usize);
        before = now;
    }
    let dissent = BoxAnswer {
        worker: 2,
        markings: vec![object(0, 1)],
    };
    let answers = [say(0), say(1), dissent];
    let now = expect_boxes(&answers, &rates, &settings);
    assert_eq!((now.kept.len(), agreeing_answers(&answers, &now, 0.4)), (2, 2));
    assert!(now.confidence < before.confidence);
}

#[test]
fn what_does_not_fit_is_named() {
    let tasks = vec![
        vec![],
        vec![BoxAnswer {
            worker: 3,
            markings: vec![object(0, 2)],
        }],
    ];
    let settings = BoxSettings::default();
    let worker = aggregate_boxes(&tasks, 3, 3, &settings);
    assert_eq!(worker, Err(BoxesError::Worker { task: 1, answer: 0 }));
    let class = aggregate_boxes(&tasks, 4, 2, &settings);
    assert_eq!(class, Err(BoxesError::Class { task: 1, answer: 0 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn probabilities_are_probabilities_and_the_order_of_answers_does_not_matter(seed in 0u64..1000, count in 1usize..6) {
        let pool = [&GOOD, &BLIND, &DREAMER, &SHAKY, &MUDDLED];
        let (mut tasks, _) = pictures(8, &pool[..count], &mut Random::new(seed));
        let settings = BoxSettings::default();
        let found = aggregate_boxes(&tasks, count, 3, &settings).unwrap();
        for answers in &mut tasks {
            answers.reverse();
        }
        let turned = aggregate_boxes(&tasks, count, 3, &settings).unwrap();
        for (one, other) in found.tasks.iter().zip(&turned.tasks) {
            prop_assert!((0.0..=1.0).contains(&one.confidence) && one.missed >= 0.0);
            prop_assert!((one.confidence - other.confidence).abs() < 1e-6);
            prop_assert_eq!(one.kept.len(), other.kept.len());
            for kept in one.kept.iter().chain(&one.dropped) {
                prop_assert!((0.0..=1.0).contains(&kept.confidence));
                prop_assert!((0.0..=1.0).contains(&kept.class_confidence));
            }
        }
    }
}
