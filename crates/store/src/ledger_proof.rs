//! Tables `accounts`, `transfers`, `assignments` and `audit_items`, read whole and in order: for the proof that the money is right.

use crate::ledger::{Transfer, read_transfer};
use crate::{DbError, Row, Tx, params};
use pumasi_domain::money::TransferKind;
use pumasi_domain::state::AssignmentState;
use pumasi_domain::{AccountId, AssignmentId, ProjectId, TaskId, TransferId, UserId};
use uuid::Uuid;

/// The promise that a transfer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    pub kind: TransferKind,
    pub debit_id: AccountId,
    pub credit_id: AccountId,
    pub amount_minor: i64,
    pub assignment_id: Option<AssignmentId>,
}

/// The assignment that a transfer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub worker_id: UserId,
    pub state: AssignmentState,
    pub reward_minor: i64,
    pub reward_hold_id: TransferId,
}

/// A transfer with the rows it refers to. `None`: it refers to none, or there is no such row.
#[derive(Debug, Clone)]
pub struct Line {
    pub transfer: Transfer,
    pub promise: Option<Promise>,
    pub subject: Option<Subject>,
}

fn read_line(row: &Row) -> Result<Line, DbError> {
    let promise = match row.get(11)? {
        Some(kind) => Some(Promise {
            kind,
            debit_id: row.get(12)?,
            credit_id: row.get(13)?,
            amount_minor: row.get(14)?,
            assignment_id: row.get(15)?,
        }),
        None => None,
    };
    let subject = match row.get(16)? {
        Some(worker_id) => Some(Subject {
            worker_id,
            state: row.get(17)?,
            reward_minor: row.get(18)?,
            reward_hold_id: row.get(19)?,
        }),
        None => None,
    };
    Ok(Line {
        transfer: read_transfer(row)?,
        promise,
        subject,
    })
}

/// Transfers in the order of their ids, after `after`.
pub fn lines(tx: &mut Tx, after: Option<TransferId>, limit: i64) -> Result<Vec<Line>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select t.id, t.kind, t.debit_id, t.credit_id, t.amount_minor, t.pending_id, t.code, t.project_id, t.assignment_id, t.note,
                t.created_at, p.kind, p.debit_id, p.credit_id, p.amount_minor, p.assignment_id, a.worker_id, a.state,
                a.reward_minor, a.reward_hold_id
           from transfers t
           left join transfers p on p.id = t.pending_id
           left join assignments a on a.id = t.assignment_id
          where t.id > $1 order by t.id limit $2",
        params![after, limit],
    )?;
    rows.iter().map(read_line).collect()
}

/// Promises that were ended more than once, and how often: at most `limit` of them.
pub fn ended_twice(tx: &mut Tx, limit: i64) -> Result<Vec<(TransferId, i64)>, DbError> {
    let rows = tx.query(
        "select pending_id, count(*) from transfers where pending_id is not null
          group by pending_id having count(*) > 1 order by pending_id limit $1",
        params![limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// An assignment's promises and how each was ended. `None` as an end: it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    pub assignment_id: AssignmentId,
    pub project_id: ProjectId,
    pub state: AssignmentState,
    pub reward_minor: i64,
    pub reward_end: Option<TransferKind>,
    pub fee_minor: i64,
    pub fee_end: Option<TransferKind>,
    /// What is promised for the inspection of the answer; 0 if nothing is.
    pub reserve_minor: i64,
    pub reserve_end: Option<TransferKind>,
    /// The promises of pay, fee and inspection that were found.
    pub promises: i64,
}

/// Assignments in the order of their ids, after `after`.
pub fn holds(tx: &mut Tx, after: Option<AssignmentId>, limit: i64) -> Result<Vec<Holds>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select a.id, a.project_id, a.state, a.reward_minor, re.kind, a.fee_minor, fe.kind, a.reserve_minor, se.kind,
                case when r.id is null then 0 else 1 end + case when f.id is null then 0 else 1 end
                  + case when s.id is null then 0 else 1 end
           from assignments a
           left join transfers r on r.id = a.reward_hold_id and r.kind = 'pending' and r.amount_minor = a.reward_minor
           left join transfers f on f.id = a.fee_hold_id and f.kind = 'pending' and f.amount_minor = a.fee_minor
           left join transfers s on s.id = a.reserve_hold_id and s.kind = 'pending' and s.amount_minor = a.reserve_minor
           left join transfers re on re.pending_id = a.reward_hold_id
           left join transfers fe on fe.pending_id = a.fee_hold_id
           left join transfers se on se.pending_id = a.reserve_hold_id
          where a.id > $1 order by a.id limit $2",
        params![after, limit],
    )?;
    rows.iter().map(read_holds).collect()
}

fn read_holds(row: &Row) -> Result<Holds, DbError> {
    Ok(Holds {
        assignment_id: row.get(0)?,
        project_id: row.get(1)?,
        state: row.get(2)?,
        reward_minor: row.get(3)?,
        reward_end: row.get(4)?,
        fee_minor: row.get(5)?,
        fee_end: row.get(6)?,
        reserve_minor: row.get(7)?,
        reserve_end: row.get(8)?,
        promises: row.get(9)?,
    })
}

/// What is kept for whoever looks at a drawn result, and how the promise was ended. `None` as an end: it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditReserve {
    pub project_id: ProjectId,
    pub task_id: TaskId,
    pub hold_id: TransferId,
    pub minor: i64,
    pub end: Option<TransferKind>,
    /// The promise of this amount is there.
    pub is_promised: bool,
}

/// What is kept for drawn results, in the order of the promises, after `after`.
pub fn audit_reserves(
    tx: &mut Tx,
    after: Option<TransferId>,
    limit: i64,
) -> Result<Vec<AuditReserve>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select i.project_id, i.task_id, i.reserve_hold_id, i.reserve_minor, e.kind, case when t.id is null then 0 else 1 end
           from audit_items i
           left join transfers t on t.id = i.reserve_hold_id and t.kind = 'pending' and t.amount_minor = i.reserve_minor
           left join transfers e on e.pending_id = i.reserve_hold_id
          where i.reserve_hold_id > $1 and i.reserve_minor > 0 order by i.reserve_hold_id limit $2",
        params![after, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(AuditReserve {
                project_id: row.get(0)?,
                task_id: row.get(1)?,
                hold_id: row.get(2)?,
                minor: row.get(3)?,
                end: row.get(4)?,
                is_promised: row.get(5)?,
            })
        })
        .collect()
}
