//! What people and timers may do, and the terms of the order they do it under.

use proptest::prelude::*;
use pumasi_domain::quality::{Collector, InspectionRule, Overlap, QualitySettings, Rule, RuleAction};

/// People who may do anything that the API lets them try.
pub const PEOPLE: usize = 5;
/// Tasks in the project.
pub const TASKS: i64 = 6;

/// One thing somebody, or a timer, does.
#[derive(Debug, Clone)]
pub enum Step {
    Claim {
        person: usize,
        inspect: bool,
        count: i64,
    },
    /// Takes one task and answers it.
    Work {
        person: usize,
        unusable: bool,
    },
    /// Takes one answer and decides on it.
    Inspect {
        person: usize,
        verdict: usize,
    },
    Answer {
        person: usize,
        which: usize,
        unusable: bool,
        claim: i64,
    },
    Decide {
        person: usize,
        which: usize,
        verdict: usize,
    },
    GiveBack {
        person: usize,
        release: bool,
        inspect: bool,
    },
    Withdraw {
        person: usize,
    },
    Appeal {
        person: usize,
    },
    DecideAppeal {
        accept: bool,
    },
    Wait {
        seconds: i64,
    },
    Timers,
    Pause,
    Open,
    TopUp,
    /// The requester stops somebody.
    PauseWorker {
        which: usize,
        inspect: bool,
    },
    /// Whoever is stopped objects.
    Object {
        person: usize,
    },
    DecidePause {
        lift: bool,
    },
    Audit {
        sample_size: i64,
    },
}

pub fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    let which = 0usize..4;
    prop_oneof![
        3 => (person.clone(), any::<bool>(), 1i64..4)
            .prop_map(|(person, inspect, count)| Step::Claim { person, inspect, count }),
        14 => (person.clone(), prop::bool::weighted(0.1)).prop_map(|(person, unusable)| Step::Work { person, unusable }),
        12 => (person.clone(), 0usize..5).prop_map(|(person, verdict)| Step::Inspect { person, verdict }),
        3 => (person.clone(), which.clone(), prop::bool::weighted(0.1), 0i64..3)
            .prop_map(|(person, which, unusable, claim)| Step::Answer { person, which, unusable, claim }),
        3 => (person.clone(), which, 0usize..5)
            .prop_map(|(person, which, verdict)| Step::Decide { person, which, verdict }),
        3 => (person.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(person, release, inspect)| Step::GiveBack { person, release, inspect }),
        2 => person.clone().prop_map(|person| Step::Withdraw { person }),
        5 => person.clone().prop_map(|person| Step::Appeal { person }),
        4 => any::<bool>().prop_map(|accept| Step::DecideAppeal { accept }),
        5 => prop_oneof![4 => Just(30i64), 2 => Just(700), 1 => Just(4_000), 2 => Just(90_000)]
            .prop_map(|seconds| Step::Wait { seconds }),
        2 => Just(Step::Timers),
        1 => Just(Step::Pause),
        1 => Just(Step::Open),
        1 => Just(Step::TopUp),
        2 => (0..PEOPLE, any::<bool>()).prop_map(|(which, inspect)| Step::PauseWorker { which, inspect }),
        2 => person.prop_map(|person| Step::Object { person }),
        2 => any::<bool>().prop_map(|lift| Step::DecidePause { lift }),
        2 => (1i64..4).prop_map(|sample_size| Step::Audit { sample_size }),
    ]
}

#[derive(Debug, Clone)]
pub struct Terms {
    pub answers_per_task: i64,
    pub inspect_percent: i64,
    pub max_rounds: i64,
    pub budget_minor: i64,
    pub fee_percent: i64,
    /// How many of the tasks have a known answer.
    pub known: i64,
    pub quality: QualitySettings,
    pub rules: Vec<Rule>,
    /// How many verdicts the first two people have given before, a third of them returns, while all others passed all.
    pub past_verdicts: i64,
}

pub fn terms() -> impl Strategy<Value = Terms> {
    (
        1i64..4,
        prop_oneof![Just(0i64), Just(50), Just(100)],
        0i64..3,
        prop_oneof![Just(400i64), Just(3_000), Just(1_000_000)],
        0i64..30,
        quality(),
        prop::collection::vec(rule(), 0..3),
        prop_oneof![Just(0i64), 27i64..31],
    )
        .prop_map(
            |(
                answers_per_task,
                inspect_percent,
                max_rounds,
                budget_minor,
                fee_percent,
                (known, quality),
                rules,
                past_verdicts,
            )| {
                Terms {
                    rules,
                    past_verdicts,
                    answers_per_task,
                    inspect_percent,
                    max_rounds,
                    budget_minor,
                    fee_percent,
                    known,
                    quality: QualitySettings {
                        answers_min: quality.answers_min.min(answers_per_task),
                        ..quality
                    },
                }
            },
        )
}

/// A rule that holds soon.
fn rule() -> impl Strategy<Value = Rule> {
    (
        prop_oneof![Just(Collector::GoldAccuracy), Just(Collector::SkipsInRow)],
        prop_oneof![
            Just(RuleAction::Pause),
            Just(RuleAction::Train),
            Just(RuleAction::Warn)
        ],
        0i64..3,
    )
        .prop_map(|(collector, action, days)| Rule {
            collector,
            window: 4,
            at_least: 1,
            threshold_percent: 60,
            action,
            hours: days * 24,
            role: None,
        })
}

/// How many tasks are known, and what is done with them; how many answers are bought, and which are inspected.
fn quality() -> impl Strategy<Value = (i64, QualitySettings)> {
    (
        0i64..4,
        prop_oneof![Just(0i64), Just(50)],
        0i64..3,
        prop_oneof![Just(0i64), Just(50)],
        prop_oneof![
            Just(Overlap::Fixed),
            Just(Overlap::Margin),
            Just(Overlap::Adaptive)
        ],
        prop_oneof![
            2 => Just(InspectionRule::Share),
            1 => Just(InspectionRule::Lots),
            1 => Just(InspectionRule::Doubt)
        ],
        1i64..3,
    )
        .prop_map(
            |(
                known,
                gold_percent,
                training_tasks,
                inspector_gold_percent,
                overlap,
                inspection,
                answers_min,
            )| {
                let quality = QualitySettings {
                    overlap,
                    answers_min,
                    margin: answers_min,
                    inspection,
                    gold_percent,
                    training_tasks,
                    inspector_gold_percent,
                    ..QualitySettings::default()
                };
                (known, quality)
            },
        )
}
