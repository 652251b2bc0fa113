//! Secrets of sessions and tokens. The database keeps their hashes; whoever reads it can not sign in with what they find.

use crate::App;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// What a program's key begins with, so that people and scanners know one when they see it.
pub(super) const TOKEN_PREFIX: &str = "pmt_";

/// A session's secret as the cookie carries it.
pub(super) fn session_text(secret: [u8; 32]) -> String {
    hex::encode(secret)
}

/// A program's key as its owner sees it, once.
pub(super) fn token_text(secret: [u8; 32]) -> String {
    format!("{TOKEN_PREFIX}{}", hex::encode(secret))
}

/// What the database knows a secret by. Thirty-two random bytes need no slow hash.
pub(super) fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

impl App {
    /// A keyed hash of `parts`; nobody without the platform's secret can make it. `purpose` keeps uses apart.
    pub(super) fn keyed(&self, purpose: &str, parts: &[u8]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.config.secret).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(parts);
        mac.finalize().into_bytes().into()
    }

    /// Hides a secret in a reply that is kept for a repeated request; the same call shows it again. The pad comes from the
    /// platform's key and `id`, which no other secret shares.
    pub(super) fn seal(&self, id: Uuid, secret: [u8; 32]) -> [u8; 32] {
        let mut sealed = self.keyed("seal", id.as_bytes());
        sealed.iter_mut().zip(secret).for_each(|(pad, byte)| *pad ^= byte);
        sealed
    }

    /// What a browser must send along with every change, beside its cookie: other sites can make it send the cookie, but
    /// not this.
    pub fn csrf_token(&self, session_token: &str) -> String {
        hex::encode(self.keyed("csrf", session_token.as_bytes()))
    }

    /// Whether `given` is the [`App::csrf_token`] of a session. Takes the same time whatever differs.
    pub fn is_csrf_token(&self, session_token: &str, given: &str) -> bool {
        self.csrf_token(session_token)
            .as_bytes()
            .ct_eq(given.as_bytes())
            .into()
    }
}
