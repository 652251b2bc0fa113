//! Table `assignments`, seen from inspectors: which answers wait, who takes them, and what becomes of them when they are
//! given up. That nobody inspects a task they worked on stands in the statements.

use crate::assignments::{Assignment, read, select_assignments};
use crate::{DbError, Tx, params};
use pumasi_domain::state::AssignmentState;
use pumasi_domain::{AssignmentId, ProjectId, TaskId, TransferId, UserId};

/// An answer that waits for an inspector, seen from one who asks for work.
#[derive(Debug, Clone)]
pub struct Inspectable {
    pub subject: Assignment,
    /// The inspector had it and gave it back or was late: the inspection to take up again.
    pub again: Option<AssignmentId>,
}

/// Up to `limit` answers that wait for an inspector, longest waiting first, that `inspector_id` may inspect: not of a
/// task they answered or decided, and not one they skipped.
pub fn inspectable(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    limit: i64,
) -> Result<Vec<Inspectable>, DbError> {
    let rows = tx.query(
        select_assignments!(",
                (select i.id from assignments i
                  where i.project_id = $1 and i.worker_id = $2 and i.task_id = s.task_id and i.role = 'inspect'
                    and i.subject_id = s.id and i.subject_round = s.round)
           from assignments s
          where s.project_id = $1 and s.inspection_open = 1 and s.purpose = 'order' and s.worker_id <> $2
            and (select count(*) from assignments w
                  where w.project_id = $1 and w.worker_id = $2 and w.task_id = s.task_id and w.role <> 'inspect') = 0
            and (select count(*) from assignments i
                  where i.project_id = $1 and i.worker_id = $2 and i.task_id = s.task_id and i.role = 'inspect'
                    and i.subject_id = s.id and i.subject_round = s.round and i.state not in ('released', 'expired')) = 0
          order by s.project_id, s.submitted_at, s.id limit $3"),
        params![project_id, inspector_id, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Inspectable {
                subject: read(row)?,
                again: row.get(27)?,
            })
        })
        .collect()
}

/// An answer that is known to be right or wrong, after `position` of its task, that `inspector_id` may be measured with:
/// accepted, of a task that they never had in any role and that waits for no auditor (who has seen the answer can not
/// audit it any more). Looks at `limit` known tasks; position and answer.
pub fn known_answer(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    position: i64,
    limit: i64,
    is_right: bool,
) -> Result<Option<(i64, Assignment)>, DbError> {
    let row = tx.query_opt(
        select_assignments!(", t.position
           from (select id known_id, position from tasks
                  where project_id = $1 and gold is not null and state not in ('voided', 'unusable') and position > $3
                  order by project_id, position limit $4) t
           join assignments s on s.project_id = $1 and s.id =
                (select c.assignment_id from checks c join assignments a on a.project_id = $1 and a.id = c.assignment_id
                  where c.project_id = $1 and c.task_id = t.known_id and c.is_right = $5 and c.role = 'work' and a.state = 'accepted'
                  order by c.assignment_id limit 1)
          where (select count(*) from assignments i
                  where i.project_id = $1 and i.worker_id = $2 and i.task_id = t.known_id) = 0
            and (select count(*) from audit_items d
                  where d.project_id = $1 and d.task_id = t.known_id and d.is_right is null) = 0
          order by t.position, s.id limit 1"),
        params![project_id, inspector_id, position, limit, is_right],
    )?;
    row.map(|row| Ok((row.get(27)?, read(&row)?))).transpose()
}

/// What became of one of a worker's answers, as far as inspection is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspected {
    pub state: AssignmentState,
    /// Verdicts on it, of all rounds.
    pub verdicts: i64,
    /// Of them such that found something wrong; not a refusal that an objection turned over.
    pub faults: i64,
}

/// What became of a worker's latest `limit` answers that were given for results, in the order of handing out.
pub fn history(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    limit: i64,
) -> Result<Vec<Inspected>, DbError> {
    let rows = tx.query(
        "select a.state,
                (select count(*) from verdicts v where v.assignment_id = a.id),
                (select count(*) from verdicts v where v.assignment_id = a.id
                    and (v.verdict in ('fix', 'return') or (v.verdict = 'refuse' and a.state <> 'accepted')))
           from assignments a
          where a.worker_id = $2 and a.project_id = $1 and a.role = 'work' and a.purpose = 'order'
            and a.state in ('submitted', 'returned', 'accepted', 'refused', 'appealed', 'upheld')
          order by a.id desc limit $3",
        params![project_id, worker_id, limit],
    )?;
    rows.iter()
        .rev()
        .map(|row| {
            Ok(Inspected {
                state: row.get(0)?,
                verdicts: row.get(1)?,
                faults: row.get(2)?,
            })
        })
        .collect()
}

