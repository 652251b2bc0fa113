//! Orders, as their requester makes and runs them.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::{Nothing, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::guides::GuideView;
use pumasi_app::projects::{ProjectPatch, ProjectSummary, ProjectView};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::{OrganizationId, ProjectId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(create_project, list_projects))
        .routes(routes!(get_project, update_project))
        .routes(routes!(open_project))
        .routes(routes!(pause_project))
        .routes(routes!(close_project))
        .routes(routes!(publish_guide))
        .routes(routes!(get_guide))
}

/// Make a project
///
/// In state `draft`: nobody but the organization sees it, and no money moves.
#[utoipa::path(post, path = "/api/organizations/{organization_id}/projects", operation_id = "create_project",
    tag = "projects", params(("organization_id" = OrganizationId, Path)), request_body = ProjectDraft,
    responses((status = 201, body = ProjectView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn create_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Command { body, once }: Command<ProjectDraft>,
) -> Result<Response, ApiError> {
    let made = app.create_project(&caller, once, organization_id, body).await;
    Ok(done(
        StatusCode::CREATED,
        made.map_err(|error| ApiError::from(error).with_lines())?,
    ))
}

/// List an organization's projects
///
/// Newest first.
#[utoipa::path(get, path = "/api/organizations/{organization_id}/projects", operation_id = "list_projects",
    tag = "projects", params(("organization_id" = OrganizationId, Path), PageQuery),
    responses((status = 200, body = Page<ProjectSummary>)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_projects(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ProjectSummary>>, ApiError> {
    Ok(Json(app.projects(&caller, organization_id, &page).await?))
}

/// Read a project
#[utoipa::path(get, path = "/api/projects/{project_id}", operation_id = "get_project", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = ProjectView)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<ProjectView>, ApiError> {
    Ok(Json(app.project(&caller, project_id).await?))
}

/// Change a project
///
/// Names the `version` that the change was made from: 412 if somebody else was faster. After opening only what does
/// not touch work that is out may change.
#[utoipa::path(patch, path = "/api/projects/{project_id}", operation_id = "update_project", tag = "projects",
    params(("project_id" = ProjectId, Path)), request_body = ProjectPatch,
    responses((status = 200, body = ProjectView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn update_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, .. }: Command<ProjectPatch>,
) -> Result<Json<ProjectView>, ApiError> {
    let changed = app.update_project(&caller, project_id, body).await;
    Ok(Json(changed.map_err(|error| ApiError::from(error).with_lines())?))
}

/// Open a project
///
/// Work begins, or goes on after a pause. The first time the budget moves from the organization's funds into escrow.
#[utoipa::path(post, path = "/api/projects/{project_id}/open", operation_id = "open_project", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = ProjectView)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn open_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.open_project(&caller, once, project_id).await?,
    ))
}

/// Pause a project
///
/// No more work is handed out; what is out may be finished and is paid.
#[utoipa::path(post, path = "/api/projects/{project_id}/pause", operation_id = "pause_project", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = ProjectView)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn pause_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.pause_project(&caller, once, project_id).await?,
    ))
}

/// Close a project
///
/// What is unspent goes back to the organization.
#[utoipa::path(post, path = "/api/projects/{project_id}/close", operation_id = "close_project", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = ProjectView)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn close_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.close_project(&caller, once, project_id).await?,
    ))
}

/// A guide, as written.
#[derive(Debug, Deserialize, ToSchema)]
struct GuideInput {
    /// Markdown; numbered items become clauses that a return can cite.
    markdown: String,
}

/// Publish a new version of the guide
///
/// Work that is out keeps the version it was handed out with.
#[utoipa::path(post, path = "/api/projects/{project_id}/guides", operation_id = "publish_guide", tag = "projects",
    params(("project_id" = ProjectId, Path)), request_body = GuideInput,
    responses((status = 201, body = GuideView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn publish_guide(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<GuideInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.publish_guide(&caller, once, project_id, body.markdown)
            .await?,
    ))
}

/// Read the guide in force
#[utoipa::path(get, path = "/api/projects/{project_id}/guide", operation_id = "get_guide", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = GuideView)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_guide(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<GuideView>, ApiError> {
    Ok(Json(app.guide(&caller, project_id).await?))
}
