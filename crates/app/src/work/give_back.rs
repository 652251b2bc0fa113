//! What a worker does instead of answering: skip, give back, and take an answer back that was sent too soon.

use super::issue::log;
use super::settle::gone;
use super::show::hidden;
use super::submit::Own;
use super::*;
use crate::once::{Done, Once};
use crate::sensitive::hides;
use crate::{App, AppError, Caller};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Role};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, Timestamp};
use pumasi_store::answers;
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::tally::{self, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, checks, tasks};
use serde_json::json;

impl App {
    /// The worker does not want the task; it never comes back to them. `release`: they give it back, draft kept.
    pub async fn give_back(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        release: bool,
        claim: i64,
    ) -> Result<Done<Reply>, AppError> {
        self.with_own(caller, once, assignment_id, move |app, tx, own, now| {
            let Own { caller, project, a } = *own;
            let to = if release {
                AssignmentState::Released
            } else {
                AssignmentState::Skipped
            };
            let a = match a.state {
                AssignmentState::Returned => app.reopen(tx, a, now)?,
                AssignmentState::Active => a.clone(),
                _ => return Err(gone()),
            };
            app.give_up(tx, &a, to, Some(caller.user_id), now)?;
            // Nobody is measured by what they did not want to look at.
            if !release && !project.sensitivity.is_sensitive() {
                app.apply_rules(tx, project, caller.user_id, a.role, now)?;
            }
            app.reply(tx, project, caller, &a, to, claim, now)
        })
        .await
    }

    /// The worker's undo of a submit that nobody has inspected yet: it is in their hands again, as a draft.
    pub async fn withdraw_answer(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
    ) -> Result<Done<Reply>, AppError> {
        self.with_own(caller, once, assignment_id, |app, tx, own, now| {
            let Own { caller, project, a } = *own;
            if let Some(stop) = hides(app, tx, caller, project, now)? {
                return Err(hidden(&stop));
            }
            app.take_back(tx, project, a, now)?;
            let view = assignments::find(tx, a.project_id, a.assignment_id)?
                .ok_or(AppError::NotFound("assignment"))?;
            let mut reply = app.reply(tx, project, caller, &view, AssignmentState::Active, 0, now)?;
            reply.next.assignments.push(app.show(tx, project, &view, false)?);
            Ok(reply)
        })
        .await
    }

    fn take_back(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let too_late = || {
            AppError::conflict(
                "too_late",
                "an inspector has it, or it was decided: it can not be taken back",
            )
        };
        if a.role != Role::Work || a.state != AssignmentState::Submitted {
            return Err(too_late());
        }
        let answer = answers::find(tx, a.assignment_id, a.round)?.ok_or(AppError::NotFound("answer"))?;
        let until = now.plus_seconds(project.lease_seconds);
        if !assignments::withdraw(tx, a.project_id, a.assignment_id, until, answer.active_ms)? {
            return Err(too_late());
        }
        answers::save_draft(tx, a.assignment_id, &answer.regions, answer.active_ms, now)?;
        self.count_answer(tx, a, answer.active_ms, -1, answer.submitted_at);
        let less = ParticipationChange {
            pending_minor: -a.reward_minor,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, less);
        checks::delete(tx, a.project_id, a.assignment_id)?;
        if a.takes_place() {
            let moved =
                tasks::change_places(tx, a.project_id, a.task_id, Places::REOPEN)?.ok_or_else(gone)?;
            let change = ProjectChange {
                answers_in_review: -1,
                ..ProjectChange::default()
            };
            self.after_move(tx, project, a, moved, change, now)?;
        }
        log(
            self,
            tx,
            a,
            "assignment_withdrawn",
            Some(a.worker_id),
            now,
            json!({"round": a.round}),
        )
    }
}
