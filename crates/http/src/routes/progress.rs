//! How a project stands, once or as it changes.

use crate::extract::{Path, SignedIn};
use crate::problem::ApiError;
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use pumasi_app::progress::Progress;
use pumasi_app::{App, Caller};
use pumasi_domain::{ProjectId, Timestamp};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Instant;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How often a listener's project is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// Something is sent at least this often, so that nothing in between takes the stream for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Then the browser connects anew, and whether it still may is looked at again.
const LONGEST: Duration = Duration::from_secs(30 * 60);

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(get_progress))
        .routes(routes!(stream_progress))
}

/// Read how a project stands
#[utoipa::path(get, path = "/api/projects/{project_id}/progress", operation_id = "get_progress", tag = "projects",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = Progress)),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn get_progress(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<Progress>, ApiError> {
    Ok(Json(app.progress(&caller, project_id).await?))
}

/// Listen to how a project stands
///
/// `event: progress` with a Progress whenever something changed, looked at each second.
#[utoipa::path(get, path = "/api/projects/{project_id}/progress/events", operation_id = "stream_progress",
    tag = "projects", params(("project_id" = ProjectId, Path)),
    responses((status = 200, body = Progress, content_type = "text/event-stream")),
    extensions(("x-who-may-call" = json!("member:viewer"))))]
async fn stream_progress(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let first = state.app.progress(&caller, project_id).await?;
    let stopping = state.stopping.clone();
    let changes = changes(state.app, caller, project_id, first);
    let events = changes
        .map(|progress| Ok(event(&progress)))
        .take_until(stopping.cancelled_owned());
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

fn event(progress: &Progress) -> Event {
    let text = serde_json::to_string(progress).unwrap_or_default();
    Event::default().event("progress").data(text)
}

/// `first` at once, then whatever differs from the one before. Ends when the caller may no longer see it.
fn changes(app: App, caller: Caller, project_id: ProjectId, first: Progress) -> impl Stream<Item = Progress> {
    let until = Instant::now() + LONGEST;
    let later = stream::unfold(first.clone(), move |last| {
        let (app, caller) = (app.clone(), caller.clone());
        async move {
            while Instant::now() < until {
                tokio::time::sleep(LOOK).await;
                let now = app.progress(&caller, project_id).await.ok()?;
                if is_news(&last, &now) {
                    return Some((now.clone(), now));
                }
            }
            None
        }
    });
    stream::once(async move { first }).chain(later)
}

/// The moment itself is no news; neither is a forecast that moves along with it.
fn is_news(last: &Progress, now: &Progress) -> bool {
    let still = |progress: &Progress| Progress {
        at: Timestamp(0),
        finish_at: None,
        ..progress.clone()
    };
    still(last) != still(now)
}
