//! The full pass itself: pure work on columns, done away from the threads that serve people.

use super::columns::{Columns, Vote};
use super::personal::described;
use crate::quality::knowledge::{CLASSES_MOST, Knowledge, OTHER_CLASS};
use pumasi_domain::plan::buy::{BuySettings, InspectorRates, NextStep};
use pumasi_domain::{TaskId, UserId};
use pumasi_quality::{
    CarriedSkill, Decision, GivenAnswer, GivenVerdict, Pool, Report, Skill, TaskEvidence, decide_task,
};
use std::collections::HashMap;

/// What is to be thought of a task.
#[derive(Debug, Clone)]
pub(in crate::quality) struct Thought {
    pub task_id: TaskId,
    /// The likeliest class, where answers are counted.
    pub class: Option<String>,
    /// As the model claims it, before calibration.
    pub claimed: f64,
    /// Calibrated.
    pub confidence: f64,
    /// Answers that fill a place.
    pub answers: usize,
    /// They all say the same.
    pub unanimous: bool,
    /// As many of them say something else as say what most say.
    pub tied: bool,
    /// The second likeliest class and how likely that is.
    pub runner_up: Option<(String, f64)>,
    /// Another answer should be bought, by the project's settings.
    pub wants_answer: bool,
}

/// What a full pass found.
#[derive(Debug)]
pub(in crate::quality) struct Learned {
    pub knowledge: Knowledge,
    pub skills: Vec<(UserId, Skill)>,
    /// By task id.
    pub thoughts: Vec<Thought>,
    pub report: Report,
    pub counts: Counts,
}

/// What was counted on the way.
#[derive(Debug, Default)]
pub(in crate::quality) struct Counts {
    pub answers: usize,
    /// Of known tasks, and of others by their likeliest class: true class × answered class.
    pub known: Vec<Vec<u64>>,
    pub inferred: Vec<Vec<u64>>,
    /// Answers of each task that fill a place, for agreement.
    pub agreement: super::agreement::Agreement,
}

/// What a full pass works on.
pub(in crate::quality) struct Material {
    pub columns: Columns,
    /// What earlier projects say of each worker.
    pub carried: Vec<Option<CarriedSkill>>,
    pub rates: HashMap<UserId, InspectorRates>,
    /// What is to be expected of an inspector who is asked.
    pub inspector: InspectorRates,
    pub settings: BuySettings,
}

/// Learns a project whose answers are counted.
pub(in crate::quality) fn learn(mut material: Material) -> Learned {
    keep_common(&mut material.columns);
    // Where everybody has said the same so far, there is still something else to be said.
    while material.columns.classes.len() < 2 {
        material.columns.classes.push(OTHER_CLASS.to_owned());
    }
    let pool = fitted(&material);
    let (model, skills) = described(&material, &pool);
    let Material {
        columns,
        rates,
        settings,
        ..
    } = &material;
    let knowledge = Knowledge {
        classes: columns.classes.clone(),
        model,
    };
    let mut counts = Counts::new(columns.classes.len());
    let mut thoughts = Vec::with_capacity(columns.tasks.len());
    let mut of = Cursor::default();
    for (task, task_id) in columns.tasks.iter().enumerate() {
        let slices = of.next(columns, task as u32);
        let decision = decide(&knowledge, &skills, &slices, rates, settings);
        counts.take_in(&slices, decision.class);
        let mut named = slices
            .votes
            .iter()
            .filter(|vote| vote.counts)
            .map(|vote| vote.class);
        let first = named.next();
        let answers = slices.votes.iter().filter(|vote| vote.counts).count();
        let counted = slices
            .votes
            .iter()
            .filter(|vote| vote.counts)
            .map(|vote| vote.class);
        let tied = is_tied(counted.collect());
        thoughts.push(Thought {
            task_id: *task_id,
            class: knowledge.classes.get(decision.class).cloned(),
            claimed: decision.claimed,
            confidence: decision.confidence,
            answers,
            unanimous: named.all(|class| Some(class) == first),
            tied,
            runner_up: runner_up(&knowledge, &decision),
            wants_answer: decision.next == NextStep::Answer,
        });
    }
    Learned {
        skills: columns.workers.iter().copied().zip(skills).collect(),
        report: pool.report().clone(),
        knowledge,
        thoughts,
        counts,
    }
}

