//! Cursors of lists of people: their key is a person's id, and who holds the cursor must not learn it.

use crate::{App, AppError};
use hmac::{Hmac, KeyInit, Mac};
use pumasi_domain::{ProjectId, UserId};
use uuid::Uuid;

/// Rounds of the permutation: four of a pseudorandom function each make it a strong one (Luby and Rackoff 1988).
const ROUNDS: u8 = 4;

impl App {
    /// A person's id as nobody else can read it.
    pub(super) fn seal_person(&self, project_id: ProjectId, user_id: UserId) -> Result<String, AppError> {
        let (mut left, mut right) = halves(user_id.0.as_u128());
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.mix(project_id, round, right)?);
        }
        Ok(Uuid::from_u128(u128::from(left) << 64 | u128::from(right))
            .simple()
            .to_string())
    }

    /// Reads what [`App::seal_person`] wrote for the same project.
    pub(super) fn unseal_person(&self, project_id: ProjectId, sealed: Uuid) -> Result<UserId, AppError> {
        let (mut left, mut right) = halves(sealed.as_u128());
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.mix(project_id, round, left)?, left);
        }
        Ok(UserId(Uuid::from_u128(
            u128::from(left) << 64 | u128::from(right),
        )))
    }

    fn mix(&self, project_id: ProjectId, round: u8, half: u64) -> Result<u64, AppError> {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&self.config.secret)
            .map_err(|e| AppError::Internal(e.to_string()))?;
        mac.update(b"cursor of people");
        mac.update(project_id.0.as_bytes());
        mac.update(&[round]);
        mac.update(&half.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let first = hash.iter().take(8);
        Ok(first.fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}

fn halves(number: u128) -> (u64, u64) {
    ((number >> 64) as u64, number as u64)
}
