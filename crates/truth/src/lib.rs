//! From redundant answers to the likely truth. Pure mathematics on slices: no I/O, no clock, no randomness.

mod majority;
mod medoid;

pub use majority::{Majority, majority};
pub use medoid::{Medoid, medoid};
