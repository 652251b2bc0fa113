//! Bounds on an error rate that hold at every moment of an audit at once: it may be looked at after each result, and
//! stopped or lengthened by what it shows, and the bound still holds with its confidence.
//!
//! A number of wrong items is refuted when the evidence against it, a martingale that starts at 1 if it is the true
//! number, has reached one by the risk (Ville's inequality). The evidence is the ratio of a prior to its posterior
//! (Waudby-Smith and Ramdas, Confidence sequences for sampling without replacement, NeurIPS 2020, theorem 2.1), for an
//! endless stream the beta mixture of Robbins (Annals of Mathematical Statistics 41, 1970). Strata are combined by the
//! product of their evidence, minimised over all ways to share the errors out among them (Spertus, Sridhar and Stark,
//! Sequential stratified inference for the mean, 2024).

mod strata;

pub use strata::anytime_bounds;

use crate::certificate::{Bounds, ln_beta};

/// A guess at the error rate before the audit, as a Beta(wrong, right) distribution. The bounds hold whatever it is; a
/// better guess makes them narrower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Above 0.
    pub wrong: f64,
    /// Above 0.
    pub right: f64,
}

impl Default for Prior {
    /// Few errors: about one in twenty.
    fn default() -> Prior {
        Prior {
            wrong: 0.5,
            right: 10.0,
        }
    }
}

/// What bounds say about a limit on the error rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The error rate is at most the limit.
    Within,
    /// The error rate is above the limit.
    Beyond,
    /// Not yet to be told: audit on.
    Open,
}

/// Compares bounds with a limit.
pub fn decide(bounds: Bounds, limit: f64) -> Decision {
    if bounds.upper <= limit {
        Decision::Within
    } else if bounds.lower > limit {
        Decision::Beyond
    } else {
        Decision::Open
    }
}

/// Bounds on the error rate of an endless stream of which `wrong` of `audited` were found wrong so far. Both hold
/// together, at every moment at once, with the given confidence (above 0 and below 1).
pub fn anytime_stream(audited: u64, wrong: u64, confidence: f64, prior: Prior) -> Bounds {
    let (n, x) = (audited as f64, wrong as f64);
    let limit = -(1.0 - confidence).ln();
    let mixture = ln_beta(prior.wrong + x, prior.right + n - x) - ln_beta(prior.wrong, prior.right);
    let part = |count: f64, rate: f64| if count > 0.0 { count * rate.ln() } else { 0.0 };
    let refuted = |rate: f64| mixture - part(x, rate) - part(n - x, 1.0 - rate) > limit;
    let share = if audited == 0 { 0.5 } else { x / n };
    let edge = |end: f64| {
        // Between a rate that stands and an end that may be refuted.
        let (mut standing, mut refuted_at) = (share, end);
        if !refuted(end) {
            return end;
        }
        for _ in 0..100 {
            let middle = 0.5 * (standing + refuted_at);
            if refuted(middle) {
                refuted_at = middle;
            } else {
                standing = middle;
            }
        }
        refuted_at
    };
    Bounds {
        lower: edge(0.0),
        upper: edge(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_stream_is_covered_at_all_moments_at_once() {
        let mut random = Random::new(3);
        let mut held = 0;
        for rate in [0.002, 0.03, 0.3] {
            for _ in 0..100 {
                let (mut wrong, mut always) = (0, true);
                for audited in 1..=300 {
                    wrong += u64::from(random.uniform() < rate);
                    if audited % 10 == 0 {
                        let bounds = anytime_stream(audited, wrong, 0.95, Prior::default());
                        always &= bounds.lower <= rate && rate <= bounds.upper;
                    }
                }
                held += u32::from(always);
            }
        }
        assert!(held >= 285, "{held} of 300");
    }

    #[test]
    fn bounds_narrow_and_decide() {
        assert_eq!(
            anytime_stream(0, 0, 0.95, Prior::default()),
            Bounds {
                lower: 0.0,
                upper: 1.0
            }
        );
        let clean = anytime_stream(400, 0, 0.95, Prior::default());
        assert!(clean.lower == 0.0 && clean.upper < 0.015, "{clean:?}");
        assert_eq!(decide(clean, 0.02), Decision::Within);
        let dirty = anytime_stream(100, 30, 0.95, Prior::default());
        assert_eq!(decide(dirty, 0.1), Decision::Beyond);
        assert_eq!(decide(dirty, 0.3), Decision::Open);
    }
}
