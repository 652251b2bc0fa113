//! One task at a time, with skills as they are: its posterior after an answer, and what another answer would tell.

mod information;

pub use information::{expected_information, information_share};

/// Multiplies a row of K likelihoods into a posterior in the making, and keeps it in range. A row that contradicts all
/// that was known (nothing is left) is not taken in.
pub fn take_in(posterior: &mut [f64], likelihood: &[f64]) {
    let sum: f64 = posterior.iter().zip(likelihood).map(|(p, l)| p * l).sum();
    if sum <= 0.0 || !sum.is_finite() {
        return;
    }
    for (value, factor) in posterior.iter_mut().zip(likelihood) {
        *value = *value * factor / sum;
    }
}

/// The chances of a label under each class, from a worker's K×K table (at `label × K + class`).
pub fn row_of(table: &[f64], classes: usize, label: usize) -> &[f64] {
    &table[label * classes..(label + 1) * classes]
}

/// An inspector's two kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inspector {
    /// Share of right answers that are called wrong.
    pub false_return: f64,
    /// Share of wrong answers that are called right.
    pub missed_error: f64,
}

/// What an inspector said of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// It is wrong, and this class is right.
    Instead(usize),
}

/// The chance of what an inspector said of an answer with this label, under each class.
pub fn verdict_likelihood(said: Said, label: usize, inspector: Inspector, classes: usize) -> Vec<f64> {
    let bounded = |rate: f64| rate.clamp(0.001, 0.999);
    let false_return = bounded(inspector.false_return);
    let missed_error = bounded(inspector.missed_error);
    let others = (classes as f64 - 1.0).max(1.0);
    (0..classes)
        .map(|class| match said {
            Said::Right if class == label => 1.0 - false_return,
            Said::Right => missed_error,
            Said::Wrong if class == label => false_return,
            Said::Wrong => 1.0 - missed_error,
            // Named wrongly as often as errors are missed, evenly among the other classes.
            Said::Instead(_) if class == label => false_return / others,
            Said::Instead(named) if class == named => (1.0 - missed_error) * (1.0 - missed_error),
            Said::Instead(_) => (1.0 - missed_error) * missed_error / (others - 1.0).max(1.0),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inspector_moves_the_posterior_as_far_as_the_inspector_can_be_trusted() {
        let good = Inspector {
            false_return: 0.02,
            missed_error: 0.05,
        };
        let blind = Inspector {
            false_return: 0.5,
            missed_error: 0.5,
        };
        for (inspector, least, most) in [(good, 0.9, 1.0), (blind, 0.499, 0.501)] {
            let mut posterior = [0.5, 0.5];
            take_in(&mut posterior, &verdict_likelihood(Said::Right, 1, inspector, 2));
            assert!(posterior[1] >= least && posterior[1] <= most, "{posterior:?}");
        }
        let mut posterior = [0.7, 0.2, 0.1];
        take_in(&mut posterior, &verdict_likelihood(Said::Instead(2), 0, good, 3));
        assert!(posterior[2] > 0.6 && posterior[0] < 0.1, "{posterior:?}");
    }

    #[test]
    fn what_contradicts_everything_is_not_taken_in() {
        let mut posterior = [1.0, 0.0];
        take_in(&mut posterior, &[0.0, 1.0]);
        assert_eq!(posterior, [1.0, 0.0]);
    }
}
