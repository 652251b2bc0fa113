//! People stopped in a project: by its rules, by the brake on inspectors, or by the requester; and what they say to it.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::pauses::{MyPause, MyPauses, PauseScope, PauseView};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::pause::PauseDecision;
use pumasi_domain::state::Role;
use pumasi_domain::{PauseId, ProjectId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_pauses, pause_worker))
        .routes(routes!(decide_pause))
        .routes(routes!(list_my_pauses))
        .routes(routes!(object_to_pause))
}

/// Which pauses.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PauseQuery {
    /// `running`, `objected` or `all` (if nothing is said).
    #[serde(default)]
    #[param(inline)]
    state: PauseScope,
}

/// List pauses
///
/// Newest first, under pseudonyms.
#[utoipa::path(get, path = "/api/projects/{project_id}/pauses", operation_id = "list_pauses",
    tag = "quality", params(("project_id" = ProjectId, Path), PauseQuery, PageQuery),
    responses((status = 200, body = Page<PauseView>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_pauses(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(wanted): Query<PauseQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PauseView>>, ApiError> {
    Ok(Json(app.pauses(&caller, project_id, wanted.state, &page).await?))
}

/// Whom to stop.
#[derive(Debug, Deserialize, ToSchema)]
struct PauseInput {
    /// Pseudonym of somebody who took part.
    worker: String,
    role: Role,
    /// The person reads it.
    reason: String,
}

/// Stop a person in one role
///
/// Until somebody lifts it. What the person has in hand may be finished and is paid.
#[utoipa::path(post, path = "/api/projects/{project_id}/pauses", operation_id = "pause_worker",
    tag = "quality", params(("project_id" = ProjectId, Path)), request_body = PauseInput,
    responses((status = 201, body = PauseView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn pause_worker(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<PauseInput>,
) -> Result<Response, ApiError> {
    let paused = app
        .pause_worker(&caller, once, project_id, body.worker, body.role, body.reason)
        .await?;
    Ok(done(StatusCode::CREATED, paused))
}

/// What is decided about a pause.
#[derive(Debug, Deserialize, ToSchema)]
struct PauseVerdict {
    decision: PauseDecision,
    /// What the person is told.
    #[serde(default)]
    note: Option<String>,
}

/// Lift a pause or let it stand
///
/// With or without an objection. A pause that was upheld may be lifted later.
#[utoipa::path(post, path = "/api/projects/{project_id}/pauses/{pause_id}/decision", operation_id = "decide_pause",
    tag = "quality", params(("project_id" = ProjectId, Path), ("pause_id" = PauseId, Path)),
    request_body = PauseVerdict, responses((status = 200, body = PauseView)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn decide_pause(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, pause_id)): Path<(ProjectId, PauseId)>,
    Command { body, once }: Command<PauseVerdict>,
) -> Result<Response, ApiError> {
    let decided = app
        .decide_pause(&caller, once, project_id, pause_id, body.decision, body.note)
        .await?;
    Ok(done(StatusCode::OK, decided))
}

/// List my pauses
///
/// Those that run and those of the last 90 days, newest first; with training and warnings.
#[utoipa::path(get, path = "/api/work/pauses", operation_id = "list_my_pauses", tag = "work",
    responses((status = 200, body = MyPauses)), extensions(("x-who-may-call" = json!("user"))))]
async fn list_my_pauses(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<MyPauses>, ApiError> {
    Ok(Json(app.my_pauses(&caller).await?))
}

/// What is said against a pause.
#[derive(Debug, Deserialize, ToSchema)]
struct ObjectionInput {
    text: String,
}

/// Object to a pause
///
/// Once. If nobody decides in 72 hours it is lifted.
#[utoipa::path(post, path = "/api/work/pauses/{pause_id}/objection", operation_id = "object_to_pause",
    tag = "work", params(("pause_id" = PauseId, Path)), request_body = ObjectionInput,
    responses((status = 200, body = MyPause)), extensions(("x-who-may-call" = json!("worker"))))]
async fn object_to_pause(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(pause_id): Path<PauseId>,
    Command { body, once }: Command<ObjectionInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.object_to_pause(&caller, once, pause_id, body.text).await?,
    ))
}
