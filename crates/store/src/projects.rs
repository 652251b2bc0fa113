//! Tables `projects` and `guides`.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::guide::Guide;
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, ProjectId, Timestamp, UserId};

/// A column of settings that are kept as JSON.
fn json<T: serde::de::DeserializeOwned>(row: &Row, index: usize, what: &'static str) -> Result<T, DbError> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|e| DbError::Type {
        column: index,
        found: e.to_string(),
        wanted: what,
    })
}

fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn read(row: &Row) -> Result<Project, DbError> {
    Ok(Project {
        project_id: row.get(0)?,
        organization_id: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        interface_xml: row.get(4)?,
        state: row.get(5)?,
        pause_reason: row.get(6)?,
        version: row.get(7)?,
        reward_minor: row.get(8)?,
        inspection_reward_minor: row.get(9)?,
        fee_percent: row.get(10)?,
        plan: QualityPlan {
            answers_per_task: row.get(11)?,
            inspect_percent: row.get(12)?,
            max_rounds: row.get(13)?,
            accept_seconds: row.get(20)?,
            settings: json(row, 29, "quality")?,
        },
        rules: json(row, 30, "rules")?,
        work_audience: row.get(14)?,
        inspect_audience: row.get(15)?,
        exam_size: row.get(16)?,
        exam_pass_percent: row.get(17)?,
        lease_seconds: row.get(18)?,
        return_seconds: row.get(19)?,
        budget_minor: row.get(21)?,
        deadline: row.get(22)?,
        adult: row.get(23)?,
        sensitivity: json(row, 31, "sensitivity")?,
        language: row.get(24)?,
        guide_version: row.get(25)?,
        created_at: row.get(26)?,
        opened_at: row.get(27)?,
        closed_at: row.get(28)?,
    })
}

