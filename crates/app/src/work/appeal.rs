//! Objections to a refusal.

use super::show::{own, receipt, return_view};
use super::*;
use crate::once::{Done, Once};
use crate::{App, AppError, Caller};
use pumasi_domain::money::{Account, TransferKind};
use pumasi_domain::state::{AssignmentState, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, Timestamp};
use pumasi_store::answers::{self, Appeal};
use pumasi_store::assignments;
use pumasi_store::ledger::{self, NewTransfer};
use pumasi_store::tally::{self, DayChange, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, projects};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// How long a worker may object to a refusal, in seconds.
pub(super) const APPEAL_SECONDS: i64 = 7 * 86_400;

/// What the operator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppealDecision {
    /// The worker was right: the pay comes back.
    Accept,
    /// The refusal stands.
    Uphold,
}

/// An objection before the operator.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Appeal)]
pub struct AppealView {
    pub assignment_id: AssignmentId,
    pub project_id: ProjectId,
    pub project_name: String,
    pub text: String,
    pub appealed_at: Timestamp,
    pub refusal: Option<Return>,
    pub answer: Option<AnswerView>,
    pub reward_minor: i64,
}

impl App {
    /// The worker objects to a refusal.
    pub async fn appeal(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        text: String,
    ) -> Result<Done<Reply>, AppError> {
        let length = text.trim().chars().count();
        if !(10..=4_000).contains(&length) {
            return Err(AppError::invalid(
                "/text",
                "text_length",
                "say in 10 to 4000 characters why the refusal is wrong",
            ));
        }
        let project_id = self.project_of(caller, assignment_id).await?;
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let a = own(tx, &caller, assignment_id)?;
            let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
            let decided = a.decided_at.unwrap_or(now);
            if a.state != AssignmentState::Refused || decided.plus_seconds(APPEAL_SECONDS) < now {
                return Err(AppError::conflict(
                    "no_appeal",
                    "a refusal can be objected to once, within 7 days",
                ));
            }
            let appeal = Appeal {
                assignment_id,
                project_id: a.project_id,
                text: text.trim().to_owned(),
                appealed_at: now,
            };
            let (from, to) = (AssignmentState::Refused, AssignmentState::Appealed);
            if !answers::insert_appeal(tx, &appeal)?
                || !assignments::decide(tx, a.project_id, assignment_id, from, to, decided, None)?
            {
                return Err(AppError::conflict("no_appeal", "there is an objection already"));
            }
            issue::log(
                &app,
                tx,
                &a,
                "assignment_appealed",
                Some(caller.user_id),
                now,
                json!({}),
            )?;
            app.reply(tx, &project, &caller, &a, to, 0, now)
        })
        .await
    }

    /// The objections that wait for a decision, oldest first, after `after`.
    pub async fn open_appeals(
        &self,
        caller: &Caller,
        after: Option<AssignmentId>,
        limit: i64,
    ) -> Result<Vec<AppealView>, AppError> {
        if !caller.is_operator {
            return Err(AppError::Forbidden("operators only"));
        }
        self.db
            .read(move |tx| {
                let appeals = answers::open_appeals(tx, after, limit)?;
                appeals
                    .iter()
                    .map(|appeal| view(tx, appeal))
                    .collect::<Result<Vec<_>, AppError>>()
            })
            .await
    }

    /// The operator decides an objection. Accepted: the pay comes from what the project has left, without taking a
    /// place of the task, which may have been filled meanwhile.
    pub async fn decide_appeal(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        decision: AppealDecision,
        note: Option<String>,
    ) -> Result<Done<Receipt>, AppError> {
        if !caller.is_operator {
            return Err(AppError::Forbidden("operators only"));
        }
        let known = self
            .db
            .read(move |tx| Ok::<_, AppError>(answers::project_of_appeal(tx, assignment_id)?))
            .await?;
        let project_id = known.ok_or(AppError::NotFound("objection"))?;
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let a =
                assignments::find(tx, project_id, assignment_id)?.ok_or(AppError::NotFound("assignment"))?;
            let (to, word, kind) = match decision {
                AppealDecision::Accept => (AssignmentState::Accepted, "accept", "appeal_accepted"),
                AppealDecision::Uphold => (AssignmentState::Upheld, "uphold", "appeal_upheld"),
            };
            if !answers::decide_appeal(tx, assignment_id, word, note.as_deref(), now)?
                || !assignments::decide(
                    tx,
                    project_id,
                    assignment_id,
                    AssignmentState::Appealed,
                    to,
                    now,
                    None,
                )?
            {
                return Err(AppError::conflict(
                    "appeal_decided",
                    "this objection was decided already",
                ));
            }
            if decision == AppealDecision::Accept {
                app.pay_appeal(tx, &a, now)?;
            }
            issue::log(
                &app,
                tx,
                &a,
                kind,
                Some(caller.user_id),
                now,
                json!({"note": note}),
            )?;
            Ok(receipt(&a, to))
        })
        .await
    }

    fn pay_appeal(&self, tx: &mut Tx, a: &assignments::Assignment, now: Timestamp) -> Result<(), AppError> {
        let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
        let escrow = Account::ProjectEscrow(a.project_id);
        // A closed project's money is back with its organization.
        let funds = Account::OrganizationFunds(project.organization_id);
        let mut debit = None;
        for account in [escrow, funds] {
            if debit.is_none() && ledger::balance(tx, account)?.available() >= a.reward_minor {
                debit = Some(account);
            }
        }
        let debit = debit.ok_or_else(|| {
            AppError::conflict(
                "funds_missing",
                "neither the project nor its organization has the money: credit a deposit, then decide again",
            )
        })?;
        if a.reward_minor > 0 {
            let transfer = NewTransfer {
                transfer_id: self.ids.next().into(),
                kind: TransferKind::Posted,
                debit,
                credit: Account::WorkerWallet(a.worker_id),
                amount_minor: a.reward_minor,
                pending_id: None,
                code: "reward",
                project_id: Some(a.project_id),
                assignment_id: Some(a.assignment_id),
                note: Some("appeal"),
                created_by: None,
                created_at: now,
            };
            ledger::transfer(tx, &transfer)?;
        }
        let day = DayChange {
            earned_minor: a.reward_minor,
            ..DayChange::default()
        };
        tally::work_day(tx, a.worker_id, self.day(now), a.project_id, day);
        let part = ParticipationChange {
            accepted: 1,
            refused: -1,
            earned_minor: a.reward_minor,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, part);
        let change = ProjectChange {
            answers_accepted: 1,
            answers_refused: -1,
            spent_minor: a.reward_minor,
            earned_minor: a.reward_minor,
            ..ProjectChange::default()
        };
        tally::project(tx, a.project_id, change);
        Ok(())
    }
}

fn view(tx: &mut Tx, appeal: &Appeal) -> Result<AppealView, AppError> {
    let project = projects::find(tx, appeal.project_id)?.ok_or(AppError::NotFound("project"))?;
    let a = assignments::find(tx, appeal.project_id, appeal.assignment_id)?
        .ok_or(AppError::NotFound("assignment"))?;
    let refusal = answers::verdicts(tx, a.assignment_id)?
        .into_iter()
        .rfind(|v| v.verdict == VerdictKind::Refuse);
    let answer = match answers::find(tx, a.assignment_id, a.round)? {
        Some(answer) => Some(AnswerView {
            kind: answer.kind,
            regions: serde_json::from_str(&answer.regions).map_err(|e| settle::unreadable("answer", &e))?,
            unusable_reason: answer.reason,
            submitted_at: answer.submitted_at,
            round: answer.round,
        }),
        None => None,
    };
    Ok(AppealView {
        assignment_id: appeal.assignment_id,
        project_id: appeal.project_id,
        project_name: project.name,
        text: appeal.text.clone(),
        appealed_at: appeal.appealed_at,
        refusal: refusal.as_ref().map(return_view).transpose()?,
        answer,
        reward_minor: a.reward_minor,
    })
}
