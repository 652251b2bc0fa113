//! A project as its requester sees it.

use crate::guides::GuideView;
use crate::interfaces::{Control, DataField, InterfaceView};
use crate::progress::{Progress, progress_of};
use crate::{App, AppError};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::money::price_per_task_minor;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, ProjectId, Timestamp};
use pumasi_interface::{LabelConfig, Node};
use pumasi_store::{Tx, projects, questions};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One order with everything about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Project)]
pub struct ProjectView {
    #[serde(flatten)]
    pub terms: ProjectDraft,
    pub project_id: ProjectId,
    pub organization_id: OrganizationId,
    pub state: ProjectState,
    pub pause_reason: Option<String>,
    /// Counts changes; a change names the version it was made from.
    pub version: i64,
    pub guide: GuideView,
    #[schema(value_type = Object)]
    pub tree: Node,
    pub controls: Vec<Control>,
    pub data_fields: Vec<DataField>,
    /// The control of choices, if there is nothing else to fill in.
    pub categorical: Option<String>,
    pub fee_percent: i64,
    /// The most that one task can cost, all in.
    pub price_per_task_minor: i64,
    pub created_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// Questions of workers that wait for an answer.
    pub questions_unanswered: i64,
    pub progress: Progress,
}

/// One line of a list of projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProjectSummary {
    pub project_id: ProjectId,
    pub name: String,
    pub state: ProjectState,
    pub reward_minor: i64,
    pub created_at: Timestamp,
    pub deadline: Option<Timestamp>,
    pub adult: bool,
    /// Questions of workers that wait for an answer.
    pub questions_unanswered: i64,
    pub progress: Progress,
}

/// A project's terms as they were written down.
pub(crate) fn terms_of(project: &Project, guide_markdown: String) -> ProjectDraft {
    ProjectDraft {
        name: project.name.clone(),
        description: project.description.clone(),
        interface_xml: project.interface_xml.clone(),
        guide_markdown,
        reward_minor: project.reward_minor,
        inspection_reward_minor: project.inspection_reward_minor,
        answers_per_task: project.plan.answers_per_task,
        inspect_percent: project.plan.inspect_percent,
        max_rounds: project.plan.max_rounds,
        quality: project.plan.settings,
        rules: project.rules.clone(),
        work_audience: project.work_audience,
        inspect_audience: project.inspect_audience,
        exam_size: project.exam_size,
        exam_pass_percent: project.exam_pass_percent,
        lease_seconds: project.lease_seconds,
        return_seconds: project.return_seconds,
        accept_seconds: project.plan.accept_seconds,
        budget_minor: project.budget_minor,
        deadline: project.deadline,
        adult: project.adult,
        sensitivity: project.sensitivity.clone(),
        language: project.language.clone(),
    }
}

/// Puts terms into a project.
pub(crate) fn set_terms(project: &mut Project, terms: &ProjectDraft) {
    project.name = terms.name.trim().to_owned();
    project.description.clone_from(&terms.description);
    project.interface_xml.clone_from(&terms.interface_xml);
    project.reward_minor = terms.reward_minor;
    project.inspection_reward_minor = terms.inspection_reward_minor;
    project.plan.answers_per_task = terms.answers_per_task;
    project.plan.inspect_percent = terms.inspect_percent;
    project.plan.max_rounds = terms.max_rounds;
    project.plan.accept_seconds = terms.accept_seconds;
    project.plan.settings = terms.quality;
    project.rules.clone_from(&terms.rules);
    project.work_audience = terms.work_audience;
    project.inspect_audience = terms.inspect_audience;
    project.exam_size = terms.exam_size;
    project.exam_pass_percent = terms.exam_pass_percent;
    project.lease_seconds = terms.lease_seconds;
    project.return_seconds = terms.return_seconds;
    project.budget_minor = terms.budget_minor;
    project.deadline = terms.deadline;
    project.adult = terms.adult;
    project.sensitivity.clone_from(&terms.sensitivity);
    project.language.clone_from(&terms.language);
}

/// The guide in force.
pub(crate) fn guide_of(tx: &mut Tx, project: &Project) -> Result<GuideView, AppError> {
    let (guide, created_at) =
        projects::guide(tx, project.project_id, project.guide_version)?.ok_or_else(|| {
            AppError::Internal(format!(
                "project {} has no guide {}",
                project.project_id, project.guide_version
            ))
        })?;
    Ok(GuideView::of(guide, created_at))
}

impl App {
    /// A project as of this transaction. Its interface is read anew: a change that is not committed must not get into
    /// the kept configs.
    pub(crate) fn project_view(
        &self,
        tx: &mut Tx,
        project: &Project,
        now: Timestamp,
    ) -> Result<ProjectView, AppError> {
        let guide = guide_of(tx, project)?;
        let interface = if project.interface_xml.trim().is_empty() {
            InterfaceView::empty()
        } else {
            let config = LabelConfig::parse(&project.interface_xml).map_err(|problems| {
                AppError::Internal(format!(
                    "project {} has an interface with problems: {problems:?}",
                    project.project_id
                ))
            })?;
            InterfaceView::of(&config)
        };
        Ok(ProjectView {
            terms: terms_of(project, guide.markdown.clone()),
            project_id: project.project_id,
            organization_id: project.organization_id,
            state: project.state,
            pause_reason: project.pause_reason.clone(),
            version: project.version,
            guide,
            tree: interface.tree,
            controls: interface.controls,
            data_fields: interface.data_fields,
            categorical: interface.categorical,
            fee_percent: project.fee_percent,
            price_per_task_minor: price_per_task_minor(
                project.reward_minor,
                project.inspection_reward_minor,
                project.fee_percent,
                project.plan.answers_per_task,
                project.plan.inspects(),
                project.plan.decides(),
                project.plan.max_rounds,
            ),
            created_at: project.created_at,
            opened_at: project.opened_at,
            closed_at: project.closed_at,
            questions_unanswered: questions::count_unanswered(tx, project.project_id)?,
            progress: progress_of(tx, project, now)?,
        })
    }
}

/// A project as one line of a list.
pub(crate) fn summary(tx: &mut Tx, project: Project, now: Timestamp) -> Result<ProjectSummary, AppError> {
    let progress = progress_of(tx, &project, now)?;
    Ok(ProjectSummary {
        project_id: project.project_id,
        name: project.name,
        state: project.state,
        reward_minor: project.reward_minor,
        created_at: project.created_at,
        deadline: project.deadline,
        adult: project.adult,
        questions_unanswered: questions::count_unanswered(tx, project.project_id)?,
        progress,
    })
}
