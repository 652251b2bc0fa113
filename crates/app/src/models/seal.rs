//! Keys of models, sealed for the database: who has a copy of it has no key.

use crate::{App, AppError};
use hmac::{Hmac, KeyInit, Mac};
use pumasi_domain::ProjectId;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Keeps this key apart from everything else that the server's secret is used for.
const DOMAIN: &[u8] = b"pumasi model keys v1\0";

impl App {
    fn sealing_key(&self) -> Result<LessSafeKey, AppError> {
        let broken = || AppError::Internal("the key that seals keys can not be made".to_owned());
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&self.config.secret).map_err(|_| broken())?;
        mac.update(DOMAIN);
        let key = mac.finalize().into_bytes();
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(|_| broken())?;
        Ok(LessSafeKey::new(key))
    }

    /// Seals a key for one project: nonce, ciphertext and tag (ChaCha20-Poly1305, RFC 8439).
    pub(super) fn seal_key(&self, project_id: ProjectId, key: &str) -> Result<Vec<u8>, AppError> {
        let broken = || AppError::Internal("a key can not be sealed".to_owned());
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&self.ids.secret()[..NONCE_LEN]);
        let mut bytes = key.as_bytes().to_vec();
        self.sealing_key()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(project_id.0.as_bytes()),
                &mut bytes,
            )
            .map_err(|_| broken())?;
        Ok([&nonce[..], &bytes].concat())
    }

    /// Opens a sealed key. One of another project, or of another server's secret, does not open.
    pub(super) fn unseal_key(&self, project_id: ProjectId, sealed: &[u8]) -> Result<String, AppError> {
        let broken =
            || AppError::Internal("a model's key does not open: was the server's secret changed?".to_owned());
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let mut bytes = rest.to_vec();
        let opened = self
            .sealing_key()?
            .open_in_place(nonce, Aad::from(project_id.0.as_bytes()), &mut bytes)
            .map_err(|_| broken())?;
        String::from_utf8(opened.to_vec()).map_err(|_| broken())
    }
}
