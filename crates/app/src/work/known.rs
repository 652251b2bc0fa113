//! Known tasks among the others: handing them out, and what an answer to one says about the person.
//!
//! A task whose answer is known stays a task of the order too. Who draws one that has a free place takes that place: the
//! answer serves both. All others do it besides, for the measure alone; to the worker both look like any task.

use super::claim::affords;
use super::given::Given;
use super::issue::Turn;
use super::settle::unreadable;
use super::*;
use crate::quality::class_of;
use crate::trial::is_right;
use crate::{App, AppError};
use pumasi_domain::draw::Draw;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, Purpose, Role};
use pumasi_domain::{AssignmentId, Timestamp, UserId};
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::checks::{self, Check};
use pumasi_store::{Tx, tasks};
use std::collections::VecDeque;

/// Known tasks looked at before the search is given up: so a draw's cost has a bound.
const LOOK: i64 = 64;
/// What is written of answers that have no class.
const RIGHT: &str = "right";
const WRONG: &str = "wrong";

/// The known tasks among a worker's next ones.
#[derive(Default)]
pub(super) struct KnownTurns {
    /// With the turns they were drawn for.
    pub tasks: Vec<(usize, Assignment)>,
    /// Ids for the turns of all others. Ids tell in which order they were made, and known tasks are looked for first: by
    /// ids that are made on the way everybody could tell them.
    pub ids: VecDeque<AssignmentId>,
}

impl App {
    /// The known tasks among the next `wanted` of a worker: training until it is done, then the project's share. Fewer
    /// where the worker has had them all, or the budget ends.
    pub(super) fn known_tasks(
        &self,
        tx: &mut Tx,
        project: &Project,
        worker_id: UserId,
        turns: i64,
        wanted: usize,
        now: Timestamp,
    ) -> Result<KnownTurns, AppError> {
        let share = project.plan.settings.gold_percent;
        let mut training = self.training_left(tx, project, worker_id)?;
        let mut known = KnownTurns::default();
        // Nobody is measured or taught for an order that has nothing left to do.
        if (share == 0 && training == 0) || !tasks::any_open(tx, project.project_id)? {
            return Ok(known);
        }
        for (n, turn) in (0..wanted).zip(turns..) {
            let purpose = if training > 0 {
                Purpose::Training
            } else if Draw::KnownTask.hits(project.project_id, worker_id, turn, share) {
                Purpose::Gold
            } else {
                continue;
            };
            if !affords(tx, project, Role::Work)? {
                break;
            }
            // One id for every turn, in the order in which they are shown.
            if known.ids.is_empty() {
                known.ids = (0..wanted).map(|_| self.ids.next().into()).collect();
            }
            let new_id = known.ids.get(n - known.tasks.len()).copied();
            let as_known = (purpose, new_id);
            let Some(assignment) = self.issue_known(tx, project, worker_id, turn, as_known, now)? else {
                break;
            };
            training -= 1;
            known.ids.remove(n - known.tasks.len());
            known.tasks.push((n, assignment));
        }
        Ok(known)
    }

    /// Hands out one known task that the worker has not had, from a place of the project that differs from turn to turn.
    fn issue_known(
        &self,
        tx: &mut Tx,
        project: &Project,
        worker_id: UserId,
        turn: i64,
        (purpose, new_id): (Purpose, Option<AssignmentId>),
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        let last = tasks::last_known_position(tx, project.project_id)?;
        let start = Draw::KnownTaskStart.below(project.project_id, worker_id, turn, last);
        for (from, until) in [(start, i64::MAX), (0, start)] {
            for known in tasks::known(tx, project.project_id, worker_id, from, LOOK)? {
                if known.task.position > until {
                    break;
                }
                if known.task.blocked {
                    continue;
                }
                let turn = Turn {
                    task_id: known.task.task_id,
                    purpose: if known.is_open { Purpose::Order } else { purpose },
                    again: known.task.again,
                    new_id,
                };
                let issued = self.issue_work(tx, project, worker_id, turn, now)?;
                if issued.is_some() {
                    return Ok(issued);
                }
            }
        }
        Ok(None)
    }

    /// Known tasks that the worker gave back or was late with, handed out once more.
    pub(super) fn known_again(
        &self,
        tx: &mut Tx,
        project: &Project,
        worker_id: UserId,
        missing: usize,
        now: Timestamp,
    ) -> Result<Vec<Assignment>, AppError> {
        let limit = i64::try_from(missing).unwrap_or(0);
        let mut again = Vec::new();
        for a in assignments::known_given_back(tx, project.project_id, worker_id, Role::Work, limit)? {
            if !affords(tx, project, Role::Work)? {
                break;
            }
            let turn = Turn {
                task_id: a.task_id,
                purpose: a.purpose,
                again: Some(a.assignment_id),
                new_id: None,
            };
            again.extend(self.issue_work(tx, project, worker_id, turn, now)?);
        }
        Ok(again)
    }

    /// What an answer to a known task says about its worker, written down; for training also what they are told.
    pub(super) fn check_work(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<Option<Feedback>, AppError> {
        let Some(gold) = &given.task.gold else {
            return Ok(None);
        };
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let known: Vec<Region> = serde_json::from_str(gold).map_err(|e| unreadable("known answer", &e))?;
        let training = match checks::find(tx, a.project_id, a.assignment_id)? {
            Some(before) => before.purpose == Purpose::Training,
            None => a.purpose == Purpose::Training || self.training_missing(tx, project, a.worker_id)? > 0,
        };
        let outcome = outcome(&config, &known, given.kind, &given.regions);
        let right = outcome.is_right;
        let purpose = if training { Purpose::Training } else { a.purpose };
        checks::put(tx, &check(a, purpose, outcome, now))?;
        self.apply_rules(tx, project, a.worker_id, Role::Work, now)?;
        if !training {
            return Ok(None);
        }
        Ok(Some(Feedback {
            right,
            expected: serde_json::from_str(gold).map_err(|e| unreadable("known answer", &e))?,
            note: given.task.gold_note.clone(),
        }))
    }
}

/// What came of an answer to a known task.
pub(crate) struct Outcome {
    pub expected: String,
    pub given: String,
    pub is_right: bool,
}

/// The row of a check of work.
pub(crate) fn check(a: &Assignment, purpose: Purpose, outcome: Outcome, at: Timestamp) -> Check {
    Check {
        project_id: a.project_id,
        assignment_id: a.assignment_id,
        user_id: a.worker_id,
        task_id: a.task_id,
        role: Role::Work,
        purpose,
        expected: outcome.expected,
        given: outcome.given,
        is_right: outcome.is_right,
        at,
    }
}

/// Compares an answer with what is known: by class where answers can be counted, else by likeness.
pub(crate) fn outcome(config: &LabelConfig, known: &[Region], kind: AnswerKind, given: &[Region]) -> Outcome {
    match (
        class_of(config, AnswerKind::Regions, known),
        class_of(config, kind, given),
    ) {
        (Some(expected), Some(given)) => Outcome {
            is_right: expected == given,
            expected,
            given,
        },
        _ => {
            let is_right = kind == AnswerKind::Regions && is_right(config, known, given);
            Outcome {
                expected: RIGHT.to_owned(),
                given: if is_right { RIGHT } else { WRONG }.to_owned(),
                is_right,
            }
        }
    }
}
