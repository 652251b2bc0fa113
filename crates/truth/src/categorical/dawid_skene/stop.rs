//! When iterations of EM end.

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    /// As soon as the log-likelihood per answer rises by less than `tolerance` (natural logarithm); after `at_most`
    /// iterations in any case. EM never lowers the likelihood, so this ends.
    Likelihood {
        /// Least rise that is worth another iteration.
        tolerance: f64,
        /// Most iterations.
        at_most: usize,
    },
    /// After this many iterations, whatever they bring.
    Iterations(usize),
    /// As crowd-kit 1.4.2 does: once its lower bound, which counts the class prior once per answer and is taken after
    /// the M-step, rises by less than `tolerance` per answer. That bound may fall, so this may stop early; it is here
    /// to compare with.
    Compatible {
        /// crowd-kit's `tol` (1e-5 unless set).
        tolerance: f64,
        /// crowd-kit's `n_iter` (100 unless set).
        at_most: usize,
    },
}

impl Default for Stop {
    fn default() -> Stop {
        Stop::Likelihood {
            tolerance: 1e-7,
            at_most: 1000,
        }
    }
}

impl Stop {
    /// Most iterations.
    pub(crate) fn at_most(self) -> usize {
        match self {
            Stop::Likelihood { at_most, .. } | Stop::Compatible { at_most, .. } => at_most,
            Stop::Iterations(iterations) => iterations,
        }
    }

    /// Whether the bound of crowd-kit is asked for.
    pub(crate) fn wants_bound(self) -> bool {
        matches!(self, Stop::Compatible { .. })
    }

    /// Whether to stop after an iteration that brought a value from `before` to `now`.
    pub(crate) fn is_reached(self, before: f64, now: f64) -> bool {
        match self {
            Stop::Likelihood { tolerance, .. } | Stop::Compatible { tolerance, .. } => {
                now - before < tolerance
            }
            Stop::Iterations(_) => false,
        }
    }
}
