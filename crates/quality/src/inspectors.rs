//! How inspectors err, from answers of which it is known whether they are right.
//!
//! Each of the two rates is a Beta posterior around what the project's inspectors have in common. How far a person is
//! pulled to that is chosen by the checks themselves: as strongly as makes what all inspectors did likeliest (empirical
//! Bayes for the beta-binomial model; Gelman et al., *Bayesian Data Analysis*, 3rd ed., 2013, chapter 5). Inspectors who
//! are alike are pulled together; where some let everything pass or return what is right, few checks show who.

use pumasi_domain::plan::buy::InspectorRates;
use pumasi_truth::special::ln_gamma;

/// What an inspector said of answers that were known to be right or wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InspectorChecks {
    /// Answers that were right.
    pub good: i64,
    /// Those of them that were returned, refused or changed.
    pub good_returned: i64,
    /// Answers that were wrong.
    pub bad: i64,
    /// Those of them that passed.
    pub bad_passed: i64,
}

/// Pull of what the inspectors have in common to what is expected of inspectors nobody knows, in checks.
const POOL_WEIGHT: f64 = 10.0;

/// Pulls of a person to the others that are compared, in checks.
const WEIGHTS: [f64; 5] = [2.0, 4.0, 8.0, 16.0, 32.0];

/// How inspectors err, one each, in the order given. Somebody without checks errs as the others do on the whole.
pub fn measured_rates(checks: &[InspectorChecks]) -> Vec<InspectorRates> {
    let unknown = InspectorRates::default();
    let returned: Vec<(i64, i64)> = checks.iter().map(|c| (c.good_returned, c.good)).collect();
    let passed: Vec<(i64, i64)> = checks.iter().map(|c| (c.bad_passed, c.bad)).collect();
    let false_returns = shrunk(&returned, unknown.false_return);
    let missed_errors = shrunk(&passed, unknown.missed_error);
    false_returns
        .into_iter()
        .zip(missed_errors)
        .map(|(false_return, missed_error)| InspectorRates {
            false_return,
            missed_error,
        })
        .collect()
}

/// What is to be expected of the inspector who is asked next: the mean of all, each by the share of inspections that are
/// theirs. Of nobody, what is expected of somebody unknown.
pub fn expected_rates(shares: impl IntoIterator<Item = (InspectorRates, f64)>) -> InspectorRates {
    let (mut false_return, mut missed_error, mut all) = (0.0, 0.0, 0.0);
    for (rates, share) in shares {
        false_return += rates.false_return * share;
        missed_error += rates.missed_error * share;
        all += share;
    }
    if all <= 0.0 {
        return InspectorRates::default();
    }
    InspectorRates {
        false_return: false_return / all,
        missed_error: missed_error / all,
    }
}

/// Each person's share of hits, pulled to that of all.
fn shrunk(all: &[(i64, i64)], expected: f64) -> Vec<f64> {
    let (hits, of) = all
        .iter()
        .fold((0, 0), |(hits, of), one| (hits + one.0, of + one.1));
    let center = (hits as f64 + POOL_WEIGHT * expected) / (of as f64 + POOL_WEIGHT);
    let mut best = (f64::NEG_INFINITY, 0.0);
    // The strongest pull first, and another only for being likelier: nothing is read into few checks.
    for weight in WEIGHTS.into_iter().rev() {
        let likelihood: f64 = all.iter().map(|one| ln_chance(*one, center, weight)).sum();
        if likelihood > best.0 + 1e-9 {
            best = (likelihood, weight);
        }
    }
    all.iter()
        .map(|(hits, of)| (*hits as f64 + center * best.1) / (*of as f64 + best.1))
        .collect()
}

/// Log of the beta-binomial chance of so many hits, without the binomial coefficient, which no pull changes.
fn ln_chance((hits, of): (i64, i64), center: f64, weight: f64) -> f64 {
    let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    let (a, b) = (center * weight, (1.0 - center) * weight);
    ln_beta(a + hits as f64, b + (of - hits) as f64) - ln_beta(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(good_returned: i64, bad_passed: i64) -> InspectorChecks {
        InspectorChecks {
            good: 6,
            good_returned,
            bad: 6,
            bad_passed,
        }
    }

    #[test]
    fn of_somebody_unknown_what_is_expected() {
        assert_eq!(measured_rates(&[]), []);
        let [only] = measured_rates(&[InspectorChecks::default()])[..] else {
            panic!("one inspector has one row");
        };
        assert!((only.false_return - 0.05).abs() < 1e-12 && (only.missed_error - 0.2).abs() < 1e-12);
    }

    #[test]
    fn who_inspects_more_is_expected_more() {
        let careless = InspectorRates {
            false_return: 0.0,
            missed_error: 0.8,
        };
        let other = InspectorRates {
            false_return: 0.1,
            missed_error: 0.2,
        };
        let mean = expected_rates([(careless, 3.0), (other, 1.0)]);
        assert!((mean.false_return - 0.025).abs() < 1e-12 && (mean.missed_error - 0.65).abs() < 1e-12);
        assert_eq!(expected_rates([]), InspectorRates::default());
    }

    #[test]
    fn few_checks_show_who_differs_where_inspectors_differ() {
        let mut all = vec![checks(0, 0); 6];
        all.push(checks(0, 6));
        all.push(checks(6, 6));
        let rates = measured_rates(&all);
        assert!(rates[0].missed_error < 0.12, "{rates:?}");
        assert!(
            rates[6].missed_error > 0.75 && rates[6].false_return < 0.1,
            "{rates:?}"
        );
        assert!(
            rates[7].missed_error > 0.75 && rates[7].false_return > 0.75,
            "{rates:?}"
        );
    }

    #[test]
    fn who_differs_by_chance_stays_with_the_others() {
        let rates = measured_rates(&[checks(0, 1), checks(1, 2), checks(0, 1), checks(1, 0)]);
        for one in &rates {
            assert!((one.missed_error - 0.18).abs() < 0.04, "{rates:?}");
            assert!((one.false_return - 0.08).abs() < 0.04, "{rates:?}");
        }
    }
}
