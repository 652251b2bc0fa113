//! Table `events`: one line for every change of state, never changed. Who, what, when, to what.

use crate::{DbError, Tx, params};
use pumasi_domain::{EventId, ProjectId, Timestamp, UserId};
use uuid::Uuid;

/// A line to be written.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    pub event_id: EventId,
    pub at: Timestamp,
    /// `assignment_submitted`, `project_opened` …
    pub kind: &'static str,
    /// `None`: a timer of the platform.
    pub actor_id: Option<UserId>,
    pub project_id: Option<ProjectId>,
    /// `assignment`, `project`, `user` …
    pub subject_kind: &'static str,
    pub subject_id: Uuid,
    /// JSON.
    pub data: &'a str,
}

/// A line that was written.
#[derive(Debug, Clone)]
pub struct Event {
    pub event_id: EventId,
    pub at: Timestamp,
    pub kind: String,
    pub actor_id: Option<UserId>,
    /// The actor's name, if it was a person.
    pub actor_name: Option<String>,
    pub project_id: Option<ProjectId>,
    pub subject_kind: String,
    pub subject_id: Uuid,
    /// JSON.
    pub data: String,
}

/// Writes a line.
pub fn insert(tx: &mut Tx, event: &NewEvent<'_>) -> Result<(), DbError> {
    tx.execute(
        "insert into events (id, at, kind, actor_id, project_id, subject_kind, subject_id, data)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            event.event_id,
            event.at,
            event.kind,
            event.actor_id,
            event.project_id,
            event.subject_kind,
            event.subject_id,
            event.data
        ],
    )?;
    Ok(())
}
