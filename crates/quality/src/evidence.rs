//! What there is about one task, and the posterior that follows from it.

use crate::model::{Model, Skill};
use pumasi_domain::plan::buy::InspectorRates;
use pumasi_truth::online::{Inspector, Said, row_of, take_in, verdict_likelihood};

/// An answer that counts: it was sent in and not refused.
#[derive(Debug, Clone, Copy)]
pub struct GivenAnswer<'a> {
    /// What is known of who gave it; `None` for a newcomer.
    pub skill: Option<&'a Skill>,
    /// Which class it names, below K.
    pub class: usize,
}

/// What an inspector said of an answer. A pass is [`Said::Right`]; a return or refusal [`Said::Wrong`]; a fix to another
/// class [`Said::Instead`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenVerdict {
    /// The class that the inspected answer names, below K.
    pub class: usize,
    /// What was said of it.
    pub said: Said,
    /// How often this inspector errs, in both directions.
    pub rates: InspectorRates,
}

/// All there is about one task.
#[derive(Debug, Clone, Copy, Default)]
pub struct TaskEvidence<'a> {
    /// People's answers, in the order they were handed out.
    pub answers: &'a [GivenAnswer<'a>],
    /// What programs predict, with their measured skill. They count as evidence, not as answers that were bought.
    pub predictions: &'a [GivenAnswer<'a>],
    /// What inspectors said.
    pub verdicts: &'a [GivenVerdict],
    /// The class that somebody chose who decided between people who disagree, and how that person errs.
    pub decision: Option<(usize, InspectorRates)>,
    /// Whether nobody is left who could still answer.
    pub nobody_left: bool,
}

impl GivenVerdict {
    /// The chance of this under each class.
    pub fn likelihood(&self, classes: usize) -> Vec<f64> {
        let inspector = Inspector {
            false_return: self.rates.false_return,
            missed_error: self.rates.missed_error,
        };
        verdict_likelihood(self.said, self.class, inspector, classes)
    }
}

/// The chance that somebody who decides names `class`, under each class: right but for the mean of both mistakes.
pub(crate) fn decision_likelihood(class: usize, rates: InspectorRates, classes: usize) -> Vec<f64> {
    let right = 1.0 - (rates.false_return + rates.missed_error).clamp(0.002, 1.0) / 2.0;
    let wrong = (1.0 - right) / (classes as f64 - 1.0).max(1.0);
    (0..classes)
        .map(|truth| if truth == class { right } else { wrong })
        .collect()
}

/// The posterior of a task, K numbers that sum to 1, as the model claims it: not calibrated.
pub(crate) fn posterior_of(model: &Model, evidence: &TaskEvidence<'_>) -> Vec<f64> {
    let classes = model.classes();
    let mut posterior = model.class_prior.clone();
    for answer in evidence.answers.iter().chain(evidence.predictions) {
        let table = answer.skill.map_or(&model.newcomer, |skill| &skill.table);
        take_in(&mut posterior, row_of(table, classes, answer.class));
    }
    for verdict in evidence.verdicts {
        take_in(&mut posterior, &verdict.likelihood(classes));
    }
    if let Some((class, rates)) = evidence.decision {
        take_in(&mut posterior, &decision_likelihood(class, rates, classes));
    }
    posterior
}
