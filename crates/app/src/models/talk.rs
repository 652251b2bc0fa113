//! One turn of a conversation: the worker's messages go to the model, and what it says comes back.

use crate::work::{gone, own, visible_project};
use crate::{App, AppError, Caller, Once};
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Role};
use pumasi_domain::{AssignmentId, ProjectId};
use pumasi_interface::ModelChat;
use pumasi_model::{ModelEndpoint, ModelMessage};
use pumasi_store::Tx;
use pumasi_store::models::{self, ProjectModel};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;

/// A conversation so far.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct TalkInput {
    /// Name of a Chat with `llm`.
    pub control: String,
    /// All that was said, what the task begins with included. The last message is not the model's.
    pub messages: Vec<TalkMessage>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TalkMessage {
    pub role: String,
    pub content: String,
}

/// What the model said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Said {
    pub message: TalkMessage,
    /// How often it can still be asked for this task.
    pub calls_left: i64,
}

const MESSAGES_MAX: usize = 400;
const CHARACTERS_MAX: usize = 200_000;
/// A call that has not come back by this much after its time never will: the server stopped.
const LOST_AFTER_SECONDS: i64 = 30;

/// A call that was begun.
struct Call {
    project_id: ProjectId,
    assignment_id: AssignmentId,
    number: i64,
    calls_left: i64,
    model: ProjectModel,
    chat: ModelChat,
}

/// What is kept with the key of a request: enough to find the call again.
#[derive(Serialize, Deserialize)]
struct Begun {
    number: i64,
    calls_left: i64,
    model_role: String,
    #[serde(skip)]
    fresh: Option<(ProjectModel, ModelChat)>,
}

impl App {
    /// Asks the project's model what it says next, for whoever holds the live assignment. What it says is kept: the
    /// answer may hold nothing else as the model's. A call that fails does not count.
    ///
    /// # Errors
    /// Conflicts `model_missing`, `model_busy` (one call at a time), `model_calls_used_up` and `model_failed`.
    pub async fn talk(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        input: TalkInput,
    ) -> Result<Said, AppError> {
        let (app, who, control) = (self.clone(), caller.clone(), input.control.clone());
        let (project_id, chat) = self
            .db
            .read(move |tx| {
                let project = app.talking(tx, &who, assignment_id)?;
                Ok::<_, AppError>((project.project_id, app.model_chat(&project, &control)?))
            })
            .await?;
        check_messages(&chat, &input.messages)?;
        let (app, who) = (self.clone(), caller.clone());
        let begun = self
            .write_once(project_id.0, once, move |tx, now| {
                app.talking(tx, &who, assignment_id)?;
                let model = models::find(tx, project_id)?.ok_or_else(missing)?;
                let patience = model.timeout_seconds + LOST_AFTER_SECONDS;
                models::give_up_calls(tx, assignment_id, now.plus_seconds(-patience), now)?;
                let calls = models::calls(tx, assignment_id)?;
                if calls.running_since.is_some() {
                    return Err(busy());
                }
                if calls.counted >= model.max_calls {
                    let message = "the model was asked as often as this task allows: send the answer in";
                    return Err(AppError::conflict("model_calls_used_up", message));
                }
                let number = calls.last_number + 1;
                if !models::begin_call(tx, project_id, assignment_id, number, now)? {
                    return Err(busy());
                }
                Ok(Begun {
                    number,
                    calls_left: model.max_calls - calls.counted - 1,
                    model_role: chat.model_role.clone(),
                    fresh: Some((model, chat.clone())),
                })
            })
            .await?
            .value;
        match begun.fresh {
            Some((model, chat)) => {
                let call = Call {
                    project_id,
                    assignment_id,
                    number: begun.number,
                    calls_left: begun.calls_left,
                    model,
                    chat,
                };
                // Whoever goes away in between still has the answer counted and kept.
                let app = self.clone();
                let asked = tokio::spawn(async move { app.ask(call, input.messages).await });
                asked.await.map_err(|e| AppError::Internal(e.to_string()))?
            }
            None => self.said_before(assignment_id, begun).await,
        }
    }

    /// The same request once more: what came of the first.
    async fn said_before(&self, assignment_id: AssignmentId, begun: Begun) -> Result<Said, AppError> {
        let number = begun.number;
        let call = self
            .db
            .read(move |tx| Ok::<_, AppError>(models::call(tx, assignment_id, number)?))
            .await?;
        match call {
            Some(models::Outcome::Answered(content)) => Ok(Said {
                message: TalkMessage {
                    role: begun.model_role,
                    content,
                },
                calls_left: begun.calls_left,
            }),
            Some(models::Outcome::Running) => Err(busy()),
            Some(models::Outcome::Failed) | None => Err(failed("it did not answer the first time")),
        }
    }

