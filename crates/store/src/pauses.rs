//! Table `pauses`: people stopped in a project, sent to training or warned, and what was said about it. Training and
//! warnings end where they begin: only a pause runs.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::pause::{PauseCause, PauseDecision};
use pumasi_domain::quality::RuleAction;
use pumasi_domain::state::Role;
use pumasi_domain::{PauseId, ProjectId, Timestamp, UserId};
use uuid::Uuid;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Pause {
    pub pause_id: PauseId,
    pub project_id: ProjectId,
    pub user_id: UserId,
    pub role: Role,
    pub action: RuleAction,
    pub cause: PauseCause,
    /// What was seen: JSON.
    pub data: String,
    pub started_at: Timestamp,
    /// When it ends by itself.
    pub until_at: Option<Timestamp>,
    pub objection: Option<String>,
    pub objected_at: Option<Timestamp>,
    pub decision: Option<PauseDecision>,
    pub note: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Pause, DbError> {
    Ok(Pause {
        pause_id: row.get(0)?,
        project_id: row.get(1)?,
        user_id: row.get(2)?,
        role: row.get(3)?,
        action: row.get(4)?,
        cause: row.get(5)?,
        data: row.get(6)?,
        started_at: row.get(7)?,
        until_at: row.get(8)?,
        objection: row.get(9)?,
        objected_at: row.get(10)?,
        decision: row.get(11)?,
        note: row.get(12)?,
        decided_by: row.get(13)?,
        decided_at: row.get(14)?,
        ended_at: row.get(15)?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, project_id, user_id, role, action, cause, data, started_at, until_at, objection, objected_at, decision,
                    note, decided_by, decided_at, ended_at from pauses where ",
            $rest
        )
    };
}

/// Writes a fresh row; `false` if a pause of that person and role is running already.
pub fn insert(tx: &mut Tx, p: &Pause) -> Result<bool, DbError> {
    let changed = tx.execute(
        "insert into pauses (id, project_id, user_id, role, action, cause, data, started_at, until_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        params![
            p.pause_id,
            p.project_id,
            p.user_id,
            p.role,
            p.action,
            p.cause,
            &p.data,
            p.started_at,
            p.until_at,
            p.ended_at
        ],
    )?;
    Ok(changed == 1)
}

/// Whether a person is stopped in a role.
pub fn is_running(tx: &mut Tx, project_id: ProjectId, user_id: UserId, role: Role) -> Result<bool, DbError> {
    let row = tx.query_opt(
        "select 1 from pauses where project_id = $1 and user_id = $2 and role = $3 and ended_at is null",
        params![project_id, user_id, role],
    )?;
    Ok(row.is_some())
}

/// The pause by which a person is stopped in a role.
pub fn running(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
) -> Result<Option<Pause>, DbError> {
    let row = tx.query_opt(
        select!("project_id = $1 and user_id = $2 and role = $3 and ended_at is null"),
        params![project_id, user_id, role],
    )?;
    row.as_ref().map(read).transpose()
}

/// One row.
pub fn find(tx: &mut Tx, pause_id: PauseId) -> Result<Option<Pause>, DbError> {
    let row = tx.query_opt(select!("id = $1"), params![pause_id])?;
    row.as_ref().map(read).transpose()
}

/// When one of a person's evidence was last decided on: the end of the latest pause, training or warning of this cause
/// and kind, or its beginning if it runs.
pub fn last_at(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
    cause: PauseCause,
    action: RuleAction,
) -> Result<Option<Timestamp>, DbError> {
    let row = tx.query_one(
        "select max(coalesce(ended_at, started_at)) from pauses
          where user_id = $2 and project_id = $1 and role = $3 and cause = $4 and action = $5",
        params![project_id, user_id, role, cause, action],
    )?;
    row.get(0)
}

