//! Time as an integer: microseconds since 1970-01-01 UTC. Days and weeks are those of the platform's time zone.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Microseconds since the Unix epoch. In JSON an RFC 3339 string in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Timestamp(pub i64);

/// Microseconds in one second.
pub const SECOND: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;
/// Days and weeks of pay are counted in Korean time, which has no daylight saving.
pub const KOREA_OFFSET_SECONDS: i64 = 9 * 3_600;

impl Timestamp {
    /// This moment plus `seconds`, never past the largest moment that can be written down.
    pub fn plus_seconds(self, seconds: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// The day's number since 1970-01-01 in the zone that is `offset_seconds` ahead of UTC.
    pub fn day(self, offset_seconds: i64) -> i64 {
        (self.unix_seconds() + offset_seconds).div_euclid(DAY_SECONDS)
    }

    /// The hour's number since 1970-01-01T00 UTC.
    pub fn hour(self) -> i64 {
        self.unix_seconds().div_euclid(3_600)
    }

    /// Reads an RFC 3339 text.
    pub fn parse(text: &str) -> Option<Timestamp> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .map(|moment| Timestamp(moment.as_microsecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(moment) => moment.fmt(f),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "'{text}' is not an RFC 3339 time like 2026-11-24T09:00:00Z"
            ))
        })
    }
}

impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::DateTime,
            )))
            .into()
    }
}

impl utoipa::ToSchema for Timestamp {}

/// The number of a date since 1970-01-01.
pub fn day_number(date: jiff::civil::Date) -> Option<i64> {
    let span = date.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(span.get_days()))
}

/// A day's number as `2026-11-24`.
pub fn day_text(day: i64) -> String {
    let date = i32::try_from(day).ok().and_then(|day| {
        jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(day))
            .ok()
    });
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

/// The number of the Monday on or before `day`. Day 0 was a Thursday.
pub fn week_start(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

/// The ISO 8601 name of the week that holds `day`, like `2026-W48`.
pub fn week_text(day: i64) -> String {
    let thursday = week_start(day) + 3;
    let date = jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(thursday as i32));
    let first = jiff::civil::date(date.year(), 1, 1);
    let days = date.since(first).map(|span| span.get_days()).unwrap_or(0);
    format!("{:04}-W{:02}", date.year(), days / 7 + 1)
}

/// The day number of the Monday of an ISO week name; `None` if it is not one.
pub fn parse_week(text: &str) -> Option<i64> {
    let (year, week) = text.split_once("-W")?;
    let (year, week): (i16, i8) = (year.parse().ok()?, week.parse().ok()?);
    let date = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday)
        .ok()?
        .date();
    let days = date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days();
    Some(i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_start_on_korean_mondays() {
        // 2026-11-23 is a Monday; 15:00 UTC on Sunday is already Monday in Korea.
        let moment = Timestamp::parse("2026-11-22T15:00:00Z").unwrap();
        let day = moment.day(KOREA_OFFSET_SECONDS);
        assert_eq!(day_text(day), "2026-11-23");
        assert_eq!(week_start(day), day);
        assert_eq!(week_start(day + 6), day);
        assert_eq!(week_text(day), "2026-W48");
        assert_eq!(parse_week("2026-W48"), Some(day));
        assert_eq!(parse_week("2026-48"), None);
    }

    #[test]
    fn year_ends_keep_their_iso_weeks() {
        for (date, week) in [
            ("2024-12-30T00:00:00Z", "2025-W01"),
            ("2027-01-01T00:00:00Z", "2026-W53"),
        ] {
            assert_eq!(week_text(Timestamp::parse(date).unwrap().day(0)), week);
            assert_eq!(
                parse_week(week),
                Some(week_start(Timestamp::parse(date).unwrap().day(0)))
            );
        }
    }

    #[test]
    fn json_is_rfc_3339() {
        let moment = Timestamp(1_500_000);
        assert_eq!(
            serde_json::to_string(&moment).unwrap(),
            "\"1970-01-01T00:00:01.5Z\""
        );
        assert_eq!(
            serde_json::from_str::<Timestamp>("\"1970-01-01T00:00:01.5Z\"").unwrap(),
            moment
        );
    }
}
