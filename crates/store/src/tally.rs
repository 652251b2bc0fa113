//! Sums that nearly every transaction touches: balances, counters of a project, a worker's day. A transaction only says
//! what it adds; the writer folds the additions of a whole group of transactions and writes each row once.

use crate::db::{DbError, Tx, Value};
use pumasi_domain::{AccountId, ProjectId, UserId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Columns of the widest row.
pub(crate) const WIDTH: usize = 15;

/// One row of sums. Rows are written in the order of their keys, so that two servers never wait for each other in a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Account(AccountId),
    Project(ProjectId),
    ProjectHour(ProjectId, i64),
    Participation(ProjectId, UserId),
    WorkDay(UserId, i64, ProjectId),
}

/// More is promised than an account has.
#[derive(Debug, Clone, thiserror::Error)]
#[error("account {0} does not have that much")]
pub struct Overdrawn(pub AccountId);

/// What was added and is not yet written.
#[derive(Debug, Default)]
pub(crate) struct Tallies(BTreeMap<Key, [i64; WIDTH]>);

impl Tallies {
    pub(crate) fn add(&mut self, key: Key, change: &[i64]) {
        let row = self.0.entry(key).or_insert([0; WIDTH]);
        for (i, (total, change)) in row.iter_mut().zip(change).enumerate() {
            *total = if is_latest(&key, i) {
                (*total).max(*change)
            } else {
                *total + change
            };
        }
    }

    pub(crate) fn get(&self, key: &Key) -> [i64; WIDTH] {
        self.0.get(key).copied().unwrap_or([0; WIDTH])
    }

    pub(crate) fn merge(&mut self, other: Tallies) {
        for (key, change) in other.0 {
            self.add(key, &change);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// The one column that is no sum but a latest time.
fn is_latest(key: &Key, column: usize) -> bool {
    matches!(key, Key::Participation(..)) && column == 8
}

/// Balances may not fall below zero, promises counted; `bank`, the world outside, may.
const ACCOUNT: &str =
    "update accounts set debits_pending = debits_pending + $2, debits_posted = debits_posted + $3,
   credits_pending = credits_pending + $4, credits_posted = credits_posted + $5
 where id = $1 and (kind = 'bank' or credits_posted + $5 - debits_posted - $3 - debits_pending - $2 >= 0)";

const PROJECT: &str = "insert into project_tallies (project_id, tasks_total, tasks_queued, tasks_in_work, tasks_in_review,
   tasks_done, tasks_unusable, tasks_voided, answers_submitted, answers_accepted, answers_returned, answers_refused,
   answers_in_review, spent_minor, earned_minor, active_ms)
 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
 on conflict (project_id) do update set
   tasks_total = project_tallies.tasks_total + excluded.tasks_total,
   tasks_queued = project_tallies.tasks_queued + excluded.tasks_queued,
   tasks_in_work = project_tallies.tasks_in_work + excluded.tasks_in_work,
   tasks_in_review = project_tallies.tasks_in_review + excluded.tasks_in_review,
   tasks_done = project_tallies.tasks_done + excluded.tasks_done,
   tasks_unusable = project_tallies.tasks_unusable + excluded.tasks_unusable,
   tasks_voided = project_tallies.tasks_voided + excluded.tasks_voided,
   answers_submitted = project_tallies.answers_submitted + excluded.answers_submitted,
   answers_accepted = project_tallies.answers_accepted + excluded.answers_accepted,
   answers_returned = project_tallies.answers_returned + excluded.answers_returned,
   answers_refused = project_tallies.answers_refused + excluded.answers_refused,
   answers_in_review = project_tallies.answers_in_review + excluded.answers_in_review,
   spent_minor = project_tallies.spent_minor + excluded.spent_minor,
   earned_minor = project_tallies.earned_minor + excluded.earned_minor,
   active_ms = project_tallies.active_ms + excluded.active_ms";

const PROJECT_HOUR: &str = "insert into project_hours (project_id, hour, answers) values ($1, $2, $3)
 on conflict (project_id, hour) do update set answers = project_hours.answers + excluded.answers";

const PARTICIPATION: &str = "insert into participations (project_id, user_id, answers, inspections, accepted, returned, refused,
   earned_minor, pending_minor, active_ms, last_at)
 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
 on conflict (project_id, user_id) do update set
   answers = participations.answers + excluded.answers, inspections = participations.inspections + excluded.inspections,
   accepted = participations.accepted + excluded.accepted, returned = participations.returned + excluded.returned,
   refused = participations.refused + excluded.refused, earned_minor = participations.earned_minor + excluded.earned_minor,
   pending_minor = participations.pending_minor + excluded.pending_minor, active_ms = participations.active_ms + excluded.active_ms,
   last_at = case when excluded.last_at > participations.last_at then excluded.last_at else participations.last_at end";

const WORK_DAY: &str = "insert into work_days (user_id, day, project_id, answers, inspections, earned_minor, active_ms)
 values ($1, $2, $3, $4, $5, $6, $7)
 on conflict (user_id, day, project_id) do update set
   answers = work_days.answers + excluded.answers, inspections = work_days.inspections + excluded.inspections,
   earned_minor = work_days.earned_minor + excluded.earned_minor, active_ms = work_days.active_ms + excluded.active_ms";

/// Writes the folded additions of a group.
pub(crate) fn write(tx: &mut Tx, tallies: Tallies) -> Result<(), DbError> {
    for (key, change) in tallies.0 {
        if change.iter().all(|n| *n == 0) {
            continue;
        }
        let (statement, mut params, columns): (&'static str, Vec<Value>, usize) = match key {
            Key::Account(id) => (ACCOUNT, vec![id.into()], 4),
            Key::Project(id) => (PROJECT, vec![id.into()], 15),
            Key::ProjectHour(id, hour) => (PROJECT_HOUR, vec![id.into(), hour.into()], 1),
            Key::Participation(project, user) => (PARTICIPATION, vec![project.into(), user.into()], 9),
            Key::WorkDay(user, day, project) => (WORK_DAY, vec![user.into(), day.into(), project.into()], 4),
        };
        params.extend(change[..columns].iter().map(|n| Value::Int(*n)));
        let changed = tx.execute(statement, &params)?;
        if let Key::Account(id) = key
            && changed == 0
        {
            return Err(Overdrawn(id).into());
        }
    }
    Ok(())
}

/// Changes of a project's counters. All are differences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProjectChange {
    pub tasks_total: i64,
    pub tasks_queued: i64,
    pub tasks_in_work: i64,
    pub tasks_in_review: i64,
    pub tasks_done: i64,
    pub tasks_unusable: i64,
    pub tasks_voided: i64,
    pub answers_submitted: i64,
    pub answers_accepted: i64,
    pub answers_returned: i64,
    pub answers_refused: i64,
    pub answers_in_review: i64,
    pub spent_minor: i64,
    pub earned_minor: i64,
    pub active_ms: i64,
}

