//! What the requester sees and decides.

use super::view::{PauseScope, PauseView};
use crate::access::require_project_member;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::pause::PauseDecision;
use pumasi_domain::{PauseId, ProjectId};
use pumasi_store::pauses;
use serde_json::json;

/// The longest note, in characters.
const NOTE_MAX: usize = 2_000;

impl App {
    /// A project's pauses, newest first.
    pub async fn pauses(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        scope: PauseScope,
        query: &PageQuery,
    ) -> Result<Page<PauseView>, AppError> {
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        let before = query.after::<PauseId>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let found = pauses::of_project(tx, project_id, scope.into(), before, query.fetch())?;
                Page::of(found, &query, |p| p.pause_id).try_map(|p| app.pause_view(p))
            })
            .await
    }

    /// A manager lifts a running pause or lets it stand, whether or not the person has objected. It may be lifted later
    /// all the same.
    pub async fn decide_pause(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        pause_id: PauseId,
        decision: PauseDecision,
        note: Option<String>,
    ) -> Result<Done<PauseView>, AppError> {
        if note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
            let message = format!("a note has at most {NOTE_MAX} characters");
            return Err(AppError::invalid("/note", "text_length", message));
        }
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            let pause = pauses::find(tx, pause_id)?
                .filter(|pause| pause.project_id == project_id)
                .ok_or(AppError::NotFound("pause"))?;
            if !pauses::decide(tx, pause_id, decision, note.as_deref(), caller.user_id, now)? {
                return Err(AppError::conflict("pause_ended", "this pause has ended"));
            }
            let kind = match decision {
                PauseDecision::Lift => "pause_lifted",
                PauseDecision::Uphold => "pause_upheld",
            };
            let data = json!({"user_id": pause.user_id, "note": note});
            app.note_pause(tx, now, kind, Some(caller.user_id), &pause, data)?;
            app.pause_view(pauses::find(tx, pause_id)?.ok_or(AppError::NotFound("pause"))?)
        })
        .await
    }
}