/// A project.
pub fn find(tx: &mut Tx, project_id: ProjectId) -> Result<Option<Project>, DbError> {
    let row = tx.query_opt(
        "select id, organization_id, name, description, interface_xml, state, pause_reason, version, reward_minor,
                inspection_reward_minor, fee_percent, answers_per_task, inspect_percent, max_rounds, work_audience,
                inspect_audience, exam_size, exam_pass_percent, lease_seconds, return_seconds, accept_seconds, budget_minor,
                deadline, adult, language, guide_version, created_at, opened_at, closed_at, quality, rules, sensitivity
           from projects where id = $1",
        params![project_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// Projects of an organization, newest first, before `before`.
pub fn of_organization(
    tx: &mut Tx,
    organization_id: OrganizationId,
    before: Option<ProjectId>,
    limit: i64,
) -> Result<Vec<Project>, DbError> {
    let before = before.map_or(uuid::Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select id, organization_id, name, description, interface_xml, state, pause_reason, version, reward_minor,
                inspection_reward_minor, fee_percent, answers_per_task, inspect_percent, max_rounds, work_audience,
                inspect_audience, exam_size, exam_pass_percent, lease_seconds, return_seconds, accept_seconds, budget_minor,
                deadline, adult, language, guide_version, created_at, opened_at, closed_at, quality, rules, sensitivity
           from projects where organization_id = $1 and id < $2 order by id desc limit $3",
        params![organization_id, before, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Open projects, newest first, before `before`; ones for adults only if asked for.
pub fn open(
    tx: &mut Tx,
    adult: bool,
    before: Option<ProjectId>,
    limit: i64,
) -> Result<Vec<Project>, DbError> {
    let before = before.map_or(uuid::Uuid::max(), |id| id.0);
    let rows = tx.query(
        "select id, organization_id, name, description, interface_xml, state, pause_reason, version, reward_minor,
                inspection_reward_minor, fee_percent, answers_per_task, inspect_percent, max_rounds, work_audience,
                inspect_audience, exam_size, exam_pass_percent, lease_seconds, return_seconds, accept_seconds, budget_minor,
                deadline, adult, language, guide_version, created_at, opened_at, closed_at, quality, rules, sensitivity
           from projects where state = 'open' and adult <= $1 and id < $2 order by id desc limit $3",
        params![adult, before, limit],
    )?;
    rows.iter().map(read).collect()
}

/// Writes a new project and opens its accounts' place in the counters.
pub fn insert(tx: &mut Tx, project: &Project) -> Result<(), DbError> {
    tx.execute(
        "insert into projects (id, organization_id, name, description, interface_xml, state, pause_reason, version, reward_minor,
                inspection_reward_minor, fee_percent, answers_per_task, inspect_percent, max_rounds, work_audience,
                inspect_audience, exam_size, exam_pass_percent, lease_seconds, return_seconds, accept_seconds, budget_minor,
                deadline, adult, language, guide_version, next_position, created_at, opened_at, closed_at, quality, rules,
                sensitivity)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
                 $25, $26, 1, $27, $28, $29, $30, $31, $32)",
        params![
            project.project_id, project.organization_id, &project.name, &project.description, &project.interface_xml,
            project.state, project.pause_reason.as_deref(), project.version, project.reward_minor,
            project.inspection_reward_minor, project.fee_percent, project.plan.answers_per_task, project.plan.inspect_percent,
            project.plan.max_rounds, project.work_audience, project.inspect_audience, project.exam_size,
            project.exam_pass_percent, project.lease_seconds, project.return_seconds, project.plan.accept_seconds,
            project.budget_minor, project.deadline, project.adult, &project.language, project.guide_version,
            project.created_at, project.opened_at, project.closed_at, text(&project.plan.settings), text(&project.rules),
            text(&project.sensitivity)
        ],
    )?;
    Ok(())
}

/// Replaces a project's terms if its version is still `version`; says whether it was. The version goes up by one.
pub fn update(tx: &mut Tx, project: &Project, version: i64) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update projects set name = $3, description = $4, interface_xml = $5, state = $6, pause_reason = $7, version = version + 1,
                reward_minor = $8, inspection_reward_minor = $9, answers_per_task = $10, inspect_percent = $11, max_rounds = $12,
                work_audience = $13, inspect_audience = $14, exam_size = $15, exam_pass_percent = $16, lease_seconds = $17,
                return_seconds = $18, accept_seconds = $19, budget_minor = $20, deadline = $21, adult = $22, language = $23,
                guide_version = $24, opened_at = $25, closed_at = $26, quality = $27, rules = $28, sensitivity = $29
          where id = $1 and version = $2",
        params![
            project.project_id, version, &project.name, &project.description, &project.interface_xml, project.state,
            project.pause_reason.as_deref(), project.reward_minor, project.inspection_reward_minor,
            project.plan.answers_per_task, project.plan.inspect_percent, project.plan.max_rounds, project.work_audience,
            project.inspect_audience, project.exam_size, project.exam_pass_percent, project.lease_seconds,
            project.return_seconds, project.plan.accept_seconds, project.budget_minor, project.deadline, project.adult,
            &project.language, project.guide_version, project.opened_at, project.closed_at, text(&project.plan.settings),
            text(&project.rules), text(&project.sensitivity)
        ],
    )?;
    Ok(changed == 1)
}

/// Takes `count` places in the project's order of tasks; the first of them.
pub fn take_positions(tx: &mut Tx, project_id: ProjectId, count: i64) -> Result<i64, DbError> {
    let row = tx.query_one(
        "update projects set next_position = next_position + $2 where id = $1 returning next_position",
        params![project_id, count],
    )?;
    Ok(row.get::<i64>(0)? - count)
}

/// Sets the project's state from one to another; says whether it was in the first.
pub fn set_state(
    tx: &mut Tx,
    project_id: ProjectId,
    from: ProjectState,
    to: ProjectState,
    reason: Option<&str>,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update projects set state = $3, pause_reason = $4, version = version + 1 where id = $1 and state = $2",
        params![project_id, from, to, reason],
    )?;
    Ok(changed == 1)
}

/// One version of a guide.
pub fn guide(
    tx: &mut Tx,
    project_id: ProjectId,
    version: i64,
) -> Result<Option<(Guide, Timestamp)>, DbError> {
    let row = tx.query_opt(
        "select markdown, created_at from guides where project_id = $1 and version = $2",
        params![project_id, version],
    )?;
    row.map(|row| Ok((Guide::parse(version, &row.get::<String>(0)?), row.get(1)?)))
        .transpose()
}

/// Writes a version of a guide.
pub fn insert_guide(
    tx: &mut Tx,
    project_id: ProjectId,
    version: i64,
    markdown: &str,
    created_by: Option<UserId>,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "insert into guides (project_id, version, markdown, created_by, created_at) values ($1, $2, $3, $4, $5)",
        params![project_id, version, markdown, created_by, now],
    )?;
    Ok(())
}

/// Replaces the text of a version of a guide. Only for projects that never were open: nobody has worked by it.
pub fn replace_guide(
    tx: &mut Tx,
    project_id: ProjectId,
    version: i64,
    markdown: &str,
) -> Result<(), DbError> {
    tx.execute(
        "update guides set markdown = $3 where project_id = $1 and version = $2",
        params![project_id, version, markdown],
    )?;
    Ok(())
}

/// Closed projects whose escrow holds money that nobody has a claim on.
pub fn closed_with_unspent(tx: &mut Tx, limit: i64) -> Result<Vec<ProjectId>, DbError> {
    let rows = tx.query(
        "select p.id from accounts a join projects p on p.id = a.owner_id
          where a.kind = 'project_escrow' and a.credits_posted - a.debits_posted - a.debits_pending > 0
            and p.state = 'closed' order by a.kind, a.id limit $1",
        params![limit],
    )?;
    rows.iter().map(|row| row.get(0)).collect()
}
