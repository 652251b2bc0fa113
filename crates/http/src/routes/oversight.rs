//! The platform's books and log, and objections, for those who run it.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::{ApiError, ProblemItem};
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::operator::{EventQuery, EventView, LedgerTotals};
use pumasi_app::work::{AppealDecision, AppealView, Receipt};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::AssignmentId;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_events))
        .routes(routes!(get_ledger))
        .routes(routes!(list_appeals))
        .routes(routes!(decide_appeal))
}

/// List lines of the log
///
/// Newest first.
#[utoipa::path(get, path = "/api/operator/events", operation_id = "list_events", tag = "operator",
    params(EventQuery, PageQuery), responses((status = 200, body = Page<EventView>)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_events(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(wanted): Query<EventQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EventView>>, ApiError> {
    Ok(Json(app.operator_events(&caller, wanted, &page).await?))
}

/// Read the sums of the ledger
///
/// `sum_minor` is always 0.
#[utoipa::path(get, path = "/api/operator/ledger", operation_id = "get_ledger", tag = "operator",
    responses((status = 200, body = LedgerTotals)), extensions(("x-who-may-call" = json!("operator"))))]
async fn get_ledger(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<LedgerTotals>, ApiError> {
    Ok(Json(app.ledger_totals(&caller).await?))
}

/// List objections that wait for a decision
///
/// Oldest first.
#[utoipa::path(get, path = "/api/operator/appeals", operation_id = "list_appeals", tag = "operator",
    params(PageQuery), responses((status = 200, body = Page<AppealView>)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_appeals(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AppealView>>, ApiError> {
    let cursor = page.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let after = cursor.map(str::parse::<AssignmentId>).transpose().map_err(|_| {
        ApiError::invalid(ProblemItem {
            pointer: "/cursor".to_owned(),
            code: "cursor_unknown".to_owned(),
            message: "begin again without a cursor".to_owned(),
            line: None,
        })
    })?;
    let limit = page.limit.unwrap_or(50).clamp(1, 200);
    let mut items = app.open_appeals(&caller, after, limit + 1).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| more)
        .map(|last| last.assignment_id.to_string());
    Ok(Json(Page { items, next_cursor }))
}

/// A decision on an objection.
#[derive(Debug, Deserialize, ToSchema)]
struct AppealVerdict {
    decision: AppealDecision,
    /// What the worker is told.
    #[serde(default)]
    note: Option<String>,
}

/// Decide an objection
///
/// `accept`: the pay and the count come back. `uphold`: the refusal stands.
#[utoipa::path(post, path = "/api/operator/appeals/{assignment_id}", operation_id = "decide_appeal",
    tag = "operator", params(("assignment_id" = AssignmentId, Path)), request_body = AppealVerdict,
    responses((status = 200, body = Receipt)), extensions(("x-who-may-call" = json!("operator"))))]
async fn decide_appeal(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<AppealVerdict>,
) -> Result<Response, ApiError> {
    let decided = app
        .decide_appeal(&caller, once, assignment_id, body.decision, body.note)
        .await?;
    Ok(done(StatusCode::OK, decided))
}
