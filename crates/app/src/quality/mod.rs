//! The quality engine at work: what a task needs next, what is known of it and of the people who answered, and the full
//! pass over a project that learns it.

mod class;
mod compare;
mod decide;
mod facts;
mod fit;
mod judge;
mod knowledge;
mod people;
mod report;

pub use class::{UNUSABLE_CLASS, class_of, class_shown};
pub use judge::{ClassVotes, Judgement};
pub use report::*;
