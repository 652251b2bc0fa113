//! A conversation as one of its two sees it: their own part and brief, and of the other only the part and whether they
//! are there.

use super::super::claim::visible_project;
use super::super::settle::{gone, unreadable};
use super::super::show::{hidden, own};
use super::Talk;
use crate::sensitive::hides;
use crate::{App, AppError, Caller};
use pumasi_domain::conversation::Presence;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Role};
use pumasi_domain::{AssignmentId, ConversationId, ProjectId, Timestamp};
use pumasi_store::assignments::Assignment;
use pumasi_store::conversations::{self, Message};
use pumasi_store::{Tx, tasks};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::watch;
use utoipa::ToSchema;

/// A conversation of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Conversation)]
pub struct ConversationView {
    /// The Chat that it is for.
    pub control: String,
    /// One's own part, a role of the Chat.
    pub part: String,
    pub partner_part: String,
    /// What only oneself was told.
    pub brief: Option<String>,
    /// What was said after the number that was asked for.
    pub messages: Vec<MessageView>,
    pub partner: PartnerPresence,
    /// Nothing can be written any more: one of the two has finished.
    pub ended: bool,
    /// Enough was said for an answer.
    pub may_finish: bool,
    /// Whoever leaves now is paid: the other went away.
    pub paid_for_staying: bool,
    pub min_messages: i64,
    /// `null`: as many as one likes.
    pub max_messages: Option<i64>,
    /// After so many seconds without a sign the other need not be waited for.
    pub away_seconds: i64,
}

/// Whether the other is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartnerPresence {
    Here,
    /// Not heard of for a moment.
    Away,
    /// Need not be waited for.
    Gone,
    /// Has finished the conversation.
    Finished,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConversationMessage)]
pub struct MessageView {
    /// From 1, in the order in which the server got them.
    pub number: i64,
    /// The part of whoever wrote it.
    pub part: String,
    pub content: String,
    pub sent_at: Timestamp,
}

/// A conversation and how to hear of what happens in it.
pub struct Hearing {
    pub view: ConversationView,
    /// Changes when something happens that this server knows of.
    pub changed: watch::Receiver<u64>,
}

/// A sign of life is written at most so often.
const SIGN_SECONDS: i64 = 10;

impl From<Presence> for PartnerPresence {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Here => PartnerPresence::Here,
            Presence::Away => PartnerPresence::Away,
            Presence::Gone => PartnerPresence::Gone,
            Presence::Finished => PartnerPresence::Finished,
        }
    }
}

impl Talk {
    pub(super) fn message_view(&self, message: Message) -> MessageView {
        MessageView {
            number: message.number,
            part: self.part_name(message.part).to_owned(),
            content: message.content,
            sent_at: message.sent_at,
        }
    }
}

impl App {
    /// The conversation of one's own assignment, with what was said after a number. Asking is a sign of life.
    pub async fn conversation(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
        after: i64,
    ) -> Result<ConversationView, AppError> {
        Ok(self.look_at_conversation(caller, assignment_id, after).await?.1)
    }

    /// The same, and how to hear of changes.
    pub async fn hear_conversation(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
        after: i64,
    ) -> Result<Hearing, AppError> {
        let (conversation_id, _) = self.look_at_conversation(caller, assignment_id, i64::MAX).await?;
        // First the ear, then the look: nothing falls between.
        let changed = self.bus.listen(conversation_id);
        let view = self.conversation(caller, assignment_id, after).await?;
        Ok(Hearing { view, changed })
    }

    async fn look_at_conversation(
        &self,
        caller: &Caller,
        assignment_id: AssignmentId,
        after: i64,
    ) -> Result<(ConversationId, ConversationView), AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        let (project_id, conversation_id, sign, view) = self
            .db
            .read(move |tx| {
                let (a, project, talk) = app.talk_in_hand(tx, &caller, assignment_id, now)?;
                let view = app.conversation_view(tx, &project, &a, &talk, after, now)?;
                let is_live = a.state == AssignmentState::Active;
                let sign =
                    (is_live && talk.me.seen_at.plus_seconds(SIGN_SECONDS) <= now).then_some(talk.me.part);
                Ok::<(ProjectId, _, _, _), AppError>((
                    a.project_id,
                    talk.conversation.conversation_id,
                    sign,
                    view,
                ))
            })
            .await?;
        if let Some(part) = sign {
            self.db
                .write(project_id.0, move |tx| {
                    Ok::<_, AppError>(conversations::note_seen(tx, conversation_id, part, now)?)
                })
                .await?;
        }
        Ok((conversation_id, view))
    }

    /// One's own assignment, its project and its conversation.
    pub(super) fn talk_in_hand(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        assignment_id: AssignmentId,
        now: Timestamp,
    ) -> Result<(Assignment, Project, Talk), AppError> {
        let a = own(tx, caller, assignment_id)?;
        let project = visible_project(tx, caller, a.project_id)?;
        if let Some(stop) = hides(self, tx, caller, &project, now)? {
            return Err(hidden(&stop));
        }
        if a.role != Role::Work {
            return Err(gone());
        }
        let talk = self.talk_of(tx, &project, &a, now)?.ok_or_else(gone)?;
        Ok((a, project, talk))
    }

    fn conversation_view(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        talk: &Talk,
        after: i64,
        now: Timestamp,
    ) -> Result<ConversationView, AppError> {
        let task = tasks::data(tx, project.project_id, a.task_id)?.ok_or(AppError::NotFound("task"))?;
        let data: Map<String, Value> =
            serde_json::from_str(&task.data).map_err(|e| unreadable("task", &e))?;
        let field = talk.chat.brief_fields[usize::from(talk.me.part == 1)].as_deref();
        let brief = field.and_then(|path| pumasi_interface::lookup(path, &data));
        let messages = conversations::messages(tx, talk.conversation.conversation_id, after)?;
        Ok(ConversationView {
            control: talk.chat.control.clone(),
            part: talk.part_name(talk.me.part).to_owned(),
            partner_part: talk.part_name(talk.other.part).to_owned(),
            brief: brief.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
            messages: messages
                .into_iter()
                .map(|message| talk.message_view(message))
                .collect(),
            partner: talk.presence.into(),
            ended: talk.conversation.ended_at.is_some(),
            may_finish: talk.may_finish(),
            paid_for_staying: self.is_paid_for_staying(tx, a, talk, now)?,
            min_messages: i64::try_from(talk.chat.min_messages).unwrap_or(i64::MAX),
            max_messages: i64::try_from(talk.chat.max_messages).ok(),
            away_seconds: talk.chat.away_seconds,
        })
    }
}
