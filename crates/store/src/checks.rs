//! Table `checks`: what people did where what is right is known. Workers with known tasks, inspectors with answers that
//! are known to be right or wrong.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::{Purpose, Role};
use pumasi_domain::{AssignmentId, ProjectId, TaskId, Timestamp, UserId};

/// One thing a person did whose right outcome is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    pub project_id: ProjectId,
    pub assignment_id: AssignmentId,
    pub user_id: UserId,
    pub task_id: TaskId,
    pub role: Role,
    /// Of training nothing is concluded about the person.
    pub purpose: Purpose,
    /// For work the class of the known answer, or `right` where answers can only be compared; for inspections `pass` or
    /// `return`.
    pub expected: String,
    /// The same of what was given.
    pub given: String,
    pub is_right: bool,
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Check, DbError> {
    Ok(Check {
        project_id: row.get(0)?,
        assignment_id: row.get(1)?,
        user_id: row.get(2)?,
        task_id: row.get(3)?,
        role: row.get(4)?,
        purpose: row.get(5)?,
        expected: row.get(6)?,
        given: row.get(7)?,
        is_right: row.get(8)?,
        at: row.get(9)?,
    })
}

/// Writes a check; a mended round takes the place of the one before.
pub fn put(tx: &mut Tx, check: &Check) -> Result<(), DbError> {
    tx.execute(
        "insert into checks (project_id, assignment_id, user_id, task_id, role, purpose, expected, given, is_right, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (project_id, assignment_id) do update set purpose = excluded.purpose, expected = excluded.expected,
           given = excluded.given, is_right = excluded.is_right, at = excluded.at",
        params![
            check.project_id,
            check.assignment_id,
            check.user_id,
            check.task_id,
            check.role,
            check.purpose,
            &check.expected,
            &check.given,
            check.is_right,
            check.at
        ],
    )?;
    Ok(())
}

/// The check of an assignment, if what is right is known there.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    assignment_id: AssignmentId,
) -> Result<Option<Check>, DbError> {
    let row = tx.query_opt(
        "select project_id, assignment_id, user_id, task_id, role, purpose, expected, given, is_right, at
           from checks where project_id = $1 and assignment_id = $2",
        params![project_id, assignment_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// All checks on a task.
pub fn of_task(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Check>, DbError> {
    let rows = tx.query(
        "select project_id, assignment_id, user_id, task_id, role, purpose, expected, given, is_right, at
           from checks where project_id = $1 and task_id = $2",
        params![project_id, task_id],
    )?;
    rows.iter().map(read).collect()
}

/// The worker took the answer back: nothing was given.
pub fn delete(tx: &mut Tx, project_id: ProjectId, assignment_id: AssignmentId) -> Result<(), DbError> {
    tx.execute(
        "delete from checks where project_id = $1 and assignment_id = $2",
        params![project_id, assignment_id],
    )?;
    Ok(())
}

/// What was known of a task is no longer: nothing is concluded from it.
pub fn delete_of_task(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<(), DbError> {
    tx.execute(
        "delete from checks where project_id = $1 and task_id = $2",
        params![project_id, task_id],
    )?;
    Ok(())
}
