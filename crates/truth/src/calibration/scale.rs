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

    /// The map expected under normal priors around `prior` (standard deviations of offset and slope): the likeliest one, by
    /// Newton's method on a concave function, moderated by what is not known of it. Few outcomes leave much open, and a
    /// mean over all maps that may be true claims less than the likeliest of them. Without outcomes it is `prior`.
    pub fn fit(outcomes: &[Outcome], prior: Calibration, deviations: (f64, f64)) -> Calibration {
        if outcomes.is_empty() {
            return prior;
        }
        let mut map = prior;
        let (pull_offset, pull_slope) = (deviations.0.powi(-2), deviations.1.powi(-2));
        for _ in 0..50 {
            let mut gradient = (
                -pull_offset * (map.offset - prior.offset),
                -pull_slope * (map.slope - prior.slope),
            );
            for outcome in outcomes {
                let x = Self::log_odds(outcome.claimed);
                let error = f64::from(u8::from(outcome.right)) - map.apply(outcome.claimed);
                gradient.0 += error;
                gradient.1 += error * x;
            }
            let spread = Spread::of(&map, outcomes, (pull_offset, pull_slope));
            let step = (
                spread.offset * gradient.0 + spread.both * gradient.1,
                spread.both * gradient.0 + spread.slope * gradient.1,
            );
            map.offset += step.0.clamp(-1.0, 1.0);
            map.slope = (map.slope + step.1.clamp(-0.5, 0.5)).max(0.02);
            if step.0.abs() + step.1.abs() < 1e-10 {
                break;
            }
        }
        map.moderated(&Spread::of(&map, outcomes, (pull_offset, pull_slope)))
    }

    /// The line through what is expected at even odds and at the claim that the likeliest map calls 95 %.
    fn moderated(&self, spread: &Spread) -> Calibration {
        let expected = |x: f64| {
            // Log odds of the mean of a logistic function of something normal (MacKay, The Evidence Framework Applied to
            // Classification Networks, Neural Computation 4(5), 1992, eq. 10).
            let kappa = (1.0 + std::f64::consts::PI / 8.0 * spread.at(x)).sqrt().recip();
            kappa * (self.offset + self.slope * x)
        };
        let x = ((19_f64.ln() - self.offset) / self.slope).clamp(1.0, Self::CUT);
        let offset = expected(0.0);
        Calibration {
            offset,
            slope: ((expected(x) - offset) / x).max(0.02),
        }
    }
}

/// What is not known of a map: variances of its two numbers and their covariance (Laplace's approximation).
struct Spread {
    offset: f64,
    both: f64,
    slope: f64,
}

impl Spread {
    fn of(map: &Calibration, outcomes: &[Outcome], pulls: (f64, f64)) -> Spread {
        let (mut h00, mut h01, mut h11) = (pulls.0, 0.0, pulls.1);
        for outcome in outcomes {
            let x = Calibration::log_odds(outcome.claimed);
            let p = map.apply(outcome.claimed);
            let weight = p * (1.0 - p);
            h00 += weight;
            h01 += weight * x;
            h11 += weight * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        Spread {
            offset: h11 / determinant,
            both: -h01 / determinant,
            slope: h00 / determinant,
        }
    }

    /// Variance of the log odds of being right, where those claimed are `x`.
    fn at(&self, x: f64) -> f64 {
        self.offset + 2.0 * x * self.both + x * x * self.slope
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
    fn few_known_tasks_claim_less_than_many_of_the_same_kind() {
        let outcomes = |count: usize| -> Vec<Outcome> {
            let one = |n: usize| Outcome {
                claimed: 0.97,
                right: n % 20 != 0,
            };
            (0..count).map(one).collect()
        };
        let of = |count| Calibration::fit(&outcomes(count), Calibration::IDENTITY, (0.5, 0.5)).apply(0.97);
        assert!(of(20) < of(200) - 0.01, "{} {}", of(20), of(200));
        assert!((of(20_000) - 0.95).abs() < 0.001, "{}", of(20_000));
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
