//! Opening, pausing and closing a project.

use super::budget::name_overdrawn;
use super::view::{ProjectView, guide_of, terms_of};
use crate::access::require_project_member;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::audience::Audience;
use pumasi_domain::money::Account;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_store::{Tx, ledger, projects, task_lists};

/// What stands between a project and its first worker.
pub(super) fn opening_faults(tx: &mut Tx, project: &Project, now: Timestamp) -> Result<Vec<Fault>, AppError> {
    let guide = guide_of(tx, project)?;
    let mut faults = terms_of(project, guide.markdown).opening_faults(now);
    if task_lists::first_id(tx, project.project_id)?.is_none() {
        faults.push(Fault::new(
            "/tasks",
            "tasks_missing",
            "put data in: there is no task to work on",
        ));
    }
    faults.extend(exam_fault(tx, project)?);
    Ok(faults)
}

/// An entrance test asks tasks whose answer is known.
fn exam_fault(tx: &mut Tx, project: &Project) -> Result<Option<Fault>, AppError> {
    let inspectors_sit = project.plan.inspects() && project.inspect_audience == Audience::EntranceTest;
    if project.work_audience != Audience::EntranceTest && !inspectors_sit {
        return Ok(None);
    }
    let known = task_lists::gold_ids(tx, project.project_id, project.exam_size)?.len() as i64;
    Ok((known < project.exam_size).then(|| {
        Fault::new(
            "/exam_size",
            "gold_missing",
            format!(
                "the entrance test asks {} tasks whose answer is known, and there are {known}: add some, ask fewer, or \
                 invite people instead",
                project.exam_size
            ),
        )
    }))
}

fn require_may_become(project: &Project, next: ProjectState) -> Result<(), AppError> {
    if project.state.may_become(next) {
        return Ok(());
    }
    Err(AppError::conflict(
        "project_state",
        format!(
            "the project is {}, and can not become {next} from there",
            project.state
        ),
    ))
}

impl App {
    /// Lets work begin, or go on after a pause. The first time the whole budget moves from the organization's funds
    /// into escrow.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is missing; a conflict `funds_missing` that names the sum.
    pub async fn open_project(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
    ) -> Result<Done<ProjectView>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let mut project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_may_become(&project, ProjectState::Open)?;
            AppError::check(opening_faults(tx, &project, now)?)?;
            let kind = if project.state == ProjectState::Draft {
                app.add_budget(tx, &project, project.budget_minor, caller.user_id, now)?;
                project.opened_at = Some(now);
                "project_opened"
            } else {
                "project_resumed"
            };
            project.pause_reason = None;
            let data = serde_json::json!({"budget_minor": project.budget_minor});
            app.enter(tx, &mut project, ProjectState::Open)?;
            app.note_project(tx, now, kind, Some(caller.user_id), project_id, data)?;
            app.project_view(tx, &project, now)
        })
        .await
        .map_err(name_overdrawn)
    }

    /// Hands out no more work. What is out may be finished and is paid.
    pub async fn pause_project(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
    ) -> Result<Done<ProjectView>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let mut project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_may_become(&project, ProjectState::Paused)?;
            project.pause_reason = Some("requester".to_owned());
            app.enter(tx, &mut project, ProjectState::Paused)?;
            let data = serde_json::json!({});
            app.note_project(tx, now, "project_paused", Some(caller.user_id), project_id, data)?;
            app.project_view(tx, &project, now)
        })
        .await
    }

    /// Ends a project. What nobody has a claim on goes back to the organization at once; work that is out may be
    /// finished and is paid, and what comes free of it goes back later, by
    /// [`App::return_unspent_of_closed_projects`].
    pub async fn close_project(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
    ) -> Result<Done<ProjectView>, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let mut project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_may_become(&project, ProjectState::Closed)?;
            app.release_audits(tx, project_id, now)?;
            let unspent = ledger::balance(tx, Account::ProjectEscrow(project_id))?
                .available()
                .max(0);
            app.return_budget(tx, &project, unspent, Some(caller.user_id), now)?;
            project.closed_at = Some(now);
            project.pause_reason = None;
            app.enter(tx, &mut project, ProjectState::Closed)?;
            let data = serde_json::json!({"returned_minor": unspent});
            app.note_project(tx, now, "project_closed", Some(caller.user_id), project_id, data)?;
            app.project_view(tx, &project, now)
        })
        .await
    }

    /// Writes the next state, guarded by the version that was read.
    fn enter(&self, tx: &mut Tx, project: &mut Project, next: ProjectState) -> Result<(), AppError> {
        let version = project.version;
        project.state = next;
        if !projects::update(tx, project, version)? {
            return Err(AppError::VersionConflict);
        }
        project.version = version + 1;
        Ok(())
    }
}
