//! All answers of a project, and what is learned from them together.

mod refit;
mod report;

pub use report::{LevelFigures, Report};

use crate::decide::{Decision, Seen, judge, lead};
use crate::evidence::{GivenVerdict, decision_likelihood};
use crate::model::{Model, Skill};
use crate::route::is_uninformative;
use pumasi_domain::plan::buy::{BuySettings, InspectorRates};
use pumasi_truth::calibration::Calibration;
use pumasi_truth::categorical::hierarchical::{CarriedSkill, Level, Skills};
use pumasi_truth::online::{information_share, row_of, take_in};
use std::collections::BTreeMap;

/// What a claim is worth in a project without known tasks: crowds agree more than they are right, because people make the
/// same mistakes. The middle of what recorded crowds show.
pub(crate) const CROWD_CALIBRATION: Calibration = Calibration {
    offset: 0.0,
    slope: 0.6,
};

/// What there is about a task beside people's answers.
#[derive(Debug, Clone, Default)]
struct Beside {
    /// Codes of what programs predict.
    predictions: Vec<u32>,
    /// Likelihoods from verdicts and decisions, K numbers each.
    likelihoods: Vec<Vec<f64>>,
    /// Classes of which an inspector has seen an answer.
    inspected: Vec<usize>,
    /// Whether somebody decided between people who disagreed.
    adjudicated: bool,
}

/// All answers of a project. Tasks, workers and classes are indices from 0; whoever uses it keeps the ids.
#[derive(Debug, Clone)]
pub struct Pool {
    classes: usize,
    /// Codes (`worker × K + class`) of each task's answers by people.
    answers: Vec<Vec<u32>>,
    /// What there is beside people's answers, for the tasks that have any of it.
    beside: BTreeMap<u32, Beside>,
    known: Vec<Option<u32>>,
    carried: Vec<CarriedSkill>,
    fitted: Option<Skills>,
    model: Model,
    report: Report,
    /// The level that foretells best, and from how many answers that was found.
    foretold: (Level, usize),
}

impl Pool {
    /// An empty project with K = `classes` ≥ 1 classes.
    pub fn new(classes: usize) -> Pool {
        Pool {
            classes,
            answers: Vec::new(),
            beside: BTreeMap::new(),
            known: Vec::new(),
            carried: Vec::new(),
            fitted: None,
            model: Model::unknown(classes),
            report: Report::default(),
            foretold: (Level::Confusion, 0),
        }
    }

    /// One more task, whose true class may be known; gives its index.
    pub fn add_task(&mut self, known: Option<usize>) -> usize {
        self.answers.push(Vec::new());
        self.known.push(known.map(|class| class as u32));
        self.answers.len() - 1
    }

    /// One more worker, or a program that predicts, with what other projects teach, if anything; gives the index.
    pub fn add_worker(&mut self, carried: Option<CarriedSkill>) -> usize {
        self.carried.push(carried.unwrap_or(CarriedSkill {
            log_odds_above_pool: 0.0,
            weight: 0.0,
        }));
        self.carried.len() - 1
    }

    /// An answer of a person. All three are below their numbers; a person answers a task once.
    pub fn add_answer(&mut self, task: usize, worker: usize, class: usize) {
        let code = self.code(worker, class);
        self.answers[task].push(code);
    }

    /// What a program says of a task: evidence like an answer, of a worker added for that program, but not one of the
    /// answers that are bought. Give programs that state their certainty a worker per level of it.
    pub fn add_prediction(&mut self, task: usize, worker: usize, class: usize) {
        let code = self.code(worker, class);
        self.beside.entry(task as u32).or_default().predictions.push(code);
    }

    /// The true class of a task has become known.
    pub fn set_known(&mut self, task: usize, class: Option<usize>) {
        self.known[task] = class.map(|class| class as u32);
    }

    /// What an inspector said of one of a task's answers.
    pub fn add_verdict(&mut self, task: usize, verdict: &GivenVerdict) {
        let likelihood = verdict.likelihood(self.classes);
        let beside = self.beside.entry(task as u32).or_default();
        beside.likelihoods.push(likelihood);
        beside.inspected.push(verdict.class);
    }

