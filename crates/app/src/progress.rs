//! How a project stands: counters, money, pace, and when it will be done.

use crate::access::require_project_member;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::money::Account;
use pumasi_domain::plan::QualityPlan;
use pumasi_domain::project::Project;
use pumasi_domain::quality::Overlap;
use pumasi_domain::state::{ProjectState, Role};
use pumasi_domain::time::SECOND;
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_store::project_reports::{self, Participation};
use pumasi_store::tally::ProjectChange;
use pumasi_store::{Tx, ledger};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a project stands at a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    pub tasks_total: i64,
    pub tasks_queued: i64,
    pub tasks_in_work: i64,
    pub tasks_in_review: i64,
    pub tasks_done: i64,
    pub tasks_unusable: i64,
    pub tasks_voided: i64,
    pub answers_submitted: i64,
    pub answers_accepted: i64,
    /// Waiting for mending now.
    pub answers_returned: i64,
    pub answers_refused: i64,
    pub answers_in_review: i64,
    pub budget_minor: i64,
    pub spent_minor: i64,
    /// Promised for work that is out or waits for a decision.
    pub reserved_minor: i64,
    /// What is left for new work.
    pub available_minor: i64,
    /// Over the last hours.
    pub answers_per_hour: f64,
    /// When the last answer is in, at this pace.
    pub finish_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// One person's work in a project, under a pseudonym.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProjectWorker {
    /// Pseudonym, the same throughout the project.
    pub worker: String,
    /// `work`, or `inspect` for those who only inspect.
    pub role: Role,
    pub answers: i64,
    pub inspections: i64,
    pub accepted: i64,
    pub returned: i64,
    pub refused: i64,
    pub active_seconds: i64,
    pub last_at: Timestamp,
}

/// The hours that a pace is taken over.
const PACE_HOURS: i64 = 6;
const HOUR_SECONDS: i64 = 3_600;
/// The shortest time a pace is taken over.
const PACE_SECONDS_MIN: i64 = 600;

/// Answers an hour since the first answer of the last six hours. `hours` are numbers of hours with their answers, oldest
/// first. One decimal. Answers of a project's first minutes say little, so they count as if of ten.
fn answers_per_hour(hours: &[(i64, i64)], opened_at: Option<Timestamp>, now: Timestamp) -> f64 {
    let Some((first, _)) = hours.iter().find(|(_, answers)| *answers > 0) else {
        return 0.0;
    };
    // Within its hour the first answer is known no closer than that the project was open.
    let begin = Timestamp(first * HOUR_SECONDS * SECOND).max(opened_at.unwrap_or_default());
    let seconds = (now.0 - begin.0).max(PACE_SECONDS_MIN * SECOND) as f64 / SECOND as f64;
    let answers: i64 = hours.iter().map(|(_, answers)| answers).sum();
    (answers as f64 * HOUR_SECONDS as f64 / seconds * 10.0).round() / 10.0
}

/// Tasks that must be done before their number of answers says how many others will take.
const DONE_LEAST: i64 = 10;

/// Answers that a task takes as far as one can tell: as many as are ordered where their number is fixed, else as many as
/// those took that are done. Tasks that are begun count as half.
fn answers_expected(counters: &ProjectChange, plan: &QualityPlan) -> f64 {
    let most = plan.answers_per_task as f64;
    if plan.settings.overlap == Overlap::Fixed || counters.tasks_done < DONE_LEAST {
        return most;
    }
    let tasks = (counters.tasks_done + counters.tasks_in_review) as f64 + counters.tasks_in_work as f64 / 2.0;
    (counters.answers_accepted as f64 / tasks)
        .clamp(plan.first_places().min(plan.answers_per_task) as f64, most)
}

/// Answers that are still to be sent in before every task has all of its own.
fn answers_missing(counters: &ProjectChange, plan: &QualityPlan) -> i64 {
    if plan.settings.overlap != Overlap::Fixed {
        let begun = counters.tasks_queued as f64 + counters.tasks_in_work as f64 / 2.0;
        let missing = (answers_expected(counters, plan) * begun).ceil() as i64;
        return (missing - counters.answers_in_review).max(0);
    }
    let live = counters.tasks_queued + counters.tasks_in_work + counters.tasks_in_review;
    let accepted = counters.answers_accepted - plan.answers_per_task * counters.tasks_done;
    (plan.answers_per_task * live - accepted.max(0) - counters.answers_in_review).max(0)
}

fn finish_at(missing: i64, per_hour: f64, now: Timestamp) -> Option<Timestamp> {
    if missing == 0 || per_hour <= 0.0 {
        return None;
    }
    let seconds = missing as f64 / per_hour * HOUR_SECONDS as f64;
    // Nobody plans a century ahead.
    (seconds < 100.0 * 366.0 * 86_400.0).then(|| now.plus_seconds(seconds.ceil() as i64))
}

