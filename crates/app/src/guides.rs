//! The guide of a project: versions that never change, because work is judged by the one it was handed out with.

use crate::access::require_project_member;
use crate::projects::{guide_of, require_not_closed};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::guide::{Clause, GUIDE_MAX_BYTES, Guide};
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_store::projects;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One version of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Guide)]
pub struct GuideView {
    /// 1, 2, 3 …
    pub version: i64,
    pub markdown: String,
    /// The numbered items, which a return can cite.
    pub clauses: Vec<Clause>,
    pub created_at: Timestamp,
}

impl GuideView {
    pub(crate) fn of(guide: Guide, created_at: Timestamp) -> GuideView {
        GuideView {
            version: guide.version,
            markdown: guide.markdown,
            clauses: guide.clauses,
            created_at,
        }
    }
}

impl App {
    /// The guide in force.
    pub async fn guide(&self, caller: &Caller, project_id: ProjectId) -> Result<GuideView, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                guide_of(tx, &project)
            })
            .await
    }

    /// Publishes a new version. Work that is out keeps the version it was handed out with.
    pub async fn publish_guide(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        markdown: String,
    ) -> Result<Done<GuideView>, AppError> {
        if markdown.trim().is_empty() {
            let message = "write the guide: it is what work is judged by";
            return Err(AppError::invalid("/markdown", "guide_missing", message));
        }
        if markdown.len() > GUIDE_MAX_BYTES {
            let message = format!("at most {GUIDE_MAX_BYTES} bytes");
            return Err(AppError::invalid("/markdown", "text_too_long", message));
        }
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let mut project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_not_closed(&project)?;
            let before = project.version;
            project.guide_version += 1;
            if !projects::update(tx, &project, before)? {
                return Err(AppError::VersionConflict);
            }
            projects::insert_guide(
                tx,
                project_id,
                project.guide_version,
                &markdown,
                Some(caller.user_id),
                now,
            )?;
            let data = serde_json::json!({"guide_version": project.guide_version});
            app.note_project(tx, now, "guide_published", Some(caller.user_id), project_id, data)?;
            Ok(GuideView::of(Guide::parse(project.guide_version, &markdown), now))
        })
        .await
    }
}
