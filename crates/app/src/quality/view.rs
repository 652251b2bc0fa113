//! A project's quality for its requester.

use super::report::Quality;
use crate::access::require_project_member;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::ProjectId;
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_store::{evidence, fits};

impl App {
    /// How good a project's answers and results are, as of the last full pass.
    pub async fn quality(&self, caller: &Caller, project_id: ProjectId) -> Result<Quality, AppError> {
        let caller = caller.clone();
        let project = self
            .db
            .read(move |tx| require_project_member(tx, &caller, project_id, MemberRole::Viewer))
            .await?;
        self.quality_of(&project).await
    }

    /// Makes a full pass now.
    pub async fn fit_now(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
    ) -> Result<Done<Quality>, AppError> {
        let caller = caller.clone();
        let project = self
            .db
            .read(move |tx| require_project_member(tx, &caller, project_id, MemberRole::Manager))
            .await?;
        // Where another server is at it, its pass is as good.
        self.fit_project(project_id).await?;
        let quality = self.quality_of(&project).await?;
        self.write_once(project_id.0, once, move |_, _| Ok(quality.clone()))
            .await
    }

    async fn quality_of(&self, project: &Project) -> Result<Quality, AppError> {
        let project_id = project.project_id;
        let (kept, checked, verdicts) = self
            .db
            .read(move |tx| {
                let kept = fits::find(tx, project_id)?;
                let checked = evidence::checked(tx, project_id)?;
                Ok::<_, AppError>((kept, checked, evidence::verdict_counts(tx, project_id)?))
            })
            .await?;
        if let Some(fit) = kept {
            return serde_json::from_str(&fit.report)
                .map_err(|e| AppError::Internal(format!("the report of {project_id} can not be read: {e}")));
        }
        let mut quality = self.quality_now(project, None, &checked, &verdicts).await?;
        self.count_results(project, &mut quality).await?;
        Ok(quality)
    }
}
