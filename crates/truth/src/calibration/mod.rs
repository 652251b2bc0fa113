//! Confidence that is true: a map from claimed to real probability, learned from tasks of known truth.

mod reliability;
mod scale;

pub use reliability::{Bin, Reliability, reliability};
pub use scale::{Calibration, Outcome};
