//! Stopping a person in a project: by its rules, by its requester, or by the brake on inspectors, and how it ends.
//!
//! The brake is a Shewhart control chart for proportions (p-chart; W. A. Shewhart, *Economic Control of Quality of
//! Manufactured Product*, 1931; ISO 7870-2:2013, 6): a share of returned and refused answers beyond three standard
//! deviations of what all others give is not their scatter. It is a question to a person, not a mark: nothing is
//! computed from it, and nobody is ranked by it.

use crate::Timestamp;
use crate::quality::Collector;
use crate::state::states;
use serde::{Deserialize, Serialize};

states! {
    /// Why a person was stopped, sent to training or warned.
    PauseCause {
        /// Too few known answers were given rightly.
        GoldAccuracy = "gold_accuracy",
        /// Too few answers agree with the results.
        Agreement = "agreement",
        /// Too many tasks were skipped one after the other.
        SkipsInRow = "skips_in_row",
        /// The answers say too little about the truth.
        Information = "information",
        /// An inspector returns and refuses far more than the others.
        ReturnRate = "return_rate",
        /// The requester asked for it.
        Requester = "requester",
    }
}

impl From<Collector> for PauseCause {
    fn from(collector: Collector) -> PauseCause {
        match collector {
            Collector::GoldAccuracy => PauseCause::GoldAccuracy,
            Collector::Agreement => PauseCause::Agreement,
            Collector::SkipsInRow => PauseCause::SkipsInRow,
            Collector::Information => PauseCause::Information,
        }
    }
}

states! {
    /// What a manager decides about a pause.
    PauseDecision {
        /// The person may go on.
        Lift = "lift",
        /// It stands.
        Uphold = "uphold",
    }
}

/// A person's objection that nobody decides on within this time lifts the pause, in seconds.
pub const OBJECTION_SECONDS: i64 = 72 * 3_600;

/// Tasks of a training that a rule ordered where the project does not say how many.
pub const TRAINING_TASKS: i64 = 5;

/// Verdicts that the brake needs from a person before it concludes anything.
pub const VERDICTS_MIN: i64 = 30;
/// Latest verdicts of a person that the brake looks at.
pub const VERDICTS_LOOKED_AT: i64 = 100;
/// Latest verdicts of a project that the brake compares with.
pub const POOL_LOOKED_AT: i64 = 2_000;
/// Other inspectors there must be: of two people who differ nobody can say which is the unusual one.
const OTHERS_MIN: usize = 2;
/// Verdicts that others must have given between them.
const POOL_MIN: i64 = 60;
/// The share that is expected at least, so that a few returns are no alarm where hardly anything is returned.
const SHARE_FLOOR: f64 = 0.05;
/// Standard deviations to the edge of the band.
const SIGMAS: f64 = 3.0;

/// Some of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub hits: i64,
    pub n: i64,
}

impl Share {
    /// Between 0 and 1; of nothing 0.
    pub fn value(self) -> f64 {
        if self.n > 0 {
            self.hits as f64 / self.n as f64
        } else {
            0.0
        }
    }
}

/// Where a share is expected, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub low: f64,
    pub center: f64,
    pub high: f64,
}

/// The control limits of a share of `n` around what others have: p̄ ± 3·√(p̄(1 − p̄)(1/n + 1/m)). The second term is the
/// others' own scatter over their `m`, which a chart with a long history leaves out and a young project must not.
/// p̄ is at least one in twenty. `None`: there is nothing to compare with.
pub fn band(n: i64, pool: Share) -> Option<Band> {
    if n <= 0 || pool.n <= 0 {
        return None;
    }
    let center = pool.value().max(SHARE_FLOOR);
    let spread = SIGMAS * (center * (1.0 - center) * (1.0 / n as f64 + 1.0 / pool.n as f64)).sqrt();
    Some(Band {
        low: (center - spread).max(0.0),
        center,
        high: (center + spread).min(1.0),
    })
}

/// Whether an inspector returns and refuses so much more than the others that a person should look: the band that was
/// left. `others`: the same of every other inspector who is not stopped. Nobody is stopped for finding little: missed
/// errors are measured with answers known to be wrong.
pub fn out_of_band(own: Share, others: &[Share]) -> Option<Band> {
    let pool = Share {
        hits: others.iter().map(|share| share.hits).sum(),
        n: others.iter().map(|share| share.n).sum(),
    };
    let people = others.iter().filter(|share| share.n > 0).count();
    if own.n < VERDICTS_MIN || people < OTHERS_MIN || pool.n < POOL_MIN {
        return None;
    }
    band(own.n, pool).filter(|band| own.value() > band.high)
}

