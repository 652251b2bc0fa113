//! Leaving sensitive work: what a person has in hand of it goes back, without any effect on them.

use crate::{App, AppError, Caller};
use pumasi_domain::sensitivity::SensitiveKind;
use pumasi_domain::state::AssignmentState;
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::projects;

impl App {
    /// Gives back what a person has in hand of projects with this kind. Answers that came back to them stay theirs: they may
    /// agree again before the time for mending is over.
    pub(crate) async fn release_sensitive(
        &self,
        caller: &Caller,
        kind: SensitiveKind,
    ) -> Result<(), AppError> {
        let user_id = caller.user_id;
        let in_hand: Vec<Assignment> = self
            .db
            .read(move |tx| {
                let mut found = Vec::new();
                for a in assignments::live_of_worker(tx, user_id, None)? {
                    let project = projects::find(tx, a.project_id)?;
                    let concerns = project.is_some_and(|project| project.sensitivity.kinds.contains(&kind));
                    if concerns && a.state == AssignmentState::Active {
                        found.push(a);
                    }
                }
                Ok::<_, AppError>(found)
            })
            .await?;
        for a in in_hand {
            let (app, now) = (self.clone(), self.now());
            self.db
                .write(a.project_id.0, move |tx| {
                    let a = assignments::find(tx, a.project_id, a.assignment_id)?;
                    match a {
                        Some(a) if a.state == AssignmentState::Active => {
                            app.give_up(tx, &a, AssignmentState::Released, Some(user_id), now)
                        }
                        _ => Ok(()),
                    }
                })
                .await?;
        }
        Ok(())
    }
}
