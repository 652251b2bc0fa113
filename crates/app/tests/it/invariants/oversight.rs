//! What the requester does about people and results: pauses, objections to them, audits.

use super::world::{World, caller};
use pumasi_app::pauses::PauseScope;
use pumasi_app::{AppError, PageQuery};
use pumasi_domain::pause::PauseDecision;
use pumasi_domain::state::Role;

impl World {
    pub(super) async fn pause_worker(&self, which: usize, role: Role) -> Result<(), AppError> {
        let (owner, project_id) = (caller(self.owner), self.project_id);
        let known = self
            .app
            .project_workers(&owner, project_id, &PageQuery::default())
            .await?;
        if let Some(one) = known.items.get(which) {
            let (worker, reason) = (one.worker.clone(), "let us talk first".to_owned());
            self.app
                .pause_worker(&owner, None, project_id, worker, role, reason)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn object(&self, person: usize) -> Result<(), AppError> {
        let me = self.caller(person);
        let mine = self.app.my_pauses(&me).await?.items;
        if let Some(pause) = mine.iter().find(|pause| pause.may_object) {
            let text = "I have followed the guide".to_owned();
            self.app.object_to_pause(&me, None, pause.pause_id, text).await?;
        }
        Ok(())
    }

    pub(super) async fn decide_pause(&self, lift: bool) -> Result<(), AppError> {
        let (owner, project_id) = (caller(self.owner), self.project_id);
        let running = self
            .app
            .pauses(&owner, project_id, PauseScope::Running, &PageQuery::default())
            .await?;
        let decision = if lift {
            PauseDecision::Lift
        } else {
            PauseDecision::Uphold
        };
        if let Some(first) = running.items.first() {
            self.app
                .decide_pause(&owner, None, project_id, first.pause_id, decision, None)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn order_audit(&self, sample_size: i64) -> Result<(), AppError> {
        let owner = caller(self.owner);
        self.app
            .order_audit(&owner, None, self.project_id, sample_size)
            .await
            .map(|_| ())
    }
}
