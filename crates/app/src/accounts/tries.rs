//! Failed tries to sign in, counted in memory.

use pumasi_domain::Timestamp;
use pumasi_domain::time::SECOND;
use std::collections::HashMap;

/// Failed tries within the window before the next is refused.
const TRIES_MAX: usize = 10;
/// Length of the window, in seconds.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Pairs of e-mail and network address that are remembered. Filling this up takes one slow password check each.
const KEPT: usize = 50_000;

/// When each pair of e-mail and network address was tried.
#[derive(Debug, Default)]
pub(super) struct Tries(HashMap<[u8; 32], Vec<Timestamp>>);

impl Tries {
    /// Counts a try before its password is looked at, so that many at once do not slip through. `Err`: too many already;
    /// seconds to wait.
    pub(super) fn begin(&mut self, key: [u8; 32], now: Timestamp) -> Result<(), i64> {
        if self.0.len() >= KEPT && !self.0.contains_key(&key) {
            self.0
                .retain(|_, tries| tries.iter().any(|at| is_recent(*at, now)));
            if self.0.len() >= KEPT {
                self.0.clear();
            }
        }
        let tries = self.0.entry(key).or_default();
        tries.retain(|at| is_recent(*at, now));
        if tries.len() >= TRIES_MAX {
            let first = tries.first().copied().unwrap_or(now);
            let wait = first.plus_seconds(WINDOW_SECONDS).0.saturating_sub(now.0);
            return Err((wait / SECOND).clamp(1, WINDOW_SECONDS));
        }
        tries.push(now);
        Ok(())
    }

    /// The password was right: earlier mistakes are forgiven.
    pub(super) fn forget(&mut self, key: &[u8; 32]) {
        self.0.remove(key);
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    at.plus_seconds(WINDOW_SECONDS) > now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_waits_for_the_first_to_grow_old() {
        let mut tries = Tries::default();
        let at = |seconds| Timestamp(0).plus_seconds(seconds);
        for n in 0..10 {
            assert_eq!(tries.begin([1; 32], at(n)), Ok(()));
        }
        assert_eq!(tries.begin([1; 32], at(60)), Err(15 * 60 - 60));
        assert_eq!(
            tries.begin([2; 32], at(60)),
            Ok(()),
            "another pair is not concerned"
        );
        assert_eq!(tries.begin([1; 32], at(15 * 60)), Ok(()));
        assert!(
            tries.begin([1; 32], at(15 * 60)).is_err(),
            "only the first has grown old"
        );
        tries.forget(&[1; 32]);
        assert_eq!(tries.begin([1; 32], at(15 * 60)), Ok(()));
    }

    #[test]
    fn memory_has_a_bound() {
        let mut tries = Tries::default();
        for n in 0..KEPT as u64 + 10 {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&n.to_le_bytes());
            tries.begin(key, Timestamp(0)).unwrap();
        }
        assert!(tries.0.len() <= KEPT);
    }
}
