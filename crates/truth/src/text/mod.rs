//! From several texts for a task to one: vote, ROVER, the medoid, and reliability-aware choice by embeddings (RASA,
//! HRRASA). Everything but ROVER chooses one of the answers given; ROVER puts a new text together of their words.
//!
//! Texts are compared after [`normalise`]; a chosen answer comes back as its row, so that the caller shows it as written.

mod choice;
mod encoder;
mod hrrasa;
mod normalise;
mod rasa;
mod rover;
mod words;

pub use choice::{exact_vote, word_medoid};
pub use encoder::{Embeddings, encode};
pub use hrrasa::{HrrasaOptions, hrrasa};
pub use normalise::{Normalisation, Punctuation, normalise};
pub use rasa::{RasaOptions, rasa};
pub use rover::{RoverOptions, RoverOrder, RoverResult, RoverText, rover};
pub use words::{gleu, word_edit_distance, word_error_rate, words};

/// One of the given answers, chosen for a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// The row of the answer.
    pub row: u32,
    /// How far the answers bear it out, 0 to 1: the method says in what measure.
    pub agreement: f64,
}

/// What a method that chooses says.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceResult {
    /// One per task; `None` where a task has no answer.
    pub chosen: Vec<Option<Chosen>>,
    /// Skill per worker, 0 to 1: in what measure the method says; `None` without answers.
    pub skills: Vec<Option<f64>>,
    /// Rounds until nothing moved; 0 for methods without rounds.
    pub rounds: usize,
}

/// Mean of the given values; `None` of none.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}
