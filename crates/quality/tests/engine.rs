//! The two ways into the engine agree, and what they say moves as it should.

use proptest::prelude::*;
use pumasi_domain::plan::buy::{BuySettings, InspectorRates, NextStep, Prices};
use pumasi_domain::quality::{Overlap, QualitySettings};
use pumasi_quality::{
    CarriedSkill, GivenAnswer, GivenVerdict, Level, Model, Pool, Said, Skill, TaskEvidence, combine_carried,
    decide_task, is_uninformative, preference,
};
use pumasi_truth::random::Random;

fn settings() -> BuySettings {
    let settings = QualitySettings {
        overlap: Overlap::Adaptive,
        answers_min: 2,
        ..QualitySettings::default()
    };
    let prices = Prices {
        answer_minor: 50,
        inspection_minor: 50,
    };
    BuySettings::of(settings, 7, prices)
}

/// A pool of people right with shares from 0.6 to 0.95, and `spammers` who guess; every `known`-th task is known.
fn pool(seed: u64, classes: usize, spammers: usize, known: usize) -> (Pool, Vec<usize>) {
    let mut random = Random::new(seed);
    let mut pool = Pool::new(classes);
    for _ in 0..15 + spammers {
        pool.add_worker(None);
    }
    let mut truths = Vec::new();
    for number in 0..300 {
        let truth = random.below(classes);
        truths.push(truth);
        let task = pool.add_task((known > 0 && number % known == 0).then_some(truth));
        let first = random.below(15 + spammers);
        for place in 0..4 {
            let worker = (first + place * 4 + place) % (15 + spammers);
            let right = 0.6 + 0.35 * worker as f64 / 15.0;
            let class = if worker < 15 && random.uniform() < right {
                truth
            } else {
                random.below(classes)
            };
            pool.add_answer(task, worker, class);
        }
    }
    pool.refit();
    (pool, truths)
}

#[test]
fn one_task_with_rows_is_judged_as_in_the_whole_pool() {
    let (pool, _) = pool(1, 3, 5, 10);
    let skills: Vec<Option<Skill>> = (0..pool.workers()).map(|worker| pool.skill(worker)).collect();
    for task in 0..pool.tasks() {
        let answers: Vec<GivenAnswer<'_>> = pool
            .named(task)
            .map(|(worker, class)| GivenAnswer {
                skill: skills[worker].as_ref(),
                class,
            })
            .collect();
        let evidence = TaskEvidence {
            answers: &answers,
            ..TaskEvidence::default()
        };
        let one = decide_task(pool.model(), &evidence, &settings());
        let whole = pool.decide(task, false, &settings());
        assert_eq!(one, whole);
        let sum: f64 = one.posterior.iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{:?}", one.posterior);
    }
}

#[test]
fn rows_survive_being_kept_as_numbers() {
    let (pool, _) = pool(2, 3, 0, 10);
    let model = Model::from_numbers(&pool.model().to_numbers()).unwrap();
    assert_eq!(&model, pool.model());
    let skill = pool.skill(3).unwrap();
    assert_eq!(Skill::from_numbers(&skill.to_numbers()).unwrap(), skill);
    let mut short = skill.to_numbers();
    short.pop();
    assert!(
        Skill::from_numbers(&short)
            .unwrap_err()
            .to_string()
            .contains("ends 1 numbers early")
    );
    let mut old = model.to_numbers();
    old[0] = 7.0;
    assert!(
        Model::from_numbers(&old)
            .unwrap_err()
            .to_string()
            .contains("has form 7")
    );
}

#[test]
fn the_same_answers_give_the_same_numbers() {
    let (one, _) = pool(3, 2, 5, 10);
    let (other, _) = pool(3, 2, 5, 10);
    assert_eq!(one.model(), other.model());
    assert_eq!(one.report(), other.report());
}

