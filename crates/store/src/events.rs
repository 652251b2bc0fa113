//! Table `events`: one line for every change of state, never changed. Who, what, when, to what.

use crate::{DbError, Row, Tx, params};
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

/// Which lines to read. `None`: whichever.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub project_id: Option<ProjectId>,
    pub actor_id: Option<UserId>,
    pub subject_id: Option<Uuid>,
    pub kind: Option<String>,
}

/// The lines before `$1` that fulfil `$lead` (which an index answers) and the filter, newest first. A yes-or-no beside each
/// condition says whether it is meant, since PostgreSQL does not guess the type of an absent parameter.
macro_rules! newest {
    ($lead:literal) => {
        concat!(
            "select e.id, e.at, e.kind, e.actor_id, u.display_name, e.project_id, e.subject_kind, e.subject_id, e.data
               from events e left join users u on u.id = e.actor_id
              where ",
            $lead,
            " and (e.project_id = $2 or $3 = 0) and (e.actor_id = $4 or $5 = 0) and (e.subject_id = $6 or $7 = 0)
                and (e.kind = $8 or $9 = 0)
              order by e.id desc limit $10"
        )
    };
}

/// Lines that pass the filter, newest first, before `before`.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<EventId>,
    limit: i64,
) -> Result<Vec<Event>, DbError> {
    let statement = match filter {
        Filter {
            subject_id: Some(_), ..
        } => newest!("e.subject_id = $6 and e.id < $1"),
        Filter {
            project_id: Some(_), ..
        } => newest!("e.project_id = $2 and e.id < $1"),
        Filter {
            actor_id: Some(_), ..
        } => newest!("e.actor_id = $4 and e.id < $1"),
        Filter { .. } => newest!("e.id < $1"),
    };
    let rows = tx.query(
        statement,
        params![
            before.map_or(Uuid::max(), |id| id.0),
            filter.project_id.map_or(Uuid::nil(), |id| id.0),
            filter.project_id.is_some(),
            filter.actor_id.map_or(Uuid::nil(), |id| id.0),
            filter.actor_id.is_some(),
            filter.subject_id.unwrap_or_default(),
            filter.subject_id.is_some(),
            filter.kind.as_deref().unwrap_or_default(),
            filter.kind.is_some(),
            limit
        ],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Event, DbError> {
    Ok(Event {
        event_id: row.get(0)?,
        at: row.get(1)?,
        kind: row.get(2)?,
        actor_id: row.get(3)?,
        actor_name: row.get(4)?,
        project_id: row.get(5)?,
        subject_kind: row.get(6)?,
        subject_id: row.get(7)?,
        data: row.get(8)?,
    })
}
