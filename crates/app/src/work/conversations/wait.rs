//! The waiting place: who takes a conversation waits there for another, without any effect on them, and the two are
//! handed one task in one transaction.

use super::super::claim::{affords_two, closed_gate, live_max, visible_project};
use super::super::issue::Turn;
use crate::{App, AppError, Caller};
use pumasi_domain::conversation::WAITING_SECONDS;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Purpose, Role};
use pumasi_domain::{AssignmentId, ConversationId, ProjectId, Timestamp, UserId};
use pumasi_store::Tx;
use pumasi_store::assignments;
use pumasi_store::conversations::{self, Conversation};
use pumasi_store::waiting::{self, TaskForTwo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How it stands with waiting for a partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schema(as = Waiting)]
pub enum WaitingView {
    /// Ask again within seconds: whoever does not is forgotten.
    Waiting {
        /// From 1: how many came before, and oneself.
        position: i64,
        since: Timestamp,
        retry_after_seconds: i64,
    },
    /// The partner is there.
    Met { assignment_id: AssignmentId },
    /// There is nothing to wait for: the reasons of a claim.
    Stopped {
        reason: String,
        retry_after_seconds: Option<i64>,
    },
}

/// How often to ask.
const RETRY_SECONDS: i64 = 2;
/// Whoever was not heard of for so long has lost their place in the line.
const FORGOTTEN_SECONDS: i64 = 120;

