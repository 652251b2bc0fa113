//! What is known of the people who answered a task, and of the model that predicted it.

use super::knowledge::numbers;
use crate::AppError;
use pumasi_domain::plan::buy::InspectorRates;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, TaskId, UserId};
use pumasi_quality::{CarriedSkill, Model, Skill, combine_carried};
use pumasi_store::{Tx, skills};
use std::collections::HashMap;
use uuid::Uuid;

/// Earlier projects that are asked about a person, the newest.
const PROJECTS_ASKED: i64 = 20;
/// Namespace of the ids of models, which are workers like people.
const MODELS: Uuid = Uuid::from_u128(0x9d0f_2a55_6c1e_4b7a_8f1b_51c6_0a5e_77d2);

/// The id under which a model's skill is kept.
pub(super) fn model_id(version: Option<&str>) -> UserId {
    UserId(Uuid::new_v5(&MODELS, version.unwrap_or_default().as_bytes()))
}

/// Skills of those who answered, and rates of those who judged them.
#[derive(Debug, Default)]
pub(super) struct People {
    pub skills: HashMap<UserId, Skill>,
    pub inspectors: HashMap<UserId, InspectorRates>,
}

impl People {
    /// Of everybody who had to do with a task, and of `others` (people not on the task, models). Somebody who is new to
    /// the project begins with what is known from earlier ones.
    pub fn of_task(
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
        model: &Model,
        workers: impl Iterator<Item = UserId>,
    ) -> Result<People, AppError> {
        let mut people = People::default();
        for row in skills::of_task(tx, project_id, task_id)? {
            match row.role {
                Role::Work => {
                    if let Some(skill) = read_skill(&row.skill, model) {
                        people.skills.insert(row.user_id, skill);
                    }
                }
                Role::Inspect | Role::Adjudicate => {
                    people.inspectors.insert(row.user_id, read_rates(&row.skill));
                }
            }
        }
        for user_id in workers {
            if people.skills.contains_key(&user_id) {
                continue;
            }
            if let Some(carried) = carried(tx, project_id, user_id)? {
                people.skills.insert(user_id, model.newcomer(Some(carried)));
            }
        }
        Ok(people)
    }

    /// How an inspector errs.
    pub fn rates(&self, user_id: UserId) -> InspectorRates {
        self.inspectors.get(&user_id).copied().unwrap_or_default()
    }
}

/// A kept skill, if it is for the model's classes; for others only what it says in general.
pub(super) fn read_skill(text: &str, model: &Model) -> Option<Skill> {
    let skill = Skill::from_numbers(&numbers(text)?).ok()?;
    if skill.table.len() == model.classes() * model.classes() {
        return Some(skill);
    }
    Some(model.newcomer(Some(CarriedSkill {
        log_odds_above_pool: skill.log_odds_above_pool,
        weight: skill.answers,
    })))
}

/// What earlier projects say of a person or a model: together, each by what it rests on.
pub(super) fn carried(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
) -> Result<Option<CarriedSkill>, AppError> {
    let known: Vec<CarriedSkill> = skills::elsewhere(tx, project_id, Role::Work, user_id, PROJECTS_ASKED)?
        .iter()
        .filter_map(|row| Skill::from_numbers(&numbers(&row.skill)?).ok())
        .map(|skill| skill.carried())
        .collect();
    let all = combine_carried(&known);
    Ok((all.weight > 0.0).then_some(all))
}

fn read_rates(text: &str) -> InspectorRates {
    match numbers(text).as_deref() {
        Some([false_return, missed_error, ..]) => InspectorRates {
            false_return: *false_return,
            missed_error: *missed_error,
        },
        _ => InspectorRates::default(),
    }
}