impl ProjectChange {
    /// Moves one task from a state to another.
    pub fn task(
        &mut self,
        from: Option<pumasi_domain::state::TaskState>,
        to: Option<pumasi_domain::state::TaskState>,
    ) {
        use pumasi_domain::state::TaskState;
        for (state, by) in [(from, -1), (to, 1)] {
            let Some(state) = state else { continue };
            *(match state {
                TaskState::Queued => &mut self.tasks_queued,
                TaskState::InWork => &mut self.tasks_in_work,
                TaskState::InReview => &mut self.tasks_in_review,
                TaskState::Done => &mut self.tasks_done,
                TaskState::Unusable => &mut self.tasks_unusable,
                TaskState::Voided => &mut self.tasks_voided,
            }) += by;
        }
    }
}

/// Adds to a project's counters.
pub fn project(tx: &mut Tx, project_id: ProjectId, c: ProjectChange) {
    tx.own.add(
        Key::Project(project_id),
        &[
            c.tasks_total,
            c.tasks_queued,
            c.tasks_in_work,
            c.tasks_in_review,
            c.tasks_done,
            c.tasks_unusable,
            c.tasks_voided,
            c.answers_submitted,
            c.answers_accepted,
            c.answers_returned,
            c.answers_refused,
            c.answers_in_review,
            c.spent_minor,
            c.earned_minor,
            c.active_ms,
        ],
    );
}

/// Counts answers in the hour they came.
pub fn project_hour(tx: &mut Tx, project_id: ProjectId, hour: i64, answers: i64) {
    tx.own.add(Key::ProjectHour(project_id, hour), &[answers]);
}

/// Changes of one person's counters in one project. All are differences but `last_at`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ParticipationChange {
    pub answers: i64,
    pub inspections: i64,
    pub accepted: i64,
    pub returned: i64,
    pub refused: i64,
    pub earned_minor: i64,
    pub pending_minor: i64,
    pub active_ms: i64,
    /// Microseconds; the latest counts.
    pub last_at: i64,
}

/// Adds to a person's counters in a project.
pub fn participation(tx: &mut Tx, project_id: ProjectId, user_id: UserId, c: ParticipationChange) {
    let row = [
        c.answers,
        c.inspections,
        c.accepted,
        c.returned,
        c.refused,
        c.earned_minor,
        c.pending_minor,
        c.active_ms,
        c.last_at,
    ];
    tx.own.add(Key::Participation(project_id, user_id), &row);
}

/// Changes of one person's day in one project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayChange {
    pub answers: i64,
    pub inspections: i64,
    pub earned_minor: i64,
    pub active_ms: i64,
}

/// Adds to a person's day.
pub fn work_day(tx: &mut Tx, user_id: UserId, day: i64, project_id: ProjectId, c: DayChange) {
    tx.own.add(
        Key::WorkDay(user_id, day, project_id),
        &[c.answers, c.inspections, c.earned_minor, c.active_ms],
    );
}

/// A person's day over all projects as it will stand after this group: what is written, and what this project's part
/// of the group adds.
pub fn day_so_far(
    tx: &mut Tx,
    user_id: UserId,
    day: i64,
    project_id: ProjectId,
) -> Result<DayChange, DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(answers), 0) as bigint), cast(coalesce(sum(inspections), 0) as bigint),
                cast(coalesce(sum(earned_minor), 0) as bigint), cast(coalesce(sum(active_ms), 0) as bigint)
           from work_days where user_id = $1 and day = $2",
        &[Value::from(user_id), Value::from(day)],
    )?;
    let more = tx.unwritten(&Key::WorkDay(user_id, day, project_id));
    Ok(DayChange {
        answers: row.get::<i64>(0)? + more[0],
        inspections: row.get::<i64>(1)? + more[1],
        earned_minor: row.get::<i64>(2)? + more[2],
        active_ms: row.get::<i64>(3)? + more[3],
    })
}

/// A uuid that sorts before all others, as the subject of assignments that have none.
pub const NO_SUBJECT: Uuid = Uuid::nil();

/// A person's pay that waits for a decision, over all projects, as it will stand after this group.
pub fn pending_so_far(tx: &mut Tx, user_id: UserId, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(pending_minor), 0) as bigint) from participations where user_id = $1",
        &[Value::from(user_id)],
    )?;
    Ok(row.get::<i64>(0)? + tx.unwritten(&Key::Participation(project_id, user_id))[6])
}
