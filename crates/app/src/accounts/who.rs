//! Who asks: from the secret that a request carries to the person behind it.

use super::memory::Via;
use super::secrets;
use crate::{App, AppError, Caller};
use pumasi_domain::{SessionId, Timestamp, TokenId};
use pumasi_store::sessions::Holder;
use pumasi_store::{sessions, tokens};

/// The longest secret that is looked at.
const SECRET_MAX_BYTES: usize = 200;
/// How exactly the last use of a token is remembered, in seconds.
const USE_SECONDS: i64 = 60;

impl App {
    /// Who is signed in with this cookie. `None`: nobody, any more; or the person is suspended. The answer may be five
    /// seconds old if the session was ended or the person suspended by another server.
    pub async fn caller_of_session(
        &self,
        session_token: &str,
    ) -> Result<Option<(Caller, SessionId)>, AppError> {
        if session_token.len() > SECRET_MAX_BYTES {
            return Ok(None);
        }
        let (hash, now) = (secrets::hash(session_token), self.clock.now());
        if let Some((caller, Via::Session(session_id))) = self.memory.recall(&hash, now) {
            return Ok(Some((caller, session_id)));
        }
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(sessions::holder(tx, &hash, now)?))
            .await?;
        let Some((session_id, holder, _)) = found else {
            return Ok(None);
        };
        let caller = caller(holder);
        self.memory
            .keep(hash, caller.clone(), Via::Session(session_id), now);
        Ok(Some((caller, session_id)))
    }

    /// Whose program carries this key. `None`: it is no key, was revoked, or the person is suspended.
    pub async fn caller_of_token(&self, token: &str) -> Result<Option<(Caller, TokenId)>, AppError> {
        if token.len() > SECRET_MAX_BYTES || !token.starts_with(secrets::TOKEN_PREFIX) {
            return Ok(None);
        }
        let (hash, now) = (secrets::hash(token), self.clock.now());
        if let Some((caller, Via::Token(token_id))) = self.memory.recall(&hash, now) {
            return Ok(Some((caller, token_id)));
        }
        let found = self
            .db
            .read(move |tx| Ok::<_, AppError>(tokens::holder(tx, &hash)?))
            .await?;
        let Some((token_id, holder, last_used_at)) = found else {
            return Ok(None);
        };
        let caller = caller(holder);
        self.memory.keep(hash, caller.clone(), Via::Token(token_id), now);
        self.remember_use(token_id, last_used_at, &caller, now).await?;
        Ok(Some((caller, token_id)))
    }

    async fn remember_use(
        &self,
        token_id: TokenId,
        last_used_at: Option<Timestamp>,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if last_used_at.is_some_and(|at| at.plus_seconds(USE_SECONDS) > now) {
            return Ok(());
        }
        self.db
            .write(caller.user_id.0, move |tx| {
                Ok::<_, AppError>(tokens::touch(tx, token_id, now)?)
            })
            .await
    }
}

fn caller(holder: Holder) -> Caller {
    Caller {
        user_id: holder.user_id,
        is_operator: holder.is_operator,
        adult_verified: holder.adult_verified,
    }
}
