//! Table `waiting`: who waits for another person to have a conversation with.

use crate::{DbError, Tx, params};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp, UserId};

/// One who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub user_id: UserId,
    pub since: Timestamp,
}

/// A person waits, or still does: their place in the line stays.
pub fn keep(tx: &mut Tx, project_id: ProjectId, user_id: UserId, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "insert into waiting (project_id, user_id, since, seen_at) values ($1, $2, $3, $3)
         on conflict (project_id, user_id) do update set seen_at = excluded.seen_at",
        params![project_id, user_id, now],
    )?;
    Ok(())
}

/// Whoever was heard of since then, in the order in which they came.
pub fn line(tx: &mut Tx, project_id: ProjectId, seen_since: Timestamp) -> Result<Vec<Waiting>, DbError> {
    let rows = tx.query(
        "select user_id, since from waiting where project_id = $1 and seen_at >= $2 order by since, user_id limit 200",
        params![project_id, seen_since],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                user_id: row.get(0)?,
                since: row.get(1)?,
            })
        })
        .collect()
}

/// A person does not wait here any more; whether they did.
pub fn leave(tx: &mut Tx, project_id: ProjectId, user_id: UserId) -> Result<bool, DbError> {
    let gone = tx.execute(
        "delete from waiting where project_id = $1 and user_id = $2",
        params![project_id, user_id],
    )?;
    Ok(gone > 0)
}

/// A person waits nowhere any more: they were met.
pub fn leave_everywhere(tx: &mut Tx, user_id: UserId) -> Result<(), DbError> {
    tx.execute("delete from waiting where user_id = $1", params![user_id])?;
    Ok(())
}

/// Forgets who was not heard of since then; how many.
pub fn forget(tx: &mut Tx, project_id: ProjectId, seen_before: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "delete from waiting where project_id = $1 and seen_at < $2",
        params![project_id, seen_before],
    )
}

/// A task that two people may have together, and which of their earlier turns are taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskForTwo {
    pub task_id: TaskId,
    pub again: [Option<AssignmentId>; 2],
}

/// The first task in the project's order with two free places that neither has had.
pub fn task_for_two(
    tx: &mut Tx,
    project_id: ProjectId,
    people: [UserId; 2],
) -> Result<Option<TaskForTwo>, DbError> {
    let row = tx.query_opt(
        "select t.id,
                (select a.id from assignments a where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and a.role = 'work' and a.state in ('released', 'expired')),
                (select a.id from assignments a where a.project_id = $1 and a.worker_id = $3 and a.task_id = t.id
                    and a.role = 'work' and a.state in ('released', 'expired'))
           from tasks t
          where t.project_id = $1 and t.open > 1
            and not exists (select 1 from assignments a where a.project_id = $1 and a.task_id = t.id
                  and (a.worker_id = $2 or a.worker_id = $3)
                  and not (a.role = 'work' and a.state in ('released', 'expired')))
          order by t.project_id, t.queue_position limit 1",
        params![project_id, people[0], people[1]],
    )?;
    row.map(|row| {
        Ok(TaskForTwo {
            task_id: row.get(0)?,
            again: [row.get(1)?, row.get(2)?],
        })
    })
    .transpose()
}
