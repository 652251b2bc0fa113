//! From the answers of each picture to its objects.

use super::classes::{Named, expect_class, fit_classes};
use super::rates::{BoxRates, Pattern};
use super::{BoxAnswer, BoxesError, Cluster, Shape, cluster, match_score};
use crate::two_coin::Shrinkage;

/// How markings are aggregated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoxSettings {
    /// Least likeness (intersection over union) of two markings of one object.
    pub least_likeness: f64,
    /// Least probability of what is kept. The F1 is greatest at half of what it can reach (Lipton, Elkan and
    /// Naryanaswamy, Optimal thresholding of classifiers to maximize F1, 2014), so a little below one half.
    pub keep: f64,
    /// How strongly a worker's miss rate leans to the pool's, in objects (`present`), and the false markings to the
    /// pool's, in pictures (`absent`).
    pub shrinkage: Shrinkage,
    /// Probability that what tempted one worker to a false marking tempts an average worker to the same, above 0 and
    /// below 1.
    pub coincidence: f64,
    /// How much the mistakes of workers go together, 0 to 1: with n answers each counts `1 / (1 + (n - 1) correlation)`.
    pub correlation: f64,
    /// Most rounds of expectation and maximisation.
    pub iterations: u32,
    /// Rounds end when no rate of a worker moves by more than this.
    pub tolerance: f64,
}

impl Default for BoxSettings {
    fn default() -> BoxSettings {
        BoxSettings {
            least_likeness: 0.4,
            keep: 0.45,
            shrinkage: Shrinkage {
                present: 10.0,
                absent: 10.0,
            },
            coincidence: 0.05,
            correlation: 0.1,
            iterations: 100,
            tolerance: 1e-4,
        }
    }
}

/// One candidate of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<S> {
    /// Where.
    pub shape: S,
    /// Its likeliest class.
    pub class: u32,
    /// Probability that it is an object, 0 to 1.
    pub confidence: f64,
    /// Probability of the class, if it is one.
    pub class_confidence: f64,
    /// The markings that it stands for.
    pub cluster: Cluster,
}

/// What was found on one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskBoxes<S> {
    /// Kept, the surest first.
    pub kept: Vec<Found<S>>,
    /// Taken for mistakes of those who marked them, the surest first.
    pub dropped: Vec<Found<S>>,
    /// Objects expected that nobody marked.
    pub missed: f64,
    /// Probability that the picture is done: that all that is kept is real and of its class, nothing that was dropped is,
    /// and nothing was missed by all.
    pub confidence: f64,
}

/// Aggregated markings of all pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxesFound<S> {
    /// In the order of the tasks.
    pub tasks: Vec<TaskBoxes<S>>,
    /// What was learned; with it [`expect_boxes`] judges a picture when an answer arrives.
    pub rates: BoxRates,
}

/// Aggregates the markings of all pictures; `tasks[i]` holds the answers of picture i.
///
/// # Errors
/// If a worker or class is not below the stated number of them.
pub fn aggregate_boxes<S: Shape>(
    tasks: &[Vec<BoxAnswer<S>>],
    workers: usize,
    classes: u32,
    settings: &BoxSettings,
) -> Result<BoxesFound<S>, BoxesError> {
    check(tasks, workers, classes)?;
    let clusters: Vec<Vec<Cluster>> = tasks
        .iter()
        .map(|answers| cluster(answers, settings.least_likeness))
        .collect();
    let patterns: Vec<Pattern> = tasks
        .iter()
        .zip(&clusters)
        .map(|(answers, clusters)| pattern(answers, clusters))
        .collect();
    let mut rates = BoxRates::start(workers, classes, settings);
    rates.fit(&patterns, settings);
    let mut named = Vec::new();
    for ((answers, clusters), pattern) in tasks.iter().zip(&clusters).zip(&patterns) {
        let real = rates.expect(pattern, settings);
        named.extend(clusters.iter().zip(real).map(|(one, real)| Named {
            votes: votes(answers, one),
            real,
        }));
    }
    fit_classes(&mut rates, &named);
    let found: Vec<TaskBoxes<S>> = tasks
        .iter()
        .zip(clusters)
        .zip(&patterns)
        .map(|((answers, clusters), pattern)| judge(answers, clusters, pattern, &rates, settings))
        .collect();
    fit_localisation(&mut rates, tasks, &found);
    Ok(BoxesFound { tasks: found, rates })
}

/// Judges one picture with what is known already: a matter of microseconds. Its workers must be below the number of
/// workers in `rates`.
pub fn expect_boxes<S: Shape>(
    answers: &[BoxAnswer<S>],
    rates: &BoxRates,
    settings: &BoxSettings,
) -> TaskBoxes<S> {
    let clusters = cluster(answers, settings.least_likeness);
    let pattern = pattern(answers, &clusters);
    judge(answers, clusters, &pattern, rates, settings)
}

