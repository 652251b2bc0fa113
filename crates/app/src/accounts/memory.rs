//! What the platform remembers of people between requests: who stood behind a secret a moment ago, and who failed to sign in.

use super::tries::Tries;
use crate::Caller;
use pumasi_domain::time::SECOND;
use pumasi_domain::{SessionId, Timestamp, TokenId, UserId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

/// How long an answer of the database is believed, in microseconds. Another server's sign-out or suspension is seen here
/// that much later.
const BELIEVED: i64 = 5 * SECOND;
/// Secrets that are remembered.
const KEPT: usize = 50_000;

/// Shared by all requests of one server.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    seen: RwLock<HashMap<[u8; 32], Seen>>,
    tries: Mutex<Tries>,
    waiting: AtomicUsize,
}

/// Which kind of secret it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    Session(SessionId),
    Token(TokenId),
}

#[derive(Debug, Clone)]
struct Seen {
    caller: Caller,
    via: Via,
    at: Timestamp,
}

impl Memory {
    /// Who the secret with this hash belonged to at most five seconds ago.
    pub(super) fn recall(&self, hash: &[u8; 32], now: Timestamp) -> Option<(Caller, Via)> {
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        let found = seen.get(hash).filter(|seen| is_fresh(seen, now))?;
        Some((found.caller.clone(), found.via))
    }

    /// Remembers who a secret belongs to.
    pub(super) fn keep(&self, hash: [u8; 32], caller: Caller, via: Via, now: Timestamp) {
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= KEPT {
            seen.retain(|_, one| is_fresh(one, now));
            if seen.len() >= KEPT {
                seen.clear();
            }
        }
        seen.insert(hash, Seen { caller, via, at: now });
    }

    /// Forgets a session or token that ended.
    pub(super) fn forget(&self, via: Via) {
        self.seen
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, seen| seen.via != via);
    }

    /// Forgets a person whose standing changed.
    pub(crate) fn forget_user(&self, user_id: UserId) {
        self.seen
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, seen| seen.caller.user_id != user_id);
    }

    pub(super) fn tries(&self) -> MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place among at most `max` that wait; given back when dropped.
    pub(super) fn queue(&self, max: usize) -> Option<Waiting<'_>> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let place = Waiting(&self.waiting);
        (before < max).then_some(place)
    }
}

/// A place in the queue of passwords.
pub(super) struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn is_fresh(seen: &Seen, now: Timestamp) -> bool {
    // A clock that was set back makes it old, too.
    (0..BELIEVED).contains(&(now.0 - seen.at.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn caller(n: u128) -> Caller {
        Caller {
            user_id: UserId(Uuid::from_u128(n)),
            is_operator: false,
            adult_verified: false,
        }
    }

    #[test]
    fn answers_are_believed_for_five_seconds() {
        let memory = Memory::default();
        let via = Via::Session(SessionId(Uuid::nil()));
        let now = Timestamp(1_000 * SECOND);
        memory.keep([1; 32], caller(1), via, now);
        assert!(memory.recall(&[1; 32], now.plus_seconds(4)).is_some());
        assert!(memory.recall(&[1; 32], now.plus_seconds(5)).is_none());
        assert!(memory.recall(&[1; 32], now.plus_seconds(-1)).is_none());
        assert!(memory.recall(&[2; 32], now).is_none());
    }

    #[test]
    fn endings_are_known_at_once() {
        let memory = Memory::default();
        let (one, two) = (
            Via::Session(SessionId(Uuid::nil())),
            Via::Token(TokenId(Uuid::nil())),
        );
        let now = Timestamp(0);
        memory.keep([1; 32], caller(1), one, now);
        memory.keep([2; 32], caller(1), two, now);
        memory.keep([3; 32], caller(2), two, now);
        memory.forget(one);
        assert!(memory.recall(&[1; 32], now).is_none() && memory.recall(&[2; 32], now).is_some());
        memory.forget_user(UserId(Uuid::from_u128(1)));
        assert!(memory.recall(&[2; 32], now).is_none() && memory.recall(&[3; 32], now).is_some());
    }

    #[test]
    fn places_in_the_queue_are_given_back() {
        let memory = Memory::default();
        let first = memory.queue(1);
        assert!(first.is_some() && memory.queue(1).is_none());
        drop(first);
        assert!(memory.queue(1).is_some());
    }
}
