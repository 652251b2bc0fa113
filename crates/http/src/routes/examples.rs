//! Examples beside a guide.

use crate::extract::{Command, Path, SignedIn};
use crate::problem::{ApiError, Problem};
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::App;
use pumasi_app::examples::{ExampleInput, ExampleView, Examples};
use pumasi_domain::{ExampleId, ProjectId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_examples, create_example))
        .routes(routes!(update_example, delete_example))
        .routes(routes!(list_work_examples))
}

/// List a guide's examples
#[utoipa::path(get, path = "/api/projects/{project_id}/examples", operation_id = "list_examples", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = Examples)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_examples(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<Examples>, ApiError> {
    Ok(Json(app.examples(&caller, project_id).await?))
}

/// Add an example to a guide
///
/// A text, or a file that was loaded into the project; whether it is good or bad, and why.
#[utoipa::path(post, path = "/api/projects/{project_id}/examples", operation_id = "create_example", tag = "projects",
    params(("project_id" = ProjectId, Path)), request_body = ExampleInput,
    responses((status = 201, body = ExampleView), (status = 409, body = Problem,
        content_type = "application/problem+json", description = "The state of things does not allow it")),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn create_example(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<ExampleInput>,
) -> Result<Response, ApiError> {
    let made = app.create_example(&caller, once, project_id, body).await?;
    Ok(done(StatusCode::CREATED, made))
}

/// Change an example
#[utoipa::path(put, path = "/api/projects/{project_id}/examples/{example_id}", operation_id = "update_example",
    tag = "projects", params(("project_id" = ProjectId, Path), ("example_id" = ExampleId, Path)),
    request_body = ExampleInput, responses((status = 200, body = ExampleView)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn update_example(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, example_id)): Path<(ProjectId, ExampleId)>,
    Command { body, .. }: Command<ExampleInput>,
) -> Result<Json<ExampleView>, ApiError> {
    let changed = app.update_example(&caller, project_id, example_id, body);
    Ok(Json(changed.await?))
}

/// Take an example away
#[utoipa::path(delete, path = "/api/projects/{project_id}/examples/{example_id}", operation_id = "delete_example",
    tag = "projects", params(("project_id" = ProjectId, Path), ("example_id" = ExampleId, Path)),
    responses((status = 204)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn delete_example(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, example_id)): Path<(ProjectId, ExampleId)>,
) -> Result<StatusCode, ApiError> {
    app.delete_example(&caller, project_id, example_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Read the examples beside the work
#[utoipa::path(get, path = "/api/work/projects/{project_id}/examples", operation_id = "list_work_examples",
    tag = "work", params(("project_id" = ProjectId, Path)), responses((status = 200, body = Examples)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn list_work_examples(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<Examples>, ApiError> {
    Ok(Json(app.work_examples(&caller, project_id).await?))
}
