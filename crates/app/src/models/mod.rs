//! Conversations of workers with a language model that the requester names.

mod attempt;
mod check;
mod seal;
mod settings;
mod talk;

pub use attempt::{ModelTry, ModelTryInput};
pub use settings::{ModelInput, ModelView};
pub use talk::{Said, TalkInput, TalkMessage};
