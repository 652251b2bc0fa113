//! Sensitive work: what a person agreed to see, and how long they were at it.

use crate::extract::{Path, SignedIn};
use crate::problem::{ApiError, Problem};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use pumasi_app::App;
use pumasi_app::sensitive::SensitiveStanding;
use pumasi_domain::sensitivity::SensitiveKind;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(get_sensitive_standing))
        .routes(routes!(give_consent, withdraw_consent))
}

/// Read where I stand with sensitive work
///
/// What I agreed to see, and how many minutes I was at it today. Nobody else is told, and nobody is measured by it.
#[utoipa::path(get, path = "/api/work/sensitive", operation_id = "get_sensitive_standing", tag = "work",
    responses((status = 200, body = SensitiveStanding)), extensions(("x-who-may-call" = json!("user"))))]
async fn get_sensitive_standing(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<SensitiveStanding>, ApiError> {
    Ok(Json(app.sensitive_standing(&caller).await?))
}

/// Agree to see one kind of sensitive content
///
/// Until I say otherwise. 409 `adult_required` for people who are not verified as adults.
#[utoipa::path(put, path = "/api/work/consents/{kind}", operation_id = "give_consent", tag = "work",
    params(("kind" = SensitiveKind, Path)),
    responses((status = 200, body = SensitiveStanding), (status = 409, body = Problem,
        content_type = "application/problem+json", description = "The state of things does not allow it")),
    extensions(("x-who-may-call" = json!("user"))))]
async fn give_consent(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(kind): Path<SensitiveKind>,
) -> Result<Json<SensitiveStanding>, ApiError> {
    Ok(Json(app.give_consent(&caller, kind).await?))
}

/// Agree no longer
///
/// At any time. What I have in hand of it goes back, without any effect on my score, my pay or what I am offered.
#[utoipa::path(delete, path = "/api/work/consents/{kind}", operation_id = "withdraw_consent", tag = "work",
    params(("kind" = SensitiveKind, Path)), responses((status = 200, body = SensitiveStanding)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn withdraw_consent(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(kind): Path<SensitiveKind>,
) -> Result<Json<SensitiveStanding>, ApiError> {
    Ok(Json(app.withdraw_consent(&caller, kind).await?))
}
