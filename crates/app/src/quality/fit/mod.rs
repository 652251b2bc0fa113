//! The full pass over a project: everything that was said is read, people and tasks are judged anew together, and what
//! follows is written. Done by a job, or when somebody asks.
//!
//! It may stop anywhere and begin again: the changes that it has seen are counted as seen only when all is written. Two
//! servers may do it at once: who keeps the pass first goes on, the other stops.

mod agreement;
mod columns;
mod compared;
mod follow;
mod learn;
mod personal;
mod write;

pub(super) use learn::{Learned, Thought};

use super::judge::buy_settings;
use super::people::carried;
use super::report::{Quality, describe, model_name};
use crate::{App, AppError};
use learn::{Material, learn};
use pumasi_domain::plan::buy::InspectorRates;
use pumasi_domain::project::Project;
use pumasi_domain::state::{Role, VerdictKind};
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_quality::{CarriedSkill, InspectorChecks, expected_rates, measured_rates};
use pumasi_store::evidence::{self, Checked};
use pumasi_store::fits::{self, Fit};
use pumasi_store::projects;
use std::collections::{BTreeMap, HashMap};

/// Changes that make a full pass due at once.
const MANY: i64 = 20;
/// With fewer, one is due after so long.
const STALE_SECONDS: i64 = 5 * 60;
/// Projects are looked after so long after they were closed.
const CLOSED_SECONDS: i64 = 86_400;
/// Projects of one look.
const PROJECTS: i64 = 100;
/// People asked about in one read.
const PEOPLE: usize = 200;

/// What is known of an inspector.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inspector {
    pub rates: InspectorRates,
    pub verdicts: i64,
    pub returns: i64,
}

/// A project as it stands when a full pass begins.
struct Start {
    project: Project,
    before: Option<Timestamp>,
    changes: i64,
    checked: Vec<Checked>,
    verdicts: Vec<(UserId, VerdictKind, i64)>,
}

impl App {
    /// Makes a full pass over every project that needs one; how many. Safe to run at any time, on several servers.
    pub async fn fit_projects(&self) -> Result<u64, AppError> {
        let now = self.now();
        let (stale, closed) = (
            now.plus_seconds(-STALE_SECONDS),
            now.plus_seconds(-CLOSED_SECONDS),
        );
        let (mut after, mut done) = (None, 0);
        loop {
            let due = self
                .db
                .read(move |tx| Ok::<_, AppError>(fits::due(tx, MANY, stale, closed, after, PROJECTS)?))
                .await?;
            for project_id in &due {
                match self.fit_project(*project_id).await {
                    Ok(fitted) => done += u64::from(fitted),
                    // One project must not keep the others from theirs.
                    Err(error) => tracing::error!(%project_id, %error, "a full pass failed; it begins again"),
                }
            }
            after = due.last().copied();
            if (due.len() as i64) < PROJECTS {
                return Ok(done);
            }
        }
    }

    /// Makes a full pass over one project; `false` if another server was faster.
    pub(super) async fn fit_project(&self, project_id: ProjectId) -> Result<bool, AppError> {
        let start = self.fit_start(project_id).await?;
        let learned = self.learn_project(&start).await?;
        let inspectors = inspectors(&start.checked, &start.verdicts);
        let project = start.project;
        let now = self.now().max(
            start
                .before
                .map_or(Timestamp(0), |before| Timestamp(before.0 + 1)),
        );
        let mut report = self
            .quality_now(&project, Some(now), &start.checked, &start.verdicts)
            .await?;
        describe(&learned, &mut report);
        let fit = Fit {
            project_id,
            model: model_name(&learned).to_owned(),
            fit: learned.knowledge.text()?,
            report: text(&report)?,
            // Seen only when everything is written.
            changes: 0,
            fitted_at: now,
        };
        let before = start.before;
        let kept = self
            .db
            .write(project_id.0, move |tx| {
                Ok::<_, AppError>(fits::save(tx, &fit, before)?)
            })
            .await?;
        if !kept {
            return Ok(false);
        }
        self.write_skills(project_id, &learned, &inspectors, now).await?;
        self.follow(&project, &learned, now).await?;
        self.apply_rules_to_everybody(&project).await?;
        self.count_results(&project, &mut report).await?;
        let (text, changes) = (text(&report)?, start.changes);
        self.db
            .write(project_id.0, move |tx| {
                Ok::<_, AppError>(fits::finish(tx, project_id, now, changes, &text)?)
            })
            .await
    }

