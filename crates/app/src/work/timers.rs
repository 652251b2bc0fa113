//! Timers: leases that ran out, answers that nobody inspected in time, and disagreements that nobody decided. Every timer's default favours the worker.

use crate::{App, AppError};
use pumasi_domain::state::AssignmentState;
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_store::{DbError, Tx, assignments, projects, tasks};
use std::collections::BTreeMap;

/// Rows looked at by one sweep.
const SWEEP: i64 = 500;
/// Rows changed by one transaction.
const BATCH: usize = 50;

type Due<I> = fn(&mut Tx, Timestamp, i64) -> Result<Vec<(ProjectId, I)>, DbError>;

impl App {
    /// Takes back what was not sent in in time; how many. Safe to run at any time, on several servers.
    pub async fn expire_leases(&self) -> Result<usize, AppError> {
        self.sweep(assignments::due_leases, |app, tx, project_id, id, now| {
            let Some(a) = assignments::find(tx, project_id, id)? else {
                return Ok(false);
            };
            if !a.state.is_live() || a.leased_until >= now {
                return Ok(false);
            }
            if !app.end_fairly(tx, &a, now)? {
                app.give_up(tx, &a, AssignmentState::Expired, None, now)?;
            }
            Ok(true)
        })
        .await
    }

    /// Accepts and pays what nobody decided on within the project's term; how many.
    pub async fn accept_overdue(&self) -> Result<usize, AppError> {
        self.sweep(assignments::due_acceptances, |app, tx, project_id, id, now| {
            let Some(a) = assignments::find(tx, project_id, id)? else {
                return Ok(false);
            };
            let due = a.accept_at.is_some_and(|at| at <= now) && a.inspection_open;
            if a.state != AssignmentState::Submitted || !due {
                return Ok(false);
            }
            let project = projects::find(tx, project_id)?.ok_or(AppError::NotFound("project"))?;
            app.accept_answer(tx, &project, &a, None, "term_over", now)?;
            Ok(true)
        })
        .await
    }

    /// Makes the likeliest answer the result where people disagree and nobody came to decide within the project's term;
    /// how many. Nobody waits for it to be paid, but the order does.
    pub async fn decide_overdue(&self) -> Result<usize, AppError> {
        self.sweep(tasks::due_decisions, |app, tx, project_id, task_id, now| {
            app.end_decision(tx, project_id, task_id, now)
        })
        .await
    }

    async fn sweep<I: Copy + Send + Sync + 'static>(
        &self,
        due: Due<I>,
        act: fn(&App, &mut Tx, ProjectId, I, Timestamp) -> Result<bool, AppError>,
    ) -> Result<usize, AppError> {
        let now = self.clock.now();
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(due(tx, now, SWEEP)?))
            .await?;
        let mut by_project: BTreeMap<ProjectId, Vec<I>> = BTreeMap::new();
        for (project_id, id) in found {
            by_project.entry(project_id).or_default().push(id);
        }
        let mut changed = 0;
        for (project_id, ids) in by_project {
            for batch in ids.chunks(BATCH) {
                let (app, batch) = (self.clone(), batch.to_vec());
                changed += self
                    .db
                    .write(project_id.0, move |tx| {
                        let mut changed = 0;
                        for id in &batch {
                            changed += usize::from(act(&app, tx, project_id, *id, now)?);
                        }
                        Ok::<_, AppError>(changed)
                    })
                    .await?;
            }
        }
        Ok(changed)
    }
}
