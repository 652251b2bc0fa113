//! What a fit says of itself.

use pumasi_truth::calibration::Reliability;
use pumasi_truth::categorical::hierarchical::Level;

/// How a level of detail did on the tasks of known truth, each judged without its own truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelFigures {
    /// The level.
    pub level: Level,
    /// Tasks of known truth that had an answer.
    pub tasks: usize,
    /// Share of them that it got right.
    pub accuracy: f64,
    /// Mean log probability that it gave to the truth.
    pub log_score: f64,
}

/// How a fit came to its choice, and how true its confidence is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Figures of each level; empty without known tasks.
    pub levels: Vec<LevelFigures>,
    /// Claims as the model makes them against outcomes, on the tasks of known truth.
    pub before: Option<Reliability>,
    /// The same after calibration, each half of the known tasks calibrated on the other.
    pub after: Option<Reliability>,
}
