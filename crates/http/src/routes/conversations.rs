//! Conversations of two workers: waiting for the other, writing, hearing, leaving.

use crate::extract::{Command, Path, Query, SignedIn};
use crate::problem::ApiError;
use crate::reply::{Nothing, done};
use crate::state::ApiState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use pumasi_app::work::{ConversationView, Hearing, MessageInput, MessageView, Reply, WaitingView};
use pumasi_app::{App, Caller};
use pumasi_domain::{AssignmentId, ProjectId};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Instant;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How long a listener waits to be told before it looks for itself: the other may be on another server.
const LOOK: Duration = Duration::from_secs(2);
/// Something is sent at least this often, so that nothing in between takes the stream for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Then the browser connects anew, and whether it still may is looked at again.
const LONGEST: Duration = Duration::from_secs(30 * 60);

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::default()
        .routes(routes!(wait_for_partner, stop_waiting))
        .routes(routes!(get_conversation))
        .routes(routes!(stream_conversation))
        .routes(routes!(send_message))
        .routes(routes!(leave_conversation))
}

/// Wait for a partner
///
/// For projects whose Chat is between two people. Ask again every few seconds; whoever does not is forgotten. Waiting
/// has no effect on pay or on anything that is measured.
#[utoipa::path(post, path = "/api/work/projects/{project_id}/partner", operation_id = "wait_for_partner", tag = "work",
    params(("project_id" = ProjectId, Path)), responses((status = 200, body = WaitingView)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn wait_for_partner(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<Json<WaitingView>, ApiError> {
    Ok(Json(app.wait_for_partner(&caller, project_id).await?))
}

/// Wait no longer
#[utoipa::path(delete, path = "/api/work/projects/{project_id}/partner", operation_id = "stop_waiting", tag = "work",
    params(("project_id" = ProjectId, Path)), responses((status = 204)),
    extensions(("x-who-may-call" = json!("user"))))]
async fn stop_waiting(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(project_id): Path<ProjectId>,
) -> Result<StatusCode, ApiError> {
    app.stop_waiting(&caller, project_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// From where on a conversation is read.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
struct After {
    /// Only messages with a higher number.
    #[serde(default)]
    after: i64,
}

/// Read a conversation
///
/// One's own part and brief; of the other only the part and whether they are there.
#[utoipa::path(get, path = "/api/work/assignments/{assignment_id}/conversation", operation_id = "get_conversation",
    tag = "work", params(("assignment_id" = AssignmentId, Path), After),
    responses((status = 200, body = ConversationView)), extensions(("x-who-may-call" = json!("worker"))))]
async fn get_conversation(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Query(After { after }): Query<After>,
) -> Result<Json<ConversationView>, ApiError> {
    Ok(Json(app.conversation(&caller, assignment_id, after).await?))
}

/// Listen to a conversation
///
/// `event: conversation` with a Conversation that holds the new messages, first at once and then whenever something
/// changed. Its id is the number of the last message: with `Last-Event-ID` nothing is missed and nothing comes twice.
#[utoipa::path(get, path = "/api/work/assignments/{assignment_id}/conversation/events",
    operation_id = "stream_conversation", tag = "work", params(("assignment_id" = AssignmentId, Path)),
    responses((status = 200, body = ConversationView, content_type = "text/event-stream")),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn stream_conversation(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let heard = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let after = heard.unwrap_or(0).max(0);
    let hearing = state.app.hear_conversation(&caller, assignment_id, after).await?;
    let stopping = state.stopping.clone();
    let ear = Ear {
        app: state.app,
        caller,
        assignment_id,
        after,
        until: Instant::now() + LONGEST,
    };
    let events = changes(ear, hearing).take_until(stopping.cancelled_owned());
    Ok(Sse::new(events.map(Ok)).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// Who listens to what.
struct Ear {
    app: App,
    caller: Caller,
    assignment_id: AssignmentId,
    /// The last message that was sent.
    after: i64,
    until: Instant,
}

impl Ear {
    fn event(&mut self, view: &ConversationView) -> Event {
        self.after = view.messages.last().map_or(self.after, |last| last.number);
        let text = serde_json::to_string(view).unwrap_or_default();
        let event = Event::default().event("conversation").data(text);
        event.id(self.after.to_string())
    }
}

/// How it stands at once, then whatever is new. Ends when the caller may no longer hear it.
fn changes(mut ear: Ear, hearing: Hearing) -> impl Stream<Item = Event> {
    let Hearing { view, changed } = hearing;
    let first = ear.event(&view);
    let later = stream::unfold(
        (ear, changed, without_messages(view)),
        |(mut ear, mut changed, last)| async move {
            while Instant::now() < ear.until {
                // Either way the rows are looked at: they are the truth.
                let _ = tokio::time::timeout(LOOK, changed.changed()).await;
                let view = ear
                    .app
                    .conversation(&ear.caller, ear.assignment_id, ear.after)
                    .await
                    .ok()?;
                if !view.messages.is_empty() || without_messages(view.clone()) != last {
                    let event = ear.event(&view);
                    return Some((event, (ear, changed, without_messages(view))));
                }
            }
            None
        },
    );
    stream::once(async move { first }).chain(later)
}

fn without_messages(mut view: ConversationView) -> ConversationView {
    view.messages.clear();
    view
}

/// Write a message
///
/// It is kept at once and stands as it was said. What an answer could not hold is refused: too short or long, another
/// language, personal data.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/conversation/messages",
    operation_id = "send_message", tag = "work", params(("assignment_id" = AssignmentId, Path)),
    request_body = MessageInput, responses((status = 201, body = MessageView)),
    extensions(("x-who-may-call" = json!("worker"))))]
async fn send_message(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { body, once }: Command<MessageInput>,
) -> Result<Response, ApiError> {
    let sent = app.send_message(&caller, once, assignment_id, body).await?;
    Ok(done(StatusCode::CREATED, sent))
}

/// Leave a conversation
///
/// Paid, if the other went away after one wrote and before there was enough for an answer; else without any effect.
#[utoipa::path(post, path = "/api/work/assignments/{assignment_id}/conversation/leave",
    operation_id = "leave_conversation", tag = "work", params(("assignment_id" = AssignmentId, Path)),
    responses((status = 200, body = Reply)), extensions(("x-who-may-call" = json!("worker"))))]
async fn leave_conversation(
    State(app): State<App>,
    SignedIn(caller): SignedIn,
    Path(assignment_id): Path<AssignmentId>,
    Command { once, .. }: Command<Nothing>,
) -> Result<Response, ApiError> {
    let left = app.leave_conversation(&caller, once, assignment_id).await?;
    Ok(done(StatusCode::OK, left))
}
