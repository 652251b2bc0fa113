//! Table `assignments`: whose turn it is at which task. Every change of state is one guarded update; no row means that
//! the guard did not hold and nothing was done.

use crate::tally::NO_SUBJECT;
use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, Role};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp, TransferId, UserId};
use uuid::Uuid;

/// One worker's turn at one task in one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    pub project_id: ProjectId,
    pub assignment_id: AssignmentId,
    pub task_id: TaskId,
    pub worker_id: UserId,
    pub role: Role,
    /// For inspections: the assignment that is inspected, and its round.
    pub subject: Option<(AssignmentId, i64)>,
    pub state: AssignmentState,
    /// How often it has been sent back.
    pub round: i64,
    pub guide_version: i64,
    pub reward_minor: i64,
    pub fee_minor: i64,
    /// Drawn for inspection when it was handed out.
    pub sampled: bool,
    /// Waits for an inspector.
    pub inspection_open: bool,
    pub reward_hold_id: TransferId,
    pub fee_hold_id: Option<TransferId>,
    /// The promise that pays the next inspection.
    pub reserve_hold_id: Option<TransferId>,
    pub reserve_minor: i64,
    pub issued_at: Timestamp,
    pub leased_until: Timestamp,
    pub submitted_at: Option<Timestamp>,
    pub accept_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub answer_kind: Option<AnswerKind>,
    pub active_ms: i64,
    /// Why it was handed out. Only `order` takes one of the task's places.
    pub purpose: Purpose,
    /// What its answer says (an inspector's mending counted), where answers can be counted.
    pub answer_class: Option<String>,
}

impl Assignment {
    /// Whether it holds one of its task's places: work that is done for the task's result.
    pub fn takes_place(&self) -> bool {
        self.role == Role::Work && self.purpose == Purpose::Order
    }
}

/// A statement that begins with what [`read`] reads, in its order. Where other tables stand beside `assignments` they must
/// not have columns of these names.
macro_rules! select_assignments {
    ($rest:literal) => {
        concat!(
            "select project_id, id, task_id, worker_id, role, subject_id, subject_round, state, round, guide_version, reward_minor,
                fee_minor, sampled, inspection_open, reward_hold_id, fee_hold_id, reserve_hold_id, reserve_minor, issued_at,
                leased_until, submitted_at, accept_at, decided_at, answer_kind, active_ms, purpose, answer_class ",
            $rest
        )
    };
}
pub(crate) use select_assignments;

pub(crate) fn read(row: &Row) -> Result<Assignment, DbError> {
    let subject: Uuid = row.get(5)?;
    let subject_round: i64 = row.get(6)?;
    Ok(Assignment {
        project_id: row.get(0)?,
        assignment_id: row.get(1)?,
        task_id: row.get(2)?,
        worker_id: row.get(3)?,
        role: row.get(4)?,
        subject: (subject != NO_SUBJECT).then_some((AssignmentId(subject), subject_round)),
        state: row.get(7)?,
        round: row.get(8)?,
        guide_version: row.get(9)?,
        reward_minor: row.get(10)?,
        fee_minor: row.get(11)?,
        sampled: row.get(12)?,
        inspection_open: row.get(13)?,
        reward_hold_id: row.get(14)?,
        fee_hold_id: row.get(15)?,
        reserve_hold_id: row.get(16)?,
        reserve_minor: row.get(17)?,
        issued_at: row.get(18)?,
        leased_until: row.get(19)?,
        submitted_at: row.get(20)?,
        accept_at: row.get(21)?,
        decided_at: row.get(22)?,
        answer_kind: row.get(23)?,
        active_ms: row.get(24)?,
        purpose: row.get(25)?,
        answer_class: row.get(26)?,
    })
}

