//! Tasks as their requester sees them.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::{Nothing, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::tasks::{TaskSummary, TaskView};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::state::TaskState;
use pumasi_domain::{ProjectId, TaskId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_tasks))
        .routes(routes!(get_task))
        .routes(routes!(void_task))
        .routes(routes!(set_gold, clear_gold))
}

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
struct TaskFilter {
    /// Only those in this state.
    state: Option<TaskState>,
}

/// List a project's tasks
///
/// In their order, with results.
#[utoipa::path(get, path = "/api/projects/{project_id}/tasks", operation_id = "list_tasks", tag = "tasks",
    params(("project_id" = ProjectId, Path), TaskFilter, PageQuery),
    responses((status = 200, body = Page<TaskSummary>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_tasks(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(filter): Query<TaskFilter>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TaskSummary>>, ApiError> {
    Ok(Json(app.tasks(&caller, project_id, filter.state, &page).await?))
}

/// Read a task
///
/// With its answers and verdicts, under pseudonyms.
#[utoipa::path(get, path = "/api/projects/{project_id}/tasks/{task_id}", operation_id = "get_task", tag = "tasks",
    params(("project_id" = ProjectId, Path), ("task_id" = TaskId, Path)), responses((status = 200, body = TaskView)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_task(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, task_id)): Path<(ProjectId, TaskId)>,
) -> Result<Json<TaskView>, ApiError> {
    Ok(Json(app.task(&caller, project_id, task_id).await?))
}

/// Take a task out
///
/// Nobody gets it any more; work on it that is out may be finished and is paid.
#[utoipa::path(post, path = "/api/projects/{project_id}/tasks/{task_id}/void", operation_id = "void_task",
    tag = "tasks", params(("project_id" = ProjectId, Path), ("task_id" = TaskId, Path)),
    responses((status = 200, body = TaskView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn void_task(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, task_id)): Path<(ProjectId, TaskId)>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.void_task(&caller, once, project_id, task_id).await?,
    ))
}

/// A known answer, as told.
#[derive(Debug, Deserialize, ToSchema)]
struct Gold {
    /// Must fit the interface, as any answer.
    #[schema(value_type = Vec<Object>)]
    regions: Vec<Value>,
    /// Why it is right: shown to people in training.
    #[serde(default)]
    note: Option<String>,
}

/// Tell what the right answer is
///
/// At any time. The task measures people from now on, those who answered it before among them; it still gets its result.
#[utoipa::path(put, path = "/api/projects/{project_id}/tasks/{task_id}/gold", operation_id = "set_gold", tag = "tasks",
    params(("project_id" = ProjectId, Path), ("task_id" = TaskId, Path)), request_body = Gold,
    responses((status = 200, body = TaskView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn set_gold(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, task_id)): Path<(ProjectId, TaskId)>,
    Command { once, body }: Command<Gold>,
) -> Result<Response, ApiError> {
    let told = app
        .set_gold(&caller, once, project_id, task_id, body.regions, body.note)
        .await?;
    Ok(done(StatusCode::OK, told))
}

/// Take back a known answer
///
/// Nothing is concluded from it about anybody any more.
#[utoipa::path(delete, path = "/api/projects/{project_id}/tasks/{task_id}/gold", operation_id = "clear_gold",
    tag = "tasks", params(("project_id" = ProjectId, Path), ("task_id" = TaskId, Path)),
    responses((status = 200, body = TaskView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn clear_gold(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, task_id)): Path<(ProjectId, TaskId)>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.clear_gold(&caller, once, project_id, task_id).await?,
    ))
}