/// When a rule last sent a person to training.
pub fn last_training_at(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
) -> Result<Option<Timestamp>, DbError> {
    let row = tx.query_one(
        "select max(started_at) from pauses
          where user_id = $2 and project_id = $1 and role = 'work' and action = 'train'",
        params![project_id, user_id],
    )?;
    row.get(0)
}

/// Which of a project's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Pauses that run now.
    pub running: bool,
    /// Those with an objection that nobody has decided on.
    pub objected: bool,
}

/// A project's rows, newest first, before `before`.
pub fn of_project(
    tx: &mut Tx,
    project_id: ProjectId,
    filter: Filter,
    before: Option<PauseId>,
    limit: i64,
) -> Result<Vec<Pause>, DbError> {
    let rows = tx.query(
        select!(
            "project_id = $1 and id < $2 and ($3 = 0 or ended_at is null)
               and ($4 = 0 or (objected_at is not null and (decided_at is null or decided_at < objected_at)))
             order by id desc limit $5"
        ),
        params![
            project_id,
            before.map_or(Uuid::max(), |id| id.0),
            filter.running || filter.objected,
            filter.objected,
            limit
        ],
    )?;
    rows.iter().map(read).collect()
}

/// A project's running pauses of one role and cause: whose they are.
pub fn running_of_cause(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    cause: PauseCause,
) -> Result<Vec<UserId>, DbError> {
    let rows = tx.query(
        "select user_id from pauses where project_id = $1 and role = $2 and cause = $3 and ended_at is null",
        params![project_id, role, cause],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// A person's rows: those that run, and those that began after `since`; newest first.
pub fn of_user(tx: &mut Tx, user_id: UserId, since: Timestamp, limit: i64) -> Result<Vec<Pause>, DbError> {
    let rows = tx.query(
        select!("user_id = $1 and (ended_at is null or started_at >= $2) order by id desc limit $3"),
        params![user_id, since, limit],
    )?;
    rows.iter().map(read).collect()
}

/// The person objects; `false` if it does not run, is not theirs, or they objected before.
pub fn object(
    tx: &mut Tx,
    pause_id: PauseId,
    user_id: UserId,
    text: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update pauses set objection = $3, objected_at = $4
          where id = $1 and user_id = $2 and ended_at is null and objected_at is null",
        params![pause_id, user_id, text, now],
    )?;
    Ok(changed == 1)
}

/// A manager's decision; `false` if it does not run any more. Lifted, it ends.
pub fn decide(
    tx: &mut Tx,
    pause_id: PauseId,
    decision: PauseDecision,
    note: Option<&str>,
    decided_by: UserId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let ended_at = (decision == PauseDecision::Lift).then_some(now);
    let changed = tx.execute(
        "update pauses set decision = $2, note = $3, decided_by = $4, decided_at = $5, ended_at = $6
          where id = $1 and ended_at is null",
        params![pause_id, decision, note, decided_by, now, ended_at],
    )?;
    Ok(changed == 1)
}

/// It ends by itself; `false` if it has ended.
pub fn end(tx: &mut Tx, pause_id: PauseId, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update pauses set ended_at = $2 where id = $1 and ended_at is null",
        params![pause_id, now],
    )?;
    Ok(changed == 1)
}

/// Running pauses whose time is over at `now`, or whose objection nobody decided on since `objected_before`.
pub fn due(
    tx: &mut Tx,
    now: Timestamp,
    objected_before: Timestamp,
    limit: i64,
) -> Result<Vec<(ProjectId, PauseId)>, DbError> {
    let mut due = Vec::new();
    let over =
        "select project_id, id from pauses where ended_at is null and until_at is not null and until_at <= $1
                 order by until_at limit $2";
    let silent = "select project_id, id from pauses where ended_at is null and objected_at is not null and objected_at <= $1
                     and (decided_at is null or decided_at < objected_at) order by objected_at limit $2";
    for (statement, before) in [(over, now), (silent, objected_before)] {
        for row in tx.query(statement, params![before, limit])? {
            due.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(due)
}
