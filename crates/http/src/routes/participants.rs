//! Who takes part in a project: invitations, and workers under pseudonyms.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::invitations::Invitation;
use pumasi_app::progress::ProjectWorker;
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::state::Role;
use pumasi_domain::{InvitationId, ProjectId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_project_workers))
        .routes(routes!(list_invitations, create_invitation))
        .routes(routes!(delete_invitation))
}

/// List who took part
///
/// Under pseudonyms that are the same throughout the project.
#[utoipa::path(get, path = "/api/projects/{project_id}/workers", operation_id = "list_project_workers",
    tag = "projects", params(("project_id" = ProjectId, Path), PageQuery),
    responses((status = 200, body = Page<ProjectWorker>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_project_workers(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ProjectWorker>>, ApiError> {
    Ok(Json(app.project_workers(&caller, project_id, &page).await?))
}

/// List invitations
///
/// Newest first.
#[utoipa::path(get, path = "/api/projects/{project_id}/invitations", operation_id = "list_invitations",
    tag = "projects", params(("project_id" = ProjectId, Path), PageQuery),
    responses((status = 200, body = Page<Invitation>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_invitations(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Invitation>>, ApiError> {
    Ok(Json(app.invitations(&caller, project_id, &page).await?))
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
struct InvitationInput {
    /// The person must have signed up.
    email: String,
    role: Role,
}

/// Invite a person
///
/// Inviting them again gives the same invitation.
#[utoipa::path(post, path = "/api/projects/{project_id}/invitations", operation_id = "create_invitation",
    tag = "projects", params(("project_id" = ProjectId, Path)), request_body = InvitationInput,
    responses((status = 201, body = Invitation)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn create_invitation(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<InvitationInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.invite(&caller, once, project_id, &body.email, body.role)
            .await?,
    ))
}

/// Take an invitation back
///
/// Work that the person holds may be finished and is paid.
#[utoipa::path(delete, path = "/api/projects/{project_id}/invitations/{invitation_id}",
    operation_id = "delete_invitation", tag = "projects",
    params(("project_id" = ProjectId, Path), ("invitation_id" = InvitationId, Path)),
    responses((status = 204)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn delete_invitation(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, invitation_id)): Path<(ProjectId, InvitationId)>,
) -> Result<StatusCode, ApiError> {
    app.remove_invitation(&caller, project_id, invitation_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
