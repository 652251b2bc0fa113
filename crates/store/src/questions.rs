//! Table `questions`: what workers asked about tasks, and what was answered.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AssignmentId, ProjectId, QuestionId, TaskId, Timestamp, UserId};
use uuid::Uuid;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub question_id: QuestionId,
    pub project_id: ProjectId,
    pub task_id: TaskId,
    /// The task's place in the project's order.
    pub position: Option<i64>,
    pub assignment_id: AssignmentId,
    /// Who asked. Nobody is told.
    pub user_id: UserId,
    pub text: String,
    /// The clause of the guide that it is about.
    pub clause: Option<String>,
    pub guide_version: i64,
    pub asked_at: Timestamp,
    pub answer: Option<String>,
    /// Whether the answer is for everybody in the project.
    pub for_everyone: bool,
    pub answered_at: Option<Timestamp>,
    /// When whoever asked has seen the answer.
    pub seen_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Question, DbError> {
    Ok(Question {
        question_id: row.get(0)?,
        project_id: row.get(1)?,
        task_id: row.get(2)?,
        assignment_id: row.get(3)?,
        user_id: row.get(4)?,
        text: row.get(5)?,
        clause: row.get(6)?,
        guide_version: row.get(7)?,
        asked_at: row.get(8)?,
        answer: row.get(9)?,
        for_everyone: row.get(10)?,
        answered_at: row.get(11)?,
        seen_at: row.get(12)?,
        position: row.get(13)?,
    })
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, project_id, task_id, assignment_id, user_id, text, clause, guide_version, asked_at, answer,
                    for_everyone, answered_at, seen_at,
                    (select t.position from tasks t where t.project_id = questions.project_id and t.id = questions.task_id)
               from questions where ",
            $rest
        )
    };
}

/// Writes a fresh question.
pub fn insert(tx: &mut Tx, q: &Question) -> Result<(), DbError> {
    tx.execute(
        "insert into questions (id, project_id, task_id, assignment_id, user_id, text, clause, guide_version, asked_at,
                                for_everyone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)",
        params![
            q.question_id,
            q.project_id,
            q.task_id,
            q.assignment_id,
            q.user_id,
            &q.text,
            q.clause.as_deref(),
            q.guide_version,
            q.asked_at
        ],
    )?;
    Ok(())
}

/// A question of a project.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    question_id: QuestionId,
) -> Result<Option<Question>, DbError> {
    let row = tx.query_opt(
        select!("id = $2 and project_id = $1"),
        params![project_id, question_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// A question that a person asked.
pub fn of_asker(tx: &mut Tx, user_id: UserId, question_id: QuestionId) -> Result<Option<Question>, DbError> {
    let row = tx.query_opt(select!("id = $2 and user_id = $1"), params![user_id, question_id])?;
    row.as_ref().map(read).transpose()
}

/// Writes an answer, or another one in its place: whoever asked is told again. `false` if there is no such question.
pub fn answer(
    tx: &mut Tx,
    project_id: ProjectId,
    question_id: QuestionId,
    text: &str,
    for_everyone: bool,
    answered_by: UserId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update questions set answer = $3, for_everyone = $4, answered_by = $5, answered_at = $6, seen_at = null
          where project_id = $1 and id = $2",
        params![project_id, question_id, text, for_everyone, answered_by, now],
    )?;
    Ok(changed == 1)
}

/// Whoever asked has seen the answer; `false` if there is none of theirs that they have not seen.
pub fn see(tx: &mut Tx, user_id: UserId, question_id: QuestionId, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update questions set seen_at = $3 where id = $2 and user_id = $1 and answered_at is not null and seen_at is null",
        params![user_id, question_id, now],
    )?;
    Ok(changed == 1)
}

/// Where a page of a requester's list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub answered: bool,
    pub question_id: QuestionId,
}

