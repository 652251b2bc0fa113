//! Who earned the most in a week.

use crate::access::require_operator;
use crate::{App, AppError, Caller};
use pumasi_domain::UserId;
use pumasi_domain::money::hourly_minor;
use pumasi_domain::time::{day_text, parse_week, week_start, week_text};
use pumasi_store::earnings::{self, Earner};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// People in the list.
const EARNERS_MAX: i64 = 100;

/// The people who earned the most in one week, which starts on Monday in the platform's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopEarners {
    /// Like `2026-W48`.
    pub week: String,
    pub starts_on: String,
    /// The Sunday.
    pub ends_on: String,
    pub items: Vec<TopEarner>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopEarner {
    /// From 1. Who earned the same has the same rank, and the next rank is left out.
    pub rank: i64,
    pub user_id: UserId,
    pub display_name: String,
    pub earned_minor: i64,
    pub answers: i64,
    pub inspections: i64,
    pub active_seconds: i64,
    pub hourly_minor: Option<i64>,
}

impl App {
    /// Up to a hundred people who earned the most in a week; this week if none is named.
    pub async fn top_earners(&self, caller: &Caller, week: Option<&str>) -> Result<TopEarners, AppError> {
        require_operator(caller)?;
        let monday = match week {
            None => week_start(self.day(self.clock.now())),
            Some(text) => parse_week(text).ok_or_else(|| {
                AppError::invalid("/week", "week_malformed", "a week is written like 2026-W48")
            })?,
        };
        let earners = self
            .db
            .read(move |tx| Ok::<_, AppError>(earnings::top(tx, monday, monday + 6, EARNERS_MAX)?))
            .await?;
        Ok(TopEarners {
            week: week_text(monday),
            starts_on: day_text(monday),
            ends_on: day_text(monday + 6),
            items: rank(earners),
        })
    }
}

fn rank(earners: Vec<Earner>) -> Vec<TopEarner> {
    let mut items: Vec<TopEarner> = Vec::with_capacity(earners.len());
    for (place, earner) in (1..).zip(earners) {
        let rank = match items.last() {
            Some(last) if last.earned_minor == earner.work.earned_minor => last.rank,
            _ => place,
        };
        items.push(TopEarner {
            rank,
            user_id: earner.user_id,
            display_name: earner.display_name,
            earned_minor: earner.work.earned_minor,
            answers: earner.work.answers,
            inspections: earner.work.inspections,
            active_seconds: earner.work.active_ms / 1_000,
            hourly_minor: hourly_minor(earner.work.earned_minor, earner.work.active_ms),
        });
    }
    items
}
