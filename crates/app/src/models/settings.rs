//! Which model a project's workers talk to.

use crate::access::require_project_member;
use crate::history::Change;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{ProjectId, Timestamp};
use pumasi_model::check_address;
use pumasi_store::Tx;
use pumasi_store::models::{self, ProjectModel};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// A project's model, as named by its requester.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ModelInput {
    /// Up to and without `/chat/completions`: `https://api.example.com/v1`.
    pub base_url: String,
    /// The model's name there.
    pub model: String,
    /// What the model is told before every conversation. At most 8000 characters.
    #[serde(default)]
    pub instructions: String,
    /// Kept sealed and never shown. Left out: the one that is kept stays, as long as the address does.
    #[serde(default)]
    pub key: Option<String>,
    /// Most answers of the model for one task, 1 to 200.
    #[serde(default = "calls_default")]
    pub max_calls: i64,
    /// How long an answer may take, 1 to 120 seconds.
    #[serde(default = "timeout_default")]
    pub timeout_seconds: i64,
}

fn calls_default() -> i64 {
    30
}

fn timeout_default() -> i64 {
    60
}

/// A project's model. Of the key only that there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Model)]
pub struct ModelView {
    pub base_url: String,
    pub model: String,
    pub instructions: String,
    pub has_key: bool,
    pub max_calls: i64,
    pub timeout_seconds: i64,
    pub changed_at: Timestamp,
}

fn view(model: ProjectModel) -> ModelView {
    ModelView {
        base_url: model.base_url,
        model: model.model,
        instructions: model.instructions,
        has_key: model.sealed_key.is_some(),
        max_calls: model.max_calls,
        timeout_seconds: model.timeout_seconds,
        changed_at: model.changed_at,
    }
}

const INSTRUCTIONS_MAX: usize = 8_000;
const NAME_MAX: usize = 200;
const KEY_MAX: usize = 1_000;
const CALLS_MAX: i64 = 200;
const TIMEOUT_MAX_SECONDS: i64 = 120;

impl ModelInput {
    fn faults(&self, allow_private: bool) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add =
            |pointer: &str, code: &str, message: String| faults.push(Fault::new(pointer, code, message));
        if let Err(problem) = check_address(&self.base_url, allow_private) {
            add("/base_url", "address_refused", problem.to_string());
        }
        if self.model.trim().is_empty() || self.model.chars().count() > NAME_MAX {
            add(
                "/model",
                "text_length",
                format!("name the model in 1 to {NAME_MAX} characters"),
            );
        }
        if self.instructions.chars().count() > INSTRUCTIONS_MAX {
            add(
                "/instructions",
                "text_too_long",
                format!("at most {INSTRUCTIONS_MAX} characters"),
            );
        }
        let fits = |key: &String| key.len() <= KEY_MAX && key.bytes().all(|byte| byte.is_ascii_graphic());
        if self.key.as_ref().is_some_and(|key| !fits(key)) {
            let message = format!("a key has at most {KEY_MAX} visible ASCII characters, without spaces");
            add("/key", "key_invalid", message);
        }
        if !(1..=CALLS_MAX).contains(&self.max_calls) {
            add("/max_calls", "out_of_range", format!("1 to {CALLS_MAX}"));
        }
        if !(1..=TIMEOUT_MAX_SECONDS).contains(&self.timeout_seconds) {
            add(
                "/timeout_seconds",
                "out_of_range",
                format!("1 to {TIMEOUT_MAX_SECONDS}"),
            );
        }
        faults
    }
}

impl App {
    /// Names a project's model.
    ///
    /// # Errors
    /// Faults of the settings: an address in a private network among them, unless the operator allows it.
    pub async fn set_model(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        input: ModelInput,
    ) -> Result<Done<ModelView>, AppError> {
        AppError::check(input.faults(self.models.allows_private()))?;
        let sealed = match input.key.as_deref().filter(|key| !key.is_empty()) {
            Some(key) => Some(self.seal_key(project_id, key)?),
            None => None,
        };
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            let before = models::find(tx, project_id)?;
            // A key belongs to its address: who may change the address must not get the key sent to their own.
            let base_url = input.base_url.trim().trim_end_matches('/').to_owned();
            let kept = before
                .filter(|before| before.base_url == base_url)
                .and_then(|before| before.sealed_key);
            let model = ProjectModel {
                project_id,
                base_url,
                model: input.model.trim().to_owned(),
                instructions: input.instructions.clone(),
                sealed_key: match input.key.as_deref() {
                    None => kept,
                    Some(_) => sealed.clone(),
                },
                max_calls: input.max_calls,
                timeout_seconds: input.timeout_seconds,
                changed_by: caller.user_id,
                changed_at: now,
            };
            models::put(tx, &model)?;
            app.note_model(
                tx,
                &caller,
                project_id,
                "model_set",
                json!({"base_url": model.base_url, "model": model.model}),
                now,
            )?;
            Ok(view(model))
        })
        .await
    }

    /// A project's model.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if none is named.
    pub async fn model(&self, caller: &Caller, project_id: ProjectId) -> Result<ModelView, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                models::find(tx, project_id)?
                    .map(view)
                    .ok_or(AppError::NotFound("model"))
            })
            .await
    }

    /// Takes a project's model and its key away.
    pub async fn remove_model(&self, caller: &Caller, project_id: ProjectId) -> Result<(), AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        let done = self.write_once(project_id.0, None, move |tx, now| {
            require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            if models::delete(tx, project_id)? {
                app.note_model(tx, &caller, project_id, "model_removed", json!({}), now)?;
            }
            Ok(())
        });
        done.await.map(|done| done.value)
    }

    fn note_model(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        project_id: ProjectId,
        kind: &'static str,
        data: serde_json::Value,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let note = Change {
            kind,
            actor: Some(caller.user_id),
            project_id,
            subject_kind: "project",
            subject_id: project_id.0,
            data,
        };
        self.note(tx, now, note)
    }
}
