//! A clock that stands still until a test moves it.

use pumasi_domain::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Shared by all its clones. Begins on Tuesday, 2026-11-24, at nine in the morning in Korea.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

/// 2026-11-24T00:00:00Z in microseconds.
const START: i64 = 1_795_478_400_000_000;

impl Default for TestClock {
    fn default() -> Self {
        TestClock(Arc::new(AtomicI64::new(START)))
    }
}

impl TestClock {
    /// The time now.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    /// Sets the time, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    /// Lets time pass.
    pub fn advance_seconds(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }
}

#[cfg(feature = "app")]
impl pumasi_app::Clock for TestClock {
    fn now(&self) -> Timestamp {
        TestClock::now(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_stands_still_until_it_is_moved() {
        let clock = TestClock::default();
        assert_eq!(clock.now().to_string(), "2026-11-24T00:00:00Z");
        clock.clone().advance_seconds(90);
        assert_eq!(clock.now().to_string(), "2026-11-24T00:01:30Z");
    }
}
