//! Sensitive work: who agreed to see what, how much of it they had, and when they rest.

mod gate;
mod standing;

pub(crate) use gate::{Stop, hides, missing_consents, require_consent};
pub use standing::{ConsentView, SensitiveStanding};
