//! What a worker has earned, and where it comes from.

use crate::{App, AppError, Caller, Page, PageQuery};
use pumasi_domain::money::{Account, hourly_minor};
use pumasi_domain::state::Role;
use pumasi_domain::time::{day_text, week_start};
use pumasi_domain::{ProjectId, Timestamp, TransferId};
use pumasi_store::earnings::{self, Work};
use pumasi_store::ledger;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days that are shown one by one, today included.
const DAYS: i64 = 14;
/// Projects that are shown, where the person worked last first.
const PROJECTS_MAX: i64 = 200;

/// A worker's money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Earnings {
    pub today: EarningsPeriod,
    /// Since Monday.
    pub week: EarningsPeriod,
    /// Sent in, not yet decided.
    pub pending_minor: i64,
    /// Accepted, not yet paid out.
    pub payable_minor: i64,
    /// Promised for work that is in hand.
    pub held_minor: i64,
    /// The last fourteen days, oldest first.
    pub days: Vec<EarningsDay>,
    pub projects: Vec<EarningsProject>,
}

/// What was accepted and done in a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarningsPeriod {
    pub earned_minor: i64,
    pub answers: i64,
    pub inspections: i64,
    pub active_seconds: i64,
    /// Per active hour; `null` while there is too little time to say.
    pub hourly_minor: Option<i64>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarningsDay {
    /// Like `2026-11-24`, in the platform's zone.
    pub day: String,
    pub earned_minor: i64,
    pub answers: i64,
    pub active_seconds: i64,
}

/// One project the worker took part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarningsProject {
    pub project_id: ProjectId,
    pub name: String,
    pub answers: i64,
    pub inspections: i64,
    pub earned_minor: i64,
    pub pending_minor: i64,
    pub active_seconds: i64,
    pub hourly_minor: Option<i64>,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarningsTransfer {
    pub transfer_id: TransferId,
    pub at: Timestamp,
    pub project_id: Option<ProjectId>,
    pub project_name: Option<String>,
    /// `work` or `inspect`; `null` if the payment is for no single task.
    pub role: Option<Role>,
    pub amount_minor: i64,
    pub code: String,
}

impl App {
    /// What the caller has earned today, this week and by day and project, and where their money stands.
    pub async fn earnings(&self, caller: &Caller) -> Result<Earnings, AppError> {
        let (user_id, today) = (caller.user_id, self.day(self.clock.now()));
        self.db
            .read(move |tx| {
                let monday = week_start(today);
                let first = monday.min(today - DAYS + 1);
                let known = earnings::days(tx, user_id, first, today)?;
                let on = |day: i64| {
                    known
                        .iter()
                        .find(|(known, _)| *known == day)
                        .map_or(Work::default(), |(_, work)| *work)
                };
                let wallet = ledger::balance(tx, Account::WorkerWallet(user_id))?;
                let pending_minor = earnings::pending(tx, user_id)?;
                let projects = earnings::projects(tx, user_id, PROJECTS_MAX)?;
                Ok(Earnings {
                    today: period(on(today)),
                    week: period((monday..=today).map(on).fold(Work::default(), add)),
                    pending_minor,
                    payable_minor: wallet.available(),
                    held_minor: (wallet.credits_pending - pending_minor).max(0),
                    days: (today - DAYS + 1..=today)
                        .map(|number| day(number, on(number)))
                        .collect(),
                    projects: projects.into_iter().map(project).collect(),
                })
            })
            .await
    }

    /// The caller's statement: every payment, newest first.
    pub async fn earnings_transfers(
        &self,
        caller: &Caller,
        query: &PageQuery,
    ) -> Result<Page<EarningsTransfer>, AppError> {
        let (user_id, before, fetch) = (caller.user_id, query.after()?, query.fetch());
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(earnings::payments(tx, user_id, before, fetch)?))
            .await?;
        let views = found
            .into_iter()
            .map(|payment| EarningsTransfer {
                transfer_id: payment.transfer_id,
                at: payment.at,
                project_id: payment.project_id,
                project_name: payment.project_name,
                role: payment.role,
                amount_minor: payment.amount_minor,
                code: payment.code,
            })
            .collect();
        Ok(Page::of(views, query, |transfer| transfer.transfer_id))
    }
}

fn add(sum: Work, work: Work) -> Work {
    Work {
        answers: sum.answers + work.answers,
        inspections: sum.inspections + work.inspections,
        earned_minor: sum.earned_minor + work.earned_minor,
        active_ms: sum.active_ms + work.active_ms,
    }
}

fn period(work: Work) -> EarningsPeriod {
    EarningsPeriod {
        earned_minor: work.earned_minor,
        answers: work.answers,
        inspections: work.inspections,
        active_seconds: work.active_ms / 1_000,
        hourly_minor: hourly_minor(work.earned_minor, work.active_ms),
    }
}

fn day(number: i64, work: Work) -> EarningsDay {
    EarningsDay {
        day: day_text(number),
        earned_minor: work.earned_minor,
        answers: work.answers,
        active_seconds: work.active_ms / 1_000,
    }
}

fn project(part: earnings::InProject) -> EarningsProject {
    EarningsProject {
        project_id: part.project_id,
        name: part.name,
        answers: part.work.answers,
        inspections: part.work.inspections,
        earned_minor: part.work.earned_minor,
        pending_minor: part.pending_minor,
        active_seconds: part.work.active_ms / 1_000,
        hourly_minor: hourly_minor(part.work.earned_minor, part.work.active_ms),
    }
}
