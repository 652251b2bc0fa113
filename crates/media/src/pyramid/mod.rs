//! Very large pictures, cut up: a small picture that shows all of it, and square tiles of each finer level.
//!
//! A pyramid is one blob beside its picture (`pyramids/…`), made from the picture alone: making it again gives the same
//! bytes, so nothing about it has to be written down anywhere else. See [`PyramidShape`] for its geometry.

mod cut;
mod making;
mod pack;
mod rows;
mod shape;
mod turn;

pub(crate) use making::Making;
pub use making::{PyramidBytes, PyramidProblem};
pub(crate) use rows::reads_by_rows;
pub use shape::{PyramidPart, PyramidShape};
