//! What people ask about an order, and the examples that answer before anybody asks.

use crate::state::states;
use serde::{Deserialize, Serialize};

states! {
    /// Whether an example shows how it is done or how it is not done.
    ExampleVerdict {
        /// So it is right.
        Good = "good",
        /// So it is wrong.
        Bad = "bad",
    }
}

/// Length of a question and of an answer, in characters.
pub const QUESTION_LENGTH: std::ops::RangeInclusive<usize> = 5..=2_000;
/// Questions of one person in one project that wait for an answer, at most.
pub const QUESTIONS_WAITING_MAX: i64 = 5;
/// Questions of one person in one hour, at most, in all projects.
pub const QUESTIONS_PER_HOUR: i64 = 10;
/// Examples of one project, at most.
pub const EXAMPLES_MAX: i64 = 100;
