//! What is to be thought of one task: the likeliest answer, how likely it is, and what to buy next.

use super::class::class_shown;
use super::compare::{Answer, Compared};
use super::facts::{Facts, Said, classed, returned, stands};
use super::knowledge::{Knowledge, OTHER_CLASS};
use super::people::{People, model_id};
use super::report::rounded;
use crate::tasks::stored_option;
use crate::{App, AppError};
use pumasi_domain::money::fee_minor;
use pumasi_domain::next::Next;
use pumasi_domain::plan::buy::{BuySettings, Prices};
use pumasi_domain::project::Project;
use pumasi_domain::state::AnswerKind;
use pumasi_domain::{AssignmentId, TaskId, UserId};
use pumasi_formats::Prediction;
use pumasi_interface::{LabelConfig, Region};
use pumasi_quality::{Decision, GivenAnswer, GivenVerdict, Said as EngineSaid, TaskEvidence, decide_task};
use pumasi_store::evidence::{self, Given};
use pumasi_store::{Tx, tasks};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One of the things that were said of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ClassVotes {
    /// As people read it.
    pub class: String,
    /// Answers that say so.
    pub answers: i64,
    /// How likely it is, 0 to 1, calibrated.
    pub probability: f64,
}

/// What is to be thought of a task.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The likeliest class, where answers are counted (as in `assignments.answer_class`).
    pub class: Option<String>,
    /// The first answer that stands and says so, an adjudicator's among them; `None` if nobody says it.
    pub assignment_id: Option<AssignmentId>,
    /// How likely it is, 0 to 1, calibrated.
    pub confidence: f64,
    /// Everything that was said, likeliest first.
    pub votes: Vec<ClassVotes>,
    /// What to buy next.
    pub next: Next,
}

/// What a project's settings say about buying.
pub(super) fn buy_settings(project: &Project) -> BuySettings {
    let price = |reward_minor: i64| reward_minor + fee_minor(reward_minor, project.fee_percent);
    let prices = Prices {
        answer_minor: price(project.reward_minor),
        inspection_minor: price(project.inspection_reward_minor),
    };
    BuySettings::of(project.plan.settings, project.plan.answers_per_task, prices)
}

impl App {
    /// What is to be thought of a task, from everything that was said about it and what is known of those who said it.
    /// `None` if nobody has answered.
    pub fn judge_task(
        &self,
        tx: &mut Tx,
        project: &Project,
        task_id: TaskId,
    ) -> Result<Option<Judgement>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let knowledge = Knowledge::of(tx, project.project_id, &config)?;
        if !config.is_categorical() {
            return judge_compared(tx, project, &config, &knowledge, task_id);
        }
        let rows = evidence::of_task(tx, project.project_id, task_id)?;
        let rows = rows.into_iter().map(|row| classed(&config, row));
        let rows = rows.collect::<Result<Vec<Given>, _>>()?;
        let mut facts = Facts::default();
        for row in &rows {
            facts.take_in(&config, row)?;
        }
        for row in evidence::returned_of_task(tx, project.project_id, task_id)? {
            facts.judged.extend(returned(&config, &row)?);
        }
        if facts.votes.is_empty() {
            return Ok(None);
        }
        let predicted = predicted(tx, project, &config, task_id)?;
        let knowledge = knowing(knowledge, &facts);
        let workers = facts.votes.iter().map(|vote| vote.worker_id);
        let everybody = workers.chain(predicted.iter().map(|(id, _)| *id));
        let people = People::of_task(tx, project.project_id, task_id, &knowledge.model, everybody)?;
        let decision = decide(&knowledge, &facts, &people, &predicted, &buy_settings(project));
        Ok(Some(judgement(&knowledge, &facts, &rows, &decision)))
    }
}

/// The knowledge, if it knows every class that was said; else a wider one.
fn knowing(knowledge: Knowledge, facts: &Facts) -> Knowledge {
    let instead = facts.judged.iter().filter_map(|judged| match &judged.said {
        Said::Instead(class) => Some(class),
        _ => None,
    });
    let said = facts.votes.iter().map(|vote| &vote.class);
    let all: Vec<&String> = said
        .chain(instead)
        .chain(facts.decision.iter().map(|(_, class)| class))
        .collect();
    if all.iter().all(|class| knowledge.class(class).is_some()) {
        return knowledge;
    }
    knowledge.widened(all.into_iter().cloned())
}

/// What the model says of a task, if its project counts that: who, and which class.
fn predicted(
    tx: &mut Tx,
    project: &Project,
    config: &LabelConfig,
    task_id: TaskId,
) -> Result<Option<(UserId, String)>, AppError> {
    if !project.plan.settings.use_predictions {
        return Ok(None);
    }
    let data = tasks::data(tx, project.project_id, task_id)?;
    let text = data.and_then(|data| data.predictions);
    prediction_class(config, text.as_deref())
}

