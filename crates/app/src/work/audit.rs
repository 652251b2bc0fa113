//! Audits in auditors' hands. Where answers can be counted the auditor answers the task from scratch, which looks just like
//! deciding between people who disagree; where they can only be compared they inspect the result. Neither does anything
//! to the result: it only says whether it was right.

use super::claim::affords_with;
use super::given::Given;
use super::issue::log;
use super::settle::{gone, unreadable};
use crate::audits::{certificate, found};
use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, ProjectState, Purpose, VerdictKind};
use pumasi_domain::{Timestamp, UserId};
use pumasi_interface::Region;
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::audit_items::{self, Auditable, Item};
use pumasi_store::audits;
use pumasi_store::inspections::Undecided;
use pumasi_store::{Tx, projects};
use serde_json::json;

impl App {
    /// Hands a drawn result to an auditor. `None`: another just took it, or there is nothing to show. The budget must have
    /// been looked at.
    pub(super) fn issue_audit(
        &self,
        tx: &mut Tx,
        project: &Project,
        auditor_id: UserId,
        drawn: &Auditable,
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        let Some(item) = audit_items::hold(tx, &drawn.item)? else {
            return Ok(None);
        };
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let assignment = if config.is_categorical() {
            self.release_look(tx, project.project_id, item.reserve, now)?;
            let undecided = Undecided {
                task_id: item.task_id,
                again: drawn.again,
            };
            self.issue_from_scratch(tx, project, auditor_id, &undecided, Purpose::Audit, now)?
        } else {
            let Some(subject) = answer_of(tx, &item)? else {
                return Ok(None);
            };
            self.release_look(tx, project.project_id, item.reserve, now)?;
            self.write_inspection(
                tx,
                project,
                auditor_id,
                &subject,
                drawn.again,
                Purpose::Audit,
                now,
            )?
        };
        if !audit_items::take(tx, &item, assignment.assignment_id)? {
            return Err(gone());
        }
        Ok(Some(assignment))
    }

    /// An auditor who was late takes up again what nobody else has taken.
    pub(super) fn retake_audit(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<Assignment, AppError> {
        let item = audit_items::open_of_task(tx, a.project_id, a.task_id)?.ok_or_else(gone)?;
        let reserved = item.reserve.map_or(0, |(_, minor)| minor);
        if !affords_with(tx, project, a.role, reserved)? {
            return Err(gone());
        }
        let drawn = Auditable {
            item,
            again: Some(a.assignment_id),
        };
        self.issue_audit(tx, project, a.worker_id, &drawn, now)?
            .ok_or_else(gone)
    }

    /// An auditor gave up: the result waits for the next, whose pay is set aside again, unless nobody will come.
    pub(super) fn free_audit(&self, tx: &mut Tx, a: &Assignment, now: Timestamp) -> Result<(), AppError> {
        if in_hand(tx, a)?.is_none_or(|item| item.is_right.is_some()) {
            return Ok(());
        }
        let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
        let reserve = match project.state {
            ProjectState::Closed => None,
            _ => self.reserve_look(tx, a.project_id, a.reward_minor + a.fee_minor, now)?,
        };
        audit_items::give_back(tx, a.project_id, a.task_id, a.assignment_id, reserve)?;
        Ok(())
    }

    /// An auditor's own answer comes in: compared with the result.
    pub(super) fn take_audit(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        given: &Given,
        now: Timestamp,
    ) -> Result<AssignmentState, AppError> {
        self.take_from_scratch(tx, a, given, now)?;
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        if let Some(item) = in_hand(tx, a)? {
            let is_right = match (item.result_kind, given.kind) {
                (AnswerKind::Regions, AnswerKind::Regions) => {
                    let result: Vec<Region> =
                        serde_json::from_str(&item.result_regions).map_err(|e| unreadable("result", &e))?;
                    config.answers_equal(&result, &given.regions)
                }
                (one, other) => one == other,
            };
            self.finish_item(tx, &item, is_right, now)?;
        }
        Ok(AssignmentState::Accepted)
    }

    /// An auditor's verdict on a result: anything but a pass says that it is wrong. The inspection was closed and paid.
    pub(super) fn take_audit_verdict(
        &self,
        tx: &mut Tx,
        inspection: &Assignment,
        verdict: VerdictKind,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let data = json!({"verdict": verdict, "answer": inspection.subject.map(|(id, _)| id)});
        let actor = Some(inspection.worker_id);
        log(self, tx, inspection, "verdict_given", actor, now, data)?;
        match in_hand(tx, inspection)? {
            Some(item) => self.finish_item(tx, &item, verdict == VerdictKind::Pass, now),
            None => Ok(()),
        }
    }

    /// Writes down what was found; the last one finishes the audit.
    fn finish_item(&self, tx: &mut Tx, item: &Item, is_right: bool, now: Timestamp) -> Result<(), AppError> {
        let (project_id, audit_id) = (item.project_id, item.audit_id);
        if !audit_items::decide(tx, item, is_right, now)?
            || audit_items::any_undecided(tx, project_id, audit_id)?
        {
            return Ok(());
        }
        let audit = audits::find(tx, project_id, audit_id)?.ok_or(AppError::NotFound("audit"))?;
        let certificate = certificate(&found(tx, &audit)?)?;
        let text = json!(certificate).to_string();
        if audits::finish(tx, project_id, audit_id, &text, now)? {
            self.note(
                tx,
                now,
                crate::history::Change {
                    kind: "audit_finished",
                    actor: None,
                    project_id,
                    subject_kind: "audit",
                    subject_id: audit_id.0,
                    data: json!({"certificate": certificate}),
                },
            )?;
        }
        Ok(())
    }
}

/// What an auditor has in hand.
pub(super) fn in_hand(tx: &mut Tx, a: &Assignment) -> Result<Option<Item>, AppError> {
    Ok(audit_items::of_assignment(
        tx,
        a.project_id,
        a.task_id,
        a.assignment_id,
    )?)
}

/// The answer that a result stands for: the one it is, or the task's first.
fn answer_of(tx: &mut Tx, item: &Item) -> Result<Option<Assignment>, AppError> {
    if let Some(answer_id) = item.answer_id
        && let Some(a) = assignments::find(tx, item.project_id, answer_id)?
        && a.state == AssignmentState::Accepted
    {
        return Ok(Some(a));
    }
    let accepted = assignments::accepted_of_task(tx, item.project_id, item.task_id)?;
    Ok(accepted.into_iter().next())
}
