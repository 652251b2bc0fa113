//! Work that may upset whoever does it: what is in it, who may see it, and how much of it in one day.

use crate::Timestamp;
use crate::state::states;
use crate::time::SECOND;
use crate::verdict::Fault;
use serde::{Deserialize, Serialize};

states! {
    /// What may upset. A person agrees to each of these apart.
    SensitiveKind {
        /// Fights, weapons, injuries, blood.
        Violence = "violence",
        /// Nakedness and sex.
        Sexual = "sexual",
        /// Abuse, threats and hatred of people.
        Hate = "hate",
        /// Suicide and harm to oneself.
        SelfHarm = "self_harm",
        /// Accidents, corpses, cruelty to animals and what else is hard to look at.
        Disturbing = "disturbing",
    }
}

/// What a requester states about an order. Whoever states a kind states that the order is for adults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Sensitivity {
    /// Empty: nothing sensitive.
    pub kinds: Vec<SensitiveKind>,
    /// A break is due after this many minutes; `null` as the platform has it. A project can be stricter than the platform.
    pub break_after_minutes: Option<i64>,
    /// How long the break is.
    pub break_minutes: Option<i64>,
    /// The most in one day.
    pub daily_minutes: Option<i64>,
}

impl Sensitivity {
    /// Whether people must agree before they see anything of it.
    pub fn is_sensitive(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// What is out of bounds.
    pub fn faults(&self, adult: bool) -> Vec<Fault> {
        let mut faults = Vec::new();
        let twice = (1..self.kinds.len()).any(|n| self.kinds[n..].contains(&self.kinds[n - 1]));
        if twice {
            let message = "name each kind once";
            faults.push(Fault::new("/sensitivity/kinds", "kind_twice", message));
        }
        if self.is_sensitive() && !adult {
            let message = "sensitive content is for adults only: set adult";
            faults.push(Fault::new("/adult", "sensitive_for_adults", message));
        }
        for (name, value, low, high) in [
            ("break_after_minutes", self.break_after_minutes, 5, 240),
            ("break_minutes", self.break_minutes, 1, 120),
            ("daily_minutes", self.daily_minutes, 10, 720),
        ] {
            if value.is_some_and(|value| !(low..=high).contains(&value)) {
                let message = format!("{low} to {high} minutes, or null for the platform's");
                let pointer = format!("/sensitivity/{name}");
                faults.push(Fault::new(pointer, "out_of_range", message));
            }
        }
        faults
    }

    /// The kinds that `before` has and this has not.
    pub fn drops_any_of(&self, before: &Sensitivity) -> bool {
        before.kinds.iter().any(|kind| !self.kinds.contains(kind))
    }
}

/// How much sensitive work a person may do, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ExposureLimits {
    pub break_after_minutes: i64,
    pub break_minutes: i64,
    pub daily_minutes: i64,
}

impl Default for ExposureLimits {
    fn default() -> Self {
        ExposureLimits {
            break_after_minutes: 50,
            break_minutes: 10,
            daily_minutes: 240,
        }
    }
}

impl ExposureLimits {
    /// The stricter of the platform's limits and a project's.
    pub fn of(self, project: &Sensitivity) -> ExposureLimits {
        let least = |mine: i64, theirs: Option<i64>| theirs.map_or(mine, |theirs| mine.min(theirs));
        ExposureLimits {
            break_after_minutes: least(self.break_after_minutes, project.break_after_minutes),
            break_minutes: project
                .break_minutes
                .map_or(self.break_minutes, |theirs| self.break_minutes.max(theirs)),
            daily_minutes: least(self.daily_minutes, project.daily_minutes),
        }
    }
}

/// Time at one task beyond this is not counted: nobody was there.
pub const EXPOSURE_MAX_SECONDS: i64 = 600;

/// What a person was exposed to, in microseconds of the server's own clock. It is counted for the person's sake and nothing
/// else is made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// The day that `day_us` is of.
    pub day: i64,
    pub day_us: i64,
    /// Since the last break.
    pub stretch_us: i64,
    pub last_at: Timestamp,
}

/// Why nothing sensitive is handed out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExposureStop {
    /// A break, until then.
    Break(Timestamp),
    /// The day's most is reached.
    Day,
}

impl Exposure {
    /// Counts the time since `begun`, or since the last time that was counted, whichever is later.
    #[must_use]
    pub fn add(self, begun: Timestamp, now: Timestamp, day: i64) -> Exposure {
        let from = begun.max(self.last_at);
        let spent = (now.0 - from.0).clamp(0, EXPOSURE_MAX_SECONDS * SECOND);
        let before = if self.day == day { self.day_us } else { 0 };
        Exposure {
            day,
            day_us: before + spent,
            stretch_us: self.stretch_us + spent,
            last_at: now.max(self.last_at),
        }
    }

