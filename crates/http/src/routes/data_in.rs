//! Data in: single files, and loads of tasks.

use crate::extract::{Path, Query, SignedIn, Upload};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::imports::{ImportProblemView, ImportRequest, ImportView};
use pumasi_app::media::MediaView;
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::{ImportId, ProjectId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(upload_media))
        .routes(routes!(start_import, list_imports))
        .routes(routes!(get_import))
        .routes(routes!(list_import_problems))
}

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FileName {
    file_name: Option<String>,
}

/// Upload a file that tasks will refer to
///
/// The body is the file itself. The same bytes get the same id.
#[utoipa::path(post, path = "/api/projects/{project_id}/media", operation_id = "upload_media", tag = "tasks",
    params(("project_id" = ProjectId, Path), FileName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = MediaView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn upload_media(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(query): Query<FileName>,
    Upload { bytes, once }: Upload,
) -> Result<Response, ApiError> {
    let name = query.file_name.unwrap_or_default();
    Ok(done(
        StatusCode::CREATED,
        app.put_media(&caller, once, project_id, &name, bytes).await?,
    ))
}

/// Load tasks from a file
///
/// The body is the file itself, of any size. The reply comes when the file is safe; the import says how far it is.
#[utoipa::path(post, path = "/api/projects/{project_id}/imports", operation_id = "start_import", tag = "tasks",
    params(("project_id" = ProjectId, Path), ImportRequest),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, body = ImportView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn start_import(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(request): Query<ImportRequest>,
    Upload { bytes, once }: Upload,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::ACCEPTED,
        app.start_import(&caller, once, project_id, request, bytes)
            .await?,
    ))
}

/// List loads of tasks
///
/// Newest first.
#[utoipa::path(get, path = "/api/projects/{project_id}/imports", operation_id = "list_imports", tag = "tasks",
    params(("project_id" = ProjectId, Path), PageQuery), responses((status = 200, body = Page<ImportView>)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_imports(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ImportView>>, ApiError> {
    Ok(Json(app.imports(&caller, project_id, &page).await?))
}

/// Read how far a load of tasks is
#[utoipa::path(get, path = "/api/projects/{project_id}/imports/{import_id}", operation_id = "get_import",
    tag = "tasks", params(("project_id" = ProjectId, Path), ("import_id" = ImportId, Path)),
    responses((status = 200, body = ImportView)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_import(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, import_id)): Path<(ProjectId, ImportId)>,
) -> Result<Json<ImportView>, ApiError> {
    Ok(Json(app.import(&caller, project_id, import_id).await?))
}

/// List what is wrong with the rows of a load
///
/// In the file's order. All are counted, ten thousand are kept.
#[utoipa::path(get, path = "/api/projects/{project_id}/imports/{import_id}/problems",
    operation_id = "list_import_problems", tag = "tasks",
    params(("project_id" = ProjectId, Path), ("import_id" = ImportId, Path), PageQuery),
    responses((status = 200, body = Page<ImportProblemView>)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_import_problems(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, import_id)): Path<(ProjectId, ImportId)>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<ImportProblemView>>, ApiError> {
    Ok(Json(
        app.import_problems(&caller, project_id, import_id, &page).await?,
    ))
}
