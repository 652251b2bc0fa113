//! Signing up, in and out, and the person who asks.

use crate::extract::{Command, Identity, PLAIN_COOKIE, SECURE_COOKIE, Via};
use crate::origin::{client_address, keeps_secure_cookies};
use crate::problem::{ApiError, Problem};
use crate::rate_limit::Principal;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pumasi_app::accounts::{Me, ProfileChange, SignIn, SignUp, SignedIn};
use pumasi_app::{App, Done};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(sign_up))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(get_me, update_me))
}

/// Sign up
///
/// Signs in as well: the reply sets the session's cookie.
#[utoipa::path(post, path = "/api/users", operation_id = "sign_up", tag = "people", request_body = SignUp,
    responses((status = 201, body = Me)), extensions(("x-who-may-call" = json!("public"))))]
async fn sign_up(
    State(state): State<ApiState>,
    headers: HeaderMap,
    Command { body, once }: Command<SignUp>,
) -> Result<Response, ApiError> {
    if !state.settings.allow_sign_up {
        let detail = "strangers may not sign up here: ask the operator";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "sign_up_closed", detail));
    }
    Ok(begun(&state, &headers, state.app.sign_up(body, once).await?))
}

/// Sign in
///
/// The reply sets the session's cookie.
#[utoipa::path(post, path = "/api/sessions", operation_id = "sign_in", tag = "people", request_body = SignIn,
    responses((status = 201, body = Me), (status = 401, body = Problem,
        content_type = "application/problem+json", description = "`wrong_credentials`")), extensions(("x-who-may-call" = json!("public"))))]
async fn sign_in(
    State(state): State<ApiState>,
    parts: Parts,
    Command { body, once }: Command<SignIn>,
) -> Result<Response, ApiError> {
    let address = Principal::address(client_address(&state.settings, &parts.headers, &parts.extensions));
    let session = state.app.sign_in(body, &address.to_string(), once).await?;
    Ok(begun(&state, &parts.headers, session))
}

/// The reply that begins a session.
fn begun(state: &ApiState, request: &HeaderMap, session: Done<SignedIn>) -> Response {
    let signed_in = session.value;
    let seconds = (signed_in.expires_at.unix_seconds() - state.app.now().unix_seconds()).max(0);
    let secure = keeps_secure_cookies(&state.settings, request);
    let cookie = cookie(secure, &signed_in.session_token, seconds);
    let mut response = done(
        StatusCode::CREATED,
        Done {
            value: signed_in.me,
            replayed: session.replayed,
        },
    );
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// `Lax` and not `Strict`: whoever follows a link from a mail stays signed in. Nothing changes on GET.
fn cookie(secure: bool, value: &str, seconds: i64) -> HeaderValue {
    let (name, more) = if secure {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{more}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Sign out
#[utoipa::path(delete, path = "/api/sessions/current", operation_id = "sign_out", tag = "people",
    responses((status = 204)), extensions(("x-who-may-call" = json!("user"))))]
async fn sign_out(State(app): State<App>, identity: Identity) -> Result<Response, ApiError> {
    if let Via::Session { session_id, .. } = identity.via {
        app.sign_out(session_id).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    for secure in [true, false] {
        response
            .headers_mut()
            .append(header::SET_COOKIE, cookie(secure, "", 0));
    }
    Ok(response)
}

/// Read who I am
///
/// 401 for nobody, which is how a page finds out.
#[utoipa::path(get, path = "/api/me", operation_id = "get_me", tag = "people", responses((status = 200, body = Me)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn get_me(State(app): State<App>, identity: Identity) -> Result<Json<Me>, ApiError> {
    Ok(Json(app.me(&identity.caller, identity.session_token()).await?))
}

/// Change what I say about myself
#[utoipa::path(patch, path = "/api/me", operation_id = "update_me", tag = "people", request_body = ProfileChange,
    responses((status = 200, body = Me)), extensions(("x-who-may-call" = json!("user"))))]
async fn update_me(
    State(app): State<App>,
    identity: Identity,
    Command { body, .. }: Command<ProfileChange>,
) -> Result<Json<Me>, ApiError> {
    Ok(Json(
        app.update_me(&identity.caller, identity.session_token(), body)
            .await?,
    ))
}
