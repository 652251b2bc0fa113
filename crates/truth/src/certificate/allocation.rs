//! How much to audit, and where.

use super::stratified::{Stratum, overall_bounds};

/// How many results to audit in each stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditPlan {
    /// By stratum.
    pub audited: Vec<u64>,
    /// The upper bound that the certificate will have if the error rates are as expected.
    pub upper: f64,
}

/// Shares `total` audits out among strata of the given sizes: at least `least` in each (or the whole stratum), the rest
/// by size times the standard deviation of an error (Neyman, Journal of the Royal Statistical Society 97, 1934). Without
/// expected error rates, or where they are all 0 or 1, by size alone. Sums to `total`, or to all there is; above it where
/// the least asks more.
pub fn allocate(sizes: &[u64], expected: Option<&[f64]>, total: u64, least: u64) -> Vec<u64> {
    let mut given: Vec<u64> = sizes.iter().map(|size| least.min(*size)).collect();
    let deviation = |index: usize| {
        let rate = expected
            .and_then(|rates| rates.get(index))
            .copied()
            .unwrap_or(0.5);
        (rate * (1.0 - rate)).max(0.0).sqrt()
    };
    let mut pulls: Vec<f64> = (0..sizes.len())
        .map(|index| sizes[index] as f64 * deviation(index))
        .collect();
    if pulls.iter().sum::<f64>() <= 0.0 {
        pulls = sizes.iter().map(|size| *size as f64).collect();
    }
    let target = total.min(sizes.iter().sum());
    // What lies below its minimum or above its size is fixed, and the rest shared out anew until nothing changes.
    let mut fixed: Vec<bool> = sizes.iter().map(|size| *size == 0).collect();
    loop {
        let taken: u64 = (0..sizes.len())
            .filter(|index| fixed[*index])
            .map(|index| given[index])
            .sum();
        let left = target.saturating_sub(taken) as f64;
        let pull: f64 = (0..sizes.len())
            .filter(|index| !fixed[*index])
            .map(|index| pulls[index])
            .sum();
        let mut changed = false;
        let mut shares = vec![0.0; sizes.len()];
        for index in (0..sizes.len()).filter(|index| !fixed[*index]) {
            shares[index] = if pull > 0.0 {
                left * pulls[index] / pull
            } else {
                0.0
            };
        }
        for index in 0..sizes.len() {
            if !fixed[index] && shares[index] <= least.min(sizes[index]) as f64 {
                (fixed[index], changed) = (true, true);
            } else if !fixed[index] && shares[index] >= sizes[index] as f64 {
                (given[index], fixed[index], changed) = (sizes[index], true, true);
            }
        }
        if !changed {
            round_up(&mut given, &shares, &fixed, left as u64);
            return given;
        }
    }
}

/// Whole numbers that sum to `left`, by the largest remainder.
fn round_up(given: &mut [u64], shares: &[f64], fixed: &[bool], left: u64) {
    let open: Vec<usize> = (0..given.len()).filter(|index| !fixed[*index]).collect();
    for index in &open {
        given[*index] = shares[*index].floor() as u64;
    }
    let taken: u64 = open.iter().map(|index| given[*index]).sum();
    let mut order = open;
    order.sort_by(|a, b| shares[*b].fract().total_cmp(&shares[*a].fract()).then(a.cmp(b)));
    for index in order.into_iter().take(left.saturating_sub(taken) as usize) {
        given[index] += 1;
    }
}

/// The smallest audit after which the certificate's upper bound is at most `upper`, if the strata's error rates are as
/// expected; the numbers of errors are rounded up, so that chance has some room. `None` if not even auditing everything
/// would do.
pub fn plan_audit(
    sizes: &[u64],
    expected: &[f64],
    upper: f64,
    confidence: f64,
    least: u64,
) -> Option<AuditPlan> {
    let size: u64 = sizes.iter().sum();
    let plan = |total: u64| {
        let audited = allocate(sizes, Some(expected), total, least);
        let strata: Vec<Stratum> = (0..sizes.len())
            .map(|index| Stratum {
                size: sizes[index],
                audited: audited[index],
                wrong: ((audited[index] as f64 * expected[index]).ceil() as u64).min(audited[index]),
            })
            .collect();
        AuditPlan {
            upper: overall_bounds(&strata, size, confidence).upper,
            audited,
        }
    };
    if size == 0 || plan(size).upper > upper {
        return None;
    }
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low + (high - low) / 2;
        if plan(middle).upper <= upper {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(plan(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn where_errors_vary_most_more_is_audited() {
        assert_eq!(allocate(&[800, 200], None, 100, 0), [80, 20]);
        // Deviations 0.1 and 0.3 by sizes 900 and 300: equal pulls.
        let deviations = [0.010_102_051_443_364, 0.1];
        assert_eq!(allocate(&[900, 300], Some(&deviations), 100, 0), [50, 50]);
        assert_eq!(allocate(&[10_000, 20], None, 100, 30), [80, 20]);
        assert_eq!(allocate(&[50, 50], None, 1000, 0), [50, 50]);
        assert_eq!(allocate(&[50, 0, 50], None, 10, 30), [30, 0, 30]);
    }

    #[test]
    fn a_plan_reaches_its_bound_and_one_audit_less_would_not_by_much() {
        let (sizes, expected) = ([9_000, 1_000], [0.01, 0.05]);
        let plan = plan_audit(&sizes, &expected, 0.03, 0.95, 30).unwrap();
        assert!(plan.upper <= 0.03, "{plan:?}");
        let total: u64 = plan.audited.iter().sum();
        assert!((200..1_500).contains(&total), "{plan:?}");
        assert_eq!(plan_audit(&sizes, &expected, 0.005, 0.95, 30), None);
        // Nothing wrong in 300 says at most one per cent.
        let clean = plan_audit(&[1_000_000], &[0.0], 0.01, 0.95, 0).unwrap();
        assert!((298..=299).contains(&clean.audited[0]), "{clean:?}");
    }

    proptest! {
        #[test]
        fn all_audits_are_given_out_and_none_beyond_a_stratum(
            sizes in proptest::collection::vec(0u64..500, 1..8),
            total in 0u64..3000,
            least in 0u64..20,
        ) {
            let given = allocate(&sizes, None, total, least);
            let minimum: u64 = sizes.iter().map(|size| least.min(*size)).sum();
            let all: u64 = sizes.iter().sum();
            prop_assert_eq!(given.iter().sum::<u64>(), total.max(minimum).min(all));
            for (given, size) in given.iter().zip(&sizes) {
                prop_assert!(given <= size && *given >= least.min(*size));
            }
        }
    }
}
