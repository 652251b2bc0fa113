//! What is carried from iteration to iteration and from level to level.

use super::coin::write_table;
use super::expect::{Expected, TaskEvidence, expect};
use super::known::Known;
use super::{Fit, Level, Shrinkage, Skills};
use crate::answers::Answers;
use crate::posterior::Posterior;

pub(super) struct State {
    pub classes: usize,
    pub class_prior: Vec<f64>,
    pub pool_right: f64,
    pub right: Vec<f64>,
    /// So many workers have skills from an earlier fit.
    pub reached: usize,
    pub weight: Vec<f64>,
    /// K×K chances per worker, as in [`Skills::tables`].
    pub tables: Vec<f64>,
    /// Expected counts of the last pass, of the same shape.
    pub counts: Vec<f64>,
    pub posterior: Posterior,
    /// The pool's matrix at the level of confusion matrices.
    pub pool: Vec<f64>,
    /// Matrices of an earlier fit, for the first workers; empty without.
    pub warm_tables: Vec<f64>,
}

impl State {
    pub fn new(answers: &Answers, known: &Known, shrinkage: Shrinkage, warm: Option<&Skills>) -> State {
        let sizes = answers.sizes();
        let block = sizes.classes * sizes.classes;
        let pool_right = warm.map_or(shrinkage.pool_right, |warm| warm.pool_right);
        let mut right = vec![pool_right; sizes.workers];
        let reached = warm.map_or(0, |warm| warm.right.len().min(sizes.workers));
        if let Some(warm) = warm {
            right[..reached].copy_from_slice(&warm.right[..reached]);
        }
        let warm_tables = warm
            .filter(|warm| warm.level == Level::Confusion)
            .map_or_else(Vec::new, |warm| warm.tables.clone());
        State {
            classes: sizes.classes,
            class_prior: known.class_shares.clone(),
            pool_right,
            right,
            reached,
            weight: vec![0.0; sizes.workers],
            tables: vec![0.0; sizes.workers * block],
            counts: vec![0.0; sizes.workers * block],
            posterior: Posterior::zeroed(sizes),
            pool: Vec::new(),
            warm_tables,
        }
    }

    /// One pass with the present tables.
    pub fn expect(&mut self, answers: &Answers, evidence: &[TaskEvidence]) -> Expected {
        expect(
            answers,
            evidence,
            &self.class_prior,
            &self.tables,
            &mut self.counts,
            &mut self.posterior,
        )
    }

    /// The likeliest class shares under their prior, a Dirichlet density around the expected shares.
    pub fn update_class_prior(&mut self, found: &Expected, known: &Known, shrinkage: Shrinkage) {
        let tasks = found.teaching_tasks as f64;
        let pull = class_pull(found, shrinkage);
        for (class, share) in self.class_prior.iter_mut().enumerate() {
            *share = (pull * known.class_shares[class] + found.class_counts[class]) / (pull + tasks);
        }
    }

    /// The log density of the class shares, up to a constant.
    pub fn class_penalty(&self, found: &Expected, known: &Known, shrinkage: Shrinkage) -> f64 {
        let pull = class_pull(found, shrinkage);
        let pairs = self.class_prior.iter().zip(&known.class_shares);
        pull * pairs.map(|(share, mean)| mean * share.ln()).sum::<f64>()
    }

    pub fn finish(self, level: Level, objective: Vec<f64>) -> Fit {
        let mut newcomer = self.pool;
        if newcomer.is_empty() {
            newcomer = vec![0.0; self.classes * self.classes];
            write_table(&mut newcomer, self.classes, self.pool_right);
        }
        Fit {
            skills: Skills {
                level,
                class_prior: self.class_prior,
                tables: self.tables,
                newcomer,
                pool_right: self.pool_right,
                right: self.right,
                weight: self.weight,
            },
            posterior: self.posterior,
            objective,
        }
    }
}

fn class_pull(found: &Expected, shrinkage: Shrinkage) -> f64 {
    shrinkage.class_weight * found.teaching_tasks as f64 + found.class_counts.len() as f64
}
