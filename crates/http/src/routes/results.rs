//! Results out.

use crate::extract::{Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::attachment;
use crate::state::ApiState;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use pumasi_app::App;
use pumasi_app::exports::ExportScope;
use pumasi_domain::ProjectId;
use pumasi_formats::ExportFormat;
use serde::Deserialize;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default().routes(routes!(export_results))
}

/// How results are written.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ResultFormat {
    /// One JSON object a line, with everything there is about a task.
    #[default]
    Jsonl,
    /// One row a task, for spreadsheets.
    Csv,
    /// As Label Studio exports and imports it.
    LabelStudioJson,
}

impl From<ResultFormat> for ExportFormat {
    fn from(format: ResultFormat) -> Self {
        match format {
            ResultFormat::Jsonl => ExportFormat::Jsonl,
            ResultFormat::Csv => ExportFormat::Csv,
            ResultFormat::LabelStudioJson => ExportFormat::LabelStudioJson,
        }
    }
}

/// What to download.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ResultQuery {
    #[serde(default)]
    #[param(inline)]
    format: ResultFormat,
    /// `done` (if nothing is said) or `all`.
    #[serde(default)]
    #[param(inline)]
    state: ExportScope,
}

/// Download the results
///
/// A stream that is made while it is sent. Workers appear under pseudonyms.
#[utoipa::path(get, path = "/api/projects/{project_id}/results", operation_id = "export_results", tag = "tasks",
    params(("project_id" = ProjectId, Path), ResultQuery),
    responses((status = 200, content((String = "application/x-ndjson"), (String = "text/csv"), (Vec<Object> = "application/json")))),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn export_results(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(query): Query<ResultQuery>,
) -> Result<Response, ApiError> {
    let export = app
        .export_results(&caller, project_id, query.format.into(), query.state)
        .await?;
    let bytes = ReceiverStream::new(export.bytes).inspect(|part| {
        // The status is long sent: all that can still be said is that the download ends before its time.
        if let Err(error) = part {
            tracing::error!(%error, "a download broke off");
        }
    });
    let headers = [
        (header::CONTENT_TYPE, export.content_type.to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&export.file_name)),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}
