//! Decisions between people who disagree: somebody who never had the task answers it, without seeing what the others said,
//! and that is its result.

use super::given::Given;
use super::issue::{Lease, Price, log};
use super::settle::gone;
use crate::history::Change;
use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, ResultSource, Role, TaskState};
use pumasi_domain::task::Places;
use pumasi_domain::{ProjectId, TaskId, Timestamp, UserId};
use pumasi_store::answers::{self, TaskResult};
use pumasi_store::assignments::{self, Assignment, Submission};
use pumasi_store::inspections::{self, Undecided};
use pumasi_store::tally::{self, DayChange, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, projects, tasks};
use serde_json::json;

impl App {
    /// Hands a decision to somebody. `None`: another just took it, or it is not wanted any more. The budget must have been
    /// looked at.
    pub(super) fn issue_decision(
        &self,
        tx: &mut Tx,
        project: &Project,
        person_id: UserId,
        undecided: &Undecided,
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        let (project_id, task_id) = (project.project_id, undecided.task_id);
        let held = tasks::hold(tx, project_id, task_id)?.ok_or_else(gone)?;
        let closed = matches!(held.after, TaskState::Unusable | TaskState::Voided);
        if closed || held.places.deciding == 0 || inspections::decision(tx, project_id, task_id)?.is_some() {
            return Ok(None);
        }
        self.issue_from_scratch(tx, project, person_id, undecided, Purpose::Order, now)
            .map(Some)
    }

    /// A task that somebody answers without seeing what others said: to decide between them, or to audit the result.
    pub(super) fn issue_from_scratch(
        &self,
        tx: &mut Tx,
        project: &Project,
        person_id: UserId,
        undecided: &Undecided,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Assignment, AppError> {
        let assignment_id = undecided.again.unwrap_or_else(|| self.ids.next().into());
        let price = Price::of(project, Role::Adjudicate);
        let holds = self.hold(tx, project, person_id, assignment_id, price, 0, now)?;
        let lease = Lease {
            assignment_id,
            task_id: undecided.task_id,
            worker_id: person_id,
            role: Role::Adjudicate,
            subject: None,
            sampled: false,
            purpose,
        };
        let assignment = lease.assignment(project, project.guide_version, price, &holds, now);
        self.write_lease(tx, &assignment, undecided.again.is_some(), now)?;
        Ok(assignment)
    }

    /// Such an answer comes in: written, paid and counted.
    pub(super) fn take_from_scratch(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let submission = Submission {
            state: AssignmentState::Accepted,
            kind: given.kind,
            class: given.class.as_deref(),
            active_ms: given.active_ms,
            now,
            accept_at: None,
            reserve: None,
        };
        if !assignments::submit(tx, a, &submission)? {
            return Err(gone());
        }
        self.write_answer(tx, a, given, now)?;
        self.pay(tx, a, false, now)?;
        self.count_inspection(tx, a, given.active_ms, now);
        let data = json!({"kind": given.kind});
        log(self, tx, a, "task_adjudicated", Some(a.worker_id), now, data)
    }

    /// A decision comes in: the task's result.
    pub(super) fn take_decision(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<AssignmentState, AppError> {
        self.take_from_scratch(tx, a, given, now)?;
        let moved =
            tasks::change_places(tx, a.project_id, a.task_id, Places::ADJUDICATED)?.ok_or_else(gone)?;
        self.after_move(tx, project, a, moved, ProjectChange::default(), now)?;
        Ok(AssignmentState::Accepted)
    }

    /// Nobody came to decide in time: the likeliest of the answers is the result. `false` if it is not due any more.
    pub(super) fn end_decision(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        let Some(held) = tasks::hold(tx, project_id, task_id)? else {
            return Ok(false);
        };
        let closed = matches!(held.after, TaskState::Unusable | TaskState::Voided);
        if closed || held.places.deciding == 0 || inspections::decision(tx, project_id, task_id)?.is_some() {
            return Ok(false);
        }
        let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
        let Some(last) = assignments::accepted_of_task(tx, project_id, task_id)?.pop() else {
            return Ok(false);
        };
        let moved = tasks::change_places(tx, project_id, task_id, Places::ADJUDICATED)?.ok_or_else(gone)?;
        self.after_move(tx, &project, &last, moved, ProjectChange::default(), now)?;
        let change = Change {
            kind: "decision_term_over",
            actor: None,
            project_id,
            subject_kind: "task",
            subject_id: task_id.0,
            data: json!({}),
        };
        self.note(tx, now, change)?;
        Ok(true)
    }

    /// An inspector's work is done: counted for their day and their part in the project.
    pub(super) fn count_inspection(&self, tx: &mut Tx, a: &Assignment, active_ms: i64, now: Timestamp) {
        let day = DayChange {
            inspections: 1,
            active_ms,
            ..DayChange::default()
        };
        tally::work_day(tx, a.worker_id, self.day(now), a.project_id, day);
        let part = ParticipationChange {
            inspections: 1,
            active_ms,
            last_at: now.0,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, part);
    }

    /// The result of a task that somebody decided on; its kind. `None` if nobody did.
    pub(super) fn adjudicated_result(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<Option<AnswerKind>, AppError> {
        if !project.plan.asks() {
            return Ok(None);
        }
        let decision = inspections::decision(tx, a.project_id, a.task_id)?
            .filter(|decision| decision.state == AssignmentState::Accepted);
        let Some(decision) = decision else {
            return Ok(None);
        };
        let answer =
            answers::find(tx, decision.assignment_id, decision.round)?.ok_or(AppError::NotFound("answer"))?;
        let judged = self.judge_task(tx, project, a.task_id)?;
        // How likely something else would be says nothing of what was decided.
        let confidence = judged
            .filter(|judged| judged.class.is_some() && judged.class == decision.answer_class)
            .map(|judged| judged.confidence);
        let result = TaskResult {
            project_id: a.project_id,
            task_id: a.task_id,
            assignment_id: Some(decision.assignment_id),
            kind: answer.kind,
            regions: answer.regions,
            source: ResultSource::Adjudicated,
            confidence,
            class: decision.answer_class,
            decided_at: now,
        };
        answers::save_result(tx, &result)?;
        Ok(Some(answer.kind))
    }
}
