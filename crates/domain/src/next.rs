//! What a task needs next.

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
