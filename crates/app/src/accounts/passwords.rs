//! Passwords: argon2id, away from the threads that answer requests, and only a few at once.

use crate::{App, AppError};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::{PasswordHasher, PasswordVerifier};
use std::sync::OnceLock;

/// Passwords that may wait for their turn before new ones are refused; each turn takes tens of milliseconds.
const WAITING_MAX: usize = 500;

impl App {
    /// Hashes a password with a fresh salt.
    pub(super) async fn hash_password(&self, password: String) -> Result<String, AppError> {
        let salt = self.ids.secret();
        self.slowly(move || hash(&password, &salt[..16])).await?
    }

    /// Whether a password is the one that was hashed. Without a hash (nobody has that e-mail address) it takes as long,
    /// so that the time tells nobody who has signed up.
    pub(super) async fn verify_password(
        &self,
        password: String,
        kept: Option<String>,
    ) -> Result<bool, AppError> {
        self.slowly(move || {
            let exists = kept.is_some();
            let kept = match kept {
                Some(kept) => kept,
                None => nobodys()?,
            };
            let parsed = PasswordHash::new(&kept)
                .map_err(|e| AppError::Internal(format!("a kept password hash can not be read: {e}")))?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
                && exists)
        })
        .await?
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let _waiting = self.memory.queue(WAITING_MAX).ok_or(AppError::TooMany {
            retry_after_seconds: 10,
        })?;
        let turn = self.passwords.acquire().await;
        let _turn = turn.map_err(|_| AppError::Internal("the queue of passwords was closed".to_owned()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|e| AppError::Internal(format!("a password could not be hashed: {e}")))
    }
}

fn hash(password: &str, salt: &[u8]) -> Result<String, AppError> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .map_err(|e| AppError::Internal(format!("a password could not be hashed: {e}")))
}

/// A hash of the same cost that belongs to nobody.
fn nobodys() -> Result<String, AppError> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let fresh = hash("nobody's password", b"nobody's salt 16")?;
    Ok(HASH.get_or_init(|| fresh).clone())
}
