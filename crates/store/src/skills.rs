//! Table `skills`: what is known of the answers of people (and of a model) in a project, as the last full pass found it.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, TaskId, Timestamp, UserId};

/// One person's skill in one role in one project. The model that made a project's predictions has one too.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    pub project_id: ProjectId,
    pub role: Role,
    pub user_id: UserId,
    /// JSON, as the engine keeps it.
    pub skill: String,
    /// How many answers it was learned from.
    pub answers: i64,
    /// Share of what an answer could tell that it does tell, 0 to 1.
    pub information: f64,
    pub fitted_at: Timestamp,
}

fn read(row: &Row) -> Result<Skill, DbError> {
    Ok(Skill {
        project_id: row.get(0)?,
        role: row.get(1)?,
        user_id: row.get(2)?,
        skill: row.get(3)?,
        answers: row.get(4)?,
        information: row.get(5)?,
        fitted_at: row.get(6)?,
    })
}

/// Writes or replaces a skill.
pub fn save(tx: &mut Tx, s: &Skill) -> Result<(), DbError> {
    tx.execute(
        "insert into skills (project_id, role, user_id, skill, answers, information, fitted_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (project_id, role, user_id) do update set skill = excluded.skill, answers = excluded.answers,
           information = excluded.information, fitted_at = excluded.fitted_at",
        params![
            s.project_id,
            s.role,
            s.user_id,
            &s.skill,
            s.answers,
            s.information,
            s.fitted_at
        ],
    )?;
    Ok(())
}

/// One person's skill in a project.
pub fn find(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    user_id: UserId,
) -> Result<Option<Skill>, DbError> {
    let row = tx.query_opt(
        "select project_id, role, user_id, skill, answers, information, fitted_at from skills
          where project_id = $1 and role = $2 and user_id = $3",
        params![project_id, role, user_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// The skills, in this project, of those who answered a task (role work), and of those who judged or decided between
/// them (role inspect).
pub fn of_task(tx: &mut Tx, project_id: ProjectId, task_id: TaskId) -> Result<Vec<Skill>, DbError> {
    let rows = tx.query(
        "select k.project_id, k.role, k.user_id, k.skill, k.answers, k.information, k.fitted_at
           from assignments s join skills k on k.project_id = s.project_id and k.user_id = s.worker_id
            and k.role = case when s.role = 'work' then 'work' else 'inspect' end
          where s.project_id = $1 and s.task_id = $2 and s.state in ('submitted', 'accepted')",
        params![project_id, task_id],
    )?;
    rows.iter().map(read).collect()
}

/// A person's skills in other projects, the newest projects first.
pub fn elsewhere(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    user_id: UserId,
    limit: i64,
) -> Result<Vec<Skill>, DbError> {
    let rows = tx.query(
        "select project_id, role, user_id, skill, answers, information, fitted_at from skills
          where user_id = $1 and role = $2 and project_id <> $3 order by project_id desc limit $4",
        params![user_id, role, project_id, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Skills of a project, by person, after `after`.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<Skill>, DbError> {
    let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select project_id, role, user_id, skill, answers, information, fitted_at from skills
          where project_id = $1 and role = $2 and user_id > $3 order by user_id limit $4",
        params![project_id, role, after, limit],
    )?;
    rows.iter().map(read).collect()
}
