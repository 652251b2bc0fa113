//! How far claims and outcomes lie apart: bins for a reliability diagram, and the expected calibration error.

use super::Outcome;

/// Tasks with about the same claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Claims from here (inclusive) …
    pub from: f64,
    /// … to here (exclusive; the last bin includes it).
    pub to: f64,
    /// How many.
    pub tasks: usize,
    /// Their mean claim.
    pub mean_confidence: f64,
    /// Share that is right.
    pub accuracy: f64,
}

/// Bins and their error.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// The bins that hold any task, by rising claim.
    pub bins: Vec<Bin>,
    /// Expected calibration error: the mean distance of claim and accuracy over the bins, weighted by tasks (Naeini et
    /// al. 2015).
    pub calibration_error: f64,
}

/// Bins of equal width over 0 to 1; at least one.
pub fn reliability(outcomes: &[Outcome], bins: usize) -> Reliability {
    let bins = bins.max(1);
    let mut sums = vec![(0usize, 0.0, 0usize); bins];
    for outcome in outcomes {
        let at = ((outcome.claimed * bins as f64) as usize).min(bins - 1);
        sums[at].0 += 1;
        sums[at].1 += outcome.claimed;
        sums[at].2 += usize::from(outcome.right);
    }
    let bins: Vec<Bin> = sums
        .iter()
        .enumerate()
        .filter(|(_, sum)| sum.0 > 0)
        .map(|(at, (tasks, claimed, right))| Bin {
            from: at as f64 / bins as f64,
            to: (at + 1) as f64 / bins as f64,
            tasks: *tasks,
            mean_confidence: claimed / *tasks as f64,
            accuracy: *right as f64 / *tasks as f64,
        })
        .collect();
    let error: f64 = bins
        .iter()
        .map(|bin| bin.tasks as f64 * (bin.mean_confidence - bin.accuracy).abs())
        .sum();
    Reliability {
        calibration_error: error / outcomes.len().max(1) as f64,
        bins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance_of_claim_and_outcome() {
        let outcome = |claimed, right| Outcome { claimed, right };
        let found = reliability(
            &[
                outcome(0.95, true),
                outcome(0.95, false),
                outcome(0.5, true),
                outcome(0.5, false),
            ],
            10,
        );
        assert_eq!(found.bins.len(), 2);
        assert_eq!(found.bins[1].tasks, 2);
        assert!((found.calibration_error - 0.225).abs() < 1e-12);
        assert_eq!(reliability(&[outcome(1.0, true)], 10).calibration_error, 0.0);
    }
}
