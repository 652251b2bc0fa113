//! Orders, from draft to close, as their requester makes and runs them.

mod budget;
mod change;
mod create;
mod fit;
mod life;
mod patch;
mod view;

pub use patch::ProjectPatch;
pub use view::{ProjectSummary, ProjectView};
pub(crate) use view::{guide_of, summary};

use crate::AppError;
use pumasi_domain::project::Project;
use pumasi_domain::state::ProjectState;

/// A closed project stays as it is.
pub(crate) fn require_not_closed(project: &Project) -> Result<(), AppError> {
    match project.state {
        ProjectState::Closed => Err(AppError::conflict(
            "project_closed",
            "the project is closed: make a new one",
        )),
        _ => Ok(()),
    }
}