    async fn ask(&self, call: Call, messages: Vec<TalkMessage>) -> Result<Said, AppError> {
        let (assignment_id, number) = (call.assignment_id, call.number);
        let reply = match self.endpoint(&call.model) {
            Ok(endpoint) => {
                let spoken = in_models_words(&call, messages);
                self.models
                    .reply(&endpoint, &spoken)
                    .await
                    .map_err(|error| failed(&error.to_string()))
            }
            Err(error) => Err(error),
        };
        let kept = reply.as_ref().ok().cloned();
        let now = self.now();
        self.db
            .write(call.project_id.0, move |tx| {
                Ok::<_, AppError>(models::end_call(tx, assignment_id, number, kept.as_deref(), now)?)
            })
            .await?;
        if let Err(error) = &reply {
            tracing::info!(project_id = %call.project_id, %error, "a model did not answer");
        }
        Ok(Said {
            message: TalkMessage {
                role: call.chat.model_role,
                content: reply?,
            },
            calls_left: call.calls_left,
        })
    }

    pub(super) fn endpoint(&self, model: &ProjectModel) -> Result<ModelEndpoint, AppError> {
        let key = match &model.sealed_key {
            Some(sealed) => Some(self.unseal_key(model.project_id, sealed)?),
            None => None,
        };
        Ok(ModelEndpoint {
            base_url: model.base_url.clone(),
            key,
            model: model.model.clone(),
            timeout: Duration::from_secs(u64::try_from(model.timeout_seconds).unwrap_or(60)),
        })
    }

    /// The project of a live assignment of work in the caller's hands.
    fn talking(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        assignment_id: AssignmentId,
    ) -> Result<Project, AppError> {
        let a = own(tx, caller, assignment_id)?;
        let project = visible_project(tx, caller, a.project_id)?;
        if a.role != Role::Work || !matches!(a.state, AssignmentState::Active | AssignmentState::Returned) {
            return Err(gone());
        }
        Ok(project)
    }

    fn model_chat(&self, project: &Project, control: &str) -> Result<ModelChat, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let mut chats = config.model_chats().into_iter();
        chats.find(|chat| chat.control == control).ok_or_else(|| {
            let message = format!("`{control}` is no conversation with a model: name a Chat with `llm`");
            AppError::invalid("/control", "no_model_chat", message)
        })
    }
}

fn check_messages(chat: &ModelChat, messages: &[TalkMessage]) -> Result<(), AppError> {
    let Some(last) = messages.last() else {
        return Err(AppError::invalid(
            "/messages",
            "messages_missing",
            "send what was said so far",
        ));
    };
    if last.role == chat.model_role {
        let message = "the last message is the model's own: it is the worker's turn";
        return Err(AppError::invalid("/messages", "not_the_models_turn", message));
    }
    let characters: usize = messages
        .iter()
        .map(|message| message.content.chars().count())
        .sum();
    if messages.len() > MESSAGES_MAX || characters > CHARACTERS_MAX {
        let message = format!("at most {MESSAGES_MAX} messages of {CHARACTERS_MAX} characters in all");
        return Err(AppError::invalid("/messages", "conversation_too_long", message));
    }
    Ok(())
}

/// What was said, as the model's server wants it: the model is `assistant`, everybody else `user`.
fn in_models_words(call: &Call, messages: Vec<TalkMessage>) -> Vec<ModelMessage> {
    let mut spoken = Vec::with_capacity(messages.len() + 1);
    if !call.model.instructions.trim().is_empty() {
        spoken.push(ModelMessage {
            role: "system".to_owned(),
            content: call.model.instructions.clone(),
        });
    }
    spoken.extend(messages.into_iter().map(|message| {
        ModelMessage {
            role: if message.role == call.chat.model_role {
                "assistant"
            } else {
                "user"
            }
            .to_owned(),
            content: message.content,
        }
    }));
    spoken
}

fn missing() -> AppError {
    let message = "this project has no model yet: tell the requester, and skip the task for now";
    AppError::conflict("model_missing", message)
}

fn busy() -> AppError {
    AppError::conflict("model_busy", "the model is still thinking: wait for its answer")
}

fn failed(why: &str) -> AppError {
    AppError::conflict(
        "model_failed",
        format!("{why}: try again; this try does not count"),
    )
}
