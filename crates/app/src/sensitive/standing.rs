//! What a person agreed to see, and how long they were at it.

use crate::{App, AppError, Caller};
use pumasi_domain::sensitivity::{ExposureLimits, ExposureStop, SensitiveKind};
use pumasi_domain::time::SECOND;
use pumasi_domain::{Timestamp, UserId};
use pumasi_store::{Tx, consents, exposures, users};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// One kind of sensitive content, and whether the caller agreed to see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Consent)]
pub struct ConsentView {
    pub kind: SensitiveKind,
    /// `null`: they have not.
    pub given_at: Option<Timestamp>,
}

/// Where the caller stands with sensitive work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SensitiveStanding {
    /// Only adults are asked whether they agree.
    pub adult_verified: bool,
    pub consents: Vec<ConsentView>,
    /// Whole minutes at sensitive work today, by the server's clock. Nobody else is told.
    pub today_minutes: i64,
    /// The same since the last break.
    pub stretch_minutes: i64,
    /// The platform's; a project may be stricter.
    pub limits: ExposureLimits,
    /// When the break ends, if one is due now.
    pub break_until: Option<Timestamp>,
    /// When the next day begins, if the day's most is reached.
    pub day_until: Option<Timestamp>,
}

impl App {
    /// What the caller agreed to see, and how long they were at it.
    pub async fn sensitive_standing(&self, caller: &Caller) -> Result<SensitiveStanding, AppError> {
        let (app, user_id, now) = (self.clone(), caller.user_id, self.now());
        self.db.read(move |tx| app.standing(tx, user_id, now)).await
    }

    /// The caller agrees to see one kind of sensitive content, until they say otherwise.
    ///
    /// # Errors
    /// Conflict `adult_required`.
    pub async fn give_consent(
        &self,
        caller: &Caller,
        kind: SensitiveKind,
    ) -> Result<SensitiveStanding, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .write(caller.user_id.0, move |tx| {
                if !caller.adult_verified {
                    return Err(AppError::conflict(
                        "adult_required",
                        "sensitive work is for people who are verified as adults: ask the operator",
                    ));
                }
                if consents::give(tx, caller.user_id, kind, now)? {
                    app.note_consent(tx, now, "consent_given", caller.user_id, kind)?;
                }
                app.standing(tx, caller.user_id, now)
            })
            .await
    }

    /// The caller no longer agrees. What they had in hand of it goes back, without any effect on them; an answer that was sent
    /// in stays theirs and is paid.
    pub async fn withdraw_consent(
        &self,
        caller: &Caller,
        kind: SensitiveKind,
    ) -> Result<SensitiveStanding, AppError> {
        let (app, who, now) = (self.clone(), caller.clone(), self.now());
        let standing = self
            .db
            .write(caller.user_id.0, move |tx| {
                if consents::withdraw(tx, who.user_id, kind, now)? {
                    app.note_consent(tx, now, "consent_withdrawn", who.user_id, kind)?;
                }
                app.standing(tx, who.user_id, now)
            })
            .await?;
        // From here on nothing of it is shown, whether all of it went back or not.
        self.release_sensitive(caller, kind).await?;
        Ok(standing)
    }

    fn note_consent(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        event: &'static str,
        user_id: UserId,
        kind: SensitiveKind,
    ) -> Result<(), AppError> {
        let data = json!({"kind": kind});
        self.note_outside_projects(tx, now, event, Some(user_id), ("user", user_id.0), &data)
    }

    fn standing(&self, tx: &mut Tx, user_id: UserId, now: Timestamp) -> Result<SensitiveStanding, AppError> {
        let user = users::find(tx, user_id)?.ok_or(AppError::NotSignedIn)?;
        let given = consents::of_user(tx, user_id)?;
        let given_at = |kind| given.iter().find(|(one, _)| *one == kind).map(|(_, at)| *at);
        let (exposure, limits, day) = (exposures::find(tx, user_id)?, self.config.exposure, self.day(now));
        let stop = exposure.stop(limits, now, day);
        let rested = exposure.rested(limits, now).is_some();
        let minutes = |us: i64| us / (60 * SECOND);
        Ok(SensitiveStanding {
            adult_verified: user.adult_verified_at.is_some(),
            consents: SensitiveKind::ALL
                .iter()
                .map(|kind| ConsentView {
                    kind: *kind,
                    given_at: given_at(*kind),
                })
                .collect(),
            today_minutes: if exposure.day == day {
                minutes(exposure.day_us)
            } else {
                0
            },
            stretch_minutes: if rested { 0 } else { minutes(exposure.stretch_us) },
            limits,
            break_until: match stop {
                Some(ExposureStop::Break(until)) => Some(until),
                _ => None,
            },
            day_until: (stop == Some(ExposureStop::Day)).then(|| self.day_end(now)),
        })
    }
}
