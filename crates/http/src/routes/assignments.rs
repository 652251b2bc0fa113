//! Work in hand: taking tasks, answering, inspecting.

use super::ANSWER_MAX_BYTES;
use crate::extract::{Command, Path, SignedIn};
use crate::problem::ApiError;
use crate::reply::{Nothing, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::App;
use pumasi_app::work::{AnswerInput, AssignmentView, Next, Reply};
use pumasi_domain::state::Role;
use pumasi_domain::verdict::VerdictInput;
use pumasi_domain::{AssignmentId, ProjectId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    let large = || DefaultBodyLimit::max(ANSWER_MAX_BYTES);
    OpenApiRouter::default()
        .routes(routes!(claim_assignments))
        .routes(routes!(list_assignments))
        .routes(routes!(get_assignment))
        .routes(routes!(save_draft).layer(large()))
        .routes(routes!(submit_answer).layer(large()))
        .routes(routes!(submit_verdict).layer(large()))
        .routes(routes!(skip_assignment))
        .routes(routes!(release_assignment))
        .routes(routes!(withdraw_answer))
        .routes(routes!(appeal_refusal))
}

/// What to hand out.
#[derive(Debug, Deserialize, ToSchema)]
struct ClaimInput {
    role: Role,
    /// How many, 1 to 10.
    #[schema(minimum = 1, maximum = 10)]
    count: i64,
}

/// Take tasks or answers to inspect
///
/// Hands out up to `count`: returned ones first. If there are fewer, `reason` says why.
#[utoipa::path(post, path = "/api/work/projects/{project_id}/assignments", operation_id = "claim_assignments",
    tag = "work", params(("project_id" = ProjectId, Path)), request_body = ClaimInput,
    responses((status = 200, body = Next)), extensions(("x-who-may-call" = json!("user"))))]
async fn claim_assignments(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<ClaimInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.claim(&caller, once, project_id, body.role, body.count)
            .await?,
    ))
}

/// What one person holds.
#[derive(Debug, Serialize, ToSchema)]
struct LiveAssignments {
    items: Vec<AssignmentView>,
}

/// List my live assignments
///
/// Of all projects: returned ones first, then active ones.
#[utoipa::path(get, path = "/api/work/assignments", operation_id = "list_assignments", tag = "work",
    responses((status = 200, body = LiveAssignments)), extensions(("x-who-may-call" = json!("user"))))]
async fn list_assignments(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<LiveAssignments>, ApiError> {
    Ok(Json(LiveAssignments {
        items: app.live_assignments(&caller).await?,
    }))
}

/// Read one of my assignments
#[utoipa::path(get, path = "/api/work/assignments/{assignment_id}", operation_id = "get_assignment", tag = "work",
    params(("assignment_id" = AssignmentId, Path)), responses((status = 200, body = AssignmentView)),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn get_assignment(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
) -> Result<Json<AssignmentView>, ApiError> {
    Ok(Json(app.assignment(&caller, assignment_id).await?))
}

/// Work in progress.
#[derive(Debug, Deserialize, ToSchema)]
struct DraftInput {
    #[schema(value_type = Vec<Object>)]
    regions: Vec<Value>,
    /// Time the worker was at it so far, without idle time.
    #[serde(default)]
    active_ms: i64,
}

/// Keep a draft
#[utoipa::path(put, path = "/api/work/assignments/{assignment_id}/draft", operation_id = "save_draft", tag = "work",
    params(("assignment_id" = AssignmentId, Path)), request_body = DraftInput, responses((status = 204)),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn save_draft(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, .. }: Command<DraftInput>,
) -> Result<StatusCode, ApiError> {
    app.save_draft(&caller, assignment_id, body.regions, body.active_ms)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send an answer in
///
/// The reply brings up to `claim` further tasks, so that nobody waits.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/answer", operation_id = "submit_answer",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = AnswerInput,
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn submit_answer(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<AnswerInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.submit_answer(&caller, once, assignment_id, body).await?,
    ))
}

/// An inspector's decision, as sent.
#[derive(Debug, Deserialize, ToSchema)]
struct VerdictCommand {
    #[serde(flatten)]
    verdict: VerdictInput,
    /// Time the inspector was at it, without idle time.
    #[serde(default)]
    active_ms: i64,
    /// How many further answers to hand out with the reply.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10)]
    claim: i64,
}

/// Decide on an answer
///
/// A `return` or `refuse` names a reason and a clause of the frozen guide; a `fix` carries the mended answer.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/verdict", operation_id = "submit_verdict",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = VerdictCommand,
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn submit_verdict(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<VerdictCommand>,
) -> Result<Response, ApiError> {
    let VerdictCommand {
        verdict,
        active_ms,
        claim,
    } = body;
    Ok(done(
        StatusCode::OK,
        app.give_verdict(&caller, once, assignment_id, verdict, active_ms, claim)
            .await?,
    ))
}

/// How to go on after giving a task back.
#[derive(Debug, Deserialize, ToSchema)]
struct SkipInput {
    /// How many further tasks to hand out with the reply.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10)]
    claim: i64,
}

/// Skip a task
///
/// It is never offered to me again.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/skip", operation_id = "skip_assignment",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = SkipInput,
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn skip_assignment(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<SkipInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.give_back(&caller, once, assignment_id, false, body.claim)
            .await?,
    ))
}

/// Give a task back
///
/// The draft is kept; I or others may take it.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/release", operation_id = "release_assignment",
    tag = "work", params(("assignment_id" = AssignmentId, Path)),
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn release_assignment(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.give_back(&caller, once, assignment_id, true, 0).await?,
    ))
}

/// Take an answer back
///
/// The undo of a submit that nobody has inspected yet: it is active again, as a draft.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/withdraw", operation_id = "withdraw_answer",
    tag = "work", params(("assignment_id" = AssignmentId, Path)),
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn withdraw_answer(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.withdraw_answer(&caller, once, assignment_id).await?,
    ))
}

/// An objection.
#[derive(Debug, Deserialize, ToSchema)]
struct AppealInput {
    /// Why the refusal is wrong, in 10 to 4000 characters.
    text: String,
}

/// Object to a refusal
///
/// Once, within 7 days. An operator decides.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/appeal", operation_id = "appeal_refusal",
    tag = "work", params(("assignment_id" = AssignmentId, Path)), request_body = AppealInput,
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn appeal_refusal(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<AppealInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::OK,
        app.appeal(&caller, once, assignment_id, body.text).await?,
    ))
}