    /// A person comes for work: time away as long as a break was one. `None` if it was not.
    pub fn rested(self, limits: ExposureLimits, now: Timestamp) -> Option<Exposure> {
        let away = now.0 - self.last_at.0 >= limits.break_minutes * 60 * SECOND;
        (away && self.last_at != Timestamp::default()).then_some(Exposure {
            stretch_us: 0,
            last_at: now,
            ..self
        })
    }

    /// What stands in the way of more, if anything does.
    pub fn stop(&self, limits: ExposureLimits, now: Timestamp, day: i64) -> Option<ExposureStop> {
        let minute = 60 * SECOND;
        if self.day == day && self.day_us >= limits.daily_minutes * minute {
            return Some(ExposureStop::Day);
        }
        let until = self.last_at.plus_seconds(limits.break_minutes * 60);
        (self.stretch_us >= limits.break_after_minutes * minute && now < until)
            .then_some(ExposureStop::Break(until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_000_000 * SECOND).plus_seconds(seconds)
    }

    #[test]
    fn a_project_is_stricter_than_the_platform_and_never_laxer() {
        let strict = Sensitivity {
            break_after_minutes: Some(20),
            break_minutes: Some(30),
            daily_minutes: Some(60),
            ..Sensitivity::default()
        };
        let (platform, limits) = (ExposureLimits::default(), ExposureLimits::default().of(&strict));
        assert_eq!(
            (
                limits.break_after_minutes,
                limits.break_minutes,
                limits.daily_minutes
            ),
            (20, 30, 60)
        );
        let lax = Sensitivity {
            break_after_minutes: Some(200),
            break_minutes: Some(1),
            daily_minutes: Some(700),
            ..Sensitivity::default()
        };
        assert_eq!(platform.of(&lax), platform);
    }

    #[test]
    fn time_is_counted_once_and_idleness_is_not() {
        let one = Exposure::default().add(at(0), at(60), 1);
        assert_eq!((one.day_us, one.stretch_us), (60 * SECOND, 60 * SECOND));
        // The second task lay ready since the beginning.
        let two = one.add(at(0), at(90), 1);
        assert_eq!(two.day_us, 90 * SECOND);
        let idle = two.add(at(0), at(90 + 5_000), 1);
        assert_eq!(idle.day_us, (90 + EXPOSURE_MAX_SECONDS) * SECOND);
        let next_day = idle.add(at(100_000), at(100_010), 2);
        assert_eq!(
            (next_day.day_us, next_day.stretch_us),
            (10 * SECOND, (100 + EXPOSURE_MAX_SECONDS) * SECOND)
        );
    }

    #[test]
    fn a_break_is_due_ends_and_may_be_taken_early() {
        let limits = ExposureLimits {
            break_after_minutes: 5,
            break_minutes: 10,
            daily_minutes: 60,
        };
        let tired = Exposure::default().add(at(0), at(300), 1);
        assert_eq!(tired.stop(limits, at(300), 1), Some(ExposureStop::Break(at(900))));
        assert_eq!(tired.stop(limits, at(900), 1), None);
        assert_eq!(tired.rested(limits, at(899)), None);
        assert_eq!(tired.rested(limits, at(900)).unwrap().stretch_us, 0);
        let early = Exposure::default().add(at(0), at(60), 1);
        assert_eq!(early.rested(limits, at(660)).unwrap().stretch_us, 0);
        let full = Exposure {
            day_us: 60 * 60 * SECOND,
            stretch_us: 0,
            ..tired
        };
        assert_eq!(full.stop(limits, at(300), 1), Some(ExposureStop::Day));
        assert_eq!(full.stop(limits, at(300), 2), None);
    }

    #[test]
    fn kinds_make_an_order_for_adults() {
        let stated = Sensitivity {
            kinds: vec![SensitiveKind::Hate, SensitiveKind::Violence, SensitiveKind::Hate],
            break_minutes: Some(0),
            ..Sensitivity::default()
        };
        let codes: Vec<_> = stated.faults(false).into_iter().map(|f| f.code).collect();
        assert_eq!(codes, ["kind_twice", "sensitive_for_adults", "out_of_range"]);
        assert!(Sensitivity::default().faults(false).is_empty());
        assert!(
            Sensitivity::default().drops_any_of(&stated) && !stated.drops_any_of(&Sensitivity::default())
        );
    }
}
