//! The worker's list of projects: what there is to do, what it pays, and what stands between a person and the work.

use crate::guides::GuideView;
use crate::page::{Page, PageQuery};
use crate::projects::guide_of;
use crate::sensitive::missing_consents;
use crate::{App, AppError, Caller};
use pumasi_domain::audience::{self, Audience, Gate, SeatState};
use pumasi_domain::money::hourly_minor;
use pumasi_domain::project::Project;
use pumasi_domain::sensitivity::{ExposureLimits, SensitiveKind};
use pumasi_domain::state::{ProjectState, Role};
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_interface::Node;
use pumasi_store::tally::ProjectChange;
use pumasi_store::{
    Tx, audit_items, inspections, organizations, pauses, project_reports, projects, questions, seats,
    task_lists,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use utoipa::ToSchema;

/// A project as a worker sees it in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkProject {
    pub project_id: ProjectId,
    pub name: String,
    pub description: String,
    pub organization_name: String,
    pub language: String,
    pub adult: bool,
    /// What is in it that may upset, and how much of it a person gets.
    pub sensitive: SensitiveWork,
    pub reward_minor: i64,
    pub inspection_reward_minor: i64,
    /// What people here earned per hour of active time so far.
    pub hourly_minor: Option<i64>,
    pub tasks_left: i64,
    // Answers, tasks on which people disagree, and results that are to be looked at again.
    pub answers_to_inspect: i64,
    pub deadline: Option<Timestamp>,
    /// The built-in template that the interface is, if it is one unchanged.
    pub template: Option<String>,
    /// Kinds of its controls.
    pub kinds: Vec<String>,
    /// What stands between the caller and working.
    pub work: Gate,
    /// What stands between the caller and inspecting.
    pub inspect: Gate,
    pub my: MyWork,
}

/// What is sensitive in a project, and how much of it a person gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SensitiveWork {
    pub kinds: Vec<SensitiveKind>,
    /// Those that the caller has not agreed to see.
    pub missing_consents: Vec<SensitiveKind>,
    pub limits: ExposureLimits,
}

/// What the caller did in a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MyWork {
    pub answers: i64,
    pub returned: i64,
    pub earned_minor: i64,
    /// Answers to questions of theirs that they have not seen yet.
    pub answers_unseen: i64,
}

/// A project with what a worker reads before beginning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkProjectDetail {
    #[serde(flatten)]
    pub project: WorkProject,
    pub guide: GuideView,
    #[schema(value_type = Object)]
    pub tree: Node,
    pub lease_seconds: i64,
    pub exam_size: i64,
    pub exam_pass_percent: i64,
    /// When the caller may sit the entrance test again.
    pub exam_retry_at: Option<Timestamp>,
    pub has_trial: bool,
}

/// The built-in configs, without the blanks around them, and their names.
static TEMPLATES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let both = |t: pumasi_interface::Template| {
        let trimmed = |xml: String| (xml.trim().to_owned(), t.template_id);
        [trimmed(t.xml.ko), trimmed(t.xml.en)]
    };
    pumasi_interface::templates().into_iter().flat_map(both).collect()
});

fn template_of(xml: &str) -> Option<String> {
    let xml = xml.trim();
    TEMPLATES
        .iter()
        .find(|(known, _)| *known == xml)
        .map(|(_, id)| (*id).to_owned())
}

/// A person's seats in both roles.
struct Seats {
    work: Option<(SeatState, Option<Timestamp>)>,
    inspect: Option<(SeatState, Option<Timestamp>)>,
    /// Roles in which a pause of theirs runs.
    paused: Vec<Role>,
    /// Tasks on which people disagree and results that are to be looked at again: they wait for an inspector, too.
    besides: i64,
}

impl Seats {
    fn of(tx: &mut Tx, project_id: ProjectId, caller: &Caller) -> Result<Seats, AppError> {
        let mut paused = vec![Role::Work, Role::Inspect];
        for role in [Role::Work, Role::Inspect] {
            if !pauses::is_running(tx, project_id, caller.user_id, role)? {
                paused.retain(|one| *one != role);
            }
        }
        Ok(Seats {
            paused,
            besides: inspections::count_undecided(tx, project_id)? + audit_items::count_open(tx, project_id)?,
            work: seats::find(tx, project_id, caller.user_id, Role::Work)?,
            inspect: seats::find(tx, project_id, caller.user_id, Role::Inspect)?,
        })
    }

    /// When the next try of an entrance test is, if one was failed.
    fn retry_at(&self, now: Timestamp) -> Option<Timestamp> {
        let retry = |seat: Option<(SeatState, Option<Timestamp>)>| match seat {
            Some((SeatState::Failed, Some(at))) if at > now => Some(at),
            _ => None,
        };
        retry(self.work).or(retry(self.inspect))
    }
}

/// The gates of both roles; where nothing would stand in the way, whether there is anything to do.
fn gates(project: &Project, seats: &Seats, counters: &ProjectChange, now: Timestamp) -> (Gate, Gate) {
    let work = audience::gate(project.work_audience, seats.work, now);
    let inspect = audience::gate(project.inspect_audience, seats.inspect, now);
    let stopped = project.stopped(now).is_some();
    let work = match work {
        Gate::Open if seats.paused.contains(&Role::Work) => Gate::PausedHere,
        Gate::Open if stopped || tasks_left(counters) == 0 => Gate::NothingLeft,
        gate => gate,
    };
    // What was sent in while answers were inspected waits even if they no longer are.
    let waits = seats.besides + counters.answers_in_review > 0;
    let inspect = match inspect {
        _ if !project.plan.inspects() && !waits => Gate::NothingLeft,
        Gate::Open if seats.paused.contains(&Role::Inspect) => Gate::PausedHere,
        Gate::Open if stopped || !waits => Gate::NothingLeft,
        gate => gate,
    };
    (work, inspect)
}

