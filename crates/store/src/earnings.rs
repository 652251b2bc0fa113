//! Tables `work_days`, `participations` and `transfers`, read for the person who earned the money.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::money::Account;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, Timestamp, TransferId, UserId};
use uuid::Uuid;

/// What a person did in some span of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    pub answers: i64,
    pub inspections: i64,
    pub earned_minor: i64,
    pub active_ms: i64,
}

fn read_work(row: &Row, first: usize) -> Result<Work, DbError> {
    Ok(Work {
        answers: row.get(first)?,
        inspections: row.get(first + 1)?,
        earned_minor: row.get(first + 2)?,
        active_ms: row.get(first + 3)?,
    })
}

/// A person's days from `first` to `last`, over all projects, oldest first. Days without work are left out.
pub fn days(tx: &mut Tx, user_id: UserId, first: i64, last: i64) -> Result<Vec<(i64, Work)>, DbError> {
    let rows = tx.query(
        "select day, cast(sum(answers) as bigint), cast(sum(inspections) as bigint), cast(sum(earned_minor) as bigint),
                cast(sum(active_ms) as bigint)
           from work_days where user_id = $1 and day >= $2 and day <= $3 group by day order by day",
        params![user_id, first, last],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, read_work(row, 1)?)))
        .collect()
}

/// What a person has done in one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InProject {
    pub project_id: ProjectId,
    pub name: String,
    pub work: Work,
    pub pending_minor: i64,
}

/// The projects a person took part in, where they worked last first.
pub fn projects(tx: &mut Tx, user_id: UserId, limit: i64) -> Result<Vec<InProject>, DbError> {
    let rows = tx.query(
        "select p.id, p.name, c.pending_minor, c.answers, c.inspections, c.earned_minor, c.active_ms
           from participations c join projects p on p.id = c.project_id
          where c.user_id = $1 order by c.last_at desc, c.project_id limit $2",
        params![user_id, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(InProject {
                project_id: row.get(0)?,
                name: row.get(1)?,
                pending_minor: row.get(2)?,
                work: read_work(row, 3)?,
            })
        })
        .collect()
}

/// What a person has sent in that nobody has decided on yet, over all projects, in minor units.
pub fn pending(tx: &mut Tx, user_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select cast(coalesce(sum(pending_minor), 0) as bigint) from participations where user_id = $1",
        params![user_id],
    )?;
    row.get(0)
}

/// One payment to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub transfer_id: TransferId,
    pub at: Timestamp,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    pub role: Option<Role>,
    pub amount_minor: i64,
    pub code: String,
}

/// Payments that reached a person's wallet, newest first, before `before`.
pub fn payments(
    tx: &mut Tx,
    user_id: UserId,
    before: Option<TransferId>,
    limit: i64,
) -> Result<Vec<Payment>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select t.id, t.created_at, t.project_id, p.name, a.role, t.amount_minor, t.code
           from transfers t
           left join projects p on p.id = t.project_id
           left join assignments a on a.id = t.assignment_id
          where t.credit_id = $1 and t.id < $2 and t.kind in ('posted', 'post') order by t.id desc limit $3",
        params![Account::WorkerWallet(user_id).id(), before, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Payment {
                transfer_id: row.get(0)?,
                at: row.get(1)?,
                project_id: row.get(2)?,
                project_name: row.get(3)?,
                role: row.get(4)?,
                amount_minor: row.get(5)?,
                code: row.get(6)?,
            })
        })
        .collect()
}

/// One person's part in a span of days, for the list of those who earned the most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earner {
    pub user_id: UserId,
    pub display_name: String,
    pub work: Work,
}

/// The `limit` people who earned the most on the days from `first` to `last`, most first. Who earned nothing is left out.
pub fn top(tx: &mut Tx, first: i64, last: i64, limit: i64) -> Result<Vec<Earner>, DbError> {
    let rows = tx.query(
        "select w.user_id, u.display_name, w.answers, w.inspections, w.earned, w.active
           from (select user_id, cast(sum(answers) as bigint) as answers, cast(sum(inspections) as bigint) as inspections,
                        cast(sum(earned_minor) as bigint) as earned, cast(sum(active_ms) as bigint) as active
                   from work_days where day >= $1 and day <= $2 group by user_id having sum(earned_minor) > 0
                  order by earned desc, user_id limit $3) w
           join users u on u.id = w.user_id
          order by w.earned desc, w.user_id",
        params![first, last, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Earner {
                user_id: row.get(0)?,
                display_name: row.get(1)?,
                work: read_work(row, 2)?,
            })
        })
        .collect()
}
