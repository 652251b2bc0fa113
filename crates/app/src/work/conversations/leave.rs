//! Leaving a conversation, and its end when nobody does anything: who was left alone is paid.

use super::super::given::{Given, written};
use super::super::settle::gone;
use super::super::view::{AnswerInput, Reply};
use super::Talk;
use crate::once::{Done, Once};
use crate::{App, AppError, Caller};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose, Role};
use pumasi_domain::task::Places;
use pumasi_domain::{AssignmentId, Timestamp};
use pumasi_interface::Region;
use pumasi_store::assignments::{self, Assignment, Submission};
use pumasi_store::conversations;
use pumasi_store::tally::ProjectChange;
use pumasi_store::{Tx, answers, projects, tasks};
use serde_json::{Value, json};

impl App {
    /// Leaves a conversation: paid, if the other went away after one wrote and before there was enough for an answer; else
    /// without any effect.
    pub async fn leave_conversation(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
    ) -> Result<Done<Reply>, AppError> {
        self.with_own(caller, once, assignment_id, |app, tx, own, now| {
            if own.a.state != AssignmentState::Active || own.a.round > 0 {
                return Err(gone());
            }
            let talk = app.own_talk(tx, own, now)?;
            let state = if app.is_paid_for_staying(tx, own.a, &talk, now)? {
                app.pay_for_staying(tx, own.a, &talk, now)?;
                AssignmentState::Accepted
            } else {
                let to = AssignmentState::Released;
                app.give_up(tx, own.a, to, Some(own.caller.user_id), now)?;
                to
            };
            app.reply(tx, own.project, own.caller, own.a, state, 0, now)
        })
        .await
    }

    /// Accepts and pays what was said so far, besides the order: the task's place is free for two others.
    fn pay_for_staying(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        talk: &Talk,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if !conversations::set_stayed(tx, a.project_id, a.assignment_id)? {
            return Err(gone());
        }
        conversations::end(tx, talk.conversation.conversation_id, now)?;
        let change = Places::GIVE_BACK;
        let moved = tasks::change_places(tx, a.project_id, a.task_id, change)?.ok_or_else(gone)?;
        self.after_freeing(tx, a, moved, ProjectChange::default(), now)?;
        self.void_reserve(tx, a, now)?;
        let stayed = Assignment {
            purpose: Purpose::Stayed,
            sampled: false,
            reserve_hold_id: None,
            reserve_minor: 0,
            ..a.clone()
        };
        let said = self.transcript(tx, talk)?;
        let regions: Vec<Region> =
            serde_json::from_value(Value::Array(said)).map_err(|e| AppError::Internal(e.to_string()))?;
        let given = Given {
            kind: AnswerKind::Regions,
            text: written(&regions)?,
            regions,
            class: None,
            reason: None,
            active_ms: 0,
            task: tasks::data(tx, a.project_id, a.task_id)?.ok_or(AppError::NotFound("task"))?,
        };
        let submission = Submission {
            state: AssignmentState::Accepted,
            kind: given.kind,
            class: None,
            active_ms: 0,
            now,
            accept_at: None,
            reserve: None,
        };
        if !assignments::submit(tx, &stayed, &submission)? {
            return Err(gone());
        }
        self.write_answer(tx, &stayed, &given, now)?;
        self.count_answer(tx, &stayed, 0, 1, now);
        self.pay(tx, &stayed, false, now)?;
        let data = json!({"cause": "partner_gone"});
        super::super::issue::log(self, tx, &stayed, "assignment_accepted", None, now, data)
    }

    /// The time of an assignment is over. If it is a conversation with enough for an answer, that is sent in; if its worker was
    /// left alone, they are paid. Whether one of these was done.
    pub(in super::super) fn end_fairly(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        if a.role != Role::Work || a.state != AssignmentState::Active || !a.takes_place() || a.round > 0 {
            return Ok(false);
        }
        let project = projects::find(tx, a.project_id)?.ok_or(AppError::NotFound("project"))?;
        let Some(talk) = self.talk_of(tx, &project, a, now)? else {
            return Ok(false);
        };
        let wrote = conversations::count_of_part(tx, talk.conversation.conversation_id, talk.me.part)? > 0;
        if talk.may_finish() && wrote {
            return self.send_in(tx, &project, a, now);
        }
        if self.is_paid_for_staying(tx, a, &talk, now)? {
            self.pay_for_staying(tx, a, &talk, now)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Sends in what was said, with whatever else is in the draft, if that is an answer.
    fn send_in(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        let (draft, active_ms) = answers::draft(tx, a.assignment_id)?.unwrap_or_default();
        let control = self.live_chat(project)?.map(|chat| chat.control);
        let mut regions: Vec<Value> = serde_json::from_str(&draft).unwrap_or_default();
        regions.retain(|region| region["from_name"].as_str() != control.as_deref());
        let input = AnswerInput {
            kind: AnswerKind::Regions,
            regions,
            reason: None,
            active_ms,
            claim: 0,
        };
        let said = self.with_transcript(tx, project, a, &input)?;
        let Ok(given) = self.checked_answer(tx, project, a, said.as_ref().unwrap_or(&input)) else {
            return Ok(false);
        };
        self.take_in(tx, project, a, &given, now)?;
        self.end_conversation(tx, a, now)?;
        Ok(true)
    }
}
