//! Keys with which programs act for a person.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::accounts::{NewToken, TokenView};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::TokenId;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(create_token, list_tokens))
        .routes(routes!(revoke_token))
}

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
struct TokenInput {
    /// What will use it.
    name: String,
}

/// Make a token
///
/// Its secret is shown this once.
#[utoipa::path(post, path = "/api/tokens", operation_id = "create_token", tag = "people", request_body = TokenInput,
    responses((status = 201, body = NewToken)), extensions(("x-who-may-call" = json!("user"))))]
async fn create_token(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Command { body, once }: Command<TokenInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.create_token(&caller, once, body.name).await?,
    ))
}

/// List my tokens
///
/// Newest first, without their secrets.
#[utoipa::path(get, path = "/api/tokens", operation_id = "list_tokens", tag = "people", params(PageQuery),
    responses((status = 200, body = Page<TokenView>)), extensions(("x-who-may-call" = json!("user"))))]
async fn list_tokens(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TokenView>>, ApiError> {
    Ok(Json(app.list_tokens(&caller, &page).await?))
}

/// Revoke a token
#[utoipa::path(delete, path = "/api/tokens/{token_id}", operation_id = "revoke_token", tag = "people",
    params(("token_id" = TokenId, Path)), responses((status = 204)), extensions(("x-who-may-call" = json!("user"))))]
async fn revoke_token(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(token_id): Path<TokenId>,
) -> Result<StatusCode, ApiError> {
    app.revoke_token(&caller, token_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
