//! Tests of the crate as others use it.

mod answers;
mod comparison;
mod configs;
mod drawing_tags;
mod properties;
mod support;
mod tags;
