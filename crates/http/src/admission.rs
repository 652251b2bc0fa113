//! The inner layer of the API: who asks, how often they may, and whether they meant to.

use crate::extract::{Credential, Identity, Via, credential};
use crate::origin::{check_same_origin, client_address};
use crate::outer::AskedBy;
use crate::problem::ApiError;
use crate::rate_limit::{Principal, Quota};
use crate::state::ApiState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;

const CSRF_TOKEN: &str = "x-csrf-token";

/// The layer.
pub(crate) async fn admit(State(state): State<ApiState>, mut request: Request, next: Next) -> Response {
    let identity = match identify(&state, request.headers()).await {
        Ok(identity) => identity,
        Err(error) => return error.into_response(),
    };
    let asked_by = identity.as_ref().map(|identity| AskedBy(identity.caller.user_id));
    let quota = take(&state, &request, identity.as_ref());
    let checked = match quota.and_then(|quota| quota.retry_after_seconds) {
        Some(seconds) => Err(ApiError::too_many(i64::try_from(seconds).unwrap_or(60))),
        None => check_intent(&state, &request, identity.as_ref()),
    };
    let mut response = match checked {
        Ok(()) => {
            if let Some(identity) = identity {
                request.extensions_mut().insert(identity);
            }
            next.run(request).await
        }
        Err(error) => error.into_response(),
    };
    if let Some(quota) = quota {
        tell(response.headers_mut(), quota);
    }
    if let Some(asked_by) = asked_by {
        response.extensions_mut().insert(asked_by);
    }
    response
}

/// Whoever the cookie or token belongs to. A wrong or ended one is nobody's.
async fn identify(state: &ApiState, headers: &HeaderMap) -> Result<Option<Identity>, ApiError> {
    Ok(match credential(headers) {
        None => None,
        Some(Credential::Cookie(secret)) => {
            state
                .app
                .caller_of_session(secret)
                .await?
                .map(|(caller, session_id)| Identity {
                    caller,
                    via: Via::Session {
                        session_id,
                        session_token: secret.to_owned(),
                    },
                })
        }
        Some(Credential::Bearer(token)) => {
            state
                .app
                .caller_of_token(token)
                .await?
                .map(|(caller, _)| Identity {
                    caller,
                    via: Via::Token,
                })
        }
    })
}

fn take(state: &ApiState, request: &Request, identity: Option<&Identity>) -> Option<Quota> {
    let limiter = state.limiter.as_ref()?;
    let address = Principal::address(client_address(
        &state.settings,
        request.headers(),
        request.extensions(),
    ));
    let now = Instant::now();
    let principal = match identity {
        Some(identity) => Principal::User(identity.caller.user_id.0),
        None => Principal::Address(address),
    };
    let quota = limiter.take(principal, now);
    if signs_in(request) && quota.retry_after_seconds.is_none() {
        return Some(limiter.take(Principal::SignIn(address), now));
    }
    Some(quota)
}

fn signs_in(request: &Request) -> bool {
    request.method() == Method::POST && matches!(request.uri().path(), "/api/users" | "/api/sessions")
}

/// A browser sends its cookie along with whatever a page makes it send. So what changes something must come from our
/// own pages, and say so with the session's token.
fn check_intent(state: &ApiState, request: &Request, identity: Option<&Identity>) -> Result<(), ApiError> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    match identity.map(|identity| &identity.via) {
        Some(Via::Token) => Ok(()),
        // Signing in from another site's page would put a stranger's account under a person's hands.
        _ if signs_in(request) => check_same_origin(&state.settings, request.headers()),
        None => check_same_origin(&state.settings, request.headers()),
        Some(Via::Session { session_token, .. }) => {
            check_same_origin(&state.settings, request.headers())?;
            let given = request
                .headers()
                .get(CSRF_TOKEN)
                .and_then(|value| value.to_str().ok());
            if state.app.is_csrf_token(session_token, given.unwrap_or_default()) {
                return Ok(());
            }
            let detail = "send the header X-CSRF-Token with the csrf_token of GET /api/me";
            Err(ApiError::new(StatusCode::FORBIDDEN, "csrf", detail))
        }
    }
}

/// The header fields of draft-ietf-httpapi-ratelimit-headers.
fn tell(headers: &mut HeaderMap, quota: Quota) {
    let policy = format!("\"{}\";q={};w=60", quota.name, quota.per_minute);
    let state = format!(
        "\"{}\";r={};t={}",
        quota.name, quota.remaining, quota.full_in_seconds
    );
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", state)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
