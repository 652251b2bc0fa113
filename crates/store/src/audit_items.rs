//! Table `audit_items`: the results that an audit drew, who looks at each, and what they found.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::certificate::AuditedStratum;
use pumasi_domain::state::AnswerKind;
use pumasi_domain::{AssignmentId, AuditId, ProjectId, TaskId, Timestamp, TransferId, UserId};

/// A result as it was when it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub project_id: ProjectId,
    pub audit_id: AuditId,
    pub task_id: TaskId,
    pub stratum: String,
    pub result_kind: AnswerKind,
    /// JSON.
    pub result_regions: String,
    /// The turn whose answer the result is, if it is one person's.
    pub answer_id: Option<AssignmentId>,
    /// Who looks or looked at it.
    pub assignment_id: Option<AssignmentId>,
    pub is_right: Option<bool>,
    /// The promise that pays whoever takes it, and how much it is.
    pub reserve: Option<(TransferId, i64)>,
}

/// A task's result now: kind, regions, and whose answer it is.
pub fn result(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
) -> Result<Option<(AnswerKind, String, Option<AssignmentId>)>, DbError> {
    let row = tx.query_opt(
        "select kind, regions, assignment_id from results where project_id = $1 and task_id = $2",
        params![project_id, task_id],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .transpose()
}

/// Writes a result that was drawn; it waits for an auditor.
pub fn insert(tx: &mut Tx, item: &Item) -> Result<(), DbError> {
    tx.execute(
        "insert into audit_items (project_id, audit_id, task_id, stratum, open, result_kind, result_regions, answer_id,
           reserve_hold_id, reserve_minor)
         values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)",
        params![
            item.project_id,
            item.audit_id,
            item.task_id,
            &item.stratum,
            item.result_kind,
            &item.result_regions,
            item.answer_id,
            item.reserve.map(|(id, _)| id),
            item.reserve.map_or(0, |(_, minor)| minor)
        ],
    )?;
    Ok(())
}

fn read(row: &Row) -> Result<Item, DbError> {
    Ok(Item {
        project_id: row.get(0)?,
        audit_id: row.get(1)?,
        task_id: row.get(2)?,
        stratum: row.get(3)?,
        result_kind: row.get(4)?,
        result_regions: row.get(5)?,
        answer_id: row.get(6)?,
        assignment_id: row.get(7)?,
        is_right: row.get(8)?,
        reserve: match row.get(9)? {
            Some(hold_id) => Some((hold_id, row.get(10)?)),
            None => None,
        },
    })
}

/// A drawn result seen from a person who asks for something to inspect.
#[derive(Debug, Clone, PartialEq)]
pub struct Auditable {
    pub item: Item,
    /// They had it and gave it back or were late: the turn to take up again.
    pub again: Option<AssignmentId>,
}

/// Up to `limit` drawn results that wait for an auditor, of tasks that `person_id` has never had in hand. One of each task:
/// a result that two audits drew is looked at by two people.
pub fn auditable(
    tx: &mut Tx,
    project_id: ProjectId,
    person_id: UserId,
    limit: i64,
) -> Result<Vec<Auditable>, DbError> {
    let rows = tx.query(
        "select i.project_id, i.audit_id, i.task_id, i.stratum, i.result_kind, i.result_regions, i.answer_id, i.assignment_id,
                i.is_right, i.reserve_hold_id, i.reserve_minor,
                (select a.id from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = i.task_id and a.purpose = 'audit'
                    and a.state in ('released', 'expired') order by a.id limit 1)
           from audit_items i
          where i.project_id = $1 and i.open = 1
            and (select count(*) from audit_items j
                  where j.project_id = $1 and j.task_id = i.task_id and j.open = 1 and j.audit_id < i.audit_id) = 0
            and (select count(*) from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = i.task_id
                    and not (a.purpose = 'audit' and a.state in ('released', 'expired'))) = 0
          order by i.project_id, i.task_id limit $3",
        params![project_id, person_id, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Auditable {
                item: read(row)?,
                again: row.get(11)?,
            })
        })
        .collect()
}

/// How many drawn results of a project wait for an auditor.
pub fn count_open(tx: &mut Tx, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from audit_items where project_id = $1 and open = 1",
        params![project_id],
    )?;
    row.get(0)
}

