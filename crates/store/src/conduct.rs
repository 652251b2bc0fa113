//! Tables `checks`, `assignments`, `results`, `skills` and `verdicts`, seen from what a person did lately: what rules and
//! the brake look at. Every question reads a bounded number of rows, whatever the person has done before.

use crate::{DbError, Tx, params};
use pumasi_domain::pause::Share;
use pumasi_domain::rules::Turn;
use pumasi_domain::state::{AnswerKind, Role, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp, UserId};

/// Rows of other projects that are passed over for each one that is wanted.
const ELSEWHERE: i64 = 4;

/// Whether a person was right where it is known, after `since`, latest first. Training is not counted.
pub fn latest_checks(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<bool>, DbError> {
    let rows = tx.query(
        "select is_right from checks where project_id = $1 and user_id = $2 and role = $3 and at > $4 and purpose <> 'training'
          order by at desc, assignment_id desc limit $5",
        params![project_id, user_id, role, since, limit],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// How many of the checks at and after `since`, the earliest `limit` of them, were training.
pub fn trained(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    since: Timestamp,
    limit: i64,
) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from (select purpose from checks where project_id = $1 and user_id = $2 and role = 'work' and at >= $3
                                order by at limit $4) c where c.purpose = 'training'",
        params![project_id, user_id, since, limit],
    )?;
    row.get(0)
}

/// Known tasks in a person's hands that they have not answered yet: while they are in training, those are their training.
pub fn training_in_hand(tx: &mut Tx, project_id: ProjectId, user_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from assignments a join tasks t on t.project_id = a.project_id and t.id = a.task_id
          where a.worker_id = $2 and a.project_id = $1 and a.state in ('active', 'returned') and a.role = 'work'
            and t.gold is not null
            and (select count(*) from checks c where c.project_id = $1 and c.assignment_id = a.id) = 0",
        params![project_id, user_id],
    )?;
    row.get(0)
}

/// How a person's latest `limit` turns in the project ended, after `since`. Turns that go on are not among them.
pub fn latest_turns(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Turn>, DbError> {
    let rows = tx.query(
        "select a.state, coalesce(a.submitted_at, a.decided_at) from
           (select project_id, role, state, submitted_at, decided_at from assignments
             where worker_id = $2 order by id desc limit $5) a
          where a.project_id = $1 and a.role = $3 and (a.submitted_at > $4 or (a.state = 'skipped' and a.decided_at > $4))",
        params![project_id, user_id, role, since, limit * ELSEWHERE],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Turn {
                skipped: row.get::<String>(0)? == "skipped",
                at: row.get(1)?,
            })
        })
        .collect()
}

/// How many answers of a person's latest `limit` came in after `since`.
pub fn answers_since(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    since: Timestamp,
    limit: i64,
) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from (select project_id, role, submitted_at from assignments where worker_id = $2
                                order by id desc limit $4) a
          where a.project_id = $1 and a.role in ('work', 'inspect') and a.submitted_at > $3",
        params![project_id, user_id, since, limit * ELSEWHERE],
    )?;
    row.get(0)
}

/// An answer and the result of its task. Regions are JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub kind: AnswerKind,
    pub regions: String,
    pub result_kind: AnswerKind,
    pub result_regions: String,
}

/// A person's latest answers after `since` beside the results of their tasks. Results that are one answer which nobody
/// looked at say nothing about it, and known tasks are no matter of agreement.
pub fn latest_compared(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Compared>, DbError> {
    let rows = tx.query(
        "select w.kind, w.regions, r.kind, r.regions from
           (select project_id, id, task_id, role, purpose, round, submitted_at from assignments
             where worker_id = $2 order by id desc limit $5) a
           join answers w on w.assignment_id = a.id and w.round = a.round
           join results r on r.project_id = a.project_id and r.task_id = a.task_id
          where a.project_id = $1 and a.role = 'work' and a.purpose = 'order' and a.submitted_at > $3 and r.source <> 'single'
          order by a.id desc limit $4",
        params![project_id, user_id, since, limit, limit * ELSEWHERE],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Compared {
                kind: row.get(0)?,
                regions: row.get(1)?,
                result_kind: row.get(2)?,
                result_regions: row.get(3)?,
            })
        })
        .collect()
}

/// What is known of a person's answers: their number, how much one says about the truth, and when that was computed.
pub fn skill(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    user_id: UserId,
) -> Result<Option<(i64, f64, Timestamp)>, DbError> {
    let row = tx.query_opt(
        "select answers, information, fitted_at from skills where project_id = $1 and role = $2 and user_id = $3",
        params![project_id, role, user_id],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .transpose()
}

/// How many of an inspector's latest verdicts after `since` were returns or refusals.
pub fn returns_of(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    since: Timestamp,
    limit: i64,
) -> Result<Share, DbError> {
    let row = tx.query_one(
        "select count(*), cast(coalesce(sum(case when v.verdict in ('return', 'refuse') then 1 else 0 end), 0) as bigint)
           from (select verdict from verdicts where project_id = $1 and inspector_id = $2 and created_at > $3
                  order by id desc limit $4) v",
        params![project_id, inspector_id, since, limit],
    )?;
    Ok(Share {
        n: row.get(0)?,
        hits: row.get(1)?,
    })
}

/// The same by inspector, over the latest `limit` verdicts of a project.
pub fn returns_by_inspector(
    tx: &mut Tx,
    project_id: ProjectId,
    limit: i64,
) -> Result<Vec<(UserId, Share)>, DbError> {
    let rows = tx.query(
        "select v.inspector_id, count(*),
                cast(sum(case when v.verdict in ('return', 'refuse') then 1 else 0 end) as bigint)
           from (select inspector_id, verdict from verdicts where project_id = $1 order by id desc limit $2) v
          group by v.inspector_id order by v.inspector_id",
        params![project_id, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok((
                row.get(0)?,
                Share {
                    n: row.get(1)?,
                    hits: row.get(2)?,
                },
            ))
        })
        .collect()
}

/// Answers that an inspector's latest `limit` verdicts returned or refused after `since`: the answer, and which of both.
pub fn latest_returned(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(AssignmentId, i64, VerdictKind)>, DbError> {
    let rows = tx.query(
        "select v.assignment_id, v.round, v.verdict
           from (select assignment_id, round, verdict, created_at from verdicts
                  where project_id = $1 and inspector_id = $2 and created_at > $3 order by id desc limit $4) v
          where v.verdict in ('return', 'refuse') order by v.created_at",
        params![project_id, inspector_id, since, limit],
    )?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// A returned answer that its worker has not opened waits for an inspector again, as it is, in the next round.
pub fn put_before_another(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    round: i64,
    accept_at: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = 'submitted', round = round + 1, inspection_open = 1, accept_at = $4, decided_at = null
          where project_id = $1 and id = $2 and round = $3 and state = 'returned'",
        params![project_id, assignment_id, round, accept_at],
    )?;
    Ok(changed == 1)
}