/// Whether two classes have the most votes.
fn is_tied(mut votes: Vec<u32>) -> bool {
    votes.sort_unstable();
    let mut counts: Vec<usize> = votes.chunk_by(|a, b| a == b).map(<[u32]>::len).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    matches!(counts[..], [first, second, ..] if first == second)
}

fn runner_up(knowledge: &Knowledge, decision: &Decision) -> Option<(String, f64)> {
    let others = decision
        .posterior
        .iter()
        .enumerate()
        .filter(|(class, _)| *class != decision.class);
    let (class, probability) = others.max_by(|a, b| a.1.total_cmp(b.1))?;
    Some((knowledge.classes.get(class)?.clone(), *probability))
}

/// Of very many classes only the most common are counted; tasks with others are judged one by one.
fn keep_common(columns: &mut Columns) {
    if columns.classes.len() <= CLASSES_MOST {
        return;
    }
    let mut seen = vec![0u32; columns.classes.len()];
    for vote in &columns.votes {
        seen[vote.class as usize] += 1;
    }
    let mut order: Vec<u32> = (0..seen.len() as u32).collect();
    order.sort_by_key(|class| (std::cmp::Reverse(seen[*class as usize]), *class));
    order.truncate(CLASSES_MOST);
    let place = |class: u32| order.iter().position(|kept| *kept == class).map(|at| at as u32);
    let kept = |votes: &mut Vec<Vote>| {
        votes.retain_mut(|vote| place(vote.class).map(|class| vote.class = class).is_some());
    };
    kept(&mut columns.votes);
    kept(&mut columns.predictions);
    columns
        .known
        .retain_mut(|known| place(known.1).map(|class| known.1 = class).is_some());
    columns
        .decisions
        .retain_mut(|made| place(made.2).map(|class| made.2 = class).is_some());
    columns.judged.retain_mut(|judged| {
        if let pumasi_quality::Said::Instead(class) = &mut judged.said {
            match place(*class as u32) {
                Some(at) => *class = at as usize,
                None => judged.said = pumasi_quality::Said::Wrong,
            }
        }
        place(judged.class).map(|class| judged.class = class).is_some()
    });
    columns
        .returned
        .retain_mut(|(_, judged)| place(judged.class).map(|class| judged.class = class).is_some());
    columns.classes = order
        .iter()
        .map(|class| columns.classes[*class as usize].clone())
        .collect();
}

/// The pool with everything in it, fitted.
///
/// Known tasks meet many more people than others. So that confidence is calibrated for as many answers as a task gets,
/// their answers are spread over several tasks of the same truth.
fn fitted(material: &Material) -> Pool {
    let Material {
        columns,
        carried,
        rates,
        inspector,
        settings,
    } = material;
    let mut pool = Pool::new(columns.classes.len());
    pool.expect_inspector(*inspector);
    for carried in carried {
        pool.add_worker(*carried);
    }
    let most = (settings.answers_max.max(1)) as usize;
    let mut known = columns.known.iter().peekable();
    let mut of = Cursor::default();
    for task in 0..columns.tasks.len() {
        let slices = of.next(columns, task as u32);
        let truth = known
            .next_if(|(at, _)| *at as usize == task)
            .map(|(_, class)| *class as usize);
        let mut index = pool.add_task(truth);
        for vote in slices.votes {
            if truth.is_some() && pool.answers_of(index) >= most {
                index = pool.add_task(truth);
            }
            pool.add_answer(index, vote.worker as usize, vote.class as usize);
        }
        for vote in slices.predictions {
            pool.add_prediction(index, vote.worker as usize, vote.class as usize);
        }
        for judged in slices.judged {
            pool.add_verdict(index, &verdict(judged, rates));
        }
        if let Some((_, user_id, class)) = slices.decision {
            pool.add_decision(
                index,
                *class as usize,
                rates.get(user_id).copied().unwrap_or_default(),
            );
        }
    }
    // What came back says something of who gave it, apart from what was made of it.
    for (worker, judged) in &columns.returned {
        pool.add_returned(*worker as usize, &verdict(judged, rates));
    }
    pool.refit();
    pool
}

