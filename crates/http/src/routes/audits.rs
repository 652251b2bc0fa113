//! Audits of a project's results, and the certificate of what they found.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::{attachment, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use pumasi_app::audits::AuditView;
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::{AuditId, ProjectId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_audits, order_audit))
        .routes(routes!(get_audit))
        .routes(routes!(get_audit_rows))
}

/// List audits
///
/// Newest first.
#[utoipa::path(get, path = "/api/projects/{project_id}/audits", operation_id = "list_audits", tag = "quality",
    params(("project_id" = ProjectId, Path), PageQuery), responses((status = 200, body = Page<AuditView>)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_audits(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AuditView>>, ApiError> {
    Ok(Json(app.audits(&caller, project_id, &page).await?))
}

/// How much to look at again.
#[derive(Debug, Deserialize, ToSchema)]
struct AuditInput {
    /// 1 to 10,000. More are drawn where every class needs its five, and fewer where there are not so many.
    sample_size: i64,
}

/// Have results looked at again
///
/// Drawn by chance, by class (or by source), and shown to inspectors who have never seen them. Each look is paid as an
/// inspection.
#[utoipa::path(post, path = "/api/projects/{project_id}/audits", operation_id = "order_audit", tag = "quality",
    params(("project_id" = ProjectId, Path)), request_body = AuditInput,
    responses((status = 201, body = AuditView)), extensions(("x-who-may-call" = json!("member:manager"))))]
async fn order_audit(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
    Command { body, once }: Command<AuditInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.order_audit(&caller, once, project_id, body.sample_size)
            .await?,
    ))
}

/// Read an audit
///
/// With the certificate of what is decided so far.
#[utoipa::path(get, path = "/api/projects/{project_id}/audits/{audit_id}", operation_id = "get_audit",
    tag = "quality", params(("project_id" = ProjectId, Path), ("audit_id" = AuditId, Path)),
    responses((status = 200, body = AuditView)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_audit(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, audit_id)): Path<(ProjectId, AuditId)>,
) -> Result<Json<AuditView>, ApiError> {
    Ok(Json(app.audit(&caller, project_id, audit_id).await?))
}

/// Download the rows of an audit
///
/// `task_id,stratum,stratum_size,audited,right`: `pumasi certificate --rows FILE` computes the certificate from them.
#[utoipa::path(get, path = "/api/projects/{project_id}/audits/{audit_id}/rows", operation_id = "get_audit_rows",
    tag = "quality", params(("project_id" = ProjectId, Path), ("audit_id" = AuditId, Path)),
    responses((status = 200, body = String, content_type = "text/csv")),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_audit_rows(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((project_id, audit_id)): Path<(ProjectId, AuditId)>,
) -> Result<Response, ApiError> {
    let rows = app.audit_rows(&caller, project_id, audit_id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, attachment(&rows.file_name)),
    ];
    Ok((headers, rows.text).into_response())
}
