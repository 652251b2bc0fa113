//! The brake on inspectors: who returns and refuses far more than all others is stopped until a person has looked, and
//! what they sent back lately gets a second opinion.

use super::start::Start;
use crate::{App, AppError};
use pumasi_domain::pause::{self, PauseCause};
use pumasi_domain::project::Project;
use pumasi_domain::quality::RuleAction;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_quality::{InspectorChecks, measured_rates};
use pumasi_store::{Tx, conduct, evidence, pauses};
use serde_json::json;

/// Whether known answers show that what this person returns is mostly wrong.
fn explained(
    tx: &mut Tx,
    project_id: ProjectId,
    inspector_id: UserId,
    own: pause::Share,
) -> Result<bool, AppError> {
    let all = evidence::checked(tx, project_id)?;
    let inspectors: Vec<_> = all.iter().filter(|one| one.role == Role::Inspect).collect();
    let checks: Vec<InspectorChecks> = inspectors
        .iter()
        .map(|one| InspectorChecks {
            good: one.good,
            good_returned: one.good_returned,
            bad: one.bad,
            bad_passed: one.bad_passed,
        })
        .collect();
    let measured = inspectors.iter().zip(measured_rates(&checks));
    Ok(measured
        .filter(|(one, _)| one.user_id == inspector_id)
        .any(|(one, rates)| pause::is_explained(own, one.good, rates.false_return)))
}

impl App {
    /// To be called after an inspector returned or refused an answer.
    pub(crate) fn apply_brake(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let (id, role, cause) = (project.project_id, Role::Inspect, PauseCause::ReturnRate);
        let since =
            pauses::last_at(tx, id, inspector_id, role, cause, RuleAction::Pause)?.unwrap_or_default();
        let own = conduct::returns_of(tx, id, inspector_id, since, pause::VERDICTS_LOOKED_AT)?;
        if own.n < pause::VERDICTS_MIN || pauses::is_running(tx, id, inspector_id, role)? {
            return Ok(());
        }
        let stopped = pauses::running_of_cause(tx, id, role, cause)?;
        let others: Vec<pause::Share> = conduct::returns_by_inspector(tx, id, pause::POOL_LOOKED_AT)?
            .into_iter()
            .filter(|(person, _)| *person != inspector_id && !stopped.contains(person))
            .map(|(_, share)| share)
            .collect();
        let Some(band) = pause::out_of_band(own, &others) else {
            return Ok(());
        };
        if explained(tx, id, inspector_id, own)? {
            return Ok(());
        }
        let percent = |share: f64| (share * 1_000.0).round() / 10.0;
        let start = Start {
            project_id: id,
            user_id: inspector_id,
            role,
            action: RuleAction::Pause,
            cause,
            figures: json!({
                "n": own.n,
                "share_percent": percent(own.value()),
                "expected_percent": percent(band.center),
                "high_percent": percent(band.high),
            }),
            until_at: None,
            actor: None,
        };
        if self.start_pause(tx, start, now)?.is_some() {
            self.ask_second_opinions(tx, project, inspector_id, since, now)?;
        }
        Ok(())
    }
}
