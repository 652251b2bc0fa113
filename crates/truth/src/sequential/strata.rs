//! Anytime bounds over strata that are sampled without replacement.

use super::Prior;
use crate::certificate::{Bounds, CertificateError, Stratum, check, ln_beta, ln_choose};

/// The evidence of a stratum's sample against each number of wrong items in it.
struct Evidence {
    size: f64,
    audited: f64,
    wrong: f64,
    /// What does not depend on the number.
    base: f64,
    /// The fewest and the most wrong items that the sample allows.
    least: u64,
    most: u64,
}

impl Evidence {
    fn of(stratum: &Stratum, prior: Prior) -> Evidence {
        let [size, audited, wrong] = [stratum.size, stratum.audited, stratum.wrong].map(|count| count as f64);
        let posterior = ln_beta(prior.wrong + wrong, prior.right + audited - wrong);
        Evidence {
            size,
            audited,
            wrong,
            base: posterior - ln_beta(prior.wrong, prior.right),
            least: stratum.wrong,
            most: stratum.size - (stratum.audited - stratum.wrong),
        }
    }

    /// Logarithm of the evidence against so many wrong items: convex, for the likelihood is log-concave.
    fn against(&self, all_wrong: u64) -> f64 {
        let all_wrong = all_wrong as f64;
        self.base + ln_choose(self.size, all_wrong)
            - ln_choose(self.size - self.audited, all_wrong - self.wrong)
    }