/// One of a worker's own assignments. Somebody else's is `None`: an id gives no access.
pub fn of_worker(
    tx: &mut Tx,
    worker_id: UserId,
    assignment_id: AssignmentId,
) -> Result<Option<Assignment>, DbError> {
    let row = tx.query_opt(
        select_assignments!("from assignments where worker_id = $1 and id = $2"),
        params![worker_id, assignment_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// An assignment of a project.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
) -> Result<Option<Assignment>, DbError> {
    let row = tx.query_opt(
        select_assignments!("from assignments where project_id = $1 and id = $2"),
        params![project_id, assignment_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// A worker's live assignments, in one project or (with `None`) in all: returned and active ones, oldest first.
pub fn live_of_worker(
    tx: &mut Tx,
    worker_id: UserId,
    project_id: Option<ProjectId>,
) -> Result<Vec<Assignment>, DbError> {
    let rows = match project_id {
        Some(project_id) => tx.query(
            select_assignments!("from assignments where worker_id = $1 and project_id = $2 and state in ('active', 'returned') order by id"),
            params![worker_id, project_id],
        )?,
        None => tx.query(
            select_assignments!("from assignments where worker_id = $1 and state in ('active', 'returned') order by project_id, id limit 500"),
            params![worker_id],
        )?,
    };
    rows.iter().map(read).collect()
}

/// Accepted answers' assignments of a task that were given for its result, in the order they were handed out.
pub fn accepted_of_task(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
) -> Result<Vec<Assignment>, DbError> {
    let rows = tx.query(
        select_assignments!("from assignments where project_id = $1 and task_id = $2 and role = 'work' and purpose = 'order' and state = 'accepted' order by id"),
        params![project_id, task_id],
    )?;
    rows.iter().map(read).collect()
}

/// All answers to a task that stand (submitted or accepted), whatever they were given for.
pub fn answered_of_task(
    tx: &mut Tx,
    project_id: ProjectId,
    task_id: TaskId,
) -> Result<Vec<Assignment>, DbError> {
    let rows = tx.query(
        select_assignments!("from assignments where project_id = $1 and task_id = $2 and role = 'work' and state in ('submitted', 'accepted')
          order by id"),
        params![project_id, task_id],
    )?;
    rows.iter().map(read).collect()
}

/// Up to `limit` known tasks (or known answers) that a person was measured or trained with besides the order, and gave
/// back or was late with.
pub fn known_given_back(
    tx: &mut Tx,
    project_id: ProjectId,
    worker_id: UserId,
    role: Role,
    limit: i64,
) -> Result<Vec<Assignment>, DbError> {
    let rows = tx.query(
        select_assignments!(
            "from assignments
          where project_id = $1 and worker_id = $2 and role = $3 and purpose in ('gold', 'training')
            and state in ('released', 'expired')
          order by project_id, worker_id, role, id limit $4"
        ),
        params![project_id, worker_id, role, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Hands a task out.
pub fn insert(tx: &mut Tx, a: &Assignment) -> Result<(), DbError> {
    let (subject_id, subject_round) = a.subject.map_or((NO_SUBJECT, 0), |(id, round)| (id.0, round));
    tx.execute(
        "insert into assignments (project_id, id, task_id, worker_id, role, subject_id, subject_round, state, round, guide_version,
           reward_minor, fee_minor, sampled, inspection_open, reward_hold_id, fee_hold_id, reserve_hold_id, reserve_minor, issued_at,
           leased_until, submitted_at, accept_at, decided_at, answer_kind, active_ms, purpose)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, null, null, null, null, 0, $21)",
        params![
            a.project_id, a.assignment_id, a.task_id, a.worker_id, a.role, subject_id, subject_round, a.state, a.round,
            a.guide_version, a.reward_minor, a.fee_minor, a.sampled, a.inspection_open, a.reward_hold_id, a.fee_hold_id,
            a.reserve_hold_id, a.reserve_minor, a.issued_at, a.leased_until, a.purpose
        ],
    )?;
    Ok(())
}

/// The worker takes up again what they gave back or were late with, under today's terms and for today's purpose. A round
/// that was judged stays as it was; a new one begins.
pub fn take_again(tx: &mut Tx, a: &Assignment) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = 'active', guide_version = $3, reward_minor = $4, fee_minor = $5, sampled = $6,
           reward_hold_id = $7, fee_hold_id = $8, reserve_hold_id = $9, reserve_minor = $10, issued_at = $11, leased_until = $12, purpose = $13,
           round = round + (select count(*) from verdicts v where v.assignment_id = assignments.id and v.round = assignments.round)
         where project_id = $1 and id = $2 and state in ('released', 'expired')",
        params![
            a.project_id, a.assignment_id, a.guide_version, a.reward_minor, a.fee_minor, a.sampled, a.reward_hold_id,
            a.fee_hold_id, a.reserve_hold_id, a.reserve_minor, a.issued_at, a.leased_until, a.purpose
        ],
    )?;
    Ok(changed == 1)
}

/// A returned answer is opened by its worker: the next round begins.
pub fn reopen_returned(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = 'active', round = round + 1 where project_id = $1 and id = $2 and state = 'returned'",
        params![project_id, assignment_id],
    )?;
    Ok(changed == 1)
}

/// What is known when an answer comes in.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// `Submitted` or `Accepted`.
    pub state: AssignmentState,
    pub kind: AnswerKind,
    /// What the answer says, where answers can be counted.
    pub class: Option<&'a str>,
    pub active_ms: i64,
    pub now: Timestamp,
    /// When it is accepted if nobody decides; `None` if it was accepted.
    pub accept_at: Option<Timestamp>,
    pub reserve: Option<(TransferId, i64)>,
}

/// An answer comes in: active → submitted or accepted. The lease itself is not asked: until somebody takes the place
/// away, late work counts.
pub fn submit(tx: &mut Tx, a: &Assignment, s: &Submission<'_>) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = $4, answer_kind = $5, active_ms = active_ms + $6, submitted_at = $7, accept_at = $8,
           inspection_open = $9, reserve_hold_id = $10, reserve_minor = $11, decided_at = $12, answer_class = $13
         where project_id = $1 and id = $2 and worker_id = $3 and state = 'active'",
        params![
            a.project_id,
            a.assignment_id,
            a.worker_id,
            s.state,
            s.kind,
            s.active_ms,
            s.now,
            s.accept_at,
            a.role == Role::Work && s.state == AssignmentState::Submitted,
            s.reserve.map(|(id, _)| id),
            s.reserve.map_or(0, |(_, minor)| minor),
            (s.state == AssignmentState::Accepted).then_some(s.now),
            s.class
        ],
    )?;
    Ok(changed == 1)
}

/// An inspector mended the answer: what it says now.
pub fn set_class(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    class: Option<&str>,
) -> Result<(), DbError> {
    tx.execute(
        "update assignments set answer_class = $3 where project_id = $1 and id = $2",
        params![project_id, assignment_id, class],
    )?;
    Ok(())
}

/// Skipped, expired or released: from `from` to `to`.
pub fn give_up(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    from: AssignmentState,
    to: AssignmentState,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = $4, decided_at = $5, reserve_hold_id = null, reserve_minor = 0, submitted_at = null
          where project_id = $1 and id = $2 and state = $3",
        params![project_id, assignment_id, from, to, now],
    )?;
    Ok(changed == 1)
}

/// A worker's undo: submitted → active, unless an inspector has it.
pub fn withdraw(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    leased_until: Timestamp,
    active_ms: i64,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = 'active', submitted_at = null, accept_at = null, answer_kind = null, answer_class = null,
           inspection_open = 0, leased_until = $3, active_ms = active_ms - $4
         where project_id = $1 and id = $2 and state = 'submitted' and inspection_open = 1",
        params![project_id, assignment_id, leased_until, active_ms],
    )?;
    Ok(changed == 1)
}

