//! What the handlers share.

use crate::rate_limit::Limiter;
use crate::settings::HttpSettings;
use axum::extract::FromRef;
use metrics_exporter_prometheus::PrometheusHandle;
use pumasi_app::App;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The platform and its edge. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ApiState {
    pub app: App,
    pub settings: Arc<HttpSettings>,
    pub limiter: Option<Arc<Limiter>>,
    /// What `/metrics` renders.
    pub metrics: Option<PrometheusHandle>,
    /// Cancelled when the server is told to stop: streams without an end then end.
    pub stopping: CancellationToken,
}

impl FromRef<ApiState> for App {
    fn from_ref(state: &ApiState) -> App {
        state.app.clone()
    }
}
