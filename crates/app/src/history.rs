//! The event log: one line for every change of state.

use crate::{App, AppError};
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::Tx;
use pumasi_store::events::{self, NewEvent};
use serde_json::Value;
use uuid::Uuid;

/// What changed.
pub(crate) struct Change {
    /// `project_opened`, `import_finished` …
    pub kind: &'static str,
    /// `None`: a timer of the platform.
    pub actor: Option<UserId>,
    pub project_id: ProjectId,
    /// `project`, `import` …
    pub subject_kind: &'static str,
    pub subject_id: Uuid,
    pub data: Value,
}

impl App {
    /// Writes a line of the log in the transaction of the change.
    pub(crate) fn note(&self, tx: &mut Tx, now: Timestamp, change: Change) -> Result<(), AppError> {
        let data = change.data.to_string();
        let event = NewEvent {
            event_id: self.ids.next().into(),
            at: now,
            kind: change.kind,
            actor_id: change.actor,
            project_id: Some(change.project_id),
            subject_kind: change.subject_kind,
            subject_id: change.subject_id,
            data: &data,
        };
        Ok(events::insert(tx, &event)?)
    }

    /// A line about a project itself.
    pub(crate) fn note_project(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        kind: &'static str,
        actor: Option<UserId>,
        project_id: ProjectId,
        data: Value,
    ) -> Result<(), AppError> {
        let change = Change {
            kind,
            actor,
            project_id,
            subject_kind: "project",
            subject_id: project_id.0,
            data,
        };
        self.note(tx, now, change)
    }
}