/// A drawn result that still waits for an auditor, as it is now; nobody else takes it until this transaction ends.
pub fn hold(tx: &mut Tx, item: &Item) -> Result<Option<Item>, DbError> {
    let row = tx.query_opt(
        "update audit_items set open = 1 where project_id = $1 and audit_id = $2 and task_id = $3 and open = 1
         returning project_id, audit_id, task_id, stratum, result_kind, result_regions, answer_id, assignment_id, is_right,
           reserve_hold_id, reserve_minor",
        params![item.project_id, item.audit_id, item.task_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// An auditor takes a drawn result, and with it the promise that paid for the look; `false`: somebody else just did.
pub fn take(tx: &mut Tx, item: &Item, assignment_id: AssignmentId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update audit_items set open = 0, assignment_id = $4, reserve_hold_id = null, reserve_minor = 0
          where project_id = $1 and audit_id = $2 and task_id = $3 and open = 1",
        params![item.project_id, item.audit_id, item.task_id, assignment_id],
    )?;
    Ok(changed == 1)
}

/// An auditor gave it up: it waits again, with the promise that pays the next.
pub fn give_back(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    assignment_id: AssignmentId,
    reserve: Option<(TransferId, i64)>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update audit_items set open = 1, assignment_id = null, reserve_hold_id = $4, reserve_minor = $5
          where project_id = $1 and task_id = $2 and assignment_id = $3 and is_right is null",
        params![
            project_id,
            task_id,
            assignment_id,
            reserve.map(|(id, _)| id),
            reserve.map_or(0, |(_, minor)| minor)
        ],
    )?;
    Ok(changed == 1)
}

/// What an auditor has in hand.
pub fn of_assignment(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    assignment_id: AssignmentId,
) -> Result<Option<Item>, DbError> {
    let row = tx.query_opt(
        "select project_id, audit_id, task_id, stratum, result_kind, result_regions, answer_id, assignment_id, is_right,
                reserve_hold_id, reserve_minor
           from audit_items where project_id = $1 and task_id = $2 and assignment_id = $3",
        params![project_id, task_id, assignment_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// What the auditor found; `false`: it was decided before.
pub fn decide(tx: &mut Tx, item: &Item, is_right: bool, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update audit_items set is_right = $4, decided_at = $5
          where project_id = $1 and audit_id = $2 and task_id = $3 and is_right is null",
        params![item.project_id, item.audit_id, item.task_id, is_right, now],
    )?;
    Ok(changed == 1)
}

/// Whether there is a result of an audit that nobody has decided on.
pub fn any_undecided(tx: &mut Tx, project_id: ProjectId, audit_id: AuditId) -> Result<bool, DbError> {
    let row = tx.query_opt(
        "select 1 from audit_items where project_id = $1 and audit_id = $2 and is_right is null limit 1",
        params![project_id, audit_id],
    )?;
    Ok(row.is_some())
}

/// A drawn result of a task that waits for an auditor.
pub fn open_of_task(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<Item>, DbError> {
    let row = tx.query_opt(
        "select project_id, audit_id, task_id, stratum, result_kind, result_regions, answer_id, assignment_id, is_right,
                reserve_hold_id, reserve_minor
           from audit_items where project_id = $1 and task_id = $2 and open = 1 order by audit_id limit 1",
        params![project_id, task_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// Drawn results of a project that have a promise for whoever takes them.
pub fn reserved(tx: &mut Tx, project_id: ProjectId) -> Result<Vec<Item>, DbError> {
    let rows = tx.query(
        "select project_id, audit_id, task_id, stratum, result_kind, result_regions, answer_id, assignment_id, is_right,
                reserve_hold_id, reserve_minor
           from audit_items where project_id = $1 and reserve_hold_id is not null order by audit_id, task_id",
        params![project_id],
    )?;
    rows.iter().map(read).collect()
}

/// A drawn result keeps nothing for whoever takes it any more; `false`: it was taken meanwhile.
pub fn drop_reserve(tx: &mut Tx, item: &Item) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update audit_items set reserve_hold_id = null, reserve_minor = 0
          where project_id = $1 and audit_id = $2 and task_id = $3 and reserve_hold_id = $4",
        params![
            item.project_id,
            item.audit_id,
            item.task_id,
            item.reserve.map(|(id, _)| id)
        ],
    )?;
    Ok(changed == 1)
}

/// What was drawn and found so far, by stratum: name, drawn, audited, wrong. The sizes stand with the audit.
pub fn found(tx: &mut Tx, project_id: ProjectId, audit_id: AuditId) -> Result<Vec<AuditedStratum>, DbError> {
    let rows = tx.query(
        "select stratum, count(*), count(is_right),
                cast(coalesce(sum(case when is_right = 0 then 1 else 0 end), 0) as bigint)
           from audit_items where project_id = $1 and audit_id = $2 group by stratum order by stratum",
        params![project_id, audit_id],
    )?;
    let count = |row: &Row, index: usize| Ok::<_, DbError>(row.get::<i64>(index)?.unsigned_abs());
    rows.iter()
        .map(|row| {
            Ok(AuditedStratum {
                stratum: row.get(0)?,
                results: 0,
                drawn: count(row, 1)?,
                audited: count(row, 2)?,
                wrong: count(row, 3)?,
            })
        })
        .collect()
}

/// All that was drawn, in the order of the tasks: task, stratum, what was found.
pub fn rows(
    tx: &mut Tx,
    project_id: ProjectId,
    audit_id: AuditId,
) -> Result<Vec<(TaskId, String, Option<bool>)>, DbError> {
    let rows = tx.query(
        "select task_id, stratum, is_right from audit_items where project_id = $1 and audit_id = $2 order by task_id",
        params![project_id, audit_id],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}
