//! Who may act for an organization. Every use case of a requester begins with one of these.

use crate::{AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::{OrganizationId, ProjectId};
use pumasi_store::{Tx, organizations, projects};

/// The caller's role in the organization, which includes `needed`. `None` is an operator who looks: operators may see
/// every organization and change none. To anybody else the organization does not exist.
pub(crate) fn require_member(
    tx: &mut Tx,
    caller: &Caller,
    organization_id: OrganizationId,
    needed: MemberRole,
) -> Result<Option<MemberRole>, AppError> {
    role_for(tx, caller, organization_id, needed, "organization")
}

/// The project, if the caller's role in its organization includes `needed` (or an operator looks).
pub(crate) fn require_project_member(
    tx: &mut Tx,
    caller: &Caller,
    project_id: ProjectId,
    needed: MemberRole,
) -> Result<Project, AppError> {
    let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
    role_for(tx, caller, project.organization_id, needed, "project")?;
    Ok(project)
}

/// Refuses everybody but operators.
pub(crate) fn require_operator(caller: &Caller) -> Result<(), AppError> {
    if caller.is_operator {
        Ok(())
    } else {
        Err(AppError::Forbidden("only operators of the platform may do this"))
    }
}

fn role_for(
    tx: &mut Tx,
    caller: &Caller,
    organization_id: OrganizationId,
    needed: MemberRole,
    noun: &'static str,
) -> Result<Option<MemberRole>, AppError> {
    match organizations::role_of(tx, organization_id, caller.user_id)? {
        Some(role) if role.includes(needed) => Ok(Some(role)),
        Some(_) => Err(AppError::Forbidden(match needed {
            MemberRole::Owner => "only owners of the organization may do this",
            MemberRole::Manager => "only managers and owners of the organization may do this",
            MemberRole::Viewer => "only members of the organization may do this",
        })),
        None if !caller.is_operator || organizations::find(tx, organization_id)?.is_none() => {
            Err(AppError::NotFound(noun))
        }
        None if needed == MemberRole::Viewer => Ok(None),
        None => Err(AppError::Forbidden(
            "operators look at other organizations, and change only their own",
        )),
    }
}
