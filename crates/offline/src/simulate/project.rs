//! One simulated project from its first task to its last: people answer, inspectors look, answers come back and are
//! mended; what happens next is decided by the code that decides on the server.

use super::crowd::{CLASSES, Crowd};
use super::draw::{below, hits};
use super::inspecting::Inspector;
use pumasi_domain::plan::buy::{BuySettings, InspectorRates, NextStep};
use pumasi_quality::{
    Decision, GivenAnswer, GivenVerdict, InspectorChecks, Model, Pool, Said, Skill, TaskEvidence,
    decide_task, expected_rates, measured_rates,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Which answers are inspected, and what a verdict is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing is.
    Nothing,
    /// Everything once, and whatever an inspector says is so.
    Believe,
    /// Everything once; inspectors are measured, and their verdicts weigh by it.
    Weigh,
    /// What the engine decides; weighed.
    Doubt,
    /// Nothing is, and the engine decides how many answers are bought.
    AnswersOnly,
}

/// How a project is run.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub way: Way,
    pub settings: BuySettings,
    /// Share of each worker's tasks whose answer is known.
    pub gold_share: f64,
    /// Share of each inspector's queue that is known to be right or wrong.
    pub inspector_gold_share: f64,
    pub seed: u64,
}

/// What came of it, per task.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// Share of delivered results that are wrong.
    pub error: f64,
    /// Answers that were paid, to known tasks too.
    pub answers: f64,
    /// Inspections and decisions between people who disagree, those by which inspectors are measured among them.
    pub inspections: f64,
    /// What they cost together, in minor units.
    pub cost_minor: f64,
}

/// How often an answer may come back.
const ROUNDS: usize = 2;

/// A full pass is made after so many tasks.
const REFIT_EVERY: usize = 50;

/// Most steps of a task; more than any way takes.
const STEPS: usize = 20;

#[derive(Debug, Clone, Copy)]
struct Given {
    worker: usize,
    class: usize,
    round: usize,
    /// Who passed it.
    passed_by: Option<usize>,
}

/// An answer that came back.
#[derive(Debug, Clone, Copy)]
struct Returned {
    worker: usize,
    class: usize,
    by: usize,
}

#[derive(Debug, Clone, Default)]
struct Task {
    answers: Vec<Given>,
    returned: Vec<Returned>,
    decision: Option<(usize, usize)>,
}

pub(super) struct Project<'a> {
    pub(super) crowd: &'a Crowd,
    pub(super) run: Run,
    pub(super) random: ChaCha8Rng,
    tasks: Vec<Task>,
    /// Answers to known tasks, as (task, worker, class).
    known: Vec<(usize, usize, usize)>,
    pub(super) inspectors: Vec<Inspector>,
    pub(super) rates: Vec<InspectorRates>,
    model: Model,
    skills: Vec<Skill>,
    answered: usize,
    pub(super) inspected: usize,
}

/// Runs a project to its end. The crowd's last tenth of tasks are its known ones.
pub fn simulate(crowd: &Crowd, run: Run) -> Outcome {
    let known = crowd.tasks() / 10;
    let ordered = crowd.tasks() - known;
    let mut project = Project {
        crowd,
        run,
        random: ChaCha8Rng::seed_from_u64(run.seed ^ 0x5eed),
        tasks: vec![Task::default(); ordered],
        known: Vec::new(),
        inspectors: vec![Inspector::default(); crowd.inspectors()],
        rates: vec![InspectorRates::default(); crowd.inspectors()],
        model: Model::unknown(CLASSES),
        skills: Vec::new(),
        answered: 0,
        inspected: 0,
    };
    for task in 0..ordered {
        project.work_on(task);
        if task % REFIT_EVERY == REFIT_EVERY - 1 {
            project.refit();
        }
    }
    project.outcome()
}