#[test]
fn who_guesses_is_found_out_and_who_does_not_is_not() {
    let (pool, _) = pool(4, 2, 5, 10);
    let uninformative: Vec<bool> = (0..20)
        .map(|worker| is_uninformative(pool.model(), &pool.skill(worker).unwrap()))
        .collect();
    assert!(
        uninformative[..15].iter().filter(|found| **found).count() <= 1,
        "{uninformative:?}"
    );
    assert!(
        uninformative[15..].iter().filter(|found| **found).count() >= 3,
        "{uninformative:?}"
    );
    let worth = |worker: usize| preference(pool.model(), &[0.5, 0.5], pool.skill(worker).as_ref());
    assert!(worth(14) > worth(0) && worth(0) > worth(17));
}

#[test]
fn confidence_is_calibrated_on_known_tasks() {
    // On a fifth of the tasks everybody is misled in the same way: agreement claims more than it is worth.
    let mut random = Random::new(11);
    let mut pool = Pool::new(2);
    for _ in 0..20 {
        pool.add_worker(None);
    }
    let mut truths = Vec::new();
    for number in 0..1500 {
        let truth = random.below(2);
        truths.push(truth);
        let looks = if random.uniform() < 0.2 { 1 - truth } else { truth };
        let task = pool.add_task((number % 5 == 0).then_some(truth));
        let first = random.below(20);
        for place in 0..4 {
            let class = if random.uniform() < 0.9 { looks } else { 1 - looks };
            pool.add_answer(task, (first + place * 3) % 20, class);
        }
    }
    pool.refit();
    let (mut claimed, mut calibrated, mut right, mut count) = (0.0, 0.0, 0.0, 0.0);
    for (task, truth) in truths.iter().enumerate().filter(|(task, _)| task % 5 != 0) {
        let decision = pool.decide(task, true, &settings());
        claimed += decision.claimed;
        calibrated += decision.confidence;
        right += f64::from(u8::from(decision.class == *truth));
        count += 1.0;
    }
    assert!(
        claimed / count > right / count + 0.1,
        "claims {} of {}",
        claimed / count,
        right / count
    );
    assert!(
        (calibrated - right).abs() / count < 0.03,
        "calibrated {} of {}",
        calibrated / count,
        right / count
    );
    let report = pool.report();
    let (before, after) = (report.before.as_ref().unwrap(), report.after.as_ref().unwrap());
    assert!(after.calibration_error < before.calibration_error);
}

#[test]
fn a_verdict_weighs_as_much_as_its_inspector_can_be_trusted() {
    let (mut pool, _) = pool(5, 2, 0, 0);
    let before = pool.decide(7, false, &settings());
    let verdict = |rates| GivenVerdict {
        class: before.class,
        said: Said::Wrong,
        rates,
    };
    let blind = InspectorRates {
        false_return: 0.5,
        missed_error: 0.5,
    };
    pool.add_verdict(7, &verdict(blind));
    let same = pool.decide(7, false, &settings());
    assert!((same.claimed - before.claimed).abs() < 1e-9);
    let sharp = InspectorRates {
        false_return: 0.001,
        missed_error: 0.001,
    };
    pool.add_verdict(7, &verdict(sharp));
    let after = pool.decide(7, false, &settings());
    assert!(after.posterior[before.class] < before.posterior[before.class]);
}

#[test]
fn a_model_that_predicts_is_measured_and_its_prediction_counts_as_evidence_only() {
    let (mut pool, truths) = pool(6, 2, 0, 10);
    let program = pool.add_worker(None);
    for (task, truth) in truths.iter().enumerate() {
        pool.add_prediction(task, program, if task % 20 == 1 { 1 - truth } else { *truth });
    }
    pool.refit();
    let skill = pool.skill(program).unwrap();
    assert!(skill.right > 0.85, "{}", skill.right);
    assert_eq!(pool.answers_of(0), 4);
}

