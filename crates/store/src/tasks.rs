//! Table `tasks`: units of data and their places. Only what handing out and taking in needs; lists stand elsewhere.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{GoldSource, TaskState};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp, UserId};

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

/// A task whose answer is known, seen from one worker.
#[derive(Debug, Clone)]
pub struct KnownTask {
    pub task: Candidate,
    /// Whether it has a free place.
    pub is_open: bool,
}

/// Up to `limit` tasks whose answer is known, after `position`, in order; with those that the worker may not take, so that
/// a look has a bound.
pub fn known(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    position: i64,
    limit: i64,
) -> Result<Vec<KnownTask>, DbError> {
    let rows = tx.query(
        "select t.id, t.position, t.open,
                (select count(*) from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and not (a.role = 'work' and a.state in ('released', 'expired'))),
                (select a.id from assignments a
                  where a.project_id = $1 and a.worker_id = $2 and a.task_id = t.id
                    and a.role = 'work' and a.state in ('released', 'expired'))
           from tasks t
          where t.project_id = $1 and t.gold is not null and t.state not in ('voided', 'unusable') and t.position > $3
          order by t.project_id, t.position limit $4",
        params![project_id, worker_id, position, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(KnownTask {
                task: Candidate {
                    task_id: row.get(0)?,
                    position: row.get(1)?,
                    blocked: row.get::<i64>(3)? > 0,
                    again: row.get(4)?,
                },
                is_open: row.get::<i64>(2)? > 0,
            })
        })
        .collect()
}

/// Whether any task of the project has a free place.
pub fn any_open(tx: &mut Tx, project_id: ProjectId) -> Result<bool, DbError> {
    let row = tx.query_opt(
        "select id from tasks where project_id = $1 and open > 0 order by project_id, queue_position limit 1",
        params![project_id],
    )?;
    Ok(row.is_some())
}

/// The position of the last task whose answer is known; 0 where there is none.
pub fn last_known_position(tx: &mut Tx, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_opt(
        "select position from tasks where project_id = $1 and gold is not null order by project_id desc, position desc limit 1",
        params![project_id],
    )?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Makes a task one whose answer is known, or no longer one. `gold` is JSON of regions.
pub fn set_gold(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    gold: Option<&str>,
    note: Option<&str>,
    source: Option<GoldSource>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update tasks set gold = $3, gold_note = $4, gold_source = $5 where project_id = $1 and id = $2",
        params![project_id, task_id, gold, note, source],
    )?;
    Ok(changed == 1)
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

/// Somebody is to decide on a task until then; after that the likeliest answer is its result.
pub fn set_decide_at(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
    at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update tasks set decide_at = $3 where project_id = $1 and id = $2",
        params![project_id, task_id, at],
    )?;
    Ok(())
}

/// Tasks on which nobody decided in time and nobody is deciding, longest overdue first: project and id.
pub fn due_decisions(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<(ProjectId, TaskId)>, DbError> {
    let rows = tx.query(
        "select t.project_id, t.id from tasks t
          where t.deciding > 0 and t.decide_at <= $1 and t.state not in ('unusable', 'voided')
            and (select count(*) from assignments d
                  where d.project_id = t.project_id and d.task_id = t.id and d.role = 'adjudicate' and d.purpose = 'order'
                    and d.state in ('active', 'accepted')) = 0
          order by t.decide_at limit $2",
        params![now, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// A task's places, which nobody else changes until this transaction ends.
pub fn hold(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<PlacesChanged>, DbError> {
    change_places(tx, project_id, task_id, Places::default())
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
    /// The known answer; never shown to a worker before theirs.
    pub gold: Option<String>,
    /// Why it is right.
    pub gold_note: Option<String>,
}

fn read_data(row: &Row) -> Result<TaskData, DbError> {
    Ok(TaskData {
        task_id: row.get(0)?,
        data: row.get(1)?,
        predictions: row.get(2)?,
        gold: row.get(3)?,
        gold_note: row.get(4)?,
    })
}

/// A task's data.
pub fn data(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Option<TaskData>, DbError> {
    let row = tx.query_opt(
        "select id, data, predictions, gold, gold_note from tasks where project_id = $1 and id = $2",
        params![project_id, task_id],
    )?;
    row.as_ref().map(read_data).transpose()
}

/// Where a worker stands in a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Of the last task looked at, in the project's order.
    pub position: i64,
    /// Tasks handed out to this person so far.
    pub turns: i64,
}

/// Where a worker stands in the project's order of tasks.
pub fn cursor(tx: &mut Tx, project_id: ProjectId, worker_id: UserId) -> Result<Cursor, DbError> {
    let row = tx.query_opt(
        "select position, turns from cursors where project_id = $1 and worker_id = $2",
        params![project_id, worker_id],
    )?;
    row.map_or(Ok(Cursor::default()), |row| {
        Ok(Cursor {
            position: row.get(0)?,
            turns: row.get(1)?,
        })
    })
}

/// Remembers where a worker stands.
pub fn set_cursor(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    cursor: Cursor,
) -> Result<(), DbError> {
    tx.execute(
        "insert into cursors (project_id, worker_id, position, turns) values ($1, $2, $3, $4)
         on conflict (project_id, worker_id) do update set position = excluded.position, turns = excluded.turns",
        params![project_id, worker_id, cursor.position, cursor.turns],
    )?;
    Ok(())
}

/// Answers handed out to an inspector so far.
pub fn inspect_turns(tx: &mut Tx, project_id: ProjectId, inspector_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_opt(
        "select inspect_turns from cursors where project_id = $1 and worker_id = $2",
        params![project_id, inspector_id],
    )?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Remembers how many answers an inspector was handed.
pub fn set_inspect_turns(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    turns: i64,
) -> Result<(), DbError> {
    tx.execute(
        "insert into cursors (project_id, worker_id, position, inspect_turns) values ($1, $2, 0, $3)
         on conflict (project_id, worker_id) do update set inspect_turns = excluded.inspect_turns",
        params![project_id, inspector_id, turns],
    )?;
    Ok(())
}
