//! The full pass over a project whose answers can only be compared: how often each person's answers agree with what is
//! likely right.

use super::columns::PAGE;
use super::learn::{Counts, Learned, Thought};
use crate::quality::compare::{Answer, Compared, same};
use crate::quality::knowledge::Knowledge;
use crate::quality::people::People;
use crate::tasks::stored_json;
use crate::{App, AppError};
use pumasi_domain::next::Next;
use pumasi_domain::plan::buy::{BuySettings, InspectorRates};
use pumasi_domain::state::Purpose;
use pumasi_domain::{ProjectId, TaskId, UserId};
use pumasi_interface::{LabelConfig, Region};
use pumasi_quality::{Calibration, CarriedSkill, Model, Outcome, Report, Skill};
use pumasi_store::evidence::{self, Given};
use pumasi_truth::calibration::reliability;
use pumasi_truth::categorical::hierarchical::{Shrinkage, log_odds};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A task with its answers compared; what was drawn or written is let go of.
pub(in crate::quality) struct ComparedTask {
    task_id: TaskId,
    answers: Vec<Answer>,
    compared: Compared,
    /// Which answers are like the known one, of a task whose answer was given.
    known: Option<Vec<bool>>,
    /// Answers that fill a place.
    counts: usize,
}

/// Passes over the answers: enough for shares of right answers to settle.
const PASSES: usize = 8;
/// Bins of the reliability diagram.
const BINS: usize = 10;
/// Standard deviations of the prior of the calibration's offset and slope.
const CALIBRATION_DEVIATIONS: (f64, f64) = (0.5, 0.3);

impl App {
    /// Reads a project task by task and compares the answers of each.
    pub(super) async fn compared_tasks(
        &self,
        project_id: ProjectId,
        config: &Arc<LabelConfig>,
    ) -> Result<Vec<ComparedTask>, AppError> {
        let gold = self.known_regions(project_id).await?;
        let (mut tasks, mut waiting) = (Vec::new(), Vec::<Given>::new());
        let mut after = None;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::page(tx, project_id, after, PAGE / 10)?))
                .await?;
            let last = (page.len() as i64) < PAGE / 10;
            after = page.last().map(|row| (row.task_id, row.assignment_id)).or(after);
            waiting.extend(page);
            // The last task of a page may go on in the next.
            let whole = match waiting.last() {
                Some(row) if !last => waiting.partition_point(|other| other.task_id < row.task_id),
                _ => waiting.len(),
            };
            let rest = waiting.split_off(whole);
            let (rows, config, gold) = (
                std::mem::replace(&mut waiting, rest),
                Arc::clone(config),
                Arc::clone(&gold),
            );
            let more = tokio::task::spawn_blocking(move || compare(&config, &rows, &gold)).await;
            tasks.extend(more.map_err(|e| AppError::Internal(e.to_string()))??);
            if last {
                return Ok(tasks);
            }
        }
    }

    async fn known_regions(
        &self,
        project_id: ProjectId,
    ) -> Result<Arc<HashMap<TaskId, Vec<Region>>>, AppError> {
        let (mut all, mut after) = (HashMap::new(), 0);
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::known(tx, project_id, after, PAGE)?))
                .await?;
            for known in page
                .iter()
                .filter(|known| known.source.as_deref() != Some("grown"))
            {
                all.insert(known.task_id, stored_json(&known.gold, "known answer")?);
            }
            after = page.last().map_or(after, |known| known.position);
            if (page.len() as i64) < PAGE {
                return Ok(Arc::new(all));
            }
        }
    }
}

