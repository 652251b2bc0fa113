//! Changing a project's terms: everything while it is a draft; afterwards what does not touch work that is out.

use super::budget::name_overdrawn;
use super::life::opening_faults;
use super::patch::frozen_faults;
use super::view::{ProjectView, guide_of, set_terms, terms_of};
use super::{ProjectPatch, require_not_closed};
use crate::access::require_project_member;
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::money::Account;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::{Tx, imports, ledger, project_reports, projects, task_lists};

impl App {
    /// Changes what the patch names.
    ///
    /// # Errors
    /// [`AppError::VersionConflict`] if the project is no longer what the change was made from; faults `frozen` for
    /// what may not change any more; conflicts `funds_missing` and `budget_promised` when the budget can not follow.
    pub async fn update_project(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        patch: ProjectPatch,
    ) -> Result<ProjectView, AppError> {
        let tasks_seen = self.check_fit(caller, project_id, &patch).await?;
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .write(project_id.0, move |tx| {
                app.change(tx, &caller, project_id, &patch, tasks_seen, now)
            })
            .await
            .map_err(name_overdrawn)
    }

    /// A new interface of a draft must fit the tasks that are there. Looked at before the transaction, because it takes
    /// as long as there are tasks; how many there were then, if it was looked at.
    async fn check_fit(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        patch: &ProjectPatch,
    ) -> Result<Option<i64>, AppError> {
        let Some(xml) = patch.interface_xml.clone() else {
            return Ok(None);
        };
        let who = caller.clone();
        let (project, tasks) = self
            .db
            .read(move |tx| {
                let project = require_project_member(tx, &who, project_id, MemberRole::Manager)?;
                Ok::<_, AppError>((project, project_reports::counters(tx, project_id)?.tasks_total))
            })
            .await?;
        if xml == project.interface_xml || project.state != ProjectState::Draft {
            return Ok(None);
        }
        if tasks > 0 {
            AppError::check(self.misfit_faults(project_id, &xml).await?)?;
        }
        Ok(Some(tasks))
    }

    fn change(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        project_id: ProjectId,
        patch: &ProjectPatch,
        tasks_seen: Option<i64>,
        now: Timestamp,
    ) -> Result<ProjectView, AppError> {
        let mut project = require_project_member(tx, caller, project_id, MemberRole::Manager)?;
        require_not_closed(&project)?;
        if project.version != patch.version {
            return Err(AppError::VersionConflict);
        }
        let before = terms_of(&project, guide_of(tx, &project)?.markdown);
        let mut after = before.clone();
        patch.apply(&mut after);
        AppError::check(after.faults())?;
        set_terms(&mut project, &after);
        if project.state == ProjectState::Draft {
            self.change_draft(tx, &project, &before, &after, tasks_seen)?;
        } else {
            self.change_opened(tx, &mut project, &before, &after, caller.user_id, now)?;
        }
        if !projects::update(tx, &project, patch.version)? {
            return Err(AppError::VersionConflict);
        }
        project.version += 1;
        // After the project's own row, as an import does it: tasks that come in meanwhile wait, and get the new number.
        let first = |terms: &ProjectDraft| terms.quality.first_places(terms.answers_per_task);
        if first(&before) != first(&after) {
            task_lists::set_open(tx, project_id, first(&after))?;
        }
        let fields = changed_fields(&before, &after)?;
        let data = serde_json::json!({"fields": fields, "version": project.version});
        self.note_project(tx, now, "project_changed", Some(caller.user_id), project_id, data)?;
        self.project_view(tx, &project, now)
    }

    fn change_draft(
        &self,
        tx: &mut Tx,
        project: &Project,
        before: &ProjectDraft,
        after: &ProjectDraft,
        tasks_seen: Option<i64>,
    ) -> Result<(), AppError> {
        let project_id = project.project_id;
        if before.interface_xml != after.interface_xml {
            if imports::is_running(tx, project_id)? {
                return Err(AppError::conflict(
                    "import_running",
                    "data is being read in by the interface as it is: wait until that is done",
                ));
            }
            // Tasks that came since were checked against the old interface.
            if tasks_seen != Some(project_reports::counters(tx, project_id)?.tasks_total) {
                return Err(AppError::VersionConflict);
            }
        }
        if before.guide_markdown != after.guide_markdown {
            projects::replace_guide(tx, project_id, project.guide_version, &after.guide_markdown)?;
        }
        Ok(())
    }

    fn change_opened(
        &self,
        tx: &mut Tx,
        project: &mut Project,
        before: &ProjectDraft,
        after: &ProjectDraft,
        actor: UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        AppError::check(frozen_faults(before, after))?;
        if before.guide_markdown != after.guide_markdown {
            project.guide_version += 1;
            let version = project.guide_version;
            projects::insert_guide(
                tx,
                project.project_id,
                version,
                &after.guide_markdown,
                Some(actor),
                now,
            )?;
        }
        let mut faults = opening_faults(tx, project, now)?;
        // A deadline that passed meanwhile stands in the way of opening, not of mending a name.
        faults.retain(|fault| fault.pointer != "/deadline" || before.deadline != after.deadline);
        let same_gates = before.exam_size == after.exam_size
            && before.work_audience == after.work_audience
            && before.inspect_audience == after.inspect_audience;
        // Neither do tasks that were taken out meanwhile.
        faults.retain(|fault| fault.pointer != "/tasks" && (fault.pointer != "/exam_size" || !same_gates));
        AppError::check(faults)?;
        let more = after.budget_minor - before.budget_minor;
        if more > 0 {
            return self.add_budget(tx, project, more, actor, now);
        }
        let available = ledger::balance(tx, Account::ProjectEscrow(project.project_id))?.available();
        if -more > available {
            let least = before.budget_minor - available;
            return Err(AppError::conflict(
                "budget_promised",
                format!(
                    "₩{least} of the budget are spent or promised for work that is out: it can not be less"
                ),
            ));
        }
        self.return_budget(tx, project, -more, Some(actor), now)
    }
}

/// Names of the terms that differ.
fn changed_fields(before: &ProjectDraft, after: &ProjectDraft) -> Result<Vec<String>, AppError> {
    let object = |terms: &ProjectDraft| {
        serde_json::to_value(terms)
            .map_err(|e| AppError::Internal(format!("the terms can not be written down: {e}")))
    };
    let (before, after) = (object(before)?, object(after)?);
    let fields = after.as_object().into_iter().flatten();
    Ok(fields
        .filter(|(name, value)| before.get(name.as_str()) != Some(value))
        .map(|(name, _)| name.clone())
        .collect())
}