/// A project's questions for its requester: unanswered ones first, the oldest at their head; then the answered, newest first.
pub fn of_project(
    tx: &mut Tx,
    project_id: ProjectId,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Question>, DbError> {
    let mut found = Vec::new();
    if after.is_none_or(|after| !after.answered) {
        let after = after.map_or(Uuid::nil(), |after| after.question_id.0);
        let rows = tx.query(
            select!("project_id = $1 and answered_at is null and id > $2 order by id limit $3"),
            params![project_id, after, limit],
        )?;
        found = rows.iter().map(read).collect::<Result<_, _>>()?;
    }
    let left = limit - i64::try_from(found.len()).unwrap_or(limit);
    if left > 0 {
        let before = after
            .filter(|after| after.answered)
            .map_or(Uuid::max(), |after| after.question_id.0);
        let rows = tx.query(
            select!("project_id = $1 and answered_at is not null and id < $2 order by id desc limit $3"),
            params![project_id, before, left],
        )?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// `text` as it is looked for: without case, `%` and `_` meaning themselves.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// What a worker may read in a project, newest first, before `before`: their own questions, and those answered for everybody.
/// `query`: words in question or answer.
pub fn readable(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    query: &str,
    before: Option<QuestionId>,
    limit: i64,
) -> Result<Vec<Question>, DbError> {
    let rows = tx.query(
        select!(
            r"project_id = $1 and id < $2 and (user_id = $3 or for_everyone = 1)
               and (lower(text) like $4 escape '\' or lower(coalesce(answer, '')) like $4 escape '\')
             order by id desc limit $5"
        ),
        params![
            project_id,
            before.map_or(Uuid::max(), |id| id.0),
            user_id,
            pattern(query),
            limit
        ],
    )?;
    rows.iter().map(read).collect()
}

/// What a person asked, in all projects, newest first, before `before`; with the project's name.
pub fn of_user(
    tx: &mut Tx,
    user_id: UserId,
    before: Option<QuestionId>,
    limit: i64,
) -> Result<Vec<(Question, String)>, DbError> {
    let rows = tx.query(
        "select q.id, q.project_id, q.task_id, q.assignment_id, q.user_id, q.text, q.clause, q.guide_version, q.asked_at,
                q.answer, q.for_everyone, q.answered_at, q.seen_at, t.position, p.name
           from questions q join projects p on p.id = q.project_id
           left join tasks t on t.project_id = q.project_id and t.id = q.task_id
          where q.user_id = $1 and q.id < $2 order by q.id desc limit $3",
        params![user_id, before.map_or(Uuid::max(), |id| id.0), limit],
    )?;
    rows.iter().map(|row| Ok((read(row)?, row.get(14)?))).collect()
}

/// How many questions of a project wait for an answer.
pub fn count_unanswered(tx: &mut Tx, project_id: ProjectId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from questions where project_id = $1 and answered_at is null",
        params![project_id],
    )?;
    row.get(0)
}

/// How many of a person's questions in a project wait for an answer.
pub fn count_waiting(tx: &mut Tx, project_id: ProjectId, user_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from questions where project_id = $1 and user_id = $2 and answered_at is null",
        params![project_id, user_id],
    )?;
    row.get(0)
}

/// How many answers a person has not seen yet in a project.
pub fn count_unseen(tx: &mut Tx, project_id: ProjectId, user_id: UserId) -> Result<i64, DbError> {
    let row = tx.query_one(
        "select count(*) from questions
          where user_id = $2 and project_id = $1 and answered_at is not null and seen_at is null",
        params![project_id, user_id],
    )?;
    row.get(0)
}

/// When a person asked their latest questions, newest first.
pub fn latest_at(tx: &mut Tx, user_id: UserId, limit: i64) -> Result<Vec<Timestamp>, DbError> {
    let rows = tx.query(
        "select asked_at from questions where user_id = $1 order by id desc limit $2",
        params![user_id, limit],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}
