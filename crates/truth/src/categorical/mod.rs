//! Methods for answers that are one of K classes. Every method reads [`Answers`](crate::Answers) and gives a
//! [`Posterior`](crate::Posterior); of equally likely classes the one of the lowest index is the label, and
//! [`Best::tie`](crate::Best) says so.

pub mod hierarchical;
mod vote;

pub use vote::{majority_vote, weighted_vote};