    async fn fit_start(&self, project_id: ProjectId) -> Result<Start, AppError> {
        self.db
            .read(move |tx| {
                Ok(Start {
                    project: projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?,
                    before: fits::find(tx, project_id)?.map(|fit| fit.fitted_at),
                    changes: fits::changes(tx, project_id)?,
                    checked: evidence::checked(tx, project_id)?,
                    verdicts: evidence::verdict_counts(tx, project_id)?,
                })
            })
            .await
    }

    async fn learn_project(&self, start: &Start) -> Result<Learned, AppError> {
        let project = &start.project;
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let settings = buy_settings(project);
        let inspectors = inspectors(&start.checked, &start.verdicts);
        let inspector = expected_rates(inspectors.values().map(|one| (one.rates, one.verdicts as f64)));
        let rates: HashMap<UserId, InspectorRates> = inspectors
            .into_iter()
            .map(|(user_id, inspector)| (user_id, inspector.rates))
            .collect();
        if config.is_categorical() {
            let use_predictions = project.plan.settings.use_predictions;
            let columns = self.columns(project.project_id, config, use_predictions).await?;
            let carried = self.carried_skills(project.project_id, &columns.workers).await?;
            let carried = columns
                .workers
                .iter()
                .map(|worker| carried.get(worker).copied())
                .collect();
            let material = Material {
                columns,
                carried,
                rates,
                inspector,
                settings,
            };
            return background(move || learn(material)).await;
        }
        let tasks = self.compared_tasks(project.project_id, &config).await?;
        let workers = compared::workers(&tasks);
        let carried = self.carried_skills(project.project_id, &workers).await?;
        background(move || compared::learn_compared(&tasks, &carried, rates, &settings)).await
    }

    /// What earlier projects say of each of these people.
    async fn carried_skills(
        &self,
        project_id: ProjectId,
        workers: &[UserId],
    ) -> Result<HashMap<UserId, CarriedSkill>, AppError> {
        let mut all = HashMap::new();
        for some in workers.chunks(PEOPLE) {
            let some = some.to_vec();
            let found = self
                .db
                .read(move |tx| {
                    let mut found = Vec::new();
                    for user_id in some {
                        if let Some(skill) = carried(tx, project_id, user_id)? {
                            found.push((user_id, skill));
                        }
                    }
                    Ok::<_, AppError>(found)
                })
                .await?;
            all.extend(found);
        }
        Ok(all)
    }
}

/// Runs work of seconds away from the threads that serve people.
async fn background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| AppError::Internal(format!("a full pass broke off: {e}")))
}

fn text(report: &Quality) -> Result<String, AppError> {
    serde_json::to_string(report).map_err(|e| AppError::Internal(e.to_string()))
}

/// How inspectors err: measured where what is right is known, pulled together as far as they are alike.
fn inspectors(checked: &[Checked], verdicts: &[(UserId, VerdictKind, i64)]) -> BTreeMap<UserId, Inspector> {
    let mut all: BTreeMap<UserId, Inspector> = BTreeMap::new();
    let sums = checked.iter().filter(|sums| sums.role != Role::Work);
    let (people, checks): (Vec<UserId>, Vec<InspectorChecks>) = sums
        .map(|sums| {
            let checks = InspectorChecks {
                good: sums.good,
                good_returned: sums.good_returned,
                bad: sums.bad,
                bad_passed: sums.bad_passed,
            };
            (sums.user_id, checks)
        })
        .unzip();
    for (user_id, rates) in people.into_iter().zip(measured_rates(&checks)) {
        all.entry(user_id).or_default().rates = rates;
    }
    for (user_id, verdict, count) in verdicts {
        let inspector = all.entry(*user_id).or_default();
        inspector.verdicts += count;
        if *verdict == VerdictKind::Return {
            inspector.returns += count;
        }
    }
    all
}
