//! From redundant answers to the likely truth. Pure mathematics on slices: no I/O, no clock, no randomness (a seed is
//! an argument).

pub mod agreement;
mod answers;
pub mod boxes;
pub mod calibration;
pub mod categorical;
pub mod certificate;
mod majority;
pub mod masks;
mod medoid;
pub mod multi_label;
pub mod numeric;
pub mod online;
mod open;
pub mod pairwise;
mod parallel;
mod posterior;
pub mod random;
pub mod sequential;
pub mod spans;
pub mod special;
pub mod text;
mod two_coin;

pub use answers::{Answers, AnswersError, Sizes};
pub use majority::{Majority, majority};
pub use medoid::{Medoid, medoid};
pub use open::OpenAnswers;
pub use posterior::{Best, Posterior, best_of};
pub use two_coin::{Rates, Shrinkage};
