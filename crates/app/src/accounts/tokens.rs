//! Keys with which programs act for a person.

use super::memory::Via;
use super::secrets;
use crate::{App, AppError, Caller, Done, Once, Page, PageQuery};
use pumasi_domain::{Timestamp, TokenId};
use pumasi_store::tokens;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Keys that work, per person.
const TOKENS_MAX: i64 = 50;
/// The longest name of a key, in characters.
const NAME_MAX: usize = 100;

/// A key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenView {
    pub token_id: TokenId,
    pub name: String,
    pub created_at: Timestamp,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A key on the one occasion when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewToken {
    #[serde(flatten)]
    pub view: TokenView,
    /// For `Authorization: Bearer …`. Nobody can show it again.
    pub token: String,
}

/// What is kept of a new key for a repeated request.
#[derive(Serialize, Deserialize)]
struct Made {
    view: TokenView,
    sealed_secret: String,
}

impl App {
    /// Makes a key for the caller's programs.
    pub async fn create_token(
        &self,
        caller: &Caller,
        once: Option<Once>,
        name: String,
    ) -> Result<Done<NewToken>, AppError> {
        let name = name.trim().to_owned();
        if !(1..=NAME_MAX).contains(&name.chars().count()) {
            let message = format!("name it by what will use it, in 1 to {NAME_MAX} characters");
            return Err(AppError::invalid("/name", "name_length", message));
        }
        let (user_id, token_id, secret) = (caller.user_id, TokenId(self.ids.next()), self.ids.secret());
        let app = self.clone();
        let done = self
            .write_once(user_id.0, once, move |tx, now| {
                if tokens::count(tx, user_id)? >= TOKENS_MAX {
                    let message = format!(
                        "there are {TOKENS_MAX} tokens already: revoke one that is not used any more"
                    );
                    return Err(AppError::conflict("too_many_tokens", message));
                }
                tokens::insert(
                    tx,
                    token_id,
                    &secrets::hash(&secrets::token_text(secret)),
                    user_id,
                    &name,
                    now,
                )?;
                let data = json!({"name": name});
                app.note_outside_projects(
                    tx,
                    now,
                    "token_created",
                    Some(user_id),
                    ("token", token_id.0),
                    &data,
                )?;
                let view = TokenView {
                    token_id,
                    name: name.clone(),
                    created_at: now,
                    last_used_at: None,
                };
                Ok(Made {
                    view,
                    sealed_secret: hex::encode(app.seal(token_id.0, secret)),
                })
            })
            .await?;
        let mut sealed = [0; 32];
        hex::decode_to_slice(&done.value.sealed_secret, &mut sealed)
            .map_err(|e| AppError::Internal(format!("a kept token can not be read: {e}")))?;
        let token = secrets::token_text(self.seal(done.value.view.token_id.0, sealed));
        Ok(Done {
            value: NewToken {
                view: done.value.view,
                token,
            },
            replayed: done.replayed,
        })
    }

    /// The caller's keys that work, newest first.
    pub async fn list_tokens(&self, caller: &Caller, query: &PageQuery) -> Result<Page<TokenView>, AppError> {
        let (user_id, before, fetch) = (caller.user_id, query.after()?, query.fetch());
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(tokens::of_user(tx, user_id, before, fetch)?))
            .await?;
        let views = found
            .into_iter()
            .map(|token| TokenView {
                token_id: token.token_id,
                name: token.name,
                created_at: token.created_at,
                last_used_at: token.last_used_at,
            })
            .collect();
        Ok(Page::of(views, query, |token| token.token_id))
    }

    /// Ends one of the caller's keys, at once.
    pub async fn revoke_token(&self, caller: &Caller, token_id: TokenId) -> Result<(), AppError> {
        let (app, user_id, now) = (self.clone(), caller.user_id, self.clock.now());
        self.db
            .write(user_id.0, move |tx| {
                if !tokens::revoke(tx, user_id, token_id, now)? {
                    return Err(AppError::NotFound("token"));
                }
                app.note_outside_projects(
                    tx,
                    now,
                    "token_revoked",
                    Some(user_id),
                    ("token", token_id.0),
                    &json!({}),
                )
            })
            .await?;
        self.memory.forget(Via::Token(token_id));
        Ok(())
    }
}