/// How `project` stands as of this transaction's snapshot.
pub(crate) fn progress_of(tx: &mut Tx, project: &Project, now: Timestamp) -> Result<Progress, AppError> {
    let c = project_reports::counters(tx, project.project_id)?;
    let escrow = ledger::balance(tx, Account::ProjectEscrow(project.project_id))?;
    let hours = match project.opened_at {
        Some(_) => project_reports::answers_by_hour(tx, project.project_id, now.hour() - PACE_HOURS + 1)?,
        None => Vec::new(),
    };
    let per_hour = answers_per_hour(&hours, project.opened_at, now);
    let missing = answers_missing(&c, &project.plan);
    Ok(Progress {
        tasks_total: c.tasks_total,
        tasks_queued: c.tasks_queued,
        tasks_in_work: c.tasks_in_work,
        tasks_in_review: c.tasks_in_review,
        tasks_done: c.tasks_done,
        tasks_unusable: c.tasks_unusable,
        tasks_voided: c.tasks_voided,
        answers_submitted: c.answers_submitted,
        answers_accepted: c.answers_accepted,
        answers_returned: c.answers_returned,
        answers_refused: c.answers_refused,
        answers_in_review: c.answers_in_review,
        budget_minor: project.budget_minor,
        spent_minor: c.spent_minor,
        reserved_minor: escrow.debits_pending,
        available_minor: escrow.available(),
        answers_per_hour: per_hour,
        finish_at: if project.state == ProjectState::Open {
            finish_at(missing, per_hour, now)
        } else {
            None
        },
        at: now,
    })
}

impl App {
    /// How a project stands now.
    pub async fn progress(&self, caller: &Caller, project_id: ProjectId) -> Result<Progress, AppError> {
        let (caller, now) = (caller.clone(), self.now());
        self.db
            .read(move |tx| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                progress_of(tx, &project, now)
            })
            .await
    }

    /// Who took part in a project, under pseudonyms.
    pub async fn project_workers(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<ProjectWorker>, AppError> {
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        let skip = query.after::<i64>()?.unwrap_or(0).max(0);
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let mut found = project_reports::participants(tx, project_id, skip, query.fetch())?;
                let more = found.len() as i64 > query.limit();
                found.truncate(query.limit() as usize);
                let next = skip + found.len() as i64;
                Ok(Page {
                    items: found
                        .into_iter()
                        .map(|p| app.project_worker(project_id, &p))
                        .collect(),
                    next_cursor: more.then(|| next.to_string()),
                })
            })
            .await
    }

    fn project_worker(&self, project_id: ProjectId, p: &Participation) -> ProjectWorker {
        ProjectWorker {
            worker: self.pseudonym(project_id, p.user_id),
            role: if p.answers > 0 || p.inspections == 0 {
                Role::Work
            } else {
                Role::Inspect
            },
            answers: p.answers,
            inspections: p.inspections,
            accepted: p.accepted,
            returned: p.returned,
            refused: p.refused,
            active_seconds: p.active_ms / 1_000,
            last_at: p.last_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The middle of hour 100, half an hour in.
    const NOW: Timestamp = Timestamp((100 * HOUR_SECONDS + 1_800) * SECOND);

    #[test]
    fn a_pace_begins_with_the_first_answer() {
        assert_eq!(answers_per_hour(&[], None, NOW), 0.0);
        assert_eq!(answers_per_hour(&[(95, 0)], None, NOW), 0.0);
        assert_eq!(
            answers_per_hour(&[(98, 100), (99, 100), (100, 50)], None, NOW),
            100.0
        );
        // Ten minutes after opening, 30 answers are 180 an hour, though they all fell into this hour.
        let opened = Timestamp(NOW.0 - 600 * SECOND);
        assert_eq!(answers_per_hour(&[(100, 30)], Some(opened), NOW), 180.0);
        // In the first ten minutes nothing is extrapolated from seconds.
        assert_eq!(answers_per_hour(&[(100, 2)], Some(NOW), NOW), 12.0);
    }

    fn plan(overlap: Overlap, answers_per_task: i64) -> QualityPlan {
        QualityPlan {
            answers_per_task,
            inspect_percent: 0,
            max_rounds: 2,
            accept_seconds: 10,
            settings: pumasi_domain::quality::QualitySettings {
                overlap,
                answers_min: 2,
                ..Default::default()
            },
        }
    }

    #[test]
    fn what_tasks_took_is_expected_of_the_others() {
        let mut c = ProjectChange {
            tasks_queued: 80,
            tasks_in_work: 4,
            tasks_done: 18,
            answers_accepted: 50,
            ..ProjectChange::default()
        };
        // Twenty tasks took fifty answers: two and a half each.
        assert_eq!(answers_expected(&c, &plan(Overlap::Adaptive, 5)), 2.5);
        assert_eq!(answers_missing(&c, &plan(Overlap::Adaptive, 5)), 205);
        assert_eq!(answers_expected(&c, &plan(Overlap::Fixed, 5)), 5.0);
        c.tasks_done = 3;
        assert_eq!(
            answers_expected(&c, &plan(Overlap::Adaptive, 5)),
            5.0,
            "too few to tell"
        );
    }

    #[test]
    fn what_is_missing_counts_places_not_tasks() {
        let c = ProjectChange {
            tasks_queued: 2,
            tasks_in_work: 1,
            tasks_done: 1,
            answers_accepted: 4,
            answers_in_review: 1,
            ..ProjectChange::default()
        };
        // Nine places; one of them accepted (three of the four belong to the done task), one in review.
        assert_eq!(answers_missing(&c, &plan(Overlap::Fixed, 3)), 7);
        assert_eq!(finish_at(7, 3.5, Timestamp(0)), Some(Timestamp(7_200 * SECOND)));
        assert_eq!(finish_at(7, 0.0, Timestamp(0)), None);
        assert_eq!(finish_at(0, 3.5, Timestamp(0)), None);
        assert_eq!(finish_at(i64::MAX, 0.1, Timestamp(0)), None);
    }
}
