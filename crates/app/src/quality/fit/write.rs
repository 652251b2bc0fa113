//! What is kept of a full pass about people, and what only the database counts for its report.

use super::{Inspector, Learned};
use crate::quality::knowledge::numbers_text;
use crate::quality::report::{GoldCounts, InspectionCounts, OverlapView, Quality, TasksByAnswers, rounded};
use crate::{App, AppError};
use pumasi_domain::money::fee_minor;
use pumasi_domain::project::Project;
use pumasi_domain::state::{Role, TaskState, VerdictKind};
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_store::evidence::Checked;
use pumasi_store::skills::{self, Skill};
use pumasi_store::{decided, project_reports};
use std::collections::BTreeMap;

/// Rows of one transaction.
const ROWS: usize = 200;
/// Rows of one page of results.
const PAGE: i64 = 2_000;

impl App {
    /// Keeps the skills of workers, of the model, and of inspectors.
    pub(super) async fn write_skills(
        &self,
        project_id: ProjectId,
        learned: &Learned,
        inspectors: &BTreeMap<UserId, Inspector>,
        fitted_at: Timestamp,
    ) -> Result<(), AppError> {
        let mut rows = Vec::with_capacity(learned.skills.len() + inspectors.len());
        for (user_id, skill) in &learned.skills {
            rows.push(Skill {
                project_id,
                role: Role::Work,
                user_id: *user_id,
                skill: numbers_text(&skill.to_numbers())?,
                answers: skill.answers.round() as i64,
                information: skill.information,
                fitted_at,
            });
        }
        for (user_id, inspector) in inspectors {
            let rates = inspector.rates;
            let share = [
                rates.false_return,
                rates.missed_error,
                inspector.verdicts as f64,
                inspector.returns as f64,
            ];
            rows.push(Skill {
                project_id,
                role: Role::Inspect,
                user_id: *user_id,
                skill: numbers_text(&share)?,
                answers: inspector.verdicts,
                // Youden's index: 0 for somebody who passes right and wrong answers alike, 1 for one who never errs.
                information: (1.0 - rates.false_return - rates.missed_error).max(0.0),
                fitted_at,
            });
        }
        for some in rows.chunks(ROWS) {
            let some = some.to_vec();
            self.db
                .write(project_id.0, move |tx| {
                    for row in &some {
                        skills::save(tx, row)?;
                    }
                    Ok::<_, AppError>(())
                })
                .await?;
        }
        Ok(())
    }

    /// A report of what the database counts.
    pub(in crate::quality) async fn quality_now(
        &self,
        project: &Project,
        fitted_at: Option<Timestamp>,
        checked: &[Checked],
        verdicts: &[(UserId, VerdictKind, i64)],
    ) -> Result<Quality, AppError> {
        let project_id = project.project_id;
        let (counters, gold) = self
            .db
            .read(move |tx| {
                let counters = project_reports::counters(tx, project_id)?;
                Ok::<_, AppError>((counters, decided::gold_counts(tx, project_id)?))
            })
            .await?;
        let work = checked.iter().filter(|sums| sums.role == Role::Work);
        let (asked, right) = work.fold((0, 0), |sum, sums| (sum.0 + sums.asked, sum.1 + sums.right));
        let of = |kind: VerdictKind| {
            verdicts
                .iter()
                .filter(|(_, verdict, _)| *verdict == kind)
                .map(|(_, _, n)| n)
                .sum()
        };
        Ok(Quality {
            fitted_at,
            model: None,
            classes: Vec::new(),
            answers: 0,
            tasks_decided: counters.tasks_done,
            agreement: None,
            confusion: Vec::new(),
            reliability: None,
            overlap: OverlapView {
                fixed_answers_per_task: project.plan.answers_per_task,
                ..OverlapView::default()
            },
            expected_accuracy: None,
            gold: GoldCounts {
                given: gold.0,
                grown: gold.1,
                asked,
                right,
            },
            inspection: InspectionCounts {
                rule: project.plan.settings.inspection,
                inspected: verdicts.iter().map(|(_, _, count)| count).sum(),
                answers: counters.answers_submitted,
                returned: of(VerdictKind::Return),
                refused: of(VerdictKind::Refuse),
                fixed: of(VerdictKind::Fix),
            },
        })
    }

    /// Counts the results as they are now into the report.
    pub(in crate::quality) async fn count_results(
        &self,
        project: &Project,
        report: &mut Quality,
    ) -> Result<(), AppError> {
        let project_id = project.project_id;
        let mut by_answers: BTreeMap<i64, i64> = BTreeMap::new();
        let (mut sum, mut count, mut after) = (0.0, 0.0, None);
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(decided::page(tx, project_id, after, PAGE)?))
                .await?;
            for result in page.iter().filter(|result| result.state == TaskState::Done) {
                *by_answers.entry(result.accepted).or_default() += 1;
                if let Some(confidence) = result.confidence {
                    sum += confidence;
                    count += 1.0;
                }
            }
            after = page.last().map(|result| result.task_id);
            if (page.len() as i64) < PAGE {
                break;
            }
        }
        let gold = self
            .db
            .read(move |tx| Ok::<_, AppError>(decided::gold_counts(tx, project_id)?))
            .await?;
        (report.gold.given, report.gold.grown) = gold;
        report.expected_accuracy = (count > 0.0).then(|| rounded(sum / count));
        report.tasks_decided = by_answers.values().sum();
        report.overlap = overlap(project, &by_answers);
        Ok(())
    }
}

/// What was bought for done tasks, against the most for each.
fn overlap(project: &Project, by_answers: &BTreeMap<i64, i64>) -> OverlapView {
    let tasks: i64 = by_answers.values().sum();
    let answers: i64 = by_answers.iter().map(|(answers, tasks)| answers * tasks).sum();
    let fixed = tasks * project.plan.answers_per_task;
    let price = project.reward_minor + fee_minor(project.reward_minor, project.fee_percent);
    OverlapView {
        answers_per_task: if tasks > 0 {
            rounded(answers as f64 / tasks as f64)
        } else {
            0.0
        },
        fixed_answers_per_task: project.plan.answers_per_task,
        saved_percent: if fixed > 0 {
            (1_000.0 * (1.0 - answers as f64 / fixed as f64)).round() / 10.0
        } else {
            0.0
        },
        spent_minor: answers * price,
        fixed_minor: fixed * price,
        by_answers: by_answers
            .iter()
            .map(|(answers, tasks)| TasksByAnswers {
                answers: *answers,
                tasks: *tasks,
            })
            .collect(),
    }
}
