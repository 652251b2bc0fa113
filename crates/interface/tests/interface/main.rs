//! Tests of the crate as others use it.

mod answers;
mod comparison;
mod configs;
mod documented;
mod drawing_tags;
mod media_tags;
mod order_tags;
mod picture;
mod properties;
mod rating_tags;
mod relation_tags;
mod span_tags;
mod support;
mod tags;
