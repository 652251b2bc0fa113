//! What a person has earned.

use crate::extract::{Query, SignedIn};
use crate::problem::ApiError;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use pumasi_app::earnings::{Earnings, EarningsTransfer};
use pumasi_app::{App, Page, PageQuery};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(get_earnings))
        .routes(routes!(list_earnings_transfers))
}

/// Read what I have earned
///
/// Today, this week, by day and by project. Days are Korean, weeks begin on Monday.
#[utoipa::path(get, path = "/api/earnings", operation_id = "get_earnings", tag = "earnings",
    responses((status = 200, body = Earnings)), extensions(("x-who-may-call" = json!("user"))))]
async fn get_earnings(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
) -> Result<Json<Earnings>, ApiError> {
    Ok(Json(app.earnings(&caller).await?))
}

/// List my payments
///
/// Newest first.
#[utoipa::path(get, path = "/api/earnings/transfers", operation_id = "list_earnings_transfers", tag = "earnings",
    params(PageQuery), responses((status = 200, body = Page<EarningsTransfer>)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn list_earnings_transfers(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EarningsTransfer>>, ApiError> {
    Ok(Json(app.earnings_transfers(&caller, &page).await?))
}
