//! What a task needs next.

use crate::plan::buy::NextStep;

/// What is bought next for a task, as the quality plan decides from all that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Nothing: the result is good enough, or no more may be bought. Free places are closed; work that is out may be
    /// finished and is paid.
    Stop,
    /// Another answer. A place is added only where none is free or being worked on.
    Answer,
    /// An inspector's look at the answer that came last.
    Inspect,
    /// A decision between people who disagree.
    Adjudicate,
}

impl From<NextStep> for Next {
    fn from(step: NextStep) -> Next {
        match step {
            NextStep::Stop(_) => Next::Stop,
            NextStep::Answer => Next::Answer,
            NextStep::Inspect => Next::Inspect,
            NextStep::Adjudicate => Next::Adjudicate,
        }
    }
}
