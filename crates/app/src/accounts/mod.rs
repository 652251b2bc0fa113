//! People: signing up, in and out, who asks, what they say about themselves, and their programs' keys.

mod first_run;
mod memory;
mod passwords;
mod profile;
mod secrets;
mod sign_in;
mod tokens;
mod tries;
mod who;

pub use profile::{Me, MembershipView, ProfileChange};
pub use sign_in::{Locale, SignIn, SignUp, SignedIn};
pub use tokens::{NewToken, TokenView};

pub(crate) use memory::Memory;

use crate::{App, AppError};
use pumasi_domain::{Timestamp, UserId};
use pumasi_store::Tx;
use pumasi_store::events::{self, NewEvent};
use serde_json::Value;
use uuid::Uuid;

impl App {
    /// Writes a line of the log that belongs to no project.
    pub(crate) fn note_outside_projects(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        kind: &'static str,
        actor: Option<UserId>,
        subject: (&'static str, Uuid),
        data: &Value,
    ) -> Result<(), AppError> {
        let data = data.to_string();
        let event = NewEvent {
            event_id: self.ids.next().into(),
            at: now,
            kind,
            actor_id: actor,
            project_id: None,
            subject_kind: subject.0,
            subject_id: subject.1,
            data: &data,
        };
        Ok(events::insert(tx, &event)?)
    }
}
