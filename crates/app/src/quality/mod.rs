//! The quality engine at work: what a task needs next, what is known of it and of the people who answered, and the full
//! pass over a project that learns it.

mod class;
mod compare;
mod decide;
mod doubtful;
mod facts;
mod fit;
mod judge;
mod knowledge;
mod measured;
mod people;
mod report;
mod sealed;
mod view;

pub use class::{UNUSABLE_CLASS, class_of, class_shown};
pub use doubtful::DoubtfulTask;
pub use judge::{ClassVotes, Judgement};
pub use measured::{Estimate, MeasuredPerson};
pub use report::*;
