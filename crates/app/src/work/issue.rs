//! Handing out: the place, the promise of pay, and the row that says so, in one transaction.

use crate::{App, AppError};
use pumasi_domain::money::{Account, TransferKind, fee_minor};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Purpose, Role};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, TaskId, Timestamp, TransferId, UserId};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::events::{self, NewEvent};
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::{self, ProjectChange};
use pumasi_store::{Tx, inspections, tasks};

/// What an assignment promises, in minor units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Price {
    pub reward_minor: i64,
    pub fee_minor: i64,
}

impl Price {
    pub(super) fn of(project: &Project, role: Role) -> Price {
        let reward_minor = match role {
            Role::Work => project.reward_minor,
            Role::Inspect | Role::Adjudicate => project.inspection_reward_minor,
        };
        Price {
            reward_minor,
            fee_minor: fee_minor(reward_minor, project.fee_percent),
        }
    }

    pub(super) fn total(self) -> i64 {
        self.reward_minor + self.fee_minor
    }
}

/// Who gets which task in which role.
pub(super) struct Lease {
    pub assignment_id: AssignmentId,
    pub task_id: TaskId,
    pub worker_id: UserId,
    pub role: Role,
    pub subject: Option<(AssignmentId, i64)>,
    pub sampled: bool,
    pub purpose: Purpose,
}

impl Lease {
    /// The row, with price and guide frozen.
    pub(super) fn assignment(
        self,
        project: &Project,
        guide_version: i64,
        price: Price,
        holds: &Holds,
        now: Timestamp,
    ) -> Assignment {
        Assignment {
            project_id: project.project_id,
            assignment_id: self.assignment_id,
            task_id: self.task_id,
            worker_id: self.worker_id,
            role: self.role,
            subject: self.subject,
            state: AssignmentState::Active,
            round: 0,
            guide_version,
            reward_minor: price.reward_minor,
            fee_minor: price.fee_minor,
            sampled: self.sampled,
            inspection_open: false,
            reward_hold_id: holds.reward_hold_id,
            fee_hold_id: holds.fee_hold_id,
            reserve_hold_id: holds.reserve.map(|(id, _)| id),
            reserve_minor: holds.reserve.map_or(0, |(_, minor)| minor),
            issued_at: now,
            leased_until: now.plus_seconds(project.lease_seconds),
            submitted_at: None,
            accept_at: None,
            decided_at: None,
            answer_kind: None,
            active_ms: 0,
            purpose: self.purpose,
            answer_class: None,
        }
    }
}

/// A task for one worker: which, why, and which of their earlier turns is taken up again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub task_id: TaskId,
    pub purpose: Purpose,
    pub again: Option<AssignmentId>,
    /// The id of a new one, where ids were set aside so that their order tells nothing.
    pub new_id: Option<AssignmentId>,
}

/// The promises behind one assignment.
pub(super) struct Holds {
    pub reward_hold_id: TransferId,
    pub fee_hold_id: Option<TransferId>,
    pub reserve: Option<(TransferId, i64)>,
}

/// One line of the event log about an assignment.
pub(super) fn log(
    app: &App,
    tx: &mut Tx,
    a: &Assignment,
    kind: &'static str,
    actor: Option<UserId>,
    now: Timestamp,
    data: serde_json::Value,
) -> Result<(), AppError> {
    let data = data.to_string();
    let event = NewEvent {
        event_id: app.ids.next().into(),
        at: now,
        kind,
        actor_id: actor,
        project_id: Some(a.project_id),
        subject_kind: "assignment",
        subject_id: a.assignment_id.0,
        data: &data,
    };
    Ok(events::insert(tx, &event)?)
}

