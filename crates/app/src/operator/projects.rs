//! All projects.

use crate::access::require_operator;
use crate::projects::{ProjectSummary, summary};
use crate::{App, AppError, Caller, Page, PageQuery};
use pumasi_domain::state::ProjectState;
use pumasi_store::{operator_lists, projects};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A project as operators see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OperatorProject {
    #[serde(flatten)]
    pub summary: ProjectSummary,
    pub organization_name: String,
}

impl App {
    /// All projects, or those in one state, newest first.
    pub async fn operator_projects(
        &self,
        caller: &Caller,
        state: Option<ProjectState>,
        query: &PageQuery,
    ) -> Result<Page<OperatorProject>, AppError> {
        require_operator(caller)?;
        let (now, before, query) = (self.clock.now(), query.after()?, query.clone());
        self.db
            .read(move |tx| {
                let found = operator_lists::projects(tx, state, before, query.fetch())?;
                Page::of(found, &query, |(project_id, _)| *project_id).try_map(
                    |(project_id, organization_name)| {
                        let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
                        Ok(OperatorProject {
                            summary: summary(tx, project, now)?,
                            organization_name,
                        })
                    },
                )
            })
            .await
    }
}
