//! Table `tasks`: units of data and their places. Only what handing out and taking in needs; lists stand elsewhere.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::TaskState;
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, ProjectId, TaskId, UserId};

/// A task that has a free place, seen from one worker.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub task_id: TaskId,
    pub position: i64,
    /// The worker has had this task, as worker or as inspector, and may not take it.
    pub blocked: bool,
    /// The worker gave it back or was too late: the assignment to take up again.
    pub again: Option<AssignmentId>,
}

/// Up to `limit` tasks with a free place after `position`, in order. The number of tasks that are done or given out
/// makes no difference: the index holds only those with a free place.
pub fn candidates(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    position: i64,
    limit: i64,
) -> Result<Vec<Candidate>, DbError> {
    let rows = tx.query(
        "select t.id, t.queue_position,
                (select count(*) from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and not (a.role = 'work' and a.state in ('released', 'expired'))),
                (select a.id from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and a.role = 'work' and a.state in ('released', 'expired'))
           from tasks t
          where t.project_id = $1 and t.open > 0 and t.queue_position > $3
          order by t.project_id, t.queue_position limit $4",
        params![project_id, worker_id, position, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Candidate {
                task_id: row.get(0)?,
                position: row.get(1)?,
                blocked: row.get::<i64>(2)? > 0,
                again: row.get(3)?,
            })
        })
        .collect()
}

/// A task's places and states around a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacesChanged {
    pub before: TaskState,
    pub after: TaskState,
    pub places: Places,
}

/// Moves places from one column to another if they are there; `None` if not. A task that was closed early keeps its
/// state and gets no free places back.
pub fn change_places(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    change: Places,
) -> Result<Option<PlacesChanged>, DbError> {
    let row = tx.query_opt(
        "update tasks set
           open = case when state in ('unusable', 'voided') then 0 else open + $3 end,
           live = live + $4, submitted = submitted + $5, accepted = accepted + $6, deciding = deciding + $7,
           state = case
             when state in ('unusable', 'voided') then state
             when open + $3 + live + $4 + submitted + $5 + deciding + $7 = 0 then 'done'
             when open + $3 + live + $4 = 0 then 'in_review'
             when live + $4 + submitted + $5 + accepted + $6 > 0 then 'in_work'
             else 'queued' end
         where project_id = $1 and id = $2
           and open + $3 >= 0 and live + $4 >= 0 and submitted + $5 >= 0 and accepted + $6 >= 0
           and deciding + $7 >= 0
         returning open, live, submitted, accepted, deciding, state",
        params![
            project_id,
            task_id,
            change.open,
            change.live,
            change.submitted,
            change.accepted,
            change.deciding
        ],
    )?;
    let Some(row) = row else { return Ok(None) };
    let places = Places {
        open: row.get(0)?,
        live: row.get(1)?,
        submitted: row.get(2)?,
        accepted: row.get(3)?,
        deciding: row.get(4)?,
    };
    let after: TaskState = row.get(5)?;
    let closed = matches!(after, TaskState::Unusable | TaskState::Voided);
    let before = if closed {
        after
    } else {
        places.minus(change).state()
    };
    Ok(Some(PlacesChanged {
        before,
        after,
        places,
    }))
}

/// Closes a task early (unusable or voided): its free places go; what is out may be finished. The state it was in, or
/// `None` if it was closed before.
pub fn close(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    state: TaskState,
) -> Result<Option<TaskState>, DbError> {
    let Some(before) = self::state(tx, project_id, task_id)? else {
        return Ok(None);
    };
    let changed = tx.execute(
        "update tasks set state = $3, open = 0 where project_id = $1 and id = $2 and state not in ('unusable', 'voided')",
        params![project_id, task_id, state],
    )?;
    Ok((changed == 1).then_some(before))
}

/// A task's state.
pub fn state(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<TaskState>, DbError> {
    let row = tx.query_opt(
        "select state from tasks where project_id = $1 and id = $2",
        params![project_id, task_id],
    )?;
    row.map(|row| row.get(0)).transpose()
}

/// What a worker gets to see of a task. `data` and `predictions` are JSON.
#[derive(Debug, Clone)]
pub struct TaskData {
    pub task_id: TaskId,
    pub data: String,
    pub predictions: Option<String>,
    /// The known answer; never shown to a worker.
    pub gold: Option<String>,
}

fn read_data(row: &Row) -> Result<TaskData, DbError> {
    Ok(TaskData {
        task_id: row.get(0)?,
        data: row.get(1)?,
        predictions: row.get(2)?,
        gold: row.get(3)?,
    })
}

/// A task's data.
pub fn data(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<TaskData>, DbError> {
    let row = tx.query_opt(
        "select id, data, predictions, gold from tasks where project_id = $1 and id = $2",
        params![project_id, task_id],
    )?;
    row.as_ref().map(read_data).transpose()
}

/// Where a worker stands in the project's order of tasks.
pub fn cursor(tx: &mut Tx, project_id: ProjectId, worker_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_opt(
        "select position from cursors where project_id = $1 and worker_id = $2",
        params![project_id, worker_id],
    )?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Remembers where a worker stands.
pub fn set_cursor(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    position: i64,
) -> Result<(), DbError> {
    tx.execute(
        "insert into cursors (project_id, worker_id, position) values ($1, $2, $3)
         on conflict (project_id, worker_id) do update set position = excluded.position",
        params![project_id, worker_id, position],
    )?;
    Ok(())
}