/// A task on which people disagree, seen from one who may decide.
#[derive(Debug, Clone)]
pub struct Undecided {
    pub task_id: TaskId,
    /// They had it and gave it back or were late: the turn to take up again.
    pub again: Option<AssignmentId>,
}

/// How many tasks of a project wait for somebody to decide between people who disagree, or are being decided.
pub fn count_undecided(tx: &mut Tx, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from tasks where project_id = $1 and deciding > 0 and state not in ('voided', 'unusable')",
        params![project_id],
    )?;
    row.get(0)
}

/// Up to `limit` tasks on which people disagree, in order, that nobody is deciding and that `person_id` never had in any
/// role.
pub fn undecided(
    tx: &mut Tx,
    project_id: ProjectId,
    person_id: UserId,
    limit: i64,
) -> Result<Vec<Undecided>, DbError> {
    let rows = tx.query(
        "select t.id,
                (select a.id from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id and a.role = 'adjudicate'
                    and a.purpose = 'order' and a.state in ('released', 'expired'))
           from tasks t
          where t.project_id = $1 and t.deciding > 0 and t.state not in ('voided', 'unusable')
            and (select count(*) from assignments d
                  where d.project_id = $1 and d.task_id = t.id and d.role = 'adjudicate' and d.purpose = 'order'
                    and d.state in ('active', 'accepted')) = 0
            and (select count(*) from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and not (a.role = 'adjudicate' and a.purpose = 'order' and a.state in ('released', 'expired'))) = 0
          order by t.project_id, t.position limit $3",
        params![project_id, person_id, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Undecided {
                task_id: row.get(0)?,
                again: row.get(1)?,
            })
        })
        .collect()
}

/// The decision between those who answered a task: under way, or made.
pub fn decision(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<Assignment>, DbError> {
    let row = tx.query_opt(
        select_assignments!("from assignments
          where project_id = $1 and task_id = $2 and role = 'adjudicate' and purpose = 'order' and state in ('active', 'accepted')"),
        params![project_id, task_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// An answer that waits gets the promise that pays its inspection.
pub fn set_reserve(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    hold_id: TransferId,
    minor: i64,
) -> Result<(), DbError> {
    tx.execute(
        "update assignments set reserve_hold_id = $3, reserve_minor = $4 where project_id = $1 and id = $2",
        params![project_id, assignment_id, hold_id, minor],
    )?;
    Ok(())
}

/// An inspector takes an answer: its inspection is closed for others. The guard repeats that nobody inspects a task
/// they worked on.
pub fn take_inspection(
    tx: &mut Tx,
    project_id: ProjectId,
    subject_id: AssignmentId,
    round: i64,
    inspector_id: UserId,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set inspection_open = 0, reserve_hold_id = null, reserve_minor = 0
          where project_id = $1 and id = $2 and round = $3 and state = 'submitted' and inspection_open = 1 and purpose = 'order' and worker_id <> $4
            and (select count(*) from assignments w
                  where w.project_id = $1 and w.worker_id = $4 and w.task_id = assignments.task_id and w.role <> 'inspect') = 0",
        params![project_id, subject_id, round, inspector_id],
    )?;
    Ok(changed == 1)
}

/// An inspection was given up: the answer waits again, with the promise that pays the next inspector.
pub fn open_inspection(
    tx: &mut Tx,
    project_id: ProjectId,
    subject_id: AssignmentId,
    round: i64,
    reserve: Option<(TransferId, i64)>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set inspection_open = 1, reserve_hold_id = $4, reserve_minor = $5
          where project_id = $1 and id = $2 and round = $3 and state = 'submitted' and inspection_open = 0",
        params![
            project_id,
            subject_id,
            round,
            reserve.map(|(id, _)| id),
            reserve.map_or(0, |(_, minor)| minor)
        ],
    )?;
    Ok(changed == 1)
}
