//! Conversations with a model: whom workers talk to, and one turn of it.

use crate::extract::{Command, Path, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::App;
use pumasi_app::models::{ModelInput, ModelTry, ModelTryInput, ModelView, Said, TalkInput};
use pumasi_domain::{AssignmentId, ProjectId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(get_model, set_model, remove_model))
        .routes(routes!(try_model))
        .routes(routes!(talk_to_model))
}

/// Read which model workers talk to
///
/// Of its key only whether there is one.
#[utoipa::path(get, path = "/api/projects/{project_id}/model", operation_id = "get_model", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = ModelView)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_model(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<ModelView>, ApiError> {
    Ok(Json(app.model(&caller, project_id).await?))
}

/// Name the model that workers talk to
///
/// An address that speaks OpenAI's chat completions. Private addresses are refused unless the operator allows them.
#[utoipa::path(put, path = "/api/projects/{project_id}/model", operation_id = "set_model", tag = "projects",
    params(("project_id" = ProjectId, Path)), request_body = ModelInput,
    responses((status = 200, body = ModelView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn set_model(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<ModelInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.set_model(&caller, once, project_id, body).await?,
    ))
}

/// Take the model and its key away
#[utoipa::path(delete, path = "/api/projects/{project_id}/model", operation_id = "remove_model", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 204)),
    extensions(("x-who-may-call" = json!("member:manager"))))]
async fn remove_model(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<StatusCode, ApiError> {
    app.remove_model(&caller, project_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Try the model out
///
/// Says something to the model that is kept, with its instructions. Nothing of it is kept, and it counts for nobody.
#[utoipa::path(post, path = "/api/projects/{project_id}/model/tries", operation_id = "try_model", tag = "projects",
    params(("project_id" = ProjectId, Path)), request_body = ModelTryInput,
    responses((status = 200, body = ModelTry)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn try_model(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, .. }: Command<ModelTryInput>,
) -> Result<Json<ModelTry>, ApiError> {
    Ok(Json(app.try_model(&caller, project_id, body).await?))
}

/// Ask the model what it says next
///
/// For a Chat with `llm`. What it says is kept, and only that may stand in the answer as the model's. A call that
/// fails does not count.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/talk", operation_id = "talk_to_model",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = TalkInput,
    responses((status = 200, body = Said)), extensions(("x-who-may-call" = json!("worker"))))]
async fn talk_to_model(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<TalkInput>,
) -> Result<Json<Said>, ApiError> {
    Ok(Json(app.talk(&caller, once, assignment_id, body).await?))
}
