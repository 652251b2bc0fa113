//! Masks painted by several workers: run-length coded in, run-length coded out. What several masks say is swept run by
//! run, so the cost is that of the outlines and not of the areas.

mod mask;
mod methods;
mod sweep;

pub use mask::{Mask, MaskError};
pub use methods::{MaskAnswer, MaskFound, MaskMethod, MasksFound, aggregate_mask, aggregate_masks};