    /// An answer that was sent back and has been mended since: it teaches how far its worker and answers like it can be
    /// trusted, in a task of its own (whose index is given), for what came after it was not independent of it. Without
    /// these everybody looks as right as inspectors have made them.
    pub fn add_returned(&mut self, worker: usize, verdict: &GivenVerdict) -> usize {
        let task = self.add_task(None);
        self.add_answer(task, worker, verdict.class);
        self.add_verdict(task, verdict);
        task
    }

    /// What is to be expected of an inspector who is asked; see [`crate::expected_rates`].
    pub fn expect_inspector(&mut self, rates: InspectorRates) {
        self.model.inspector = rates;
    }

    /// What somebody chose who decided between people who disagree.
    pub fn add_decision(&mut self, task: usize, class: usize, rates: InspectorRates) {
        let likelihood = decision_likelihood(class, rates, self.classes);
        let beside = self.beside.entry(task as u32).or_default();
        beside.likelihoods.push(likelihood);
        beside.adjudicated = true;
    }

    fn code(&self, worker: usize, class: usize) -> u32 {
        debug_assert!(class < self.classes && worker < self.carried.len());
        (worker * self.classes + class) as u32
    }

    /// K.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Number of tasks.
    pub fn tasks(&self) -> usize {
        self.answers.len()
    }

    /// Number of workers and programs.
    pub fn workers(&self) -> usize {
        self.carried.len()
    }

    /// Answers of people to a task.
    pub fn answers_of(&self, task: usize) -> usize {
        self.answers[task].len()
    }

    /// Who gave the answers to a task and what they are, as (worker, class).
    pub fn named(&self, task: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let classes = self.classes;
        self.answers[task]
            .iter()
            .map(move |code| (*code as usize / classes, *code as usize % classes))
    }

    /// The model of the last fit.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How the last fit came to its choice, and how true its confidence is.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// A worker's row of the last fit; `None` for who came after it.
    pub fn skill(&self, worker: usize) -> Option<Skill> {
        let fitted = self.fitted.as_ref()?;
        let block = self.classes * self.classes;
        let table = fitted.tables.get(worker * block..(worker + 1) * block)?;
        Some(Skill {
            table: table.to_vec(),
            right: fitted.right[worker],
            answers: fitted.weight[worker],
            information: information_share(&self.model.class_prior, table),
            log_odds_above_pool: refit::above_pool(fitted, worker),
        })
    }

    /// Whether no more answers should be bought from a worker, by the last fit.
    pub fn is_uninformative(&self, worker: usize) -> bool {
        self.skill(worker)
            .is_some_and(|skill| is_uninformative(&self.model, &skill))
    }

    /// The posterior of a task as claimed by the model of the last fit, with all that has come in since. The task's own
    /// truth, if it is known, is not used: this is what would be said of it if it were not.
    pub fn posterior(&self, task: usize) -> Vec<f64> {
        let mut posterior = self.model.class_prior.clone();
        let beside = self.beside.get(&(task as u32));
        let predictions = beside.map_or(&[][..], |beside| &beside.predictions);
        for code in self.answers[task].iter().chain(predictions) {
            take_in(&mut posterior, self.row(*code));
        }
        for likelihood in beside.map_or(&[][..], |beside| &beside.likelihoods) {
            take_in(&mut posterior, likelihood);
        }
        posterior
    }

    fn row(&self, code: u32) -> &[f64] {
        let from = code as usize * self.classes;
        let fitted = self.fitted.as_ref().map(|fitted| fitted.tables.as_slice());
        match fitted.and_then(|tables| tables.get(from..from + self.classes)) {
            Some(row) => row,
            None => row_of(&self.model.newcomer, self.classes, code as usize % self.classes),
        }
    }

    /// What is to be done with a task; `nobody_left`: nobody is left who could still answer.
    pub fn decide(&self, task: usize, nobody_left: bool, settings: &BuySettings) -> Decision {
        let posterior = self.posterior(task);
        let leader = pumasi_truth::best_of(&posterior).class;
        let beside = self.beside.get(&(task as u32));
        let seen = Seen {
            answers: self.answers[task].len(),
            lead: lead(self.classes, self.named(task).map(|(_, class)| class)),
            nobody_left,
            inspected: beside.is_some_and(|beside| beside.inspected.contains(&leader)),
            adjudicated: beside.is_some_and(|beside| beside.adjudicated),
        };
        judge(&self.model, posterior, seen, settings)
    }
}