fn compare(
    config: &LabelConfig,
    rows: &[Given],
    gold: &HashMap<TaskId, Vec<Region>>,
) -> Result<Vec<ComparedTask>, AppError> {
    let mut tasks = Vec::new();
    for rows in rows.chunk_by(|a, b| a.task_id == b.task_id) {
        let (mut answers, mut counts) = (Vec::new(), 0);
        for row in rows {
            // Of what an inspector mended the worker's skill is not learned by the mended form.
            if let Some(answer) = Answer::of(row)? {
                counts += usize::from(!answer.decides && row.purpose == Purpose::Order);
                answers.push(answer);
            }
        }
        if answers.is_empty() {
            continue;
        }
        let known = gold.get(&rows[0].task_id).map(|gold| {
            let like = |answer: &Answer| same(config, answer.regions.as_deref(), Some(gold));
            answers.iter().map(like).collect()
        });
        let compared = Compared::of(config, &answers);
        for answer in &mut answers {
            answer.regions = None;
        }
        tasks.push(ComparedTask {
            task_id: rows[0].task_id,
            answers,
            compared,
            known,
            counts,
        });
    }
    Ok(tasks)
}

/// Everybody who answered, once each.
pub(in crate::quality) fn workers(tasks: &[ComparedTask]) -> Vec<UserId> {
    let all = tasks
        .iter()
        .flat_map(|task| &task.answers)
        .map(|answer| answer.user_id);
    all.collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Learns how often each person is right, and from that what is likely.
pub(in crate::quality) fn learn_compared(
    tasks: &[ComparedTask],
    carried: &HashMap<UserId, CarriedSkill>,
    rates: HashMap<UserId, InspectorRates>,
    settings: &BuySettings,
) -> Learned {
    let mut model = Model::unknown(2);
    let mut people = People {
        skills: HashMap::new(),
        inspectors: rates,
    };
    for _ in 0..PASSES {
        let shares = shares_of(tasks, &people, &model, settings);
        let shrinkage = Shrinkage::default();
        let (right, answers) = shares
            .values()
            .fold((0.0, 0.0), |(r, n), share| (r + share.0, n + share.1));
        model.pool_right =
            (right + shrinkage.pool_right * shrinkage.pool_weight) / (answers + shrinkage.pool_weight);
        for (user_id, (right, answers)) in shares {
            let prior = model.newcomer(carried.get(&user_id).copied());
            people.skills.insert(
                user_id,
                coin(&model, prior.right, right, answers, shrinkage.coin_weight),
            );
        }
    }
    let outcomes = outcomes_of(tasks, &people, &model, settings);
    let prior = model.calibration;
    let calibration = Calibration::fit(&outcomes, prior, CALIBRATION_DEVIATIONS);
    let report = report_of(&outcomes, prior);
    model.calibration = calibration;
    model.known_tasks = outcomes.len();
    let mut counts = Counts::default();
    let thoughts = tasks
        .iter()
        .map(|task| think(task, &people, &model, settings, &mut counts))
        .collect();
    model.answers = counts.answers;
    let mut skills: Vec<(UserId, Skill)> = people.skills.into_iter().collect();
    skills.sort_by_key(|(user_id, _)| *user_id);
    Learned {
        knowledge: Knowledge {
            classes: Vec::new(),
            model,
        },
        skills,
        thoughts,
        report,
        counts,
    }
}

/// A person's share of right answers as a skill of two classes, right and wrong.
fn coin(model: &Model, prior: f64, right: f64, answers: f64, weight: f64) -> Skill {
    let share = ((right + prior * weight) / (answers + weight)).clamp(0.02, 0.98);
    let table = vec![share, 1.0 - share, 1.0 - share, share];
    Skill {
        information: pumasi_truth::online::information_share(&[0.5, 0.5], &table),
        table,
        right: share,
        answers,
        log_odds_above_pool: log_odds(share) - log_odds(model.pool_right),
    }
}

/// Expected right answers of each person, and how many were looked at: those on known tasks, and on tasks with two
/// answers or more.
fn shares_of(
    tasks: &[ComparedTask],
    people: &People,
    model: &Model,
    settings: &BuySettings,
) -> BTreeMap<UserId, (f64, f64)> {
    let plain = Model {
        calibration: Calibration::IDENTITY,
        ..model.clone()
    };
    let mut shares: BTreeMap<UserId, (f64, f64)> = BTreeMap::new();
    for task in tasks {
        let right: Vec<f64> = match &task.known {
            Some(known) => known.iter().map(|like| f64::from(u8::from(*like))).collect(),
            None if task.answers.len() < 2 => continue,
            None => {
                let rights = task.compared.rights(&task.answers, people, model);
                let judged = task.compared.judge(&task.answers, &rights, &plain, settings);
                let at = task
                    .answers
                    .iter()
                    .position(|a| Some(a.assignment_id) == judged.assignment_id)
                    .unwrap_or(0);
                let like = |index| {
                    if task.compared.alike(at, index) {
                        judged.confidence
                    } else {
                        0.0
                    }
                };
                (0..task.answers.len()).map(like).collect()
            }
        };
        for (answer, right) in task
            .answers
            .iter()
            .zip(right)
            .filter(|(answer, _)| !answer.decides)
        {
            let share = shares.entry(answer.user_id).or_default();
            share.0 += right;
            share.1 += 1.0;
        }
    }
    shares
}

/// What would be claimed of the known tasks, and whether it is so. Skills come from these tasks too, but each counts for
/// little in its people's.
fn outcomes_of(
    tasks: &[ComparedTask],
    people: &People,
    model: &Model,
    settings: &BuySettings,
) -> Vec<Outcome> {
    let plain = Model {
        calibration: Calibration::IDENTITY,
        ..model.clone()
    };
    let known = tasks.iter().filter_map(|task| Some((task, task.known.as_ref()?)));
    known
        .map(|(task, known)| {
            let rights = task.compared.rights(&task.answers, people, model);
            let judged = task.compared.judge(&task.answers, &rights, &plain, settings);
            let at = task
                .answers
                .iter()
                .position(|a| Some(a.assignment_id) == judged.assignment_id)
                .unwrap_or(0);
            Outcome {
                claimed: judged.confidence,
                right: known[at],
            }
        })
        .collect()
}

/// Claims against outcomes, and the same with each half calibrated on the other.
fn report_of(outcomes: &[Outcome], prior: Calibration) -> Report {
    if outcomes.is_empty() {
        return Report::default();
    }
    let half = |wanted: usize| -> Vec<Outcome> {
        outcomes
            .iter()
            .enumerate()
            .filter(|(n, _)| n % 2 == wanted)
            .map(|(_, outcome)| *outcome)
            .collect()
    };
    let mut crossed = Vec::with_capacity(outcomes.len());
    for fold in 0..2 {
        let map = Calibration::fit(&half(1 - fold), prior, CALIBRATION_DEVIATIONS);
        crossed.extend(half(fold).into_iter().map(|o| Outcome {
            claimed: map.apply(o.claimed),
            ..o
        }));
    }
    Report {
        levels: Vec::new(),
        before: Some(reliability(outcomes, BINS)),
        after: Some(reliability(&crossed, BINS)),
    }
}

fn think(
    task: &ComparedTask,
    people: &People,
    model: &Model,
    settings: &BuySettings,
    counts: &mut Counts,
) -> Thought {
    let rights = task.compared.rights(&task.answers, people, model);
    let judged = task.compared.judge(&task.answers, &rights, model, settings);
    // Answers alike are of one group, numbered by its first.
    let group = |index: usize| {
        (0..=index)
            .find(|first| task.compared.alike(*first, index))
            .unwrap_or(index) as u32
    };
    let groups: Vec<u32> = (0..task.answers.len())
        .filter(|i| !task.answers[*i].decides)
        .map(group)
        .collect();
    counts.answers += task.counts;
    counts.agreement.take_in_pairs(&groups);
    Thought {
        task_id: task.task_id,
        class: None,
        claimed: model.calibration.invert(judged.confidence),
        confidence: judged.confidence,
        answers: task.counts,
        tied: false,
        unanimous: groups.windows(2).all(|pair| pair[0] == pair[1]),
        runner_up: None,
        wants_answer: judged.next == Next::Answer,
    }
}