impl Project<'_> {
    fn work_on(&mut self, task: usize) {
        self.answer(task);
        for _ in 0..STEPS {
            let goes_on = match self.next(task) {
                NextStep::Answer => {
                    self.answer(task);
                    true
                }
                NextStep::Inspect => self.inspect(task),
                NextStep::Adjudicate => self.adjudicate(task),
                NextStep::Stop(_) => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// What is next; the answer that came last is never inspected twice in a round.
    fn next(&self, task: usize) -> NextStep {
        let last = self.tasks[task].answers.last();
        let inspectable = last.is_some_and(|last| last.passed_by.is_none() && last.round < ROUNDS);
        let stop = NextStep::Stop(pumasi_domain::plan::buy::StopReason::Exhausted);
        match self.run.way {
            Way::Believe | Way::Weigh if inspectable => NextStep::Inspect,
            Way::Nothing | Way::Believe | Way::Weigh => stop,
            Way::Doubt | Way::AnswersOnly => match self.decide(task).next {
                NextStep::Inspect if !inspectable => stop,
                next => next,
            },
        }
    }

    fn answer(&mut self, task: usize) {
        let place = self.tasks[task].answers.len();
        let (worker, class) = self.crowd.answer(task, place);
        self.tasks[task].answers.push(Given {
            worker,
            class,
            round: 0,
            passed_by: None,
        });
        self.answered += 1;
        if self.measures() && hits(&mut self.random, self.run.gold_share) {
            let known = self.crowd.tasks() - self.tasks.len();
            let task = self.tasks.len() + below(&mut self.random, known);
            let class = self.crowd.answer_known(&mut self.random, task, worker);
            self.known.push((task, worker, class));
            self.answered += 1;
        }
    }

    pub(super) fn measures(&self) -> bool {
        matches!(self.run.way, Way::Weigh | Way::Doubt | Way::AnswersOnly)
    }

    fn inspect(&mut self, task: usize) -> bool {
        let Some(inspector) = self.inspector() else {
            return false;
        };
        let Some(mut last) = self.tasks[task].answers.pop() else {
            return false;
        };
        let is_right = last.class == self.crowd.truth(task);
        let passes = self.crowd.passes(&mut self.random, inspector, is_right);
        if passes {
            last.passed_by = Some(inspector);
        } else {
            self.tasks[task].returned.push(Returned {
                worker: last.worker,
                class: last.class,
                by: inspector,
            });
            last.class = self.crowd.mend(&mut self.random, task, last.worker, last.class);
            last.round += 1;
        }
        self.tasks[task].answers.push(last);
        if self.measures() {
            self.inspectors[inspector].verdicts.push(!passes);
            self.brake(inspector);
        }
        true
    }

    fn adjudicate(&mut self, task: usize) -> bool {
        let Some(inspector) = self.inspector() else {
            return false;
        };
        let said: Vec<usize> = self.tasks[task].answers.iter().map(|given| given.class).collect();
        let class = self.crowd.decides(&mut self.random, inspector, task, &said);
        self.tasks[task].decision = Some((inspector, class));
        true
    }

    fn verdicts(&self, task: &Task) -> Vec<GivenVerdict> {
        let passed = |given: &Given| {
            given.passed_by.map(|inspector| GivenVerdict {
                class: given.class,
                said: Said::Right,
                rates: self.rates[inspector],
            })
        };
        let returned = task.returned.iter().map(|returned| self.wrong(returned));
        task.answers.iter().filter_map(passed).chain(returned).collect()
    }

    fn wrong(&self, returned: &Returned) -> GivenVerdict {
        GivenVerdict {
            class: returned.class,
            said: Said::Wrong,
            rates: self.rates[returned.by],
        }
    }

    fn decide(&self, task: usize) -> Decision {
        let task = &self.tasks[task];
        let given = |given: &Given| GivenAnswer {
            skill: self.skills.get(given.worker),
            class: given.class,
        };
        let answers: Vec<GivenAnswer<'_>> = task.answers.iter().map(given).collect();
        let verdicts = self.verdicts(task);
        let evidence = TaskEvidence {
            answers: &answers,
            verdicts: &verdicts,
            decision: task
                .decision
                .map(|(inspector, class)| (class, self.rates[inspector])),
            ..TaskEvidence::default()
        };
        decide_task(&self.model, &evidence, &self.run.settings)
    }

    /// A full pass, as the server makes it.
    fn refit(&mut self) {
        if !self.measures() {
            return;
        }
        let checks: Vec<InspectorChecks> = self.inspectors.iter().map(|of| of.checks).collect();
        self.rates = measured_rates(&checks);
        self.apply_information_rule();
        let mut pool = Pool::new(CLASSES);
        let asked = self
            .inspectors
            .iter()
            .zip(&self.rates)
            .filter(|(of, _)| !of.paused);
        pool.expect_inspector(expected_rates(
            asked.map(|(of, rates)| (*rates, of.verdicts.len() as f64)),
        ));
        for _ in 0..self.crowd.workers() {
            pool.add_worker(None);
        }
        for task in self.tasks.iter().filter(|task| !task.answers.is_empty()) {
            let index = pool.add_task(None);
            for given in &task.answers {
                pool.add_answer(index, given.worker, given.class);
            }
            for verdict in self.verdicts(task) {
                pool.add_verdict(index, &verdict);
            }
            // What came back says something of who gave it, apart from what was made of it.
            for returned in &task.returned {
                pool.add_returned(returned.worker, &self.wrong(returned));
            }
            if let Some((inspector, class)) = task.decision {
                pool.add_decision(index, class, self.rates[inspector]);
            }
        }
        for (task, worker, class) in &self.known {
            let index = pool.add_task(Some(self.crowd.truth(*task)));
            pool.add_answer(index, *worker, *class);
        }
        pool.refit();
        self.model = pool.model().clone();
        self.skills = (0..self.crowd.workers())
            .map(|worker| pool.skill(worker).unwrap_or_else(|| self.model.newcomer(None)))
            .collect();
    }

    /// The likeliest of the answers that stand, or that somebody chose who decided.
    fn delivered(&self, task: usize) -> usize {
        let of = &self.tasks[task];
        let last = of.answers.last().map_or(0, |given| given.class);
        if !self.measures() {
            return last;
        }
        let posterior = self.decide(task).posterior;
        let decided = of.decision.map(|(_, class)| class);
        of.answers
            .iter()
            .map(|given| given.class)
            .chain(decided)
            .fold(last, |best, class| {
                if posterior[class] > posterior[best] {
                    class
                } else {
                    best
                }
            })
    }

    fn outcome(&mut self) -> Outcome {
        self.refit();
        let count = self.tasks.len() as f64;
        let wrong = (0..self.tasks.len())
            .filter(|task| self.delivered(*task) != self.crowd.truth(*task))
            .count();
        let prices = self.run.settings.prices;
        let cost = self.answered as f64 * prices.answer_minor as f64
            + self.inspected as f64 * prices.inspection_minor as f64;
        Outcome {
            error: wrong as f64 / count,
            answers: self.answered as f64 / count,
            inspections: self.inspected as f64 / count,
            cost_minor: cost / count,
        }
    }
}