/// How many answers say the same as the aggregate: every kept shape matched by one of theirs, and none left over. A
/// picture on which two agree is seldom changed by a third.
pub fn agreeing_answers<S: Shape>(
    answers: &[BoxAnswer<S>],
    found: &TaskBoxes<S>,
    least_likeness: f64,
) -> usize {
    let kept: Vec<&S> = found.kept.iter().map(|one| &one.shape).collect();
    let agrees = |answer: &&BoxAnswer<S>| {
        let given: Vec<&S> = answer.markings.iter().map(|one| &one.shape).collect();
        match_score(&given, &kept, least_likeness).same()
    };
    answers.iter().filter(agrees).count()
}

fn check<S>(tasks: &[Vec<BoxAnswer<S>>], workers: usize, classes: u32) -> Result<(), BoxesError> {
    for (task, answers) in tasks.iter().enumerate() {
        for (answer, given) in answers.iter().enumerate() {
            if given.worker as usize >= workers {
                return Err(BoxesError::Worker { task, answer });
            }
            if given.markings.iter().any(|marking| marking.class >= classes) {
                return Err(BoxesError::Class { task, answer });
            }
        }
    }
    Ok(())
}

fn pattern<S>(answers: &[BoxAnswer<S>], clusters: &[Cluster]) -> Pattern {
    let marked = |one: &Cluster| one.members.iter().map(|(answer, _)| *answer).collect();
    Pattern {
        workers: answers.iter().map(|answer| answer.worker).collect(),
        candidates: clusters.iter().map(marked).collect(),
    }
}

fn votes<S>(answers: &[BoxAnswer<S>], cluster: &Cluster) -> Vec<(u32, u32)> {
    let members = cluster.members.iter();
    members
        .map(|(answer, marking)| (answers[*answer].worker, answers[*answer].markings[*marking].class))
        .collect()
}

fn judge<S: Shape>(
    answers: &[BoxAnswer<S>],
    clusters: Vec<Cluster>,
    pattern: &Pattern,
    rates: &BoxRates,
    settings: &BoxSettings,
) -> TaskBoxes<S> {
    let real = rates.expect(pattern, settings);
    let missed = rates.missed(pattern.workers.iter().copied());
    // No object missed by all, of a Poisson number of them.
    let mut confidence = if answers.is_empty() { 0.0 } else { (-missed).exp() };
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for (cluster, real) in clusters.into_iter().zip(real) {
        let shapes: Vec<&S> = cluster
            .members
            .iter()
            .map(|(answer, marking)| &answers[*answer].markings[*marking].shape)
            .collect();
        let (class, class_confidence) = expect_class(rates, &votes(answers, &cluster));
        let one = Found {
            shape: S::consensus(&shapes),
            class,
            confidence: real,
            class_confidence,
            cluster,
        };
        if real >= settings.keep {
            confidence *= real * class_confidence;
            kept.push(one);
        } else {
            confidence *= 1.0 - real;
            dropped.push(one);
        }
    }
    for list in [&mut kept, &mut dropped] {
        list.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    }
    TaskBoxes {
        kept,
        dropped,
        missed,
        confidence,
    }
}

/// Pseudo-observations by which a worker's localisation error leans to the pool's.
const LOCALISATION_STRENGTH: f64 = 5.0;

/// Mean distance of every worker's markings from the aggregate, where at least three workers marked the object: of two,
/// each is as far as the other.
fn fit_localisation<S: Shape>(rates: &mut BoxRates, tasks: &[Vec<BoxAnswer<S>>], found: &[TaskBoxes<S>]) {
    let mut sums = vec![(0.0, 0.0); rates.workers.len()];
    for (answers, found) in tasks.iter().zip(found) {
        for one in found.kept.iter().filter(|one| one.cluster.members.len() > 2) {
            for (answer, marking) in &one.cluster.members {
                let given = &answers[*answer];
                let sum = &mut sums[given.worker as usize];
                sum.0 += 1.0 - given.markings[*marking].shape.likeness(&one.shape);
                sum.1 += 1.0;
            }
        }
    }
    let (far, count) = sums
        .iter()
        .fold((0.25, 1.0), |all, one| (all.0 + one.0, all.1 + one.1));
    let pool = far / count;
    for (worker, (far, count)) in rates.workers.iter_mut().zip(sums) {
        worker.localisation_error = (far + LOCALISATION_STRENGTH * pool) / (count + LOCALISATION_STRENGTH);
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
