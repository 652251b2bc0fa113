//! Writing to the other. What is said stands as it was said: kept at once, in the order of the server.

use super::super::settle::unreadable;
use super::Talk;
use super::view::MessageView;
use crate::once::{Done, Once};
use crate::{App, AppError, Caller};
use pumasi_domain::project::Project;
use pumasi_domain::state::AssignmentState;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{AssignmentId, ConversationId, Timestamp};
use pumasi_interface::Region;
use pumasi_store::assignments::Assignment;
use pumasi_store::conversations::{self, Message};
use pumasi_store::{Tx, tasks};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// What one writes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MessageInput {
    pub content: String,
}

/// The longest message, whatever the config says.
const CONTENT_MAX: usize = 4_000;
/// Most messages of a conversation, whatever the config says.
const MESSAGES_MAX: usize = 1_000;

/// A kept message and whose conversation it is in.
#[derive(Serialize, Deserialize)]
struct Kept {
    conversation_id: ConversationId,
    view: MessageView,
}

impl App {
    /// Writes a message in the conversation of one's own live assignment.
    ///
    /// # Errors
    /// Faults of the text, as for an answer; conflicts `conversation_ended` and `conversation_full`.
    pub async fn send_message(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        input: MessageInput,
    ) -> Result<Done<MessageView>, AppError> {
        let project_id = self.project_of(caller, assignment_id).await?;
        let (app, caller) = (self.clone(), caller.clone());
        let kept = self
            .write_once(project_id.0, once, move |tx, now| {
                let (a, project, talk) = app.talk_in_hand(tx, &caller, assignment_id, now)?;
                if a.state != AssignmentState::Active || a.leased_until < now {
                    return Err(super::gone());
                }
                let content = pumasi_interface::normalize_text(input.content.trim());
                app.check_message(tx, &project, &a, &talk, &content)?;
                let view = write(tx, &talk, content, now)?;
                app.note_exposure(tx, &project, &a, now)?;
                let conversation_id = talk.conversation.conversation_id;
                Ok(Kept {
                    conversation_id,
                    view,
                })
            })
            .await?;
        self.bus.tell(kept.value.conversation_id);
        Ok(Done {
            value: kept.value.view,
            replayed: kept.replayed,
        })
    }

    /// Refuses what an answer could not hold: too short, too long, in another language, with personal data.
    fn check_message(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        talk: &Talk,
        content: &str,
    ) -> Result<(), AppError> {
        if content.chars().count() > CONTENT_MAX {
            let message = format!("at most {CONTENT_MAX} characters");
            return Err(AppError::invalid("/content", "text_too_long", message));
        }
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let task = tasks::data(tx, a.project_id, a.task_id)?.ok_or(AppError::NotFound("task"))?;
        let data = serde_json::from_str(&task.data).map_err(|e| unreadable("task", &e))?;
        let message = Message {
            number: 1,
            part: talk.me.part,
            content: content.to_owned(),
            sent_at: Timestamp(0),
        };
        let problems = config.validate_answer(&data, &[talk.region(&message)]);
        let faults = problems
            .into_iter()
            .filter(|problem| problem.pointer.starts_with("/0/value/chatmessage/content"))
            .map(|problem| Fault::new("/content", problem.code, problem.message))
            .collect();
        AppError::check(faults)
    }
}

/// Keeps a message.
fn write(tx: &mut Tx, talk: &Talk, content: String, now: Timestamp) -> Result<MessageView, AppError> {
    let (conversation, part) = (&talk.conversation, talk.me.part);
    let most = i64::try_from(talk.chat.max_messages.min(MESSAGES_MAX)).unwrap_or(i64::MAX);
    let number = conversations::append(tx, conversation.conversation_id, part, &content, most, now)?;
    let Some(number) = number else {
        return Err(if conversation.last_number >= most {
            let message = "as much was said as this task allows: finish the conversation";
            AppError::conflict("conversation_full", message)
        } else {
            let message = "the other has finished the conversation: send it in";
            AppError::conflict("conversation_ended", message)
        });
    };
    Ok(talk.message_view(Message {
        number,
        part,
        content,
        sent_at: now,
    }))
}

impl Talk {
    /// A message as it stands in an answer.
    pub(super) fn region(&self, message: &Message) -> Region {
        let control = &self.chat.control;
        let chatmessage = json!({
            "role": self.part_name(message.part),
            "content": message.content,
            "createdAt": message.sent_at.0 / 1_000,
        });
        let region = json!({
            "id": format!("m{}", message.number), "from_name": control, "to_name": control, "type": "chatmessage",
            "value": {"chatmessage": chatmessage},
        });
        // Every field is of the right type.
        serde_json::from_value(region).unwrap_or_default()
    }
}
