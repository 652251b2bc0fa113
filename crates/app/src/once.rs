//! Idempotency: a request that is sent again has its effect once and gets the same reply.

use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_store::{Tx, idempotency};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A request's idempotency key, as the edge read it.
#[derive(Debug, Clone)]
pub struct Once {
    /// Who asks.
    pub principal: Uuid,
    /// The key they chose.
    pub key: String,
    /// Hash of method, path and body.
    pub request_hash: [u8; 32],
}

/// A reply, and whether it is a repeated one.
#[derive(Debug, Clone)]
pub struct Done<T> {
    pub value: T,
    pub replayed: bool,
}

/// How long a reply is kept: longer than any client tries again.
const KEPT_SECONDS: i64 = 7 * 86_400;

impl App {
    /// Forgets replies that nobody will ask for again; how many.
    pub async fn forget_idempotency_keys(&self) -> Result<u64, AppError> {
        let before = self.clock.now().plus_seconds(-KEPT_SECONDS);
        self.db
            .write(Uuid::nil(), move |tx| Ok(idempotency::delete_before(tx, before)?))
            .await
    }

    /// Runs `work` as one transaction. With a key, the reply is kept in the same transaction: the second request with
    /// the key gets it without running anything.
    pub(crate) async fn write_once<T, F>(
        &self,
        route: Uuid,
        once: Option<Once>,
        mut work: F,
    ) -> Result<Done<T>, AppError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: FnMut(&mut Tx, Timestamp) -> Result<T, AppError> + Send + 'static,
    {
        let now = self.clock.now();
        self.db
            .write(route, move |tx| {
                if let Some(once) = &once
                    && let Some((hash, reply)) = idempotency::find(tx, once.principal, &once.key)?
                {
                    if hash != once.request_hash {
                        return Err(AppError::IdempotencyKeyReused);
                    }
                    let value = serde_json::from_str(&reply)
                        .map_err(|e| AppError::Internal(format!("the kept reply can not be read: {e}")))?;
                    return Ok(Done {
                        value,
                        replayed: true,
                    });
                }
                let value = work(tx, now)?;
                if let Some(once) = &once {
                    let reply = serde_json::to_string(&value)
                        .map_err(|e| AppError::Internal(format!("the reply can not be kept: {e}")))?;
                    idempotency::insert(tx, once.principal, &once.key, &once.request_hash, &reply, now)?;
                }
                Ok(Done {
                    value,
                    replayed: false,
                })
            })
            .await
    }
}
