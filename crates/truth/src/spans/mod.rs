//! Spans marked by several workers in the same text: every unit (token or character) is judged by a model in which each
//! worker has a rate of missing and a rate of over-marking, and what is judged inside is cut into spans again. Majority is
//! no rule for spans: where most workers leave most things unmarked it finds next to nothing.
//!
//! The model is that of Dawid and Skene per unit (Applied Statistics 28, 1979, equations 2.3 to 2.5; two classes) with
//! rates shrunk to the pool's and votes weighed by how much workers' mistakes go together. Each label of spans is a model
//! of its own, so that spans of different labels may overlap.

mod model;
mod repair;
mod score;

pub use model::{SpanSettings, SpanWorker, SpansFound, TaskSpans, aggregate_spans};
pub use repair::AggregatedSpan;
pub use score::{UnitScore, unit_score};

/// A half-open range of units with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First unit inside.
    pub start: u32,
    /// First unit after it; above `start`.
    pub end: u32,
    /// Index of the label, below the stated number of labels.
    pub label: u32,
}

/// What one worker marked in one text; nothing, if there are no spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanAnswer {
    /// Index of the worker.
    pub worker: u32,
    /// In any order; overlapping spans of one label count once.
    pub spans: Vec<Span>,
}

/// A text and all that was marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanTask {
    /// Length in units (tokens or characters).
    pub units: u32,
    /// One entry per worker who looked at it.
    pub answers: Vec<SpanAnswer>,
}

/// Lengths of texts where only is known how far anybody marked, 0 for nothing marked: so far, and half the mean of that
/// again. Without room after the last mark nobody would seem to leave anything out, and texts without marks would teach
/// nothing.
pub fn infer_units(marked_ends: &[u32]) -> Vec<u32> {
    let marked = marked_ends.iter().filter(|end| **end > 0);
    let (sum, count) = marked.fold((0u64, 0u64), |all, end| (all.0 + u64::from(*end), all.1 + 1));
    let room = sum.checked_div(2 * count).unwrap_or(0) as u32;
    marked_ends.iter().map(|end| end.saturating_add(room)).collect()
}

/// A mistake in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpansError {
    /// A span of this task and answer ends before it starts, lies outside the text, or has an unknown label.
    Span {
        /// Index of the task.
        task: usize,
        /// Index of the answer in the task.
        answer: usize,
    },
    /// The worker of this task and answer is not below the stated number of workers.
    Worker {
        /// Index of the task.
        task: usize,
        /// Index of the answer in the task.
        answer: usize,
    },
}

impl std::fmt::Display for SpansError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SpansError::Span { task, answer } => write!(
                f,
                "task {task}, answer {answer}: a span is empty, outside the text, or of an unknown label"
            ),
            SpansError::Worker { task, answer } => write!(
                f,
                "task {task}, answer {answer}: the worker is not below the stated number of them"
            ),
        }
    }
}

impl std::error::Error for SpansError {}

#[cfg(test)]
mod tests {
    use super::infer_units;

    #[test]
    fn unknown_lengths_leave_room_after_the_last_mark() {
        assert_eq!(infer_units(&[10, 0, 30]), [20, 10, 40]);
        assert_eq!(infer_units(&[0, 0]), [0, 0]);
        assert_eq!(infer_units(&[u32::MAX]), [u32::MAX]);
    }
}
