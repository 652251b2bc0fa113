//! Questions that workers ask about tasks, and their answers: under no names, neither way.

mod answer;
mod ask;
mod view;

pub use view::{AnswerInput, MyQuestion, MyQuestions, ProjectQuestion, QuestionInput, WorkQuestion};
