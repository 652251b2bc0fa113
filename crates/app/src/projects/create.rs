//! Making a project, and finding projects again.

use super::view::{ProjectSummary, ProjectView, set_terms, summary};
use crate::access::{require_member, require_project_member};
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::money::Account;
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, ProjectId, Timestamp};
use pumasi_store::{ledger, project_reports, projects};

impl App {
    /// Writes an order down as a draft. Nobody but the organization sees it, and no money moves.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that is out of bounds; a draft may be incomplete.
    pub async fn create_project(
        &self,
        caller: &Caller,
        once: Option<Once>,
        organization_id: OrganizationId,
        draft: ProjectDraft,
    ) -> Result<Done<ProjectView>, AppError> {
        AppError::check(draft.faults())?;
        let project_id = ProjectId(self.ids.next());
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_member(tx, &caller, organization_id, MemberRole::Manager)?;
            let project = app.draft(project_id, organization_id, &draft, now);
            projects::insert(tx, &project)?;
            projects::insert_guide(
                tx,
                project_id,
                1,
                &draft.guide_markdown,
                Some(caller.user_id),
                now,
            )?;
            let accounts = [
                Account::ProjectEscrow(project_id),
                Account::ProjectInspections(project_id),
                Account::PlatformFee(project_id),
            ];
            for account in accounts {
                ledger::open_account(tx, account)?;
            }
            project_reports::open(tx, project_id)?;
            let data = serde_json::json!({"name": project.name});
            app.note_project(tx, now, "project_created", Some(caller.user_id), project_id, data)?;
            app.project_view(tx, &project, now)
        })
        .await
    }

    fn draft(
        &self,
        project_id: ProjectId,
        organization_id: OrganizationId,
        terms: &ProjectDraft,
        now: Timestamp,
    ) -> Project {
        let mut project = Project {
            project_id,
            organization_id,
            name: String::new(),
            description: String::new(),
            interface_xml: String::new(),
            state: ProjectState::Draft,
            pause_reason: None,
            version: 1,
            reward_minor: 0,
            inspection_reward_minor: 0,
            fee_percent: self.config.fee_percent,
            plan: QualityPlan {
                answers_per_task: 1,
                inspect_percent: 0,
                max_rounds: 0,
                accept_seconds: 0,
                settings: terms.quality,
            },
            rules: Vec::new(),
            work_audience: terms.work_audience,
            inspect_audience: terms.inspect_audience,
            exam_size: 0,
            exam_pass_percent: 0,
            lease_seconds: 0,
            return_seconds: 0,
            budget_minor: 0,
            deadline: None,
            adult: false,
            sensitivity: Default::default(),
            language: String::new(),
            guide_version: 1,
            created_at: now,
            opened_at: None,
            closed_at: None,
        };
        set_terms(&mut project, terms);
        project
    }

    /// One project.
    pub async fn project(&self, caller: &Caller, project_id: ProjectId) -> Result<ProjectView, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .read(move |tx| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                app.project_view(tx, &project, now)
            })
            .await
    }

    /// Projects of an organization, newest first.
    pub async fn projects(
        &self,
        caller: &Caller,
        organization_id: OrganizationId,
        query: &PageQuery,
    ) -> Result<Page<ProjectSummary>, AppError> {
        let (caller, query, now) = (caller.clone(), query.clone(), self.now());
        let before = query.after::<ProjectId>()?;
        self.db
            .read(move |tx| {
                require_member(tx, &caller, organization_id, MemberRole::Viewer)?;
                let found = projects::of_organization(tx, organization_id, before, query.fetch())?;
                Page::of(found, &query, |project| project.project_id)
                    .try_map(|project| summary(tx, project, now))
            })
            .await
    }
}
