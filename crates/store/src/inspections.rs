//! Table `assignments`, seen from inspectors: which answers wait, who takes them, and what becomes of them when they are
//! given up. That nobody inspects a task they worked on stands in the statements.

use crate::assignments::{Assignment, read};
use crate::{DbError, Tx, params};
use pumasi_domain::{AssignmentId, ProjectId, TransferId, UserId};

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
        "select s.project_id, s.id, s.task_id, s.worker_id, s.role, s.subject_id, s.subject_round, s.state, s.round, s.guide_version,
                s.reward_minor, s.fee_minor, s.sampled, s.inspection_open, s.reward_hold_id, s.fee_hold_id, s.reserve_hold_id,
                s.reserve_minor, s.issued_at, s.leased_until, s.submitted_at, s.accept_at, s.decided_at, s.answer_kind, s.active_ms, s.purpose, s.answer_class,
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
          order by s.project_id, s.submitted_at, s.id limit $3",
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