fn verdict(judged: &super::columns::Judged, rates: &HashMap<UserId, InspectorRates>) -> GivenVerdict {
    GivenVerdict {
        class: judged.class as usize,
        said: judged.said,
        rates: rates.get(&judged.inspector).copied().unwrap_or_default(),
    }
}

fn decide(
    knowledge: &Knowledge,
    skills: &[Skill],
    of: &Slices<'_>,
    rates: &HashMap<UserId, InspectorRates>,
    settings: &BuySettings,
) -> Decision {
    let answer = |vote: &Vote| GivenAnswer {
        skill: skills.get(vote.worker as usize),
        class: vote.class as usize,
    };
    let answers: Vec<GivenAnswer<'_>> = of.votes.iter().filter(|vote| vote.counts).map(answer).collect();
    let beside: Vec<GivenAnswer<'_>> = of
        .votes
        .iter()
        .filter(|vote| !vote.counts)
        .chain(of.predictions)
        .map(answer)
        .collect();
    let verdicts: Vec<GivenVerdict> = of.judged.iter().map(|judged| verdict(judged, rates)).collect();
    let decision = of
        .decision
        .map(|(_, user_id, class)| (*class as usize, rates.get(user_id).copied().unwrap_or_default()));
    let evidence = TaskEvidence {
        answers: &answers,
        predictions: &beside,
        verdicts: &verdicts,
        decision,
        nobody_left: false,
    };
    decide_task(&knowledge.model, &evidence, settings)
}

/// The rows of one task.
struct Slices<'a> {
    votes: &'a [Vote],
    predictions: &'a [Vote],
    judged: &'a [super::columns::Judged],
    decision: Option<&'a (u32, UserId, u32)>,
    known: Option<u32>,
}

/// Where the lists have been read to, task after task.
#[derive(Default)]
struct Cursor {
    votes: usize,
    predictions: usize,
    judged: usize,
    decisions: usize,
    known: usize,
}

impl Cursor {
    fn next<'a>(&mut self, columns: &'a Columns, task: u32) -> Slices<'a> {
        let decision = run(&columns.decisions, &mut self.decisions, |made| made.0 == task).last();
        let known = run(&columns.known, &mut self.known, |known| known.0 == task).last();
        Slices {
            votes: run(&columns.votes, &mut self.votes, |vote| vote.task == task),
            predictions: run(&columns.predictions, &mut self.predictions, |vote| {
                vote.task == task
            }),
            judged: run(&columns.judged, &mut self.judged, |judged| judged.task == task),
            decision,
            known: known.map(|(_, class)| *class),
        }
    }
}

/// The run of rows from `at` for which `is` holds; `at` moves behind it.
fn run<'a, T>(rows: &'a [T], at: &mut usize, is: impl Fn(&T) -> bool) -> &'a [T] {
    let from = *at;
    *at += rows[from..].iter().take_while(|row| is(row)).count();
    &rows[from..*at]
}

impl Counts {
    fn new(classes: usize) -> Counts {
        Counts {
            known: vec![vec![0; classes]; classes],
            inferred: vec![vec![0; classes]; classes],
            ..Counts::default()
        }
    }

    fn take_in(&mut self, of: &Slices<'_>, class: usize) {
        let counted = of.votes.iter().filter(|vote| vote.counts);
        let named: Vec<u32> = counted.map(|vote| vote.class).collect();
        self.answers += named.len();
        self.agreement.take_in(&named);
        // One answer alone would only be compared with itself.
        let (table, truth) = match of.known {
            Some(truth) => (&mut self.known, truth as usize),
            None if of.votes.len() > 1 => (&mut self.inferred, class),
            None => return,
        };
        for vote in of.votes {
            if let Some(cell) = table
                .get_mut(truth)
                .and_then(|row| row.get_mut(vote.class as usize))
            {
                *cell += 1;
            }
        }
    }
}