/// Whoever has not agreed to see what is in a project is asked that before anything else, where there is a way in.
fn consent_first(gate: Gate) -> Gate {
    match gate {
        Gate::Open | Gate::ExamRequired => Gate::ConsentRequired,
        gate => gate,
    }
}

fn tasks_left(counters: &ProjectChange) -> i64 {
    counters.tasks_queued + counters.tasks_in_work
}

/// Whether the list shows a project to somebody with these seats: not what only invited people may do.
fn is_listed(project: &Project, seats: &Seats, now: Timestamp) -> bool {
    let closed = |gate| gate == Gate::NotInvited;
    project.stopped(now).is_none()
        && !(closed(audience::gate(project.work_audience, seats.work, now))
            && closed(audience::gate(project.inspect_audience, seats.inspect, now))
            && project.work_audience == Audience::Invited)
}

/// A project that a worker may look at: not a draft, and not for adults unless the caller is verified as one or belongs
/// to its organization. To everybody else it does not exist.
pub(crate) fn require_visible(
    tx: &mut Tx,
    caller: &Caller,
    project_id: ProjectId,
) -> Result<Project, AppError> {
    let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
    let hidden = project.adult && !caller.adult_verified;
    if project.state == ProjectState::Draft
        || (hidden && organizations::role_of(tx, project.organization_id, caller.user_id)?.is_none())
    {
        return Err(AppError::NotFound("project"));
    }
    Ok(project)
}

impl App {
    fn work_project(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        project: &Project,
        seats: &Seats,
        now: Timestamp,
    ) -> Result<WorkProject, AppError> {
        let counters = project_reports::counters(tx, project.project_id)?;
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let kinds: BTreeSet<&str> = config.controls().map(|control| control.kind.as_str()).collect();
        let organization = organizations::find(tx, project.organization_id)?;
        let mine = project_reports::participation(tx, project.project_id, caller.user_id)?;
        let (mut work, mut inspect) = gates(project, seats, &counters, now);
        let sensitive = SensitiveWork {
            kinds: project.sensitivity.kinds.clone(),
            missing_consents: missing_consents(tx, caller.user_id, project)?,
            limits: self.exposure_limits(project),
        };
        if !sensitive.missing_consents.is_empty() {
            (work, inspect) = (consent_first(work), consent_first(inspect));
        }
        Ok(WorkProject {
            project_id: project.project_id,
            name: project.name.clone(),
            description: project.description.clone(),
            organization_name: organization.map(|o| o.name).unwrap_or_default(),
            language: project.language.clone(),
            adult: project.adult,
            sensitive,
            reward_minor: project.reward_minor,
            inspection_reward_minor: project.inspection_reward_minor,
            hourly_minor: hourly_minor(counters.earned_minor, counters.active_ms),
            tasks_left: tasks_left(&counters),
            answers_to_inspect: counters.answers_in_review + seats.besides,
            deadline: project.deadline,
            template: template_of(&project.interface_xml),
            kinds: kinds.into_iter().map(str::to_owned).collect(),
            work,
            inspect,
            my: MyWork {
                answers_unseen: questions::count_unseen(tx, project.project_id, caller.user_id)?,
                ..mine.map_or_else(MyWork::default, |p| MyWork {
                    answers: p.answers,
                    returned: p.returned,
                    earned_minor: p.earned_minor,
                    answers_unseen: 0,
                })
            },
        })
    }

    /// Open projects that the caller may see, newest first. Those for adults only if they are verified as one; those
    /// for invited people only if they are.
    pub async fn work_projects(
        &self,
        caller: &Caller,
        query: &PageQuery,
    ) -> Result<Page<WorkProject>, AppError> {
        let (app, caller, query, now) = (self.clone(), caller.clone(), query.clone(), self.now());
        let before = query.after::<ProjectId>()?;
        self.db
            .read(move |tx| {
                let found = projects::open(tx, caller.adult_verified, before, query.fetch())?;
                let page = Page::of(found, &query, |project| project.project_id);
                let mut items = Vec::with_capacity(page.items.len());
                for project in page.items {
                    let seats = Seats::of(tx, project.project_id, &caller)?;
                    if is_listed(&project, &seats, now) {
                        items.push(app.work_project(tx, &caller, &project, &seats, now)?);
                    }
                }
                Ok(Page {
                    items,
                    next_cursor: page.next_cursor,
                })
            })
            .await
    }

    /// One project with its guide and interface. Paused and closed ones too: work that came back is mended by them.
    pub async fn work_project_detail(
        &self,
        caller: &Caller,
        project_id: ProjectId,
    ) -> Result<WorkProjectDetail, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .read(move |tx| {
                let project = require_visible(tx, &caller, project_id)?;
                let seats = Seats::of(tx, project_id, &caller)?;
                let config = app.interface(project_id, project.version, &project.interface_xml)?;
                Ok(WorkProjectDetail {
                    guide: guide_of(tx, &project)?,
                    tree: config.tree(),
                    lease_seconds: project.lease_seconds,
                    exam_size: project.exam_size,
                    exam_pass_percent: project.exam_pass_percent,
                    exam_retry_at: seats.retry_at(now),
                    has_trial: task_lists::first_id(tx, project_id)?.is_some(),
                    project: app.work_project(tx, &caller, &project, &seats, now)?,
                })
            })
            .await
    }
}
