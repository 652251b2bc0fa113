//! Second opinions on what a stopped inspector sent back lately and is not settled yet. Returned answers that their
//! workers have not begun to mend go before another inspector as they are; refusals that can still be objected to go
//! before the operator as if their workers had objected.

use super::appeal::APPEAL_SECONDS;
use super::issue::log;
use super::settle::gone;
use crate::{App, AppError};
use pumasi_domain::pause::VERDICTS_LOOKED_AT;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, VerdictKind};
use pumasi_domain::task::Places;
use pumasi_domain::{Timestamp, UserId};
use pumasi_store::answers::{self, Answer, Appeal};
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::tally::{self, ParticipationChange, ProjectChange};
use pumasi_store::{Tx, conduct, tasks};
use serde_json::json;

/// What the operator reads in the place of an objection.
const WHY: &str = "The inspector who refused this returns and refuses far more than the others here and was stopped. \
                   Please look at it once more.";

impl App {
    /// Asks for second opinions on what `inspector_id` returned or refused after `since`.
    pub(crate) fn ask_second_opinions(
        &self,
        tx: &mut Tx,
        project: &Project,
        inspector_id: UserId,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let id = project.project_id;
        for (assignment_id, round, verdict) in
            conduct::latest_returned(tx, id, inspector_id, since, VERDICTS_LOOKED_AT)?
        {
            let Some(a) = assignments::find(tx, id, assignment_id)? else {
                continue;
            };
            match (verdict, a.state) {
                (VerdictKind::Return, AssignmentState::Returned) if a.round == round => {
                    self.inspect_again(tx, project, &a, now)?;
                }
                (VerdictKind::Refuse, AssignmentState::Refused) => self.appeal_for(tx, &a, now)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The answer waits for another inspector, unchanged, as its next round. Where that were the last round its worker
    /// keeps the chance to mend it instead.
    fn inspect_again(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !project.plan.may_return(a.round + 1) {
            return Ok(());
        }
        let Some(answer) = answers::find(tx, a.assignment_id, a.round)? else {
            return Ok(());
        };
        let accept_at = now.plus_seconds(project.plan.accept_seconds);
        if !conduct::put_before_another(tx, a.project_id, a.assignment_id, a.round, accept_at)? {
            return Ok(());
        }
        let again = Answer {
            round: a.round + 1,
            active_ms: 0,
            submitted_at: now,
            ..answer
        };
        answers::insert(tx, &again)?;
        let less = ParticipationChange {
            returned: -1,
            ..ParticipationChange::default()
        };
        tally::participation(tx, a.project_id, a.worker_id, less);
        let moved = tasks::change_places(tx, a.project_id, a.task_id, Places::SUBMIT)?.ok_or_else(gone)?;
        let change = ProjectChange {
            answers_in_review: 1,
            answers_returned: -1,
            ..ProjectChange::default()
        };
        self.after_move(tx, project, a, moved, change, now)?;
        let data = json!({"round": a.round + 1, "cause": "second_opinion"});
        log(self, tx, a, "assignment_submitted", None, now, data)
    }

    fn appeal_for(&self, tx: &mut Tx, a: &Assignment, now: Timestamp) -> Result<(), AppError> {
        let decided = a.decided_at.unwrap_or(now);
        if decided.plus_seconds(APPEAL_SECONDS) < now {
            return Ok(());
        }
        let appeal = Appeal {
            assignment_id: a.assignment_id,
            project_id: a.project_id,
            text: WHY.to_owned(),
            appealed_at: now,
        };
        let (from, to) = (AssignmentState::Refused, AssignmentState::Appealed);
        if answers::insert_appeal(tx, &appeal)?
            && assignments::decide(tx, a.project_id, a.assignment_id, from, to, decided, None)?
        {
            let data = json!({"cause": "second_opinion"});
            log(self, tx, a, "assignment_appealed", None, now, data)?;
        }
        Ok(())
    }
}
