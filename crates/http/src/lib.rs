//! The edge: HTTP in, use cases of `pumasi_app`, JSON out. Nothing is decided here, and no SQL is known.

mod admission;
mod boot;
mod document;
mod extract;
mod metrics;
mod origin;
mod outer;
mod problem;
mod rate_limit;
mod reply;
mod routes;
mod serve;
mod settings;
mod state;

use crate::problem::ApiError;
use crate::rate_limit::Limiter;
use crate::state::ApiState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use metrics_exporter_prometheus::PrometheusHandle;
use pumasi_app::App;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

pub use document::document;
pub use metrics::{metrics_router, start_metrics};
pub use serve::serve;
pub use settings::{HttpSettings, RateLimits};

/// The whole API, without the front end: merge that in as the fallback. `stopping` ends streams without an end;
/// `metrics` is what operators read at `/metrics`.
pub fn router(
    app: App,
    settings: HttpSettings,
    metrics: Option<PrometheusHandle>,
    stopping: CancellationToken,
    front_end: Router,
) -> Router {
    let limiter = settings.rate_limits.map(|limits| Arc::new(Limiter::new(limits)));
    let state = ApiState {
        app,
        settings: Arc::new(settings),
        limiter,
        metrics,
        stopping,
    };
    let (api, _) = routes::api().split_for_parts();
    let api = api
        .route("/api/openapi.json", get(document::serve_document))
        .route("/metrics", get(metrics::serve_metrics))
        .route("/api/{*path}", any(no_such_operation))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(state.clone(), admission::admit))
        .layer(DefaultBodyLimit::max(routes::JSON_MAX_BYTES))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(1024).and(is_json)));
    let front_end = front_end.layer(from_fn_with_state(state.clone(), boot::boot));
    Router::new()
        .merge(api)
        .merge(routes::media())
        .route("/healthz", get(healthy))
        .with_state(state)
        .merge(front_end)
        .layer(from_fn(outer::outer))
}

/// Only whole replies in JSON: streams must not wait for a compressor, and files are compressed already.
fn is_json(
    _: StatusCode,
    _: axum::http::Version,
    headers: &axum::http::HeaderMap,
    _: &axum::http::Extensions,
) -> bool {
    let kind = headers
        .get(axum::http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| {
        kind.starts_with("application/json") || kind.starts_with("application/problem+json")
    })
}

async fn no_such_operation() -> ApiError {
    ApiError::no_such_address("no such operation: see /api/openapi.json")
}

async fn method_not_allowed() -> ApiError {
    let detail = "this address knows other methods: see /api/openapi.json";
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// Whether the server is up and its database answers.
async fn healthy(axum::extract::State(app): axum::extract::State<App>) -> Result<&'static str, ApiError> {
    // A question about nobody: the cheapest one that goes all the way to the database.
    app.caller_of_session("healthz").await?;
    Ok("ok\n")
}
