//! What a person sees of their own pauses, and what they may say against one.

use super::view::{MyPause, MyPauses, my_pause};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::PauseId;
use pumasi_store::{Tx, pauses, projects};
use serde_json::json;

/// How long a pause that has ended is shown, in seconds.
const SHOWN_SECONDS: i64 = 90 * 86_400;
/// Pauses shown at most.
const SHOWN: i64 = 200;
/// Length of an objection, in characters.
const TEXT: std::ops::RangeInclusive<usize> = 10..=4_000;

fn with_project(tx: &mut Tx, pause: pauses::Pause) -> Result<MyPause, AppError> {
    let project = projects::find(tx, pause.project_id)?;
    my_pause(pause, project.map(|project| project.name).unwrap_or_default())
}

impl App {
    /// The caller's pauses, newest first: those that run and those of the last 90 days, with training and warnings.
    pub async fn my_pauses(&self, caller: &Caller) -> Result<MyPauses, AppError> {
        let (user_id, since) = (caller.user_id, self.now().plus_seconds(-SHOWN_SECONDS));
        self.db
            .read(move |tx| {
                let found = pauses::of_user(tx, user_id, since, SHOWN)?;
                let items = found.into_iter().map(|pause| with_project(tx, pause));
                Ok(MyPauses {
                    items: items.collect::<Result<_, AppError>>()?,
                })
            })
            .await
    }

    /// The caller objects to a running pause, once. If nobody decides in 72 hours it is lifted.
    pub async fn object_to_pause(
        &self,
        caller: &Caller,
        once: Option<Once>,
        pause_id: PauseId,
        text: String,
    ) -> Result<Done<MyPause>, AppError> {
        let text = text.trim().to_owned();
        if !TEXT.contains(&text.chars().count()) {
            let message = "say in 10 to 4000 characters why you should go on";
            return Err(AppError::invalid("/text", "text_length", message));
        }
        let user_id = caller.user_id;
        let own = move |tx: &mut Tx| -> Result<pauses::Pause, AppError> {
            pauses::find(tx, pause_id)?
                .filter(|pause| pause.user_id == user_id)
                .ok_or(AppError::NotFound("pause"))
        };
        let project_id = self.db.read(move |tx| own(tx)).await?.project_id;
        let app = self.clone();
        self.write_once(project_id.0, once, move |tx, now| {
            let pause = own(tx)?;
            if !pauses::object(tx, pause_id, user_id, &text, now)? {
                return Err(AppError::conflict(
                    "no_objection",
                    "a running pause can be objected to once",
                ));
            }
            let data = json!({"text": text});
            app.note_pause(tx, now, "pause_objected", Some(user_id), &pause, data)?;
            let pause = own(tx)?;
            with_project(tx, pause)
        })
        .await
    }
}
