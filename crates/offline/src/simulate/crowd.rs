//! A simulated project: its tasks, workers and inspectors, of whom everything is known.

use super::draw::{below, beta, hits, other};
use pumasi_domain::plan::buy::InspectorRates;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What a crowd is made of.
#[derive(Debug, Clone, Copy)]
pub struct Mix {
    /// As it is named in output.
    pub name: &'static str,
    /// Share of inspectors who pass nearly everything.
    pub careless: f64,
    /// Share of inspectors who return what is right and pass what is wrong.
    pub hostile: f64,
}

/// The crowds that are compared.
pub const MIXES: [Mix; 4] = [
    Mix {
        name: "mild",
        careless: 0.15,
        hostile: 0.05,
    },
    Mix {
        name: "mixed",
        careless: 0.25,
        hostile: 0.15,
    },
    Mix {
        name: "careless",
        careless: 0.5,
        hostile: 0.05,
    },
    Mix {
        name: "hostile",
        careless: 0.1,
        hostile: 0.35,
    },
];

/// Classes of a task.
pub const CLASSES: usize = 4;

/// Share of tasks on which people are right less often and go wrong the same way.
const HARD_SHARE: f64 = 0.1;
/// What is left of a person's skill there.
const HARD_SKILL: f64 = 0.65;
/// Share of workers who hardly look.
const BAD_WORKERS: f64 = 0.1;
/// How often those are right.
const BAD_RIGHT: f64 = 0.4;
/// A return with a reason halves the chance to be wrong again.
const REASON_HELPS: f64 = 0.5;
/// Share of workers who give in when something right is returned, and change it.
const GIVES_IN: f64 = 0.5;

/// Sizes of a project.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub tasks: usize,
    pub workers: usize,
    pub inspectors: usize,
}

/// A task: what is right, and what people take it for who go wrong where it is hard.
#[derive(Debug, Clone, Copy)]
struct Task {
    truth: usize,
    trap: Option<usize>,
}

/// A project of which everything is known.
#[derive(Debug, Clone)]
pub struct Crowd {
    tasks: Vec<Task>,
    /// Each worker's share of right answers on tasks that are not hard.
    skills: Vec<f64>,
    inspectors: Vec<InspectorRates>,
    seed: u64,
}

impl Crowd {
    /// Drawn by a seed.
    pub fn new(mix: Mix, size: Size, seed: u64) -> Crowd {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let tasks = (0..size.tasks)
            .map(|_| {
                let truth = below(&mut random, CLASSES);
                let trap = other(&mut random, truth, CLASSES);
                let hard = hits(&mut random, HARD_SHARE);
                Task {
                    truth,
                    trap: hard.then_some(trap),
                }
            })
            .collect();
        let bad = (BAD_WORKERS * size.workers as f64).round() as usize;
        let skills = (0..size.workers)
            .map(|worker| {
                if worker < bad {
                    BAD_RIGHT
                } else {
                    beta(&mut random, 9, 1)
                }
            })
            .collect();
        let of = |share: f64| (share * size.inspectors as f64).round() as usize;
        let (careless, hostile) = (of(mix.careless), of(mix.hostile));
        let inspectors = (0..size.inspectors)
            .map(|inspector| {
                if inspector < hostile {
                    rates(&mut random, (17, 3), (17, 3))
                } else if inspector < hostile + careless {
                    rates(&mut random, (1, 39), (17, 3))
                } else {
                    rates(&mut random, (1, 29), (4, 28))
                }
            })
            .collect();
        Crowd {
            tasks,
            skills,
            inspectors,
            seed,
        }
    }

    pub fn tasks(&self) -> usize {
        self.tasks.len()
    }

    pub fn workers(&self) -> usize {
        self.skills.len()
    }

    pub fn inspectors(&self) -> usize {
        self.inspectors.len()
    }

    pub fn truth(&self, task: usize) -> usize {
        self.tasks[task].truth
    }

    fn right(&self, task: usize, worker: usize) -> f64 {
        let hard = self.tasks[task].trap.map_or(1.0, |_| HARD_SKILL);
        self.skills[worker] * hard
    }

    fn wrong(&self, random: &mut ChaCha8Rng, task: usize) -> usize {
        let Task { truth, trap } = self.tasks[task];
        trap.unwrap_or_else(|| other(random, truth, CLASSES))
    }

    /// The answer of the task's `place`-th worker. The same however the project goes, so that ways to inspect are
    /// compared on the same answers.
    pub fn answer(&self, task: usize, place: usize) -> (usize, usize) {
        let mut random = self.stream(task, 0);
        let first = below(&mut random, self.workers());
        let worker = (first + place * 7) % self.workers();
        let mut random = self.stream(task, place as u64 + 1);
        let class = if hits(&mut random, self.right(task, worker)) {
            self.truth(task)
        } else {
            self.wrong(&mut random, task)
        };
        (worker, class)
    }

    /// A worker's answer to a task whose truth is known to the project but not to the worker.
    pub fn answer_known(&self, random: &mut ChaCha8Rng, task: usize, worker: usize) -> usize {
        if hits(random, self.right(task, worker)) {
            self.truth(task)
        } else {
            self.wrong(random, task)
        }
    }

    /// What a worker makes of an answer that came back.
    pub fn mend(&self, random: &mut ChaCha8Rng, task: usize, worker: usize, class: usize) -> usize {
        let truth = self.truth(task);
        let right = self.right(task, worker);
        if class == truth {
            return match hits(random, GIVES_IN) {
                true => other(random, truth, CLASSES),
                false => truth,
            };
        }
        if hits(random, right + (1.0 - right) * REASON_HELPS) {
            truth
        } else {
            self.wrong(random, task)
        }
    }

    /// Whether an inspector passes an answer.
    pub fn passes(&self, random: &mut ChaCha8Rng, inspector: usize, is_right: bool) -> bool {
        let rates = self.inspectors[inspector];
        let chance = if is_right {
            1.0 - rates.false_return
        } else {
            rates.missed_error
        };
        hits(random, chance)
    }

    /// What an inspector chooses who sees the different answers and decides.
    pub fn decides(&self, random: &mut ChaCha8Rng, inspector: usize, task: usize, said: &[usize]) -> usize {
        let rates = self.inspectors[inspector];
        let truth = self.truth(task);
        let right = hits(random, 1.0 - (rates.false_return + rates.missed_error) / 2.0);
        match said.iter().copied().find(|class| *class != truth) {
            Some(wrong) if !right || !said.contains(&truth) => wrong,
            _ => truth,
        }
    }

    /// A stream of random numbers for one purpose on one task.
    fn stream(&self, task: usize, purpose: u64) -> ChaCha8Rng {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed ^ 0x00c0_ffee);
        random.set_stream((task as u64) << 8 | purpose);
        random
    }
}

fn rates(random: &mut ChaCha8Rng, false_return: (u32, u32), missed_error: (u32, u32)) -> InspectorRates {
    InspectorRates {
        false_return: beta(random, false_return.0, false_return.1),
        missed_error: beta(random, missed_error.0, missed_error.1),
    }
}