impl App {
    /// Waits for a partner, or still does; whoever came is met at once. Waiting promises nothing and costs nothing.
    ///
    /// # Errors
    /// Conflict `no_partner_needed` where a project has no conversation of two; `met_meanwhile`: ask again.
    pub async fn wait_for_partner(
        &self,
        caller: &Caller,
        project_id: ProjectId,
    ) -> Result<WaitingView, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        let done = self.write_once(project_id.0, None, move |tx, now| {
            let project = visible_project(tx, &caller, project_id)?;
            if app.live_chat(&project)?.is_none() {
                let message = "nobody is needed for this project's tasks: claim one";
                return Err(AppError::conflict("no_partner_needed", message));
            }
            app.wait_or_meet(tx, &project, &caller, now)
        });
        Ok(done.await?.value)
    }

    /// Does not wait any more.
    pub async fn stop_waiting(&self, caller: &Caller, project_id: ProjectId) -> Result<(), AppError> {
        let caller = caller.clone();
        let done = self.write_once(project_id.0, None, move |tx, _| {
            visible_project(tx, &caller, project_id)?;
            waiting::leave(tx, project_id, caller.user_id)?;
            Ok(())
        });
        done.await.map(|done| done.value)
    }

    fn wait_or_meet(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<WaitingView, AppError> {
        let (project_id, me) = (project.project_id, caller.user_id);
        if let Some(assignment_id) = in_conversation(tx, project_id, me)? {
            waiting::leave(tx, project_id, me)?;
            return Ok(WaitingView::Met { assignment_id });
        }
        self.note_rest(tx, project, me, now)?;
        let stopped = |reason: &str, retry_after_seconds| WaitingView::Stopped {
            reason: reason.to_owned(),
            retry_after_seconds,
        };
        if let Some((reason, retry)) = self.why_not(tx, project, caller, now)? {
            waiting::leave(tx, project_id, me)?;
            return Ok(stopped(reason, retry));
        }
        if !affords_two(tx, project)? {
            waiting::leave(tx, project_id, me)?;
            return Ok(stopped("budget_used_up", None));
        }
        waiting::forget(tx, project_id, now.plus_seconds(-FORGOTTEN_SECONDS))?;
        waiting::keep(tx, project_id, me, now)?;
        let line = waiting::line(tx, project_id, now.plus_seconds(-WAITING_SECONDS))?;
        for other in line.iter().filter(|other| other.user_id != me) {
            let partner = Caller {
                user_id: other.user_id,
                // They saw the project when they came, a moment ago.
                adult_verified: project.adult,
                is_operator: false,
            };
            let closed = in_conversation(tx, project_id, other.user_id)?.is_some()
                || self.why_not(tx, project, &partner, now)?.is_some();
            if closed {
                waiting::leave(tx, project_id, other.user_id)?;
                continue;
            }
            if let Some(task) = waiting::task_for_two(tx, project_id, [other.user_id, me])? {
                return self.meet(tx, project, [other.user_id, me], task, now);
            }
        }
        let position = line
            .iter()
            .position(|one| one.user_id == me)
            .unwrap_or(line.len());
        Ok(WaitingView::Waiting {
            position: i64::try_from(position + 1).unwrap_or(1),
            since: line.get(position).map_or(now, |one| one.since),
            retry_after_seconds: RETRY_SECONDS,
        })
    }

    /// What stands between a person and a conversation, as a stable code, and when asking again makes sense.
    fn why_not(
        &self,
        tx: &mut Tx,
        project: &Project,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<Option<(&'static str, Option<i64>)>, AppError> {
        if let Some(stop) = self.sensitive_stop(tx, caller.user_id, project, now)? {
            return Ok(Some((stop.reason, stop.retry_after_seconds)));
        }
        if let Some(reason) = project.stopped(now) {
            return Ok(Some((reason, None)));
        }
        if let Some(reason) = closed_gate(tx, project, caller, Role::Work, now)? {
            return Ok(Some((reason, None)));
        }
        let live = assignments::live_of_worker(tx, caller.user_id, Some(project.project_id))?;
        Ok((live.len() >= live_max(project)).then_some(("too_many_open", None)))
    }

    /// Hands one task to two people and begins their conversation. The last of them is who asks.
    fn meet(
        &self,
        tx: &mut Tx,
        project: &Project,
        people: [UserId; 2],
        task: TaskForTwo,
        now: Timestamp,
    ) -> Result<WaitingView, AppError> {
        // In the order of the ids, so that two who meet each other at once do not wait for each other's rows.
        let mut ordered = people;
        ordered.sort();
        for user_id in ordered {
            if !waiting::leave(tx, project.project_id, user_id)? {
                return Err(met_meanwhile());
            }
            waiting::leave_everywhere(tx, user_id)?;
        }
        let mut issued = Vec::with_capacity(2);
        for (user_id, again) in people.into_iter().zip(task.again) {
            let turn = Turn {
                task_id: task.task_id,
                purpose: Purpose::Order,
                again,
                new_id: None,
            };
            let a = self.issue_work(tx, project, user_id, turn, now)?;
            issued.push(a.ok_or_else(met_meanwhile)?.assignment_id);
        }
        let conversation = Conversation {
            project_id: project.project_id,
            conversation_id: ConversationId(self.ids.next()),
            task_id: task.task_id,
            started_at: now,
            last_number: 0,
            ended_at: None,
        };
        // Whoever waits longest does not always get the same part: the low half of the id is random.
        let swapped = conversation.conversation_id.0.as_u64_pair().1 & 1 == 1;
        let [first, second] = [issued[usize::from(swapped)], issued[usize::from(!swapped)]];
        conversations::insert(tx, &conversation, [first, second])?;
        Ok(WaitingView::Met {
            assignment_id: issued[1],
        })
    }
}

/// The conversation that a person has in hand in a project: one at a time.
fn in_conversation(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
) -> Result<Option<AssignmentId>, AppError> {
    let live = assignments::live_of_worker(tx, user_id, Some(project_id))?;
    let mut active = live
        .into_iter()
        .filter(|a| a.role == Role::Work && a.state == AssignmentState::Active && a.round == 0);
    Ok(active.next().map(|a| a.assignment_id))
}

fn met_meanwhile() -> AppError {
    AppError::conflict("met_meanwhile", "somebody was met in the same moment: ask again")
}
