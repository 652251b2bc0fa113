//! Table `exams`: sittings of entrance tests.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::Role;
use pumasi_domain::{ExamId, ProjectId, Timestamp, UserId};

/// One sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exam {
    pub exam_id: ExamId,
    pub project_id: ProjectId,
    pub user_id: UserId,
    pub role: Role,
    /// JSON: ids in the order they are asked.
    pub task_ids: String,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub score_percent: Option<i64>,
}

fn read(row: &Row) -> Result<Exam, DbError> {
    Ok(Exam {
        exam_id: row.get(0)?,
        project_id: row.get(1)?,
        user_id: row.get(2)?,
        role: row.get(3)?,
        task_ids: row.get(4)?,
        created_at: row.get(5)?,
        finished_at: row.get(6)?,
        score_percent: row.get(7)?,
    })
}

/// Writes a sitting down.
pub fn insert(tx: &mut Tx, exam: &Exam) -> Result<(), DbError> {
    tx.execute(
        "insert into exams (id, project_id, user_id, role, task_ids, created_at, finished_at, score_percent)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            exam.exam_id,
            exam.project_id,
            exam.user_id,
            exam.role,
            &exam.task_ids,
            exam.created_at,
            exam.finished_at,
            exam.score_percent
        ],
    )?;
    Ok(())
}

/// The sitting that a person has begun and not ended.
pub fn unfinished(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    role: Role,
) -> Result<Option<Exam>, DbError> {
    let row = tx.query_opt(
        "select id, project_id, user_id, role, task_ids, created_at, finished_at, score_percent from exams
          where project_id = $1 and user_id = $2 and role = $3 and finished_at is null order by id desc limit 1",
        params![project_id, user_id, role],
    )?;
    row.as_ref().map(read).transpose()
}

/// One of a person's own sittings.
pub fn of_user(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    exam_id: ExamId,
) -> Result<Option<Exam>, DbError> {
    let row = tx.query_opt(
        "select id, project_id, user_id, role, task_ids, created_at, finished_at, score_percent from exams
          where project_id = $1 and user_id = $2 and id = $3",
        params![project_id, user_id, exam_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// Ends a sitting with its score, if it had not ended.
pub fn finish(tx: &mut Tx, exam_id: ExamId, score_percent: i64, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update exams set finished_at = $2, score_percent = $3 where id = $1 and finished_at is null",
        params![exam_id, now, score_percent],
    )?;
    Ok(changed == 1)
}
