//! How often one person or address may ask: token buckets in memory. A bucket fills at the allowed rate up to its
//! size, and a request takes one out.

use crate::settings::RateLimits;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Whose bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Principal {
    /// A person who is signed in, with all their browsers and tokens.
    User(Uuid),
    /// An address, for requests of nobody.
    Address(IpAddr),
    /// Sign-ins and sign-ups from an address.
    SignIn(IpAddr),
}

impl Principal {
    /// An IPv6 customer has a whole /64: one address of it is as good as another.
    pub(crate) fn address(address: IpAddr) -> IpAddr {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let mut octets = v6.octets();
                octets[8..].fill(0);
                IpAddr::from(octets)
            }
            v4 => v4,
        }
    }
}

/// What is left in a bucket after a request, for the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    pub name: &'static str,
    pub per_minute: u32,
    pub remaining: u32,
    /// Seconds until the bucket is full again.
    pub full_in_seconds: u64,
    /// Seconds until one more request is allowed, if this one is not.
    pub retry_after_seconds: Option<u64>,
}

#[derive(Clone, Copy)]
struct Rule {
    name: &'static str,
    per_minute: u32,
    burst: u32,
}

struct Bucket {
    tokens: f64,
    filled_at: Instant,
}

/// All buckets of this server.
pub(crate) struct Limiter {
    limits: RateLimits,
    buckets: Mutex<HashMap<Principal, Bucket>>,
}

/// Above this many buckets the full ones are thrown away: they say no more than none.
const BUCKETS_KEPT: usize = 50_000;

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Limiter {
        Limiter {
            limits,
            buckets: Mutex::default(),
        }
    }

    fn rule(&self, principal: Principal) -> Rule {
        match principal {
            Principal::User(_) | Principal::Address(_) => Rule {
                name: "default",
                per_minute: self.limits.requests_per_minute.max(1),
                burst: self.limits.requests_burst.max(1),
            },
            Principal::SignIn(_) => {
                let per_minute = self.limits.sign_ins_per_minute.max(1);
                Rule {
                    name: "sign_in",
                    per_minute,
                    burst: per_minute,
                }
            }
        }
    }

    /// Takes one request out of the principal's bucket.
    pub(crate) fn take(&self, principal: Principal, now: Instant) -> Quota {
        let rule = self.rule(principal);
        let per_second = f64::from(rule.per_minute) / 60.0;
        let size = f64::from(rule.burst);
        let mut buckets = self.buckets.lock();
        if buckets.len() >= BUCKETS_KEPT && !buckets.contains_key(&principal) {
            self.forget_full(&mut buckets, now);
        }
        let bucket = buckets.entry(principal).or_insert(Bucket {
            tokens: size,
            filled_at: now,
        });
        let passed = now.saturating_duration_since(bucket.filled_at).as_secs_f64();
        bucket.tokens = (bucket.tokens + passed * per_second).min(size);
        bucket.filled_at = now;
        let allowed = bucket.tokens >= 1.0;
        if allowed {
            bucket.tokens -= 1.0;
        }
        let wait = |missing: f64| {
            Duration::from_secs_f64(missing.max(0.0) / per_second)
                .as_secs_f64()
                .ceil() as u64
        };
        Quota {
            name: rule.name,
            per_minute: rule.per_minute,
            remaining: bucket.tokens as u32,
            full_in_seconds: wait(size - bucket.tokens),
            retry_after_seconds: (!allowed).then(|| wait(1.0 - bucket.tokens).max(1)),
        }
    }

    fn forget_full(&self, buckets: &mut HashMap<Principal, Bucket>, now: Instant) {
        buckets.retain(|principal, bucket| {
            let rule = self.rule(*principal);
            let passed = now.saturating_duration_since(bucket.filled_at).as_secs_f64();
            bucket.tokens + passed * f64::from(rule.per_minute) / 60.0 < f64::from(rule.burst)
        });
        // A flood of new addresses: better to forget who asked than to run out of memory.
        if buckets.len() >= BUCKETS_KEPT {
            buckets.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> Limiter {
        Limiter::new(RateLimits {
            requests_per_minute: 60,
            requests_burst: 3,
            sign_ins_per_minute: 2,
        })
    }

    #[test]
    fn a_bucket_empties_and_fills() {
        let (limiter, start) = (limiter(), Instant::now());
        let who = Principal::User(Uuid::from_u128(1));
        let remaining: Vec<u32> = (0..3).map(|_| limiter.take(who, start).remaining).collect();
        assert_eq!(remaining, [2, 1, 0]);
        let refused = limiter.take(who, start);
        assert_eq!(
            (refused.retry_after_seconds, refused.full_in_seconds),
            (Some(1), 3)
        );
        let later = limiter.take(who, start + Duration::from_secs(2));
        assert_eq!((later.retry_after_seconds, later.remaining), (None, 1));
        assert_eq!(limiter.take(who, start + Duration::from_secs(600)).remaining, 2);
    }

    #[test]
    fn principals_do_not_share() {
        let (limiter, now) = (limiter(), Instant::now());
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(
            limiter.take(Principal::SignIn(address), now).retry_after_seconds,
            None
        );
        assert_eq!(
            limiter.take(Principal::SignIn(address), now).retry_after_seconds,
            None
        );
        assert_eq!(
            limiter.take(Principal::SignIn(address), now).retry_after_seconds,
            Some(30)
        );
        assert_eq!(
            limiter.take(Principal::Address(address), now).retry_after_seconds,
            None
        );
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        let address = |text: &str| Principal::address(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
        assert_ne!(address("192.0.2.1"), address("192.0.2.2"));
    }

    #[test]
    fn a_flood_of_addresses_does_not_fill_the_memory() {
        let (limiter, now) = (limiter(), Instant::now());
        for n in 0..BUCKETS_KEPT + 10 {
            limiter.take(Principal::User(Uuid::from_u128(n as u128)), now);
        }
        assert!(limiter.buckets.lock().len() <= BUCKETS_KEPT);
    }
}