impl App {
    /// Promises the pay of an assignment, and of the inspection it will need. The caller has seen that the escrow has it.
    #[expect(
        clippy::too_many_arguments,
        reason = "whose pay, for what, how much of each, and when"
    )]
    pub(super) fn hold(
        &self,
        tx: &mut Tx,
        project: &Project,
        worker_id: UserId,
        assignment_id: AssignmentId,
        price: Price,
        reserve_minor: i64,
        now: Timestamp,
    ) -> Result<Holds, AppError> {
        let escrow = Account::ProjectEscrow(project.project_id);
        let mut promise =
            |credit: Account, amount_minor: i64, code: &'static str| -> Result<TransferId, AppError> {
                let transfer_id = TransferId(self.ids.next());
                // A price of nothing promises nothing; the id stands for it all the same.
                if amount_minor > 0 {
                    ledger::record(
                        tx,
                        &NewTransfer {
                            transfer_id,
                            kind: TransferKind::Pending,
                            debit: escrow,
                            credit,
                            amount_minor,
                            pending_id: None,
                            code,
                            project_id: Some(project.project_id),
                            assignment_id: Some(assignment_id),
                            note: None,
                            created_by: None,
                            created_at: now,
                        },
                    )?;
                }
                Ok(transfer_id)
            };
        let reward_hold_id = promise(Account::WorkerWallet(worker_id), price.reward_minor, "reward")?;
        let fee_hold_id = match price.fee_minor {
            0 => None,
            fee => Some(promise(Account::PlatformFee(project.project_id), fee, "fee")?),
        };
        let reserve = match reserve_minor {
            0 => None,
            minor => Some((
                promise(
                    Account::ProjectInspections(project.project_id),
                    minor,
                    "inspection_reserve",
                )?,
                minor,
            )),
        };
        Ok(Holds {
            reward_hold_id,
            fee_hold_id,
            reserve,
        })
    }

    /// Hands a task to a worker, anew or once more. `None`: the last place was just taken, or the worker has had it.
    /// The budget must have been looked at ([`App::issue_cost`]). Only work for the task's result takes a place; that
    /// apart, known tasks are promised and paid like any.
    pub(super) fn issue_work(
        &self,
        tx: &mut Tx,
        project: &Project,
        worker_id: UserId,
        turn: Turn,
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        let for_result = turn.purpose == Purpose::Order;
        if for_result {
            let Some(moved) = tasks::change_places(tx, project.project_id, turn.task_id, Places::ISSUE)?
            else {
                return Ok(None);
            };
            let mut change = ProjectChange::default();
            change.task(Some(moved.before), Some(moved.after));
            tally::project(tx, project.project_id, change);
        }
        let assignment_id = turn
            .again
            .or(turn.new_id)
            .unwrap_or_else(|| self.ids.next().into());
        let sampled = for_result && project.plan.samples(assignment_id);
        let price = Price::of(project, Role::Work);
        let reserve = if sampled {
            Price::of(project, Role::Inspect).total()
        } else {
            0
        };
        let holds = self.hold(tx, project, worker_id, assignment_id, price, reserve, now)?;
        let lease = Lease {
            assignment_id,
            task_id: turn.task_id,
            worker_id,
            role: Role::Work,
            subject: None,
            sampled,
            purpose: turn.purpose,
        };
        let mut assignment = lease.assignment(project, project.guide_version, price, &holds, now);
        self.write_lease(tx, &assignment, turn.again.is_some(), now)?;
        if turn.again.is_some() {
            // A round that was returned before stays a later round.
            assignment = assignments::find(tx, project.project_id, assignment_id)?.unwrap_or(assignment);
        }
        Ok(Some(assignment))
    }

    /// The row of what was handed out, anew or once more, and its event.
    pub(super) fn write_lease(
        &self,
        tx: &mut Tx,
        assignment: &Assignment,
        again: bool,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !again {
            assignments::insert(tx, assignment)?;
        } else if !assignments::take_again(tx, assignment)? {
            return Err(AppError::Internal(format!(
                "assignment {} was neither released nor expired",
                assignment.assignment_id
            )));
        }
        let data = serde_json::json!({"role": assignment.role});
        let actor = Some(assignment.worker_id);
        log(self, tx, assignment, "assignment_issued", actor, now, data)
    }

    /// The most that handing out one piece of work promises: pay, fee, and the first inspection.
    pub(crate) fn issue_cost(project: &Project, role: Role) -> i64 {
        let inspection = Price::of(project, Role::Inspect).total();
        match role {
            Role::Work if project.plan.inspects() => Price::of(project, Role::Work).total() + inspection,
            Role::Work => Price::of(project, Role::Work).total(),
            Role::Inspect | Role::Adjudicate => inspection,
        }
    }

    /// Hands an answer to an inspector. `None`: somebody else just took it. The promise for its inspection is turned
    /// into a promise to this person.
    pub(super) fn issue_inspection(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        subject: &Assignment,
        again: Option<AssignmentId>,
        now: Timestamp,
    ) -> Result<Option<Assignment>, AppError> {
        if !inspections::take_inspection(
            tx,
            project.project_id,
            subject.assignment_id,
            subject.round,
            inspector_id,
        )? {
            return Ok(None);
        }
        self.void_reserve(tx, subject, now)?;
        self.write_inspection(tx, project, inspector_id, subject, again, Purpose::Order, now)
            .map(Some)
    }

    /// An inspection of an answer: of one that waits, or of one that is known to be right or wrong.
    #[expect(clippy::too_many_arguments, reason = "who inspects what, why, and when")]
    pub(super) fn write_inspection(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        subject: &Assignment,
        again: Option<AssignmentId>,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Assignment, AppError> {
        let assignment_id = again.unwrap_or_else(|| self.ids.next().into());
        let price = Price::of(project, Role::Inspect);
        let holds = self.hold(tx, project, inspector_id, assignment_id, price, 0, now)?;
        let lease = Lease {
            assignment_id,
            task_id: subject.task_id,
            worker_id: inspector_id,
            role: Role::Inspect,
            subject: Some((subject.assignment_id, subject.round)),
            sampled: false,
            purpose,
        };
        // The inspection goes by the guide that the work was handed out with.
        let assignment = lease.assignment(project, subject.guide_version, price, &holds, now);
        self.write_lease(tx, &assignment, again.is_some(), now)?;
        Ok(assignment)
    }
}
