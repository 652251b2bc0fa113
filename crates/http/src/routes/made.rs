//! Files that people make for tasks, with camera and recorder.

use crate::extract::{Path, Query, SignedIn, Upload};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::made::MadeFileView;
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::{AssignmentId, ProjectId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(upload_made_file))
        .routes(routes!(list_made_files))
}

/// What a file was made for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MadeFor {
    /// Name of a `Capture` or `Recorder` of the interface.
    control: String,
}

/// Upload a photo, video or recording that I made
///
/// The body is the file itself. It is cleaned of place, time and device, measured, and held against the control's
/// settings; its `reference` may then stand in the answer. The same bytes get the same reference.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/files", operation_id = "upload_made_file",
    tag = "work", params(("assignment_id" = AssignmentId, Path), MadeFor),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = MadeFileView)), extensions(("x-who-may-call" = json!("worker"))))]
async fn upload_made_file(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Query(query): Query<MadeFor>,
    Upload { bytes, once }: Upload,
) -> Result<Response, ApiError> {
    let uploaded = app
        .upload_made_file(&caller, once, assignment_id, query.control, bytes)
        .await?;
    Ok(done(StatusCode::CREATED, uploaded))
}

/// List the files that people made for a project
///
/// With addresses that open them for an hour, and what was measured of each.
#[utoipa::path(get, path = "/api/projects/{project_id}/files", operation_id = "list_made_files", tag = "tasks",
    params(("project_id" = ProjectId, Path), PageQuery),
    responses((status = 200, body = Page<MadeFileView>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_made_files(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<MadeFileView>>, ApiError> {
    Ok(Json(app.made_files(&caller, project_id, &page).await?))
}
