//! What a task gets once its last place is filled, where that depends on what was answered.

use super::claim::affords;
use super::issue::Price;
use super::settle::gone;
use crate::{App, AppError};
use pumasi_domain::next::Next;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, ProjectState, Role, TaskState};
use pumasi_domain::task::Places;
use pumasi_domain::{TaskId, Timestamp};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::tasks::{self, PlacesChanged};
use pumasi_store::{Tx, inspections};

impl App {
    /// An answer was written as waiting: an inspector looks at it, or it is accepted. Whichever it is, a task that is not
    /// finished by it gets in the same move what it needs.
    pub(super) fn decide_next(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<AssignmentState, AppError> {
        let held = tasks::hold(tx, a.project_id, a.task_id)?.ok_or_else(gone)?;
        let last = is_last(held, Places::SUBMIT_ACCEPTED);
        let next = if last {
            self.what_next(tx, project, a)?
        } else {
            Next::Answer
        };
        if next == Next::Inspect {
            let price = Price::of(project, Role::Inspect).total();
            if let Some((hold_id, minor)) = self.hold_reserve(tx, a, price, now)? {
                inspections::set_reserve(tx, a.project_id, a.assignment_id, hold_id, minor)?;
                self.wait_for_inspector(tx, project, a, now)?;
                return Ok(AssignmentState::Submitted);
            }
        }
        let (from, to) = (AssignmentState::Submitted, AssignmentState::Accepted);
        if !assignments::decide(tx, a.project_id, a.assignment_id, from, to, now, None)? {
            return Err(gone());
        }
        let more = if last {
            bought(tx, project, a.task_id, held.places, next, now)?
        } else {
            Places::default()
        };
        self.accept_unseen(tx, project, a, more, now)?;
        Ok(AssignmentState::Accepted)
    }

    /// What a task gets besides when `change` would finish it: asked again, for an inspector may have mended the answer.
    pub(super) fn more_after(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        change: Places,
        now: Timestamp,
    ) -> Result<Places, AppError> {
        if !project.plan.asks() {
            return Ok(Places::default());
        }
        let held = tasks::hold(tx, a.project_id, a.task_id)?.ok_or_else(gone)?;
        if !is_last(held, change) {
            return Ok(Places::default());
        }
        let next = self.what_next(tx, project, a)?;
        bought(tx, project, a.task_id, held.places, next, now)
    }
}

/// Whether the task would be done by this.
fn is_last(held: PlacesChanged, change: Places) -> bool {
    let closed = matches!(held.after, TaskState::Unusable | TaskState::Voided);
    !closed && held.places.plus(change).state() == TaskState::Done
}

/// The places that pay for what a task needs next, as far as its most and the budget allow. An inspection needs none: it
/// is of an answer that was just looked at, or nobody paid for it.
fn bought(
    tx: &mut Tx,
    project: &Project,
    task_id: TaskId,
    places: Places,
    next: Next,
    now: Timestamp,
) -> Result<Places, AppError> {
    // Nobody would come for it any more. What was sent in before the deadline may still be decided after it.
    if project.state == ProjectState::Closed {
        return Ok(Places::default());
    }
    let answers = project.deadline.is_none_or(|deadline| deadline > now);
    let given = places.open + places.live + places.submitted + places.accepted;
    Ok(match next {
        Next::Answer
            if answers && given < project.plan.answers_per_task && affords(tx, project, Role::Work)? =>
        {
            Places::ADD
        }
        Next::Adjudicate if decides(tx, project, task_id)? => {
            let until = now.plus_seconds(project.plan.accept_seconds);
            tasks::set_decide_at(tx, project.project_id, task_id, until)?;
            Places::ADJUDICATE
        }
        Next::Stop | Next::Inspect | Next::Answer | Next::Adjudicate => Places::default(),
    })
}

/// Whether somebody may be asked to decide: once, by the project's inspectors, if the budget has it.
fn decides(tx: &mut Tx, project: &Project, task_id: TaskId) -> Result<bool, AppError> {
    Ok(project.plan.inspects()
        && affords(tx, project, Role::Adjudicate)?
        && inspections::decision(tx, project.project_id, task_id)?.is_none())
}
