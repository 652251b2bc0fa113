//! Platt's two numbers on the log odds, pulled to what is known of crowds while there are few known tasks.

/// What was claimed of a task of known truth, and whether it was so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Probability claimed for the likeliest class.
    pub claimed: f64,
    /// Whether that class is the true one.
    pub right: bool,
}

/// The map: log odds of being right = `offset` + `slope` × claimed log odds (Platt 1999; on log odds it contains the
/// identity). Never falling, as the slope is kept above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Added to the log odds.
    pub offset: f64,
    /// Multiplies the log odds.
    pub slope: f64,
}

impl Calibration {
    /// Claims are taken as they are.
    pub const IDENTITY: Calibration = Calibration {
        offset: 0.0,
        slope: 1.0,
    };

    /// Log odds of claims are cut at this: beyond it they carry no information that any number of known tasks could check.
    const CUT: f64 = 12.0;

    fn log_odds(claimed: f64) -> f64 {
        let p = claimed.clamp(1e-9, 1.0 - 1e-9);
        (p / (1.0 - p)).ln().clamp(-Self::CUT, Self::CUT)
    }

    /// The real probability of a claimed one.
    pub fn apply(&self, claimed: f64) -> f64 {
        1.0 / (1.0 + (-(self.offset + self.slope * Self::log_odds(claimed))).exp())
    }

    /// The claim that stands for a real probability: the inverse of [`Calibration::apply`].
    pub fn invert(&self, real: f64) -> f64 {
        let p = real.clamp(1e-9, 1.0 - 1e-9);
        1.0 / (1.0 + (-(((p / (1.0 - p)).ln() - self.offset) / self.slope)).exp())
    }

    /// The likeliest map under normal priors around `prior` (standard deviations of offset and slope), by Newton's method
    /// on a concave function. Without outcomes it is `prior`.
    pub fn fit(outcomes: &[Outcome], prior: Calibration, deviations: (f64, f64)) -> Calibration {
        let mut map = prior;
        let (pull_offset, pull_slope) = (deviations.0.powi(-2), deviations.1.powi(-2));
        for _ in 0..50 {
            let mut gradient = (
                -pull_offset * (map.offset - prior.offset),
                -pull_slope * (map.slope - prior.slope),
            );
            let (mut h00, mut h01, mut h11) = (pull_offset, 0.0, pull_slope);
            for outcome in outcomes {
                let x = Self::log_odds(outcome.claimed);
                let p = 1.0 / (1.0 + (-(map.offset + map.slope * x)).exp());
                let error = f64::from(u8::from(outcome.right)) - p;
                gradient.0 += error;
                gradient.1 += error * x;
                let weight = p * (1.0 - p);
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }
            let determinant = h00 * h11 - h01 * h01;
            let step = (
                (h11 * gradient.0 - h01 * gradient.1) / determinant,
                (h00 * gradient.1 - h01 * gradient.0) / determinant,
            );
            map.offset += step.0.clamp(-1.0, 1.0);
            map.slope = (map.slope + step.1.clamp(-0.5, 0.5)).max(0.02);
            if step.0.abs() + step.1.abs() < 1e-10 {
                break;
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_known_tasks_the_prior_stands() {
        let prior = Calibration {
            offset: -0.1,
            slope: 0.7,
        };
        assert_eq!(Calibration::fit(&[], prior, (0.5, 0.3)), prior);
    }

    #[test]
    fn many_known_tasks_find_the_real_probability() {
        // Claimed 0.9 and 0.99, right in 0.7 and 0.8.
        let outcomes: Vec<Outcome> = (0..2000)
            .map(|n| match n % 2 {
                0 => Outcome {
                    claimed: 0.9,
                    right: n % 20 < 14,
                },
                _ => Outcome {
                    claimed: 0.99,
                    right: n % 20 < 16,
                },
            })
            .collect();
        let map = Calibration::fit(&outcomes, Calibration::IDENTITY, (1.0, 0.5));
        assert!((map.apply(0.9) - 0.7).abs() < 0.02, "{map:?} {}", map.apply(0.9));
        assert!(
            (map.apply(0.99) - 0.8).abs() < 0.02,
            "{map:?} {}",
            map.apply(0.99)
        );
    }

    proptest! {
        #[test]
        fn the_map_rises_and_can_be_turned_round(offset in -2.0f64..2.0, slope in 0.05f64..2.0, p in 0.01f64..0.99) {
            let map = Calibration { offset, slope };
            prop_assert!(map.apply(p) <= map.apply(p + 0.005));
            let back = map.invert(map.apply(p));
            prop_assert!((back - p).abs() < 1e-6);
        }
    }
}
