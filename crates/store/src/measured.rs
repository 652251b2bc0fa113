//! People of a project with what is measured of them: tables `participations`, `skills` and `checks` side by side.

use crate::evidence::Checked;
use crate::{DbError, Row, Tx, params};
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, UserId};
use uuid::Uuid;

/// One person.
#[derive(Debug, Clone)]
pub struct Measured {
    pub user_id: UserId,
    pub answers: i64,
    pub inspections: i64,
    /// Answers of theirs that were sent back, and that were refused.
    pub returned: i64,
    pub refused: i64,
    /// As the engine keeps it, JSON; nothing before a full pass.
    pub skill: Option<String>,
    pub information: Option<f64>,
    /// What they did where what is right is known.
    pub checked: Checked,
}

fn read(row: &Row, role: Role) -> Result<Measured, DbError> {
    let user_id = row.get(0)?;
    Ok(Measured {
        user_id,
        answers: row.get(1)?,
        inspections: row.get(2)?,
        returned: row.get(3)?,
        refused: row.get(4)?,
        skill: row.get(5)?,
        information: row.get(6)?,
        checked: Checked {
            user_id,
            role,
            asked: row.get(7)?,
            right: row.get(8)?,
            good: row.get(9)?,
            good_returned: row.get(10)?,
            bad: row.get(11)?,
            bad_passed: row.get(12)?,
        },
    })
}

/// People who did something in a role, by id, after `after`.
pub fn page(
    tx: &mut Tx,
    project_id: ProjectId,
    role: Role,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<Measured>, DbError> {
    let after = after.map_or(Uuid::nil(), |id| id.0);
    let rows = tx.query(
        "select p.user_id, p.answers, p.inspections, p.returned, p.refused, k.skill, k.information,
                count(c.assignment_id), cast(coalesce(sum(c.is_right), 0) as bigint),
                cast(coalesce(sum(case when c.expected = 'pass' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when c.expected = 'pass' and c.given <> 'pass' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when c.expected = 'return' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when c.expected = 'return' and c.given = 'pass' then 1 else 0 end), 0) as bigint)
           from (select project_id, user_id, answers, inspections, returned, refused from participations
                  where project_id = $1 and user_id > $3
                    and case when $2 = 'work' then answers else inspections end > 0
                  order by user_id limit $4) p
           left join skills k on k.project_id = p.project_id and k.role = $2 and k.user_id = p.user_id
           left join checks c on c.project_id = p.project_id and c.user_id = p.user_id and c.role = $2
            and c.purpose <> 'training'
          group by p.user_id, p.answers, p.inspections, p.returned, p.refused, k.skill, k.information
          order by p.user_id",
        params![project_id, role, after, limit],
    )?;
    rows.iter().map(|row| read(row, role)).collect()
}
