//! What stands between a person and sensitive work.

use crate::{App, AppError, Caller};
use pumasi_domain::project::Project;
use pumasi_domain::sensitivity::{Exposure, ExposureLimits, ExposureStop, SensitiveKind};
use pumasi_domain::time::SECOND;
use pumasi_domain::{Timestamp, UserId};
use pumasi_store::assignments::Assignment;
use pumasi_store::{Tx, consents, exposures, organizations};

/// Why nothing is handed out, as a stable code, and when asking again makes sense.
pub(crate) struct Stop {
    pub reason: &'static str,
    pub retry_after_seconds: Option<i64>,
}

/// The kinds of a project's content that a person has not agreed to see.
pub(crate) fn missing_consents(
    tx: &mut Tx,
    user_id: UserId,
    project: &Project,
) -> Result<Vec<SensitiveKind>, AppError> {
    if !project.sensitivity.is_sensitive() {
        return Ok(Vec::new());
    }
    let given = consents::of_user(tx, user_id)?;
    let kinds = project.sensitivity.kinds.iter().copied();
    Ok(kinds
        .filter(|kind| given.iter().all(|(one, _)| one != kind))
        .collect())
}

/// Refuses whoever has not agreed to see what is in a project. Those whose project it is have seen it.
///
/// # Errors
/// Conflict `consent_required`.
pub(crate) fn require_consent(tx: &mut Tx, caller: &Caller, project: &Project) -> Result<(), AppError> {
    let missing = missing_consents(tx, caller.user_id, project)?;
    if missing.is_empty() || organizations::role_of(tx, project.organization_id, caller.user_id)?.is_some() {
        return Ok(());
    }
    let kinds: Vec<&str> = missing.iter().map(|kind| kind.as_str()).collect();
    Err(AppError::conflict(
        "consent_required",
        format!("say first that you agree to see: {}", kinds.join(", ")),
    ))
}

/// Whether a person's own work in a project is kept from them for now: they no longer agree, or they rest.
pub(crate) fn hides(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    project: &Project,
    now: Timestamp,
) -> Result<Option<Stop>, AppError> {
    if project.adult && !caller.adult_verified {
        return Ok(Some(Stop {
            reason: "consent_required",
            retry_after_seconds: None,
        }));
    }
    app.sensitive_stop(tx, caller.user_id, project, now)
}

impl App {
    /// What holds for a project: the stricter of the platform's limits and its own.
    pub(crate) fn exposure_limits(&self, project: &Project) -> ExposureLimits {
        self.config.exposure.of(&project.sensitivity)
    }

    /// Why a person gets nothing of a project for the sake of what is in it.
    pub(crate) fn sensitive_stop(
        &self,
        tx: &mut Tx,
        user_id: UserId,
        project: &Project,
        now: Timestamp,
    ) -> Result<Option<Stop>, AppError> {
        if !project.sensitivity.is_sensitive() {
            return Ok(None);
        }
        if !missing_consents(tx, user_id, project)?.is_empty() {
            return Ok(Some(Stop {
                reason: "consent_required",
                retry_after_seconds: None,
            }));
        }
        let exposure = exposures::find(tx, user_id)?;
        let (limits, day) = (self.exposure_limits(project), self.day(now));
        Ok(exposure.stop(limits, now, day).map(|stop| {
            let (reason, until) = match stop {
                ExposureStop::Break(until) => ("break_required", until),
                ExposureStop::Day => ("daily_limit_reached", self.day_end(now)),
            };
            Stop {
                reason,
                retry_after_seconds: Some((until.0 - now.0 + SECOND - 1) / SECOND),
            }
        }))
    }

    /// When the day ends that `now` is in.
    pub(crate) fn day_end(&self, now: Timestamp) -> Timestamp {
        Timestamp(((self.day(now) + 1) * 86_400 - self.config.day_offset_seconds) * SECOND)
    }

    /// Counts the time that a person was at an assignment of a sensitive project: since it was handed out or since they last
    /// sent anything, by the clock here.
    pub(crate) fn note_exposure(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !project.sensitivity.is_sensitive() {
            return Ok(());
        }
        let exposure = exposures::hold(tx, a.worker_id)?.add(a.issued_at, now, self.day(now));
        Ok(exposures::save(tx, a.worker_id, &exposure)?)
    }

    /// Somebody comes for work of a sensitive project: if they were away as long as a break is, that was one.
    pub(crate) fn note_rest(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !project.sensitivity.is_sensitive() {
            return Ok(());
        }
        let limits = self.exposure_limits(project);
        if exposures::find(tx, user_id)?.rested(limits, now).is_none() {
            return Ok(());
        }
        if let Some(rested) = Exposure::rested(exposures::hold(tx, user_id)?, limits, now) {
            exposures::save(tx, user_id, &rested)?;
        }
        Ok(())
    }
}
