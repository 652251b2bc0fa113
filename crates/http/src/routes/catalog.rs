//! Where work is found: projects, their trial and their entrance test.

use super::ANSWER_MAX_BYTES;
use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::{ApiError, Problem};
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::catalog::{WorkProject, WorkProjectDetail};
use pumasi_app::exams::{ExamInput, ExamReply, ExamView};
use pumasi_app::trial::{Trial, TrialReply};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, TaskId};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    let large = || DefaultBodyLimit::max(ANSWER_MAX_BYTES);
    OpenApiRouter::default()
        .routes(routes!(list_work_projects))
        .routes(routes!(get_work_project))
        .routes(routes!(get_trial, check_trial).layer(large()))
        .routes(routes!(get_exam, finish_exam).layer(large()))
}

/// List open projects
///
/// Those that I may see, newest first; those for adults only for the verified.
#[utoipa::path(get, path = "/api/work/projects", operation_id = "list_work_projects", tag = "work",
    params(PageQuery), responses((status = 200, body = Page<WorkProject>)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn list_work_projects(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<WorkProject>>, ApiError> {
    Ok(Json(app.work_projects(&caller, &page).await?))
}

/// Read a project before beginning
///
/// With its guide and interface. Paused and closed ones too: work that came back is mended by them.
#[utoipa::path(get, path = "/api/work/projects/{project_id}", operation_id = "get_work_project", tag = "work",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = WorkProjectDetail)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn get_work_project(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<WorkProjectDetail>, ApiError> {
    Ok(Json(app.work_project_detail(&caller, project_id).await?))
}

/// Read the task to try
///
/// Unpaid and not kept. 404 `no_trial` where there is none.
#[utoipa::path(get, path = "/api/work/projects/{project_id}/trial", operation_id = "get_trial", tag = "work",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = Trial)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn get_trial(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<Trial>, ApiError> {
    Ok(Json(app.trial(&caller, project_id).await?))
}

/// A try.
#[derive(Debug, Deserialize, ToSchema)]
struct TrialInput {
    task_id: TaskId,
    #[schema(value_type = Vec<Object>)]
    regions: Vec<Value>,
}

/// Have a try looked at
#[utoipa::path(post, path = "/api/work/projects/{project_id}/trial", operation_id = "check_trial", tag = "work",
    params(("project_id" = ProjectId, Path)), request_body = TrialInput,
    responses((status = 200, body = TrialReply)), extensions(("x-who-may-call" = json!("user"))))]
async fn check_trial(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, .. }: Command<TrialInput>,
) -> Result<Json<TrialReply>, ApiError> {
    Ok(Json(
        app.check_trial(&caller, project_id, body.task_id, body.regions)
            .await?,
    ))
}

/// For which role.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RoleQuery {
    /// `work` or `inspect`.
    role: Role,
}

/// Begin the entrance test
///
/// The one begun before, else a fresh draw. 409 `exam_retry_later` after failing.
#[utoipa::path(get, path = "/api/work/projects/{project_id}/exam", operation_id = "get_exam", tag = "work",
    params(("project_id" = ProjectId, Path), RoleQuery),
    responses((status = 200, body = ExamView), (status = 409, body = Problem,
        content_type = "application/problem+json", description = "The state of things does not allow it")),
    extensions(("x-who-may-call" = json!("user"))))]
async fn get_exam(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(query): Query<RoleQuery>,
) -> Result<Json<ExamView>, ApiError> {
    Ok(Json(app.exam(&caller, project_id, query.role).await?))
}

/// Finish the entrance test
///
/// What was left out is wrong.
#[utoipa::path(post, path = "/api/work/projects/{project_id}/exam", operation_id = "finish_exam", tag = "work",
    params(("project_id" = ProjectId, Path)), request_body = ExamInput,
    responses((status = 200, body = ExamReply)), extensions(("x-who-may-call" = json!("user"))))]
async fn finish_exam(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<ExamInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.finish_exam(&caller, once, project_id, body).await?,
    ))
}
