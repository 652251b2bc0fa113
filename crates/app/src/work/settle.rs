//! Settling: what acceptance, refusal and giving up do to money, places, counters and results. Every path that ends an
//! assignment comes through here, so that each is written once.

use super::issue::log;
use crate::{App, AppError};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, MoneyState, Purpose, Role, TaskState};
use pumasi_domain::task::Places;
use pumasi_domain::{Timestamp, TransferId, UserId};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::{self, DayChange, ParticipationChange, ProjectChange};
use pumasi_store::tasks::{self, PlacesChanged};
use pumasi_store::{Tx, inspections, projects};
use serde_json::json;

impl App {
    /// Ends the promises of an assignment: kept (`Post`) or taken back (`Void`).
    fn end_holds(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        kind: TransferKind,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let ends = [
            (
                Some(a.reward_hold_id),
                Account::WorkerWallet(a.worker_id),
                a.reward_minor,
                "reward",
            ),
            (
                a.fee_hold_id,
                Account::PlatformFee(a.project_id),
                a.fee_minor,
                "fee",
            ),
        ];
        for (hold, credit, amount_minor, code) in ends {
            if let Some(hold) = hold
                && amount_minor > 0
            {
                self.end_hold(tx, a, hold, credit, amount_minor, code, kind, now)?;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one transfer")]
    fn end_hold(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        hold: TransferId,
        credit: Account,
        amount_minor: i64,
        code: &'static str,
        kind: TransferKind,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let transfer = NewTransfer {
            transfer_id: self.ids.next().into(),
            kind,
            debit: Account::ProjectEscrow(a.project_id),
            credit,
            amount_minor,
            pending_id: Some(hold),
            code,
            project_id: Some(a.project_id),
            assignment_id: Some(a.assignment_id),
            note: None,
            created_by: None,
            created_at: now,
        };
        Ok(ledger::record(tx, &transfer)?)
    }

    /// Takes the promise for an answer's inspection back.
    pub(super) fn void_reserve(&self, tx: &mut Tx, a: &Assignment, now: Timestamp) -> Result<(), AppError> {
        let Some(hold) = a.reserve_hold_id else {
            return Ok(());
        };
        if a.reserve_minor == 0 {
            return Ok(());
        }
        let credit = Account::ProjectInspections(a.project_id);
        self.end_hold(
            tx,
            a,
            hold,
            credit,
            a.reserve_minor,
            "inspection_reserve",
            TransferKind::Void,
            now,
        )
    }

    /// Promises the money of the next inspection of an answer; `None` if the budget does not have it.
    pub(super) fn hold_reserve(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        amount_minor: i64,
        now: Timestamp,
    ) -> Result<Option<(TransferId, i64)>, AppError> {
        if amount_minor == 0 {
            return Ok(Some((self.ids.next().into(), 0)));
        }
        let escrow = Account::ProjectEscrow(a.project_id);
        if ledger::balance(tx, escrow)?.available() < amount_minor {
            return Ok(None);
        }
        let transfer_id: TransferId = self.ids.next().into();
        let transfer = NewTransfer {
            transfer_id,
            kind: TransferKind::Pending,
            debit: escrow,
            credit: Account::ProjectInspections(a.project_id),
            amount_minor,
            pending_id: None,
            code: "inspection_reserve",
            project_id: Some(a.project_id),
            assignment_id: Some(a.assignment_id),
            note: None,
            created_by: None,
            created_at: now,
        };
        ledger::record(tx, &transfer)?;
        Ok(Some((transfer_id, amount_minor)))
    }

    /// Pays an accepted assignment (work or inspection) and counts it. The state was already changed.
    pub(super) fn pay(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        was_pending: bool,
        now: Timestamp,
    ) -> Result<(), AppError> {
        self.end_holds(tx, a, TransferKind::Post, now)?;
        let day = DayChange {
            earned_minor: a.reward_minor,
            ..DayChange::default()
        };
        tally::work_day(tx, a.worker_id, self.day(now), a.project_id, day);
        let mut change = ParticipationChange {
            earned_minor: a.reward_minor,
            last_at: now.0,
            ..ParticipationChange::default()
        };
        if was_pending {
            change.pending_minor = -a.reward_minor;
        }
        let mut project = ProjectChange {
            spent_minor: a.reward_minor + a.fee_minor,
            ..ProjectChange::default()
        };
        if a.role == Role::Work {
            change.accepted = 1;
            project.answers_accepted = i64::from(a.takes_place());
            project.earned_minor = a.reward_minor;
        }
        tally::participation(tx, a.project_id, a.worker_id, change);
        tally::project(tx, a.project_id, project);
        Ok(())
    }

    /// Accepts a submitted answer: pays it, moves its place, and decides the task's result if it was the last.
    pub(super) fn accept_answer(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        actor: Option<UserId>,
        cause: &'static str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !assignments::decide(
            tx,
            a.project_id,
            a.assignment_id,
            a.state,
            AssignmentState::Accepted,
            now,
            None,
        )? {
            return Err(gone());
        }
        self.void_reserve(tx, a, now)?;
        self.pay(tx, a, true, now)?;
        if a.takes_place() {
            let change = Places::ACCEPT.plus(self.more_after(tx, project, a, Places::ACCEPT, now)?);
            let moved = tasks::change_places(tx, a.project_id, a.task_id, change)?.ok_or_else(lost_place)?;
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
            "assignment_accepted",
            actor,
            now,
            json!({"cause": cause}),
        )
    }

    /// Counts a task's move, and writes its result when its last answer was accepted.
    pub(super) fn after_move(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        moved: PlacesChanged,
        mut change: ProjectChange,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if moved.places.is_lone() && self.live_chat(project)?.is_some() {
            return self.drop_lone_place(tx, project, a, moved, change, now);
        }
        let mut after = moved.after;
        if after == TaskState::Done && moved.before != TaskState::Done {
            let kind = self.decide_result(tx, project, a, now)?;
            if kind == AnswerKind::Unusable
                && tasks::close(tx, a.project_id, a.task_id, TaskState::Unusable)?.is_some()
            {
                after = TaskState::Unusable;
            }
        }
        change.task(Some(moved.before), Some(after));
        tally::project(tx, a.project_id, change);
        Ok(())
    }

    /// One of a conversation was accepted, and nobody can be the other any more: their place goes, so that the task is
    /// done with what they said.
    fn drop_lone_place(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        moved: PlacesChanged,
        mut change: ProjectChange,
        now: Timestamp,
    ) -> Result<(), AppError> {
        change.task(Some(moved.before), Some(moved.after));
        tally::project(tx, a.project_id, change);
        let done = tasks::change_places(tx, a.project_id, a.task_id, Places::DROP)?.ok_or_else(lost_place)?;
        self.after_move(tx, project, a, done, ProjectChange::default(), now)
    }

    /// The same after somebody gave up or was refused.
    pub(super) fn after_freeing(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        moved: PlacesChanged,
        mut change: ProjectChange,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if moved.places.is_lone()
            && let Some(project) = projects::find(tx, a.project_id)?
            && self.live_chat(&project)?.is_some()
        {
            return self.drop_lone_place(tx, &project, a, moved, change, now);
        }
        change.task(Some(moved.before), Some(moved.after));
        tally::project(tx, a.project_id, change);
        Ok(())
    }

    /// Ends an assignment without an answer (skipped, expired, released): promises are taken back and the place, or
    /// the answer to be inspected, is free for others.
    pub(super) fn give_up(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        to: AssignmentState,
        actor: Option<UserId>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !assignments::give_up(tx, a.project_id, a.assignment_id, a.state, to, now)? {
            return Err(gone());
        }
        self.end_holds(tx, a, TransferKind::Void, now)?;
        self.void_reserve(tx, a, now)?;
        self.free(tx, a, now)?;
        let kind = match to {
            AssignmentState::Skipped => "assignment_skipped",
            AssignmentState::Expired => "assignment_expired",
            _ => "assignment_released",
        };
        log(self, tx, a, kind, actor, now, json!({"role": a.role}))
    }

    /// What was in the hands of one who gave up is free for others: the place, or the answer to be inspected. A known task
    /// or answer held nothing.
    fn free(&self, tx: &mut Tx, a: &Assignment, now: Timestamp) -> Result<(), AppError> {
        if a.role == Role::Work && a.submitted_at.is_some() {
            // Its pay has been counted as pending since it was first sent in.
            let less = ParticipationChange {
                pending_minor: -a.reward_minor,
                ..ParticipationChange::default()
            };
            tally::participation(tx, a.project_id, a.worker_id, less);
        }
        if a.takes_place() {
            let moved = tasks::change_places(tx, a.project_id, a.task_id, Places::GIVE_BACK)?
                .ok_or_else(lost_place)?;
            let change = ProjectChange {
                answers_returned: -i64::from(a.state == AssignmentState::Returned),
                ..ProjectChange::default()
            };
            self.after_freeing(tx, a, moved, change, now)?;
        }
        if a.purpose == Purpose::Audit {
            self.free_audit(tx, a, now)?;
        }
        if let Some((subject_id, round)) = a.subject
            && a.purpose == Purpose::Order
            && let Some(subject) = assignments::find(tx, a.project_id, subject_id)?
            && subject.state == AssignmentState::Submitted
        {
            let reserve = self.hold_reserve(tx, &subject, a.reward_minor + a.fee_minor, now)?;
            inspections::open_inspection(tx, a.project_id, subject_id, round, reserve)?;
        }
        Ok(())
    }

    /// Refuses a submitted answer: the promise goes back to the project and the place is free.
    pub(super) fn refuse_answer(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        actor: UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !assignments::decide(
            tx,
            a.project_id,
            a.assignment_id,
            a.state,
            AssignmentState::Refused,
            now,
            None,
        )? {
            return Err(gone());
        }
        self.end_holds(tx, a, TransferKind::Void, now)?;
        self.void_reserve(tx, a, now)?;
        let less = ParticipationChange {
            pending_minor: -a.reward_minor,
            refused: 1,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, less);
        let moved =
            tasks::change_places(tx, a.project_id, a.task_id, Places::REFUSE)?.ok_or_else(lost_place)?;
        let change = ProjectChange {
            answers_in_review: -1,
            answers_refused: 1,
            ..ProjectChange::default()
        };
        self.after_freeing(tx, a, moved, change, now)?;
        log(self, tx, a, "assignment_refused", Some(actor), now, json!({}))
    }

    /// The money of an assignment, for its receipt.
    pub(super) fn money_of(state: AssignmentState) -> MoneyState {
        state.money()
    }
}

/// Somebody or something else was faster.
pub(crate) fn gone() -> AppError {
    AppError::conflict(
        "assignment_gone",
        "this is not in your hands any more: it was sent in, given back or taken over",
    )
}

fn lost_place() -> AppError {
    AppError::Internal("a task has fewer places than assignments".to_owned())
}

pub(super) fn unreadable(what: &str, error: &serde_json::Error) -> AppError {
    AppError::Internal(format!("a kept {what} can not be read: {error}"))
}
