//! Table `seats`: who was invited to or passed the entrance test of a project, by role.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::audience::SeatState;
use pumasi_domain::state::Role;
use pumasi_domain::{InvitationId, ProjectId, Timestamp, UserId};
use uuid::Uuid;

/// A person's seat: state and, if they failed, when they may try again.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
) -> Result<Option<(SeatState, Option<Timestamp>)>, DbError> {
    let row = tx.query_opt(
        "select state, retry_at from seats where project_id = $1 and user_id = $2 and role = $3",
        params![project_id, user_id, role],
    )?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// A place that a requester gave to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub invitation_id: InvitationId,
    pub user_id: UserId,
    pub email: String,
    pub role: Role,
    pub created_at: Timestamp,
    /// The person has taken work in this role.
    pub accepted: bool,
}

fn read_invitation(row: &Row) -> Result<Invitation, DbError> {
    Ok(Invitation {
        invitation_id: row.get(0)?,
        user_id: row.get(1)?,
        email: row.get(2)?,
        role: row.get(3)?,
        created_at: row.get(4)?,
        accepted: row.get::<i64>(5)? > 0,
    })
}

/// Invites a person, whatever seat they had; the seat's id, which is an old one if there was a seat.
pub fn invite(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
    invitation_id: InvitationId,
    now: Timestamp,
) -> Result<InvitationId, DbError> {
    let row = tx.query_one(
        "insert into seats (project_id, user_id, role, id, state, created_at) values ($1, $2, $3, $4, 'invited', $5)
         on conflict (project_id, user_id, role) do update set state = 'invited' returning id",
        params![project_id, user_id, role, invitation_id, now],
    )?;
    row.get(0)
}

/// An invitation of a project.
pub fn invitation(
    tx: &mut Tx,
    project_id: ProjectId,
    invitation_id: InvitationId,
) -> Result<Option<Invitation>, DbError> {
    let row = tx.query_opt(
        "select s.id, s.user_id, u.email, s.role, s.created_at,
                (select count(*) from assignments a
                  where a.project_id = s.project_id and a.worker_id = s.user_id and a.role = s.role)
           from seats s join users u on u.id = s.user_id
          where s.project_id = $1 and s.id = $2 and s.state = 'invited'",
        params![project_id, invitation_id],
    )?;
    row.as_ref().map(read_invitation).transpose()
}

/// Invitations of a project, newest first, before `before`.
pub fn invitations(
    tx: &mut Tx,
    project_id: ProjectId,
    before: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<Invitation>, DbError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select s.id, s.user_id, u.email, s.role, s.created_at,
                (select count(*) from assignments a
                  where a.project_id = s.project_id and a.worker_id = s.user_id and a.role = s.role)
           from seats s join users u on u.id = s.user_id
          where s.project_id = $1 and s.id < $2 and s.state = 'invited' order by s.id desc limit $3",
        params![project_id, before, limit],
    )?;
    rows.iter().map(read_invitation).collect()
}

/// Takes an invitation back; says whether there was one. Who sat an entrance test before keeps what they reached in it.
pub fn uninvite(tx: &mut Tx, project_id: ProjectId, invitation_id: InvitationId) -> Result<bool, DbError> {
    let kept = tx.execute(
        "update seats set state = case when retry_at is null then 'passed' else 'failed' end
          where project_id = $1 and id = $2 and state = 'invited' and score_percent is not null",
        params![project_id, invitation_id],
    )?;
    let gone = tx.execute(
        "delete from seats where project_id = $1 and id = $2 and state = 'invited'",
        params![project_id, invitation_id],
    )?;
    Ok(kept + gone > 0)
}

/// What a person reached in an entrance test.
#[derive(Debug, Clone, Copy)]
pub struct Graded {
    pub project_id: ProjectId,
    pub user_id: UserId,
    pub role: Role,
    pub passed: bool,
    pub score_percent: i64,
    /// When somebody who failed may try again.
    pub retry_at: Option<Timestamp>,
    pub now: Timestamp,
}

/// Seats a person by their entrance test. An invitation stays one, and a pass is never lost.
pub fn grade(tx: &mut Tx, seat_id: InvitationId, graded: &Graded) -> Result<(), DbError> {
    let state = if graded.passed {
        SeatState::Passed
    } else {
        SeatState::Failed
    };
    tx.execute(
        "insert into seats (project_id, user_id, role, id, state, score_percent, retry_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (project_id, user_id, role) do update set
           state = case when seats.state in ('invited', 'passed') then seats.state else excluded.state end,
           score_percent = case when seats.state = 'passed' then seats.score_percent else excluded.score_percent end,
           retry_at = case when seats.state = 'passed' then seats.retry_at else excluded.retry_at end",
        params![
            graded.project_id,
            graded.user_id,
            graded.role,
            seat_id,
            state,
            graded.score_percent,
            graded.retry_at,
            graded.now
        ],
    )?;
    Ok(())
}
