//! Numbers for monitoring, in Prometheus' text format.

use crate::extract::Identity;
use crate::problem::ApiError;
use crate::state::ApiState;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, response};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// From half a millisecond to half a minute.
const SECONDS: [f64; 14] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0,
];

/// Begins to count, once in a program. The handle renders, and wants `run_upkeep` every few seconds.
pub fn start_metrics() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .install_recorder()?;
    metrics::describe_counter!("pumasi_http_requests_total", "Requests by route and status");
    metrics::describe_histogram!("pumasi_http_request_seconds", "How long requests took, by route");
    metrics::describe_gauge!("pumasi_http_requests_in_flight", "Requests under way");
    metrics::describe_histogram!("pumasi_job_seconds", "How long rounds of background jobs took");
    metrics::describe_counter!("pumasi_job_changes_total", "What background jobs changed");
    metrics::describe_counter!(
        "pumasi_job_failures_total",
        "Rounds of background jobs that failed"
    );
    metrics::gauge!("pumasi_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// `/metrics` alone, open to everybody: for a listen address that only the monitoring reaches.
pub fn metrics_router(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || rendered(&handle)))
}

/// `GET /metrics` on the public address, for operators.
pub(crate) async fn serve_metrics(
    State(state): State<ApiState>,
    identity: Identity,
) -> Result<response::Response, ApiError> {
    if !identity.caller.is_operator {
        let detail = "only operators of the platform read its metrics";
        return Err(ApiError::new(StatusCode::FORBIDDEN, "forbidden", detail));
    }
    let handle = state
        .metrics
        .ok_or_else(|| ApiError::no_such_address("this server does not count"))?;
    Ok(rendered(&handle))
}

fn rendered(handle: &PrometheusHandle) -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        handle.render(),
    )
        .into_response()
}
