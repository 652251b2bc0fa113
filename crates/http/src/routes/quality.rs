//! How good a project's answers, results and people are.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::{Nothing, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::quality::{DoubtfulTask, MeasuredPerson, Quality};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::ProjectId;
use pumasi_domain::state::Role;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(get_quality))
        .routes(routes!(fit_quality))
        .routes(routes!(list_doubtful_tasks))
        .routes(routes!(list_measured_people))
}

/// Read how good a project's answers and results are
///
/// As the last full pass found it; what is not known yet is `null`.
#[utoipa::path(get, path = "/api/projects/{project_id}/quality", operation_id = "get_quality", tag = "quality",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = Quality)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_quality(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<Quality>, ApiError> {
    Ok(Json(app.quality(&caller, project_id).await?))
}

/// Make a full pass now
///
/// It is made by itself whenever enough has come in.
#[utoipa::path(post, path = "/api/projects/{project_id}/quality/fit", operation_id = "fit_quality", tag = "quality",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = Quality)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn fit_quality(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.fit_now(&caller, once, project_id).await?,
    ))
}

/// List tasks in doubt
///
/// Those on which people disagree so that somebody is to decide, then results by rising confidence.
#[utoipa::path(get, path = "/api/projects/{project_id}/quality/tasks", operation_id = "list_doubtful_tasks",
    tag = "quality", params(("project_id" = ProjectId, Path), PageQuery),
    responses((status = 200, body = Page<DoubtfulTask>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_doubtful_tasks(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<DoubtfulTask>>, ApiError> {
    Ok(Json(app.doubtful_tasks(&caller, project_id, &page).await?))
}

/// The role in which people are measured.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MeasuredRole {
    #[default]
    Work,
    Inspect,
}

/// Whom to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MeasuredQuery {
    /// `work` (if nothing is said) or `inspect`.
    #[serde(default)]
    #[param(inline)]
    role: MeasuredRole,
}

/// List what is measured of people
///
/// Under pseudonyms, with 95 % intervals.
#[utoipa::path(get, path = "/api/projects/{project_id}/quality/workers", operation_id = "list_measured_people",
    tag = "quality", params(("project_id" = ProjectId, Path), MeasuredQuery, PageQuery),
    responses((status = 200, body = Page<MeasuredPerson>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_measured_people(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(wanted): Query<MeasuredQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<MeasuredPerson>>, ApiError> {
    let role = match wanted.role {
        MeasuredRole::Work => Role::Work,
        MeasuredRole::Inspect => Role::Inspect,
    };
    Ok(Json(app.measured_people(&caller, project_id, role, &page).await?))
}