    /// The largest number up to which one more wrong item adds at most `slope` of evidence.
    fn at_slope(&self, slope: f64) -> u64 {
        let (mut low, mut high) = (self.least, self.most);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.against(middle) - self.against(middle - 1) <= slope {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }
}

/// No step of evidence is steeper than this: the logarithm of more items than there can be.
const STEEPEST: f64 = 50.0;

/// Bounds on the error rate of a delivery while its audit runs: in each stratum the audited results are the first of a
/// random order, and it is free which stratum is audited next. Both bounds hold together, at every moment at once, with
/// the given confidence. Strata without a sample count as all right in the lower bound and all wrong in the upper.
///
/// # Errors
/// If a stratum's numbers contradict each other, or the confidence is not above one half and below 1.
pub fn anytime_bounds(strata: &[Stratum], confidence: f64, prior: Prior) -> Result<Bounds, CertificateError> {
    check(strata, confidence)?;
    let size: u64 = strata.iter().map(|one| one.size).sum();
    if size == 0 {
        return Ok(Bounds {
            lower: 0.0,
            upper: 1.0,
        });
    }
    let limit = -(1.0 - confidence).ln();
    let upper = most_wrong(strata, limit, prior);
    // The fewest wrong are what the most right ones leave.
    let turned: Vec<Stratum> = strata
        .iter()
        .map(|one| Stratum {
            wrong: one.audited - one.wrong,
            ..*one
        })
        .collect();
    let turned_prior = Prior {
        wrong: prior.right,
        right: prior.wrong,
    };
    let lower = size - most_wrong(&turned, limit, turned_prior);
    Ok(Bounds {
        lower: lower as f64 / size as f64,
        upper: upper as f64 / size as f64,
    })
}

/// The most wrong items over all strata that the evidence does not refute. The evidence is convex in each stratum's
/// number, so the sum is greatest where one more item costs the same evidence everywhere; that price is found by
/// bisection, and the first refuted price taken, which errs to the safe side by an item per stratum.
fn most_wrong(strata: &[Stratum], limit: f64, prior: Prior) -> u64 {
    let evidence: Vec<Evidence> = strata.iter().map(|one| Evidence::of(one, prior)).collect();
    let at = |slope: f64| -> (f64, u64) {
        let each = evidence.iter().map(|one| {
            let count = one.at_slope(slope);
            (one.against(count), count)
        });
        each.fold((0.0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    };
    let (mut low, mut high) = (0.0, STEEPEST);
    if at(high).0 <= limit {
        return at(high).1;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if at(middle).0 <= limit {
            low = middle;
        } else {
            high = middle;
        }
    }
    at(high).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn stratum(size: u64, audited: u64, wrong: u64) -> Stratum {
        Stratum { size, audited, wrong }
    }

    fn bounds(strata: &[Stratum]) -> Bounds {
        anytime_bounds(strata, 0.95, Prior::default()).unwrap()
    }

    #[test]
    fn a_whole_audit_is_exact_and_no_audit_says_nothing() {
        let whole = bounds(&[stratum(50, 50, 3), stratum(50, 50, 0)]);
        assert_eq!(
            whole,
            Bounds {
                lower: 0.03,
                upper: 0.03
            }
        );
        assert_eq!(
            bounds(&[stratum(50, 0, 0)]),
            Bounds {
                lower: 0.0,
                upper: 1.0
            }
        );
        let half = bounds(&[stratum(50, 50, 0), stratum(50, 0, 0)]);
        assert_eq!(
            half,
            Bounds {
                lower: 0.0,
                upper: 0.5
            }
        );
        assert_eq!(
            bounds(&[]),
            Bounds {
                lower: 0.0,
                upper: 1.0
            }
        );
    }

    #[test]
    fn the_bound_is_the_largest_sum_that_stands_found_one_by_one() {
        let strata = [stratum(30, 12, 1), stratum(20, 8, 2)];
        let evidence: Vec<Evidence> = strata
            .iter()
            .map(|one| Evidence::of(one, Prior::default()))
            .collect();
        let limit = -(0.05_f64).ln();
        let (mut least, mut most) = (u64::MAX, 0);
        for a in evidence[0].least..=evidence[0].most {
            for b in evidence[1].least..=evidence[1].most {
                if evidence[0].against(a) + evidence[1].against(b) < limit {
                    (least, most) = (least.min(a + b), most.max(a + b));
                }
            }
        }
        let found = bounds(&strata);
        let (lower, upper) = (
            (found.lower * 50.0).round() as u64,
            (found.upper * 50.0).round() as u64,
        );
        assert!(upper >= most && upper <= most + 2, "{upper} {most}");
        assert!(lower <= least && lower + 2 >= least, "{lower} {least}");
    }

    #[test]
    fn the_true_number_stands_at_all_moments_in_95_of_100_audits() {
        let mut random = Random::new(8);
        let (mut held, mut bound_held) = (0, 0);
        for round in 0..400 {
            let sizes = [150, 60, 20];
            let wrong = match round % 3 {
                0 => [0, 0, 4],
                1 => [2, 1, 0],
                _ => [30, 10, 3],
            };
            let mut strata: Vec<Stratum> = sizes.iter().map(|size| stratum(*size, 0, 0)).collect();
            let (mut always, mut bound_always) = (true, true);
            let truth = wrong.iter().sum::<u64>() as f64 / 230.0;
            for step in 0..200 {
                let at = random.below(3);
                let one = &mut strata[at];
                let left = one.size - one.audited;
                if left > 0 {
                    one.wrong += u64::from((random.below(left as usize) as u64) < wrong[at] - one.wrong);
                    one.audited += 1;
                }
                let against = strata
                    .iter()
                    .zip(wrong)
                    .map(|(one, wrong)| Evidence::of(one, Prior::default()).against(wrong));
                always &= against.sum::<f64>() < -(0.05_f64).ln();
                if step % 50 == 49 {
                    let found = bounds(&strata);
                    bound_always &= found.lower <= truth + 1e-12 && truth <= found.upper + 1e-12;
                }
            }
            held += u32::from(always);
            bound_held += u32::from(bound_always);
        }
        assert!(held >= 380, "{held} of 400");
        assert!(
            bound_held >= held,
            "the bounds must cover whatever the evidence does not refute"
        );
    }

    #[test]
    fn contradictions_are_named() {
        let bad = anytime_bounds(&[stratum(3, 4, 0)], 0.95, Prior::default());
        assert_eq!(bad, Err(CertificateError::Stratum { index: 0 }));
    }
}
