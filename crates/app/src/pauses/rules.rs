//! A project's rules, looked at in the transaction of what moves their figures.

use super::start::{Start, pause_role};
use crate::{App, AppError};
use pumasi_domain::pause::{PauseCause, TRAINING_TASKS};
use pumasi_domain::project::Project;
use pumasi_domain::quality::{Collector, Rule, RuleAction};
use pumasi_domain::rules::{Finding, figures, holds, skips_in_row};
use pumasi_domain::state::{AnswerKind, Role};
use pumasi_domain::{Timestamp, UserId};
use pumasi_interface::Region;
use pumasi_store::{Tx, conduct, pauses};

/// Checks looked through for training at most.
const CHECKS: i64 = 200;

impl App {
    /// Looks at what a person did lately in a role, and does what the project's rules say: at most one pause. To be called
    /// after a check was written, after a skip, and after a full pass. A rule looks only at what came after it was last
    /// decided on, so that a lifted pause does not come again for the same.
    pub(crate) fn apply_rules(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
        role: Role,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if project.rules.is_empty() {
            return Ok(());
        }
        let role = pause_role(role);
        if pauses::is_running(tx, project.project_id, user_id, role)? {
            return Ok(());
        }
        let concerns = |rule: &&Rule| rule.role.is_none_or(|whose| pause_role(whose) == role);
        for rule in project.rules.iter().filter(concerns) {
            let (cause, action) = (PauseCause::from(rule.collector), action_for(rule, role));
            let since = pauses::last_at(tx, project.project_id, user_id, role, cause, action)?;
            let since = since.unwrap_or_default();
            let Some(finding) = self.look(tx, project, user_id, role, rule, since)? else {
                continue;
            };
            if !holds(rule, &finding) {
                continue;
            }
            let until_at =
                (action == RuleAction::Pause && rule.hours > 0).then(|| now.plus_seconds(rule.hours * 3_600));
            let start = Start {
                project_id: project.project_id,
                user_id,
                role,
                action,
                cause,
                figures: figures(rule, &finding),
                until_at,
                actor: None,
            };
            self.start_pause(tx, start, now)?;
            if action == RuleAction::Pause {
                break;
            }
        }
        Ok(())
    }

    /// What the rule's collector sees; `None` where it has nothing to look at.
    fn look(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
        role: Role,
        rule: &Rule,
        since: Timestamp,
    ) -> Result<Option<Finding>, AppError> {
        let id = project.project_id;
        Ok(match rule.collector {
            Collector::GoldAccuracy => {
                let right = conduct::latest_checks(tx, id, user_id, role, since, rule.window)?;
                let scores: Vec<f64> = right.iter().map(|right| f64::from(u8::from(*right))).collect();
                Some(Finding::mean(&scores))
            }
            // Leaving sensitive work says nothing about anybody.
            Collector::SkipsInRow if project.sensitivity.is_sensitive() => None,
            Collector::SkipsInRow => {
                let turns = conduct::latest_turns(tx, id, user_id, role, since, rule.window)?;
                Some(Finding::skips(skips_in_row(turns)))
            }
            Collector::Agreement if role == Role::Work => Some(Finding::mean(
                &self.agreements(tx, project, user_id, rule, since)?,
            )),
            Collector::Agreement => None,
            Collector::Information => self.information(tx, project, user_id, role, rule, since)?,
        })
    }

    /// How far each of a person's latest answers agrees with the result: entirely or not where answers can be counted,
    /// else how alike both are.
    fn agreements(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
        rule: &Rule,
        since: Timestamp,
    ) -> Result<Vec<f64>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let found = conduct::latest_compared(tx, project.project_id, user_id, since, rule.window)?;
        let read = |text: &str| serde_json::from_str::<Vec<Region>>(text);
        let mut scores = Vec::with_capacity(found.len());
        for one in found {
            if one.kind != AnswerKind::Regions || one.result_kind != AnswerKind::Regions {
                scores.push(f64::from(u8::from(one.kind == one.result_kind)));
                continue;
            }
            let (answer, result) = read(&one.regions)
                .and_then(|answer| Ok((answer, read(&one.result_regions)?)))
                .map_err(|e| AppError::Internal(format!("a kept answer can not be read: {e}")))?;
            scores.push(if config.is_categorical() {
                f64::from(u8::from(config.answers_equal(&answer, &result)))
            } else {
                config.similarity(&answer, &result)
            });
        }
        Ok(scores)
    }

    /// A skill is of all answers, so what came after the last decision is only counted: at least so many must be new.
    fn information(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
        role: Role,
        rule: &Rule,
        since: Timestamp,
    ) -> Result<Option<Finding>, AppError> {
        let Some((answers, information, fitted_at)) = conduct::skill(tx, project.project_id, role, user_id)?
        else {
            return Ok(None);
        };
        if fitted_at <= since {
            return Ok(None);
        }
        let seen = if since == Timestamp::default() {
            answers
        } else {
            conduct::answers_since(tx, project.project_id, user_id, since, rule.window)?
        };
        Ok(Some(Finding {
            seen,
            percent: 100.0 * information,
        }))
    }

    /// How many training tasks a person is to get before anything else: those that are missing, without those that they
    /// hold already.
    pub(crate) fn training_left(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
    ) -> Result<i64, AppError> {
        let missing = self.training_missing(tx, project, user_id)?;
        if missing == 0 {
            return Ok(0);
        }
        let in_hand = conduct::training_in_hand(tx, project.project_id, user_id)?;
        Ok((missing - in_hand).max(0))
    }

    /// How many training tasks a person has not answered yet: the project's first ones, and those that a rule sent them
    /// back to.
    pub(crate) fn training_missing(
        &self,
        tx: &mut Tx,
        project: &Project,
        user_id: UserId,
    ) -> Result<i64, AppError> {
        let first = project.plan.settings.training_tasks;
        let rules = project.rules.iter().any(|rule| rule.action == RuleAction::Train);
        let again = if rules {
            pauses::last_training_at(tx, project.project_id, user_id)?
        } else {
            None
        };
        let (wanted, since) = match again {
            Some(since) if first == 0 => (TRAINING_TASKS, since),
            Some(since) => (first, since),
            None => (first, Timestamp::default()),
        };
        if wanted == 0 {
            return Ok(0);
        }
        let done = conduct::trained(tx, project.project_id, user_id, since, CHECKS)?;
        Ok((wanted - done).max(0))
    }
}

/// Only workers have training: an inspector is warned instead.
fn action_for(rule: &Rule, role: Role) -> RuleAction {
    match rule.action {
        RuleAction::Train if role != Role::Work => RuleAction::Warn,
        action => action,
    }
}
