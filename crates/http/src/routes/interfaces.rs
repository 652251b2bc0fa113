//! Label configs before there is a project.

use crate::extract::{Command, Query, SignedIn};
use crate::problem::ApiError;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use pumasi_app::App;
use pumasi_app::interfaces::{InterfaceCheck, InterfaceTemplate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(check_interface))
        .routes(routes!(list_interface_templates))
}

/// A label config.
#[derive(Debug, Deserialize, ToSchema)]
struct InterfaceInput {
    /// Label Studio's XML.
    xml: String,
}

/// Check a label config
///
/// Faults come with their line.
#[utoipa::path(post, path = "/api/interfaces/check", operation_id = "check_interface", tag = "projects",
    request_body = InterfaceInput, responses((status = 200, body = InterfaceCheck)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn check_interface(
    State(app): State<App>,
    SignedIn(_caller): SignedIn,
    Command { body, .. }: Command<InterfaceInput>,
) -> Result<Json<InterfaceCheck>, ApiError> {
    app.check_interface(&body.xml)
        .map(Json)
        .map_err(|error| ApiError::from(error).with_lines())
}

/// Which language.
#[derive(Debug, Deserialize, IntoParams)]
struct LocaleQuery {
    /// The language that the templates are worded in: `ko` (if nothing is said) or `en`.
    locale: Option<String>,
}

/// The ready-made interfaces.
#[derive(Debug, Serialize, ToSchema)]
struct InterfaceTemplates {
    items: Vec<InterfaceTemplate>,
}

/// List ready-made interfaces
#[utoipa::path(get, path = "/api/interface-templates", operation_id = "list_interface_templates", tag = "projects",
    params(LocaleQuery), responses((status = 200, body = InterfaceTemplates)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn list_interface_templates(
    State(app): State<App>,
    SignedIn(_caller): SignedIn,
    Query(query): Query<LocaleQuery>,
) -> Json<InterfaceTemplates> {
    Json(InterfaceTemplates {
        items: app.interface_templates(query.locale.as_deref().unwrap_or("ko")),
    })
}
