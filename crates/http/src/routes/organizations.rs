//! Requesters: organizations, their people and their money.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::organizations::{MemberView, OrganizationView, TransferView};
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::access::MemberRole;
use pumasi_domain::{OrganizationId, UserId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(create_organization, list_organizations))
        .routes(routes!(get_organization))
        .routes(routes!(list_members, add_member))
        .routes(routes!(change_member, remove_member))
        .routes(routes!(list_transfers))
}

/// A new organization.
#[derive(Debug, Deserialize, ToSchema)]
struct OrganizationInput {
    name: String,
}

/// Found an organization
///
/// The caller becomes its owner.
#[utoipa::path(post, path = "/api/organizations", operation_id = "create_organization", tag = "organizations",
    request_body = OrganizationInput, responses((status = 201, body = OrganizationView)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn create_organization(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Command { body, once }: Command<OrganizationInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.create_organization(&caller, once, body.name).await?,
    ))
}

/// List my organizations
#[utoipa::path(get, path = "/api/organizations", operation_id = "list_organizations", tag = "organizations",
    params(PageQuery), responses((status = 200, body = Page<OrganizationView>)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn list_organizations(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<OrganizationView>>, ApiError> {
    Ok(Json(app.list_organizations(&caller, &page).await?))
}

/// Read an organization
///
/// With its money.
#[utoipa::path(get, path = "/api/organizations/{organization_id}", operation_id = "get_organization",
    tag = "organizations", params(("organization_id" = OrganizationId, Path)),
    responses((status = 200, body = OrganizationView)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_organization(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
) -> Result<Json<OrganizationView>, ApiError> {
    Ok(Json(app.organization(&caller, organization_id).await?))
}

/// List an organization's people
#[utoipa::path(get, path = "/api/organizations/{organization_id}/members", operation_id = "list_members",
    tag = "organizations", params(("organization_id" = OrganizationId, Path), PageQuery),
    responses((status = 200, body = Page<MemberView>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_members(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<MemberView>>, ApiError> {
    Ok(Json(app.list_members(&caller, organization_id, &page).await?))
}

/// A person to take in.
#[derive(Debug, Deserialize, ToSchema)]
struct MemberInput {
    /// The person must have signed up.
    email: String,
    role: MemberRole,
}

/// Take a person in
#[utoipa::path(post, path = "/api/organizations/{organization_id}/members", operation_id = "add_member",
    tag = "organizations", params(("organization_id" = OrganizationId, Path)), request_body = MemberInput,
    responses((status = 201, body = MemberView)), extensions(("x-who-may-call" = json!("member:owner"))))]
async fn add_member(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Command { body, once }: Command<MemberInput>,
) -> Result<Response, ApiError> {
    Ok(done(
        StatusCode::CREATED,
        app.add_member(&caller, once, organization_id, body.email, body.role)
            .await?,
    ))
}

/// Another role.
#[derive(Debug, Deserialize, ToSchema)]
struct RoleInput {
    role: MemberRole,
}

/// Give a person another role
#[utoipa::path(patch, path = "/api/organizations/{organization_id}/members/{user_id}",
    operation_id = "change_member", tag = "organizations",
    params(("organization_id" = OrganizationId, Path), ("user_id" = UserId, Path)), request_body = RoleInput,
    responses((status = 200, body = MemberView)), extensions(("x-who-may-call" = json!("member:owner"))))]
async fn change_member(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((organization_id, user_id)): Path<(OrganizationId, UserId)>,
    Command { body, .. }: Command<RoleInput>,
) -> Result<Json<MemberView>, ApiError> {
    Ok(Json(
        app.change_member(&caller, organization_id, user_id, body.role)
            .await?,
    ))
}

/// Take a person out
///
/// Owners take anybody out, and everybody themselves; one owner stays.
#[utoipa::path(delete, path = "/api/organizations/{organization_id}/members/{user_id}",
    operation_id = "remove_member", tag = "organizations",
    params(("organization_id" = OrganizationId, Path), ("user_id" = UserId, Path)), responses((status = 204)),
    extensions(("x-who-may-call" = json!("member:owner"))))]
async fn remove_member(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path((organization_id, user_id)): Path<(OrganizationId, UserId)>,
) -> Result<StatusCode, ApiError> {
    app.remove_member(&caller, organization_id, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the movements of an organization's money
///
/// Newest first.
#[utoipa::path(get, path = "/api/organizations/{organization_id}/transfers", operation_id = "list_transfers",
    tag = "organizations", params(("organization_id" = OrganizationId, Path), PageQuery),
    responses((status = 200, body = Page<TransferView>)), extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn list_transfers(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TransferView>>, ApiError> {
    Ok(Json(app.list_transfers(&caller, organization_id, &page).await?))
}
