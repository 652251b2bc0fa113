//! Bounds on one error rate, from a simple random sample. Each bound alone holds with the stated confidence; both
//! together hold with twice the confidence less one.

use super::beta::beta_quantile;
use crate::special::{chi_squared_quantile, ln_gamma};

/// A lower and an upper bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The true value is at least this, with the stated confidence.
    pub lower: f64,
    /// The true value is at most this, with the stated confidence.
    pub upper: f64,
}

/// The score bounds of Wilson (Journal of the American Statistical Association 22, 1927): right on average over error
/// rates, but for rare errors not always. `confidence` is above one half and below 1. 0 and 1 without a sample.
pub fn wilson(audited: u64, wrong: u64, confidence: f64) -> Bounds {
    if audited == 0 {
        return Bounds {
            lower: 0.0,
            upper: 1.0,
        };
    }
    let n = audited as f64;
    let share = wrong as f64 / n;
    // The square of a normal quantile is a quantile of chi-squared with one degree of freedom.
    let square = chi_squared_quantile(2.0 * confidence - 1.0, 1.0);
    let centre = share + square / (2.0 * n);
    let reach = (square * (share * (1.0 - share) / n + square / (4.0 * n * n))).sqrt();
    let scale = 1.0 + square / n;
    Bounds {
        lower: ((centre - reach) / scale).max(0.0),
        upper: ((centre + reach) / scale).min(1.0),
    }
}

/// The exact bounds of Clopper and Pearson (Biometrika 26, 1934) for a sample from an endless stream: never too narrow.
/// `wrong` and `audited` may be broken numbers, as effective sample sizes are. 0 and 1 without a sample.
pub fn clopper_pearson(audited: f64, wrong: f64, confidence: f64) -> Bounds {
    let right = audited - wrong;
    let lower = if wrong > 0.0 {
        beta_quantile(wrong, right + 1.0, 1.0 - confidence)
    } else {
        0.0
    };
    let upper = if right > 0.0 {
        beta_quantile(wrong + 1.0, right, confidence)
    } else {
        1.0
    };
    Bounds { lower, upper }
}

/// The exact bounds for a sample drawn without replacement from `size` items, as rates of the items: those of Clopper and
/// Pearson with the hypergeometric distribution (Buonaccorsi, The American Statistician 41, 1987). Much narrower where a
/// good part was audited, and exact where all was. 0 and 1 without a sample.
pub fn finite_bounds(size: u64, audited: u64, wrong: u64, confidence: f64) -> Bounds {
    if audited == 0 || size == 0 {
        return Bounds {
            lower: 0.0,
            upper: 1.0,
        };
    }
    let rate = |count: u64| count as f64 / size as f64;
    Bounds {
        // As many right ones as wrong ones the other way round.
        lower: rate(size - most_wrong(size, audited, audited - wrong, confidence)),
        upper: rate(most_wrong(size, audited, wrong, confidence)),
    }
}

/// The largest number of wrong items in all under which so few wrong ones in the sample are likelier than the risk.
fn most_wrong(size: u64, audited: u64, wrong: u64, confidence: f64) -> u64 {
    let (mut low, mut high) = (wrong, size - (audited - wrong));
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if at_most(size, middle, audited, wrong) > 1.0 - confidence {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// The probability of at most `wrong` wrong ones in a sample of `audited` of `size` items of which `all_wrong` are wrong.
fn at_most(size: u64, all_wrong: u64, audited: u64, wrong: u64) -> f64 {
    let least = (audited + all_wrong).saturating_sub(size);
    let most = wrong.min(all_wrong).min(audited);
    if least > most {
        return 0.0;
    }
    let [size, all_wrong, audited] = [size, all_wrong, audited].map(|count| count as f64);
    let x = most as f64;
    let mut term =
        (ln_choose(all_wrong, x) + ln_choose(size - all_wrong, audited - x) - ln_choose(size, audited)).exp();
    let mut sum = term;
    // Downwards from the largest; terms only matter while they are not far smaller than the sum.
    for count in (least..most).rev() {
        let x = count as f64;
        term *= (x + 1.0) * (size - all_wrong - audited + x + 1.0) / ((all_wrong - x) * (audited - x));
        sum += term;
        if term < sum * 1e-17 && x < audited * all_wrong / size {
            break;
        }
    }
    sum.min(1.0)
}

pub(crate) fn ln_choose(of: f64, count: f64) -> f64 {
    ln_gamma(of + 1.0) - ln_gamma(count + 1.0) - ln_gamma(of - count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn known_intervals_are_met() {
        // Two-sided 95 %: one side each at 97.5 %.
        let score = wilson(10, 1, 0.975);
        close(score.lower, 0.017_875_8);
        close(score.upper, 0.404_149_8);
        let exact = clopper_pearson(10.0, 1.0, 0.975);
        close(exact.lower, 0.002_528_6);
        close(exact.upper, 0.445_016_1);
        close(
            clopper_pearson(300.0, 0.0, 0.95).upper,
            1.0 - 0.05_f64.powf(1.0 / 300.0),
        );
        close(clopper_pearson(20.0, 20.0, 0.95).lower, 0.05_f64.powf(1.0 / 20.0));
    }

    #[test]
    fn a_finite_sample_is_exact_at_the_end_and_like_a_stream_at_the_start() {
        assert_eq!(
            finite_bounds(50, 50, 3, 0.95),
            Bounds {
                lower: 0.06,
                upper: 0.06
            }
        );
        let stream = clopper_pearson(100.0, 4.0, 0.95);
        let finite = finite_bounds(10_000_000, 100, 4, 0.95);
        assert!((stream.upper - finite.upper).abs() < 1e-4 && (stream.lower - finite.lower).abs() < 1e-4);
        let half = finite_bounds(200, 100, 4, 0.95);
        assert!(half.upper < stream.upper && half.lower > stream.lower);
        assert_eq!(
            finite_bounds(7, 0, 0, 0.95),
            Bounds {
                lower: 0.0,
                upper: 1.0
            }
        );
    }

    #[test]
    fn the_finite_bounds_cover_for_every_number_of_wrong_items() {
        let (size, audited, confidence) = (40, 12, 0.9);
        for all_wrong in 0..=size {
            let truth = all_wrong as f64 / size as f64;
            let (mut above, mut below) = (0.0, 0.0);
            for wrong in 0..=audited.min(all_wrong) {
                let chance = at_most(size, all_wrong, audited, wrong)
                    - wrong
                        .checked_sub(1)
                        .map_or(0.0, |one| at_most(size, all_wrong, audited, one));
                let bounds = finite_bounds(size, audited, wrong, confidence);
                above += if bounds.upper < truth - 1e-9 { chance } else { 0.0 };
                below += if bounds.lower > truth + 1e-9 { chance } else { 0.0 };
            }
            assert!(
                above <= 0.1 + 1e-9 && below <= 0.1 + 1e-9,
                "{all_wrong}: {above} {below}"
            );
        }
    }
}