/// A decision on a submitted answer: accepted, returned (with the time it waits for its worker and the promise for the
/// next inspection) or refused.
pub fn decide(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
    from: AssignmentState,
    to: AssignmentState,
    now: Timestamp,
    again: Option<(Timestamp, TransferId, i64)>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set state = $4, decided_at = $5, inspection_open = 0, accept_at = null,
           leased_until = $6, reserve_hold_id = $7, reserve_minor = $8
         where project_id = $1 and id = $2 and state = $3",
        params![
            project_id,
            assignment_id,
            from,
            to,
            now,
            again.map_or(now, |(until, _, _)| until),
            again.map(|(_, id, _)| id),
            again.map_or(0, |(_, _, minor)| minor)
        ],
    )?;
    Ok(changed == 1)
}

/// Live assignments whose time ran out before `now`, earliest first: project and id.
pub fn due_leases(
    tx: &mut Tx,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(ProjectId, AssignmentId)>, DbError> {
    let rows = tx.query(
        "select project_id, id from assignments where state in ('active', 'returned') and leased_until < $1
          order by leased_until limit $2",
        params![now, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Submitted answers that nobody decided on in their term and no inspector has: project and id.
pub fn due_acceptances(
    tx: &mut Tx,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(ProjectId, AssignmentId)>, DbError> {
    let rows = tx.query(
        "select project_id, id from assignments where state = 'submitted' and accept_at is not null and accept_at <= $1
            and inspection_open = 1
          order by accept_at limit $2",
        params![now, limit],
    )?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
