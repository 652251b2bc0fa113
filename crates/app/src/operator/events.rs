//! The event log, searched.

use crate::access::require_operator;
use crate::{App, AppError, Caller, Page, PageQuery};
use pumasi_domain::{EventId, ProjectId, Timestamp, UserId};
use pumasi_store::events::{self, Event, Filter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which lines of the log to show. What is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
pub struct EventQuery {
    #[serde(default)]
    pub project_id: Option<ProjectId>,
    #[serde(default)]
    pub actor_id: Option<UserId>,
    /// The assignment, project, person … that changed.
    #[serde(default)]
    pub subject_id: Option<Uuid>,
    /// `project_opened`, `user_changed` …
    #[serde(default)]
    pub kind: Option<String>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    pub event_id: EventId,
    pub at: Timestamp,
    pub kind: String,
    /// `null`: a timer of the platform.
    pub actor: Option<Actor>,
    pub project_id: Option<ProjectId>,
    pub subject_kind: String,
    pub subject_id: Uuid,
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Actor {
    pub user_id: UserId,
    pub display_name: String,
}

impl App {
    /// Lines of the log, newest first.
    pub async fn operator_events(
        &self,
        caller: &Caller,
        wanted: EventQuery,
        query: &PageQuery,
    ) -> Result<Page<EventView>, AppError> {
        require_operator(caller)?;
        let (before, fetch) = (query.after()?, query.fetch());
        let filter = Filter {
            project_id: wanted.project_id,
            actor_id: wanted.actor_id,
            subject_id: wanted.subject_id,
            kind: wanted.kind.filter(|kind| !kind.is_empty()),
        };
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(events::list(tx, &filter, before, fetch)?))
            .await?;
        Page::of(found, query, |event| event.event_id).try_map(view)
    }
}

fn view(event: Event) -> Result<EventView, AppError> {
    let data = serde_json::from_str(&event.data).map_err(|e| {
        AppError::Internal(format!(
            "the data of event {} can not be read: {e}",
            event.event_id
        ))
    })?;
    Ok(EventView {
        event_id: event.event_id,
        at: event.at,
        kind: event.kind,
        actor: event.actor_id.map(|user_id| Actor {
            user_id,
            display_name: event.actor_name.unwrap_or_default(),
        }),
        project_id: event.project_id,
        subject_kind: event.subject_kind,
        subject_id: event.subject_id,
        data,
    })
}
