//! The platform's people, organizations and projects, for those who run it.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::done;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use pumasi_app::operator::{OperatorOrganization, OperatorProject, OperatorUser, TopEarners, UserChange};
use pumasi_app::organizations::TransferView;
use pumasi_app::{App, Page, PageQuery};
use pumasi_domain::state::ProjectState;
use pumasi_domain::{OrganizationId, UserId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(list_users))
        .routes(routes!(change_user))
        .routes(routes!(list_all_organizations))
        .routes(routes!(deposit))
        .routes(routes!(list_all_projects))
        .routes(routes!(list_top_earners))
}

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UserQuery {
    /// The beginning of an e-mail address or name, or an id.
    query: Option<String>,
}

/// List people
///
/// Newest first.
#[utoipa::path(get, path = "/api/operator/users", operation_id = "list_users", tag = "operator",
    params(UserQuery, PageQuery), responses((status = 200, body = Page<OperatorUser>)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_users(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(search): Query<UserQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<OperatorUser>>, ApiError> {
    Ok(Json(
        app.operator_users(&caller, search.query.as_deref().unwrap_or_default(), &page)
            .await?,
    ))
}

/// Change a person's standing
#[utoipa::path(patch, path = "/api/operator/users/{user_id}", operation_id = "change_user", tag = "operator",
    params(("user_id" = UserId, Path)), request_body = UserChange, responses((status = 200, body = OperatorUser)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn change_user(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(user_id): Path<UserId>,
    Command { body, .. }: Command<UserChange>,
) -> Result<Json<OperatorUser>, ApiError> {
    Ok(Json(app.change_user(&caller, user_id, body).await?))
}

/// List all organizations
///
/// Newest first.
#[utoipa::path(get, path = "/api/operator/organizations", operation_id = "list_all_organizations", tag = "operator",
    params(PageQuery), responses((status = 200, body = Page<OperatorOrganization>)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_all_organizations(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<OperatorOrganization>>, ApiError> {
    Ok(Json(app.operator_organizations(&caller, &page).await?))
}

/// Money that came in.
#[derive(Debug, Deserialize, ToSchema)]
struct DepositInput {
    #[schema(minimum = 1)]
    amount_minor: i64,
    /// Where it came from, for the books.
    #[serde(default)]
    note: String,
}

/// Write down a deposit
///
/// Money that an organization has paid to the platform's bank account.
#[utoipa::path(post, path = "/api/operator/organizations/{organization_id}/deposits", operation_id = "deposit",
    tag = "operator", params(("organization_id" = OrganizationId, Path)), request_body = DepositInput,
    responses((status = 201, body = TransferView)), extensions(("x-who-may-call" = json!("operator"))))]
async fn deposit(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(organization_id): Path<OrganizationId>,
    Command { body, once }: Command<DepositInput>,
) -> Result<Response, ApiError> {
    let deposited = app
        .deposit(&caller, once, organization_id, body.amount_minor, body.note)
        .await?;
    Ok(done(StatusCode::CREATED, deposited))
}

/// Which projects.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProjectFilter {
    /// Only those in this state.
    #[param(inline)]
    state: Option<ProjectState>,
}

/// List all projects
///
/// Newest first.
#[utoipa::path(get, path = "/api/operator/projects", operation_id = "list_all_projects", tag = "operator",
    params(ProjectFilter, PageQuery), responses((status = 200, body = Page<OperatorProject>)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_all_projects(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(filter): Query<ProjectFilter>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<OperatorProject>>, ApiError> {
    Ok(Json(app.operator_projects(&caller, filter.state, &page).await?))
}

/// Which week.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WeekQuery {
    /// Like `2026-W48`; this week, if nothing is said.
    week: Option<String>,
}

/// List who earned the most in a week
#[utoipa::path(get, path = "/api/operator/top-earners", operation_id = "list_top_earners", tag = "operator",
    params(WeekQuery), responses((status = 200, body = TopEarners)),
    extensions(("x-who-may-call" = json!("operator"))))]
async fn list_top_earners(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(query): Query<WeekQuery>,
) -> Result<Json<TopEarners>, ApiError> {
    Ok(Json(app.top_earners(&caller, query.week.as_deref()).await?))
}