#[test]
fn what_other_projects_teach_counts_by_half_and_not_without_end() {
    let (pool, _) = pool(7, 2, 0, 0);
    let best = pool.skill(14).unwrap();
    let carried = best.carried();
    assert!((carried.weight - (best.answers / 2.0).min(40.0)).abs() < 1e-9);
    let both = combine_carried(&[carried, carried, carried]);
    assert!(both.weight <= 40.0);
    assert!((both.log_odds_above_pool - carried.log_odds_above_pool).abs() < 1e-9);
    let known = pool.model().newcomer(Some(CarriedSkill {
        log_odds_above_pool: 1.0,
        weight: 40.0,
    }));
    assert!(known.right > pool.model().newcomer(None).right);
}

#[test]
fn votes_are_believed_where_everybody_is_alike() {
    let mut random = Random::new(8);
    let mut pool = Pool::new(2);
    for _ in 0..400 {
        pool.add_worker(None);
    }
    for _ in 0..400 {
        let truth = random.below(2);
        let task = pool.add_task(None);
        for _ in 0..3 {
            let class = if random.uniform() < 0.8 { truth } else { 1 - truth };
            pool.add_answer(task, random.below(400), class);
        }
    }
    pool.refit();
    let disagree = (0..400).filter(|task| {
        let votes = pool.named(*task).filter(|(_, class)| *class == 1).count();
        pool.decide(*task, true, &settings()).class != usize::from(votes >= 2)
    });
    let disagree = disagree.count();
    assert!(
        pool.model().level == Level::Pool || disagree <= 8,
        "{disagree} tasks against the vote"
    );
}

proptest! {
    #[test]
    fn an_agreeing_answer_raises_the_posterior_and_never_asks_for_more(
        right in 0.5f64..0.95, answers in 2usize..5, class in 0usize..3,
    ) {
        let model = Model::unknown(3);
        let skill = model.newcomer(Some(CarriedSkill {
            log_odds_above_pool: (right / (1.0 - right)).ln() - 1.386,
            weight: 40.0,
        }));
        let given = GivenAnswer { skill: Some(&skill), class };
        let of = |count: usize| {
            let all = vec![given; count];
            let evidence = TaskEvidence { answers: &all, ..TaskEvidence::default() };
            decide_task(&model, &evidence, &settings())
        };
        let (before, after) = (of(answers), of(answers + 1));
        prop_assert!(after.confidence >= before.confidence);
        prop_assert!(!(matches!(before.next, NextStep::Stop(_)) && after.next == NextStep::Answer));
    }

    #[test]
    fn the_order_of_answers_does_not_matter(classes in proptest::collection::vec(0usize..3, 1..8)) {
        let model = Model::unknown(3);
        let of = |classes: &[usize]| {
            let answers: Vec<_> = classes.iter().map(|class| GivenAnswer { skill: None, class: *class }).collect();
            let evidence = TaskEvidence { answers: &answers, ..TaskEvidence::default() };
            decide_task(&model, &evidence, &settings()).posterior
        };
        let mut turned = classes.clone();
        turned.reverse();
        for (a, b) in of(&classes).iter().zip(of(&turned)) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }
}

/// A project may have one class only, tasks without answers, or nobody yet.
#[test]
fn a_pool_with_next_to_nothing_in_it_is_fitted() {
    for classes in 1..4 {
        let mut empty = Pool::new(classes);
        empty.refit();
        let task = empty.add_task(None);
        empty.refit();
        assert!(
            empty
                .posterior(task)
                .iter()
                .all(|p| (p - 1.0 / classes as f64).abs() < 1e-6)
        );

        let mut pool = Pool::new(classes);
        let (known, open) = (pool.add_task(Some(0)), pool.add_task(None));
        let worker = pool.add_worker(None);
        pool.add_answer(known, worker, 0);
        pool.add_answer(open, worker, 0);
        pool.refit();
        let best = pool.posterior(open)[0];
        assert!(
            best > 1.0 / classes as f64 || classes == 1,
            "{classes} classes: {best}"
        );
        assert!(best.is_finite());
    }
}
