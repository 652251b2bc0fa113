//! Ids and secrets that are the same in every run.

use crate::TestClock;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Time-ordered ids by a [`TestClock`], in the order they are asked for. Shared by all its clones.
#[derive(Debug, Clone)]
pub struct TestIds(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    clock: TestClock,
    /// Never goes back, even when the clock does.
    milliseconds: u64,
    count: u32,
    random: ChaCha8Rng,
}

impl TestIds {
    /// Another seed gives other ids.
    pub fn new(clock: TestClock, seed: u64) -> TestIds {
        TestIds(Arc::new(Mutex::new(State {
            clock,
            milliseconds: 0,
            count: 0,
            random: ChaCha8Rng::seed_from_u64(seed),
        })))
    }

    /// A fresh UUIDv7, after all that came before it.
    pub fn next(&self) -> Uuid {
        let mut state = self.state();
        let now = u64::try_from(state.clock.now().0 / 1_000).unwrap_or(0);
        state.milliseconds = state.milliseconds.max(now);
        state.count += 1;
        let mut tail = [0; 10];
        state.random.fill_bytes(&mut tail);
        // The counter stands right behind the time, so that ids of one millisecond are in order too. An id has 12 bits
        // there, then two fixed ones, then the rest.
        let count = state.count;
        tail[0] = (count >> 22) as u8;
        tail[1] = (count >> 14) as u8;
        tail[2] = (count >> 8) as u8 & 0x3f;
        tail[3] = count as u8;
        uuid::Builder::from_unix_timestamp_millis(state.milliseconds, &tail).into_uuid()
    }

    /// Thirty-two bytes.
    pub fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.state().random.fill_bytes(&mut bytes);
        bytes
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "app")]
impl pumasi_app::Ids for TestIds {
    fn next(&self) -> Uuid {
        TestIds::next(self)
    }

    fn secret(&self) -> [u8; 32] {
        TestIds::secret(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_order_and_repeat() {
        let clock = TestClock::default();
        let (ids, again) = (TestIds::new(clock.clone(), 7), TestIds::new(clock.clone(), 7));
        let mut last = Uuid::nil();
        for n in 0..100_000 {
            let id = ids.next();
            assert_eq!(id, again.next());
            assert!(id > last, "{id} came after {last}");
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
            last = id;
            match n {
                50_000 => clock.advance_seconds(-60),
                70_000 => clock.advance_seconds(120),
                _ => {}
            }
        }
        assert_ne!(ids.next(), TestIds::new(clock, 8).next());
        assert_eq!(ids.secret().len(), 32);
    }
}
