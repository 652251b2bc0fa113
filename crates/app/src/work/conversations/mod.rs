//! Conversations of two workers: waiting for the other, writing, finishing, and what is fair when the other goes away.
//!
//! Both have a place of the same task and an assignment of their own, and both send in the one conversation that they
//! had. So everything that holds for answers holds for them: K, pay, inspection, never two by one person.

mod bus;
mod leave;
mod transcript;
mod view;
mod wait;
mod write;

pub(crate) use bus::Bus;
pub use view::{ConversationView, Hearing, MessageView, PartnerPresence};
pub use wait::WaitingView;
pub use write::MessageInput;

use super::settle::gone;
use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_domain::conversation::{Presence, STAYED_MAX_PER_DAY, Seen, presence};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, AssignmentState, Purpose};
use pumasi_interface::LiveChat;
use pumasi_store::Tx;
use pumasi_store::assignments::{self, Assignment};
use pumasi_store::conversations::{self, Conversation, Person};

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// A conversation as one of its two has it.
pub(super) struct Talk {
    pub chat: LiveChat,
    pub conversation: Conversation,
    pub me: Person,
    pub other: Person,
    pub presence: Presence,
}

impl Talk {
    /// Which of the two parts somebody has.
    fn part_name(&self, part: i64) -> &str {
        &self.chat.parts[usize::from(part == 1)]
    }

    /// Whether there is enough for an answer.
    fn may_finish(&self) -> bool {
        let said = usize::try_from(self.conversation.last_number).unwrap_or(0);
        said > 0 && said >= self.chat.min_messages
    }
}

impl App {
    /// The conversation of two people in a project's interface, if it has one.
    pub(super) fn live_chat(&self, project: &Project) -> Result<Option<LiveChat>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        Ok(config.live_chat())
    }

    /// The conversation that an assignment is about.
    pub(super) fn talk_of(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<Option<Talk>, AppError> {
        let Some(chat) = self.live_chat(project)? else {
            return Ok(None);
        };
        let Some(conversation) = conversations::of_assignment(tx, a.assignment_id)? else {
            return Ok(None);
        };
        let people = conversations::people(tx, conversation.conversation_id)?;
        let find = |mine: bool| {
            let mut people = people.iter().copied();
            people.find(|person| (person.assignment_id == a.assignment_id) == mine)
        };
        let (Some(me), Some(other)) = (find(true), find(false)) else {
            return Err(AppError::Internal("a conversation without its two".to_owned()));
        };
        let turn = assignments::find(tx, a.project_id, other.assignment_id)?.ok_or_else(gone)?;
        let seen = Seen {
            state: what_became_of(tx, &turn, &conversation)?,
            seen_at: other.seen_at,
            wrote_at: other.wrote_at,
        };
        let presence = presence(seen, me.wrote_at, chat.away_seconds, now);
        Ok(Some(Talk {
            chat,
            conversation,
            me,
            other,
            presence,
        }))
    }

    /// Whether one who was left alone is paid when they go: they wrote, the other need not be waited for, and what was
    /// said is not enough for an answer.
    pub(super) fn is_paid_for_staying(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        talk: &Talk,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        let left_alone = talk.presence == Presence::Gone
            && talk.conversation.ended_at.is_none()
            && a.state == AssignmentState::Active
            && a.takes_place()
            && !talk.may_finish();
        if !left_alone {
            return Ok(false);
        }
        let wrote = conversations::count_of_part(tx, talk.conversation.conversation_id, talk.me.part)? > 0;
        let since = now.plus_seconds(-DAY_SECONDS);
        Ok(wrote && conversations::count_stayed(tx, a.project_id, a.worker_id, since)? < STAYED_MAX_PER_DAY)
    }
}

/// What became of a turn in this very conversation: one who stayed or found the data unusable has left the other alone, and one who
/// took the task up again with somebody else is not here any more.
fn what_became_of(
    tx: &mut Tx,
    turn: &Assignment,
    conversation: &Conversation,
) -> Result<AssignmentState, AppError> {
    let latest = conversations::of_assignment(tx, turn.assignment_id)?;
    let elsewhere = latest.is_none_or(|latest| latest.conversation_id != conversation.conversation_id);
    let unusable = turn.answer_kind == Some(AnswerKind::Unusable);
    Ok(if elsewhere || unusable || turn.purpose == Purpose::Stayed {
        AssignmentState::Released
    } else {
        turn.state
    })
}