/// The first prediction of a task as a vote: the model that made it, and its class.
pub(super) fn prediction_class(
    config: &LabelConfig,
    predictions: Option<&str>,
) -> Result<Option<(UserId, String)>, AppError> {
    let all: Option<Vec<Prediction>> = stored_option(predictions, "prediction")?;
    let Some(first) = all.into_iter().flatten().next() else {
        return Ok(None);
    };
    let regions: Vec<Region> = first
        .result
        .into_iter()
        .filter_map(|region| serde_json::from_value(region).ok())
        .collect();
    let class = super::class::class_of(config, AnswerKind::Regions, &regions);
    Ok(class.map(|class| (model_id(first.model_version.as_deref()), class)))
}

/// Asks the engine about one task.
pub(super) fn decide(
    knowledge: &Knowledge,
    facts: &Facts,
    people: &People,
    predicted: &Option<(UserId, String)>,
    settings: &BuySettings,
) -> Decision {
    let answer = |worker_id: &UserId, class: &str| {
        knowledge.class(class).map(|class| GivenAnswer {
            skill: people.skills.get(worker_id),
            class,
        })
    };
    let standing = |wanted: bool| {
        let votes = facts.votes.iter().filter(move |vote| vote.stands == wanted);
        votes.filter_map(|vote| answer(&vote.worker_id, &vote.class))
    };
    let answers: Vec<GivenAnswer<'_>> = standing(true).collect();
    // Refused answers tell something and fill no place: as predictions do.
    let beside = predicted.iter().filter_map(|(id, class)| answer(id, class));
    let predictions: Vec<GivenAnswer<'_>> = standing(false).chain(beside).collect();
    let verdicts: Vec<GivenVerdict> = facts
        .judged
        .iter()
        .filter_map(|judged| {
            Some(GivenVerdict {
                class: knowledge.class(&judged.class)?,
                said: match &judged.said {
                    Said::Right => EngineSaid::Right,
                    Said::Wrong => EngineSaid::Wrong,
                    Said::Instead(class) => EngineSaid::Instead(knowledge.class(class)?),
                },
                rates: people.rates(judged.inspector_id),
            })
        })
        .collect();
    let decision = facts
        .decision
        .as_ref()
        .and_then(|(user_id, class)| Some((knowledge.class(class)?, people.rates(*user_id))));
    let evidence = TaskEvidence {
        answers: &answers,
        predictions: &predictions,
        verdicts: &verdicts,
        decision,
        nobody_left: false,
    };
    decide_task(&knowledge.model, &evidence, settings)
}

fn judgement(knowledge: &Knowledge, facts: &Facts, rows: &[Given], decision: &Decision) -> Judgement {
    let class = knowledge.classes.get(decision.class).cloned();
    // What was mended counts as mended here: the row's class, not what the worker said.
    let says = |row: &&Given| row.class.is_some() && row.class == class;
    let decided = rows
        .iter()
        .find(|row| !stands(row) && row.role != pumasi_domain::state::Role::Work && says(row));
    let given = rows.iter().filter(|row| stands(row)).find(says);
    let mut votes: Vec<ClassVotes> = knowledge
        .classes
        .iter()
        .zip(&decision.posterior)
        .filter(|(name, _)| *name != OTHER_CLASS)
        .map(|(name, probability)| ClassVotes {
            class: class_shown(name),
            answers: facts
                .votes
                .iter()
                .filter(|v| v.stands && v.class == *name)
                .count() as i64,
            probability: rounded(*probability),
        })
        .filter(|votes| votes.answers > 0 || votes.probability >= 0.001)
        .collect();
    votes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    Judgement {
        class,
        assignment_id: decided.or(given).map(|row| row.assignment_id),
        confidence: decision.confidence,
        votes,
        next: decision.next.into(),
    }
}

/// The same for answers that can only be compared.
fn judge_compared(
    tx: &mut Tx,
    project: &Project,
    config: &LabelConfig,
    knowledge: &Knowledge,
    task_id: TaskId,
) -> Result<Option<Judgement>, AppError> {
    let rows = evidence::of_task(tx, project.project_id, task_id)?;
    let answers = rows.iter().filter_map(|row| Answer::of(row).transpose());
    let answers: Vec<Answer> = answers.collect::<Result<_, _>>()?;
    if answers.is_empty() {
        return Ok(None);
    }
    let workers = answers.iter().map(|answer| answer.user_id);
    let people = People::of_task(tx, project.project_id, task_id, &knowledge.model, workers)?;
    let compared = Compared::of(config, &answers);
    let rights = compared.rights(&answers, &people, &knowledge.model);
    Ok(Some(compared.judge(
        &answers,
        &rights,
        &knowledge.model,
        &buy_settings(project),
    )))
}
