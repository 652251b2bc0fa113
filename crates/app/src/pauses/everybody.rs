//! The rules of a project, looked at for everybody who took part: after a full pass, which is what moves agreement and
//! information.

use crate::{App, AppError};
use pumasi_domain::project::Project;
use pumasi_domain::quality::Collector;
use pumasi_domain::state::Role;
use pumasi_store::project_reports;

/// People looked at in one transaction.
const PEOPLE: i64 = 100;

impl App {
    /// To be called when a full pass over the project was written.
    pub(crate) async fn apply_rules_to_everybody(&self, project: &Project) -> Result<(), AppError> {
        let moved = |collector| matches!(collector, Collector::Agreement | Collector::Information);
        if !project.rules.iter().any(|rule| moved(rule.collector)) {
            return Ok(());
        }
        let mut skip = 0;
        loop {
            let (app, project, now) = (self.clone(), project.clone(), self.now());
            let seen = self.db.write(project.project_id.0, move |tx| {
                let people = project_reports::participants(tx, project.project_id, skip, PEOPLE)?;
                for person in &people {
                    for (role, count) in [(Role::Work, person.answers), (Role::Inspect, person.inspections)] {
                        if count > 0 {
                            app.apply_rules(tx, &project, person.user_id, role, now)?;
                        }
                    }
                }
                Ok::<_, AppError>(people.len() as i64)
            });
            let seen = seen.await?;
            skip += seen;
            if seen < PEOPLE {
                return Ok(());
            }
        }
    }
}
