//! The quality engine at work: what a task needs next, what is known of it and of the people who answered, and the full
//! pass over a project that learns it.

mod class;
mod cluster;
mod decide;

pub use class::{UNUSABLE_CLASS, class_of, class_shown};
