//! Trying a project's model out, before anybody works with it.

use crate::access::require_project_member;
use crate::{App, AppError, Caller};
use pumasi_domain::ProjectId;
use pumasi_domain::access::MemberRole;
use pumasi_model::{ModelError, ModelMessage};
use pumasi_store::models;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something to say to the model.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ModelTryInput {
    /// At most 2000 characters.
    pub message: String,
}

/// What it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModelTry {
    pub reply: String,
}

const MESSAGE_MAX: usize = 2_000;

impl App {
    /// Says something to a project's model, with its instructions, and tells what came back. Nothing is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if no model is named; else a conflict whose code names what to mend ([`code_of`]).
    pub async fn try_model(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        input: ModelTryInput,
    ) -> Result<ModelTry, AppError> {
        let length = input.message.chars().count();
        if input.message.trim().is_empty() || length > MESSAGE_MAX {
            let message = format!("say something, in 1 to {MESSAGE_MAX} characters");
            return Err(AppError::invalid("/message", "text_length", message));
        }
        let caller = caller.clone();
        let model = self
            .db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                models::find(tx, project_id)?.ok_or(AppError::NotFound("model"))
            })
            .await?;
        let endpoint = self.endpoint(&model)?;
        let said = |role: &str, content: String| ModelMessage {
            role: role.to_owned(),
            content,
        };
        let mut spoken = vec![said("user", input.message)];
        if !model.instructions.trim().is_empty() {
            spoken.insert(0, said("system", model.instructions));
        }
        let reply = self.models.reply(&endpoint, &spoken).await;
        let reply = reply.map_err(|error| AppError::conflict(code_of(&error), error.to_string()))?;
        Ok(ModelTry { reply })
    }
}

/// What there is to mend.
fn code_of(error: &ModelError) -> &'static str {
    match error {
        ModelError::Address(_) => "model_address_refused",
        ModelError::Key | ModelError::Refused(401 | 403) => "model_key_refused",
        ModelError::Unreachable => "model_unreachable",
        ModelError::Timeout(_) => "model_too_slow",
        ModelError::Refused(404) => "model_unknown",
        ModelError::Refused(429) => "model_asked_too_often",
        ModelError::Refused(_) => "model_server_failed",
        ModelError::Unreadable => "model_unreadable",
    }
}