/// Whether a pause ends by itself now: its time is over, or the person objected and nobody decided in time.
pub fn is_over(
    until_at: Option<Timestamp>,
    objected_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    let undecided = objected_at.filter(|objected| decided_at.is_none_or(|decided| decided < *objected));
    until_at.is_some_and(|until| until <= now)
        || undecided.is_some_and(|objected| objected.plus_seconds(OBJECTION_SECONDS) <= now)
}

/// Right answers, known to be right, that an inspector must have been given for the brake to be released by them.
pub const KNOWN_RIGHT_MIN: i64 = 2;

/// Whether a high share of returns is explained by answers that are wrong: by known answers, no more than half of it can be
/// right answers called wrong. Where most inspectors let everything pass, those who look return far more than the others,
/// and to stop them would leave none who looks. `known_right`: right answers, known to be right, that the inspector was
/// given; `false_return`: the share of those returned, as measured.
pub fn is_explained(own: Share, known_right: i64, false_return: f64) -> bool {
    known_right >= KNOWN_RIGHT_MIN && false_return <= own.value() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_returns_what_is_wrong_is_not_unusual_among_careless_people() {
        let third = Share { hits: 10, n: 30 };
        assert!(is_explained(third, 4, 0.05));
        assert!(!is_explained(third, 4, 0.3), "right answers came back as well");
        assert!(!is_explained(third, 1, 0.0), "too few known answers");
    }
    use proptest::prelude::*;

    fn share(hits: i64, n: i64) -> Share {
        Share { hits, n }
    }

    #[test]
    fn an_unusual_inspector_is_stopped_and_the_usual_ones_are_not() {
        let usual = [share(10, 100), share(12, 100)];
        let band = out_of_band(share(15, 30), &usual).expect("half is far from a tenth");
        assert!((band.center - 0.11).abs() < 1e-12 && band.high < 0.5);
        assert_eq!(out_of_band(share(6, 30), &usual), None);
        // The unusual one makes the others look mild, and nobody is stopped for that.
        assert_eq!(
            out_of_band(share(10, 100), &[share(12, 100), share(80, 100)]),
            None
        );
    }

    #[test]
    fn nothing_is_concluded_from_little() {
        let usual = [share(10, 100), share(12, 100)];
        assert_eq!(out_of_band(share(29, 29), &usual), None);
        assert_eq!(out_of_band(share(30, 30), &usual[..1]), None);
        assert_eq!(out_of_band(share(30, 30), &[share(1, 29), share(1, 30)]), None);
        // Where nothing was ever returned, one in twenty is still expected.
        let strict = [share(0, 1_000), share(0, 1_000)];
        assert_eq!(out_of_band(share(5, 30), &strict), None);
        assert!(out_of_band(share(6, 30), &strict).is_some());
    }

    #[test]
    fn pauses_end_by_time_or_by_silence() {
        let at = |hours: i64| Timestamp(0).plus_seconds(hours * 3_600);
        assert!(!is_over(None, None, None, at(1_000)));
        assert!(is_over(Some(at(24)), None, None, at(24)));
        assert!(!is_over(Some(at(24)), None, None, at(23)));
        assert!(is_over(None, Some(at(1)), None, at(73)));
        assert!(!is_over(None, Some(at(1)), None, at(72)));
        assert!(!is_over(None, Some(at(1)), Some(at(2)), at(100)));
        // Decided once before the person objected: the objection is still open.
        assert!(is_over(None, Some(at(3)), Some(at(2)), at(75)));
    }

    proptest! {
        #[test]
        fn a_band_holds_its_center_and_narrows(hits in 0_i64..500, rest in 0_i64..500, n in 1_i64..500, more in 1_i64..500) {
            prop_assume!(hits + rest > 0);
            let pool = share(hits, hits + rest);
            let wide = band(n, pool).expect("there is a pool");
            prop_assert!(0.0 <= wide.low && wide.low <= wide.center && wide.center <= wide.high && wide.high <= 1.0);
            let narrow = band(n + more, pool).expect("there is a pool");
            prop_assert!(narrow.low >= wide.low && narrow.high <= wide.high);
        }

        /// The more is returned, the likelier the stop: there is one edge, and beyond it every share is stopped.
        #[test]
        fn there_is_one_edge(n in VERDICTS_MIN..200, a in 0_i64..300, b in 0_i64..300) {
            let others = [share(a.min(150), 150), share(b.min(150), 150)];
            let stopped: Vec<bool> = (0..=n).map(|hits| out_of_band(share(hits, n), &others).is_some()).collect();
            prop_assert!(stopped.windows(2).all(|pair| !pair[0] || pair[1]));
            // Nobody who returns as little as the others do is stopped.
            let mild = ((others[0].hits + others[1].hits) * n / 300).min(n);
            prop_assert!(!stopped[usize::try_from(mild).expect("a count")]);
        }
    }
}
