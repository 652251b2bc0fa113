//! What Pumasi is about: nouns, states, rules and money, as pure functions.
//!
//! Nothing here waits, reads a clock, draws a random number or knows of SQL and HTTP: time, ids and seeds are
//! arguments, so every decision can be tested and replayed.

pub mod access;
pub mod audience;
pub mod certificate;
pub mod comment;
pub mod conversation;
pub mod draft;
pub mod draw;
pub mod guide;
pub mod id;
pub mod money;
pub mod next;
pub mod pause;
pub mod plan;
pub mod project;
pub mod quality;
pub mod question;
pub mod rules;
pub mod sensitivity;
pub mod state;
pub mod task;
pub mod tax;
pub mod time;
pub mod verdict;

pub use id::*;
pub use time::Timestamp;
