//! Boxes, rotated boxes, polygons and points drawn by several workers on the same picture: which belong together, which
//! of them are real, where they lie, and how good each worker is.
//!
//! Markings of different workers are clustered by overlap; a model of misses and false marks says how likely each cluster
//! is a real object (after Branson, Van Horn and Perona, Lean crowdsourcing, CVPR 2017, section 4.2, with the rates fitted
//! by expectation and maximisation over a Poisson number of objects per picture); the coordinates are medians. The same
//! model says how many objects everybody missed, and so how likely a picture is done.

mod classes;
mod cluster;
mod model;
mod overlap;
mod rates;
mod score;
mod shape;

pub use cluster::{Cluster, cluster};
pub use model::{BoxSettings, BoxesFound, Found, TaskBoxes, aggregate_boxes, agreeing_answers, expect_boxes};
pub use overlap::intersection_area;
pub use rates::{BoxRates, BoxWorker};
pub use score::{MatchScore, match_score};
pub use shape::{AxisBox, Point, Polygon, RotatedBox, Shape};

/// One thing that a worker marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Marking<S> {
    /// Where.
    pub shape: S,
    /// Index of the class; 0 if there is only one.
    pub class: u32,
}

/// All that one worker marked on a picture; nothing, if there is nothing to mark.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxAnswer<S> {
    /// Index of the worker.
    pub worker: u32,
    /// In any order.
    pub markings: Vec<Marking<S>>,
}

/// A mistake in what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxesError {
    /// The worker of this task and answer is not below the stated number of workers.
    Worker {
        /// Index of the task.
        task: usize,
        /// Index of the answer in the task.
        answer: usize,
    },
    /// A class in this task and answer is not below the stated number of classes.
    Class {
        /// Index of the task.
        task: usize,
        /// Index of the answer in the task.
        answer: usize,
    },
}

impl std::fmt::Display for BoxesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, task, answer) = match self {
            BoxesError::Worker { task, answer } => ("the worker", task, answer),
            BoxesError::Class { task, answer } => ("a class", task, answer),
        };
        write!(
            f,
            "task {task}, answer {answer}: {what} is not below the stated number of them"
        )
    }
}

impl std::error::Error for BoxesError {}
