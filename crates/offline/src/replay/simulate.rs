//! One run: recorded answers come in as if they were bought one by one, and the engine decides as it does on the server.

use super::record::{CERTAINTIES, Recording};
use pumasi_domain::plan::buy::{BuySettings, NextStep};
use pumasi_quality::{CarriedSkill, Outcome, Pool, preference};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// What decides.
    pub settings: BuySettings,
    /// Share of the tasks with truth that are known to the engine.
    pub control_share: f64,
    /// Whether the person is asked first, of those who answered, whose answer tells most.
    pub routing: bool,
    /// Skills from elsewhere, one per worker, or empty.
    pub carried: &'a [CarriedSkill],
    /// Of everything that is drawn.
    pub seed: u64,
}

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Outcomes {
    /// Answers bought per task, control tasks included.
    pub answers_per_task: f64,
    /// Share of right results among the tasks with truth that were not control tasks.
    pub accuracy: f64,
    /// Calibrated confidence and outcome of each of those tasks.
    pub calibrated: Vec<Outcome>,
    /// The same with the confidence as the model claims it.
    pub claimed: Vec<Outcome>,
    /// Level of detail of the last fit.
    pub level: &'static str,
    /// Workers from whom nothing more was bought.
    pub banned: usize,
}

/// Tasks open in so many waves; in half as many where there are few.
fn opening_waves(tasks: usize) -> usize {
    if tasks < 200 { 5 } else { 10 }
}

/// The order in which a seed hands out each task's recorded answers.
pub fn shuffled(recording: &Recording, seed: u64) -> Vec<Vec<(usize, usize)>> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut queues = recording.answers.clone();
    for queue in &mut queues {
        queue.shuffle(&mut random);
    }
    queues
}

/// Which tasks with truth are control tasks under a seed.
pub fn controls(recording: &Recording, share: f64, seed: u64) -> Vec<bool> {
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0x00c0_ffee);
    let mut with_truth: Vec<usize> = (0..recording.truths.len())
        .filter(|t| recording.truths[*t].is_some())
        .collect();
    with_truth.shuffle(&mut random);
    let count = (with_truth.len() as f64 * share).round() as usize;
    let mut chosen = vec![false; recording.truths.len()];
    for task in with_truth.into_iter().take(count) {
        chosen[task] = true;
    }
    chosen
}

/// A project under way.
struct Simulation<'a> {
    recording: &'a Recording,
    run: Run<'a>,
    pool: Pool,
    /// Recorded answers not yet bought, the next one last.
    queues: Vec<Vec<(usize, usize)>>,
    bought: usize,
    banned: Vec<bool>,
}

impl Simulation<'_> {
    /// Takes a task's next answer: of people from whom answers are still bought; with routing, the most telling one.
    fn buy(&mut self, task: usize) -> bool {
        let posterior = if self.run.routing {
            self.pool.posterior(task)
        } else {
            Vec::new()
        };
        let queue = &self.queues[task];
        let free = (0..queue.len())
            .rev()
            .filter(|place| !self.banned[queue[*place].0]);
        let place = if self.run.routing {
            let worth = |place: &usize| {
                preference(
                    self.pool.model(),
                    &posterior,
                    self.pool.skill(queue[*place].0).as_ref(),
                )
            };
            free.map(|place| (worth(&place), place))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, place)| place)
        } else {
            free.into_iter().next()
        };
        let Some(place) = place else { return false };
        let (worker, class) = self.queues[task].remove(place);
        self.pool.add_answer(task, worker, class);
        self.bought += 1;
        true
    }

    fn nobody_left(&self, task: usize) -> bool {
        self.queues[task].iter().all(|(worker, _)| self.banned[*worker])
    }

    fn wants_answer(&self, task: usize) -> bool {
        let decision = self.pool.decide(task, self.nobody_left(task), &self.run.settings);
        decision.next == NextStep::Answer
    }

    fn refit(&mut self) {
        self.pool.refit();
        for worker in 0..self.recording.workers.len() {
            self.banned[worker] = self.pool.is_uninformative(worker);
        }
    }
}

fn new_pool(recording: &Recording, run: Run<'_>, control: &[bool]) -> Pool {
    let mut pool = Pool::new(recording.classes.len());
    for (task, truth) in recording.truths.iter().enumerate() {
        pool.add_task(truth.filter(|_| control[task]));
    }
    for worker in 0..recording.workers.len() + CERTAINTIES {
        pool.add_worker(run.carried.get(worker).copied());
    }
    for (task, prediction) in recording.predictions.iter().enumerate() {
        if let Some((level, class)) = prediction {
            pool.add_prediction(task, recording.workers.len() + level, *class);
        }
    }
    pool
}

/// Runs a project to its end, and gives the pool as it ended too.
pub fn simulate(recording: &Recording, run: Run<'_>) -> (Outcomes, Pool) {
    let control = controls(recording, run.control_share, run.seed);
    let mut random = ChaCha8Rng::seed_from_u64(run.seed ^ 0x5eed);
    let mut order: Vec<usize> = (0..recording.answers.len()).collect();
    order.shuffle(&mut random);
    let mut queues = shuffled(recording, run.seed);
    for queue in &mut queues {
        queue.reverse();
    }
    let mut simulation = Simulation {
        recording,
        run,
        pool: new_pool(recording, run, &control),
        queues,
        bought: 0,
        banned: vec![false; recording.workers.len()],
    };
    let waves = opening_waves(order.len());
    let mut opened = 0;
    let mut open: Vec<usize> = Vec::new();
    for wave in 1.. {
        let until = (order.len() * wave / waves).min(order.len());
        open.extend_from_slice(&order[opened..until]);
        opened = until;
        open.shuffle(&mut random);
        let before = simulation.bought;
        open.retain(|task| simulation.buy(*task) && simulation.wants_answer(*task));
        if simulation.bought == before && opened == order.len() {
            break;
        }
        simulation.refit();
        // Skills have changed: finished tasks open again if their posterior fell, open ones may be finished.
        open = order[..opened]
            .iter()
            .copied()
            .filter(|task| simulation.wants_answer(*task))
            .collect();
    }
    let outcomes = outcomes(&simulation, &control);
    (outcomes, simulation.pool)
}

fn outcomes(simulation: &Simulation<'_>, control: &[bool]) -> Outcomes {
    let recording = simulation.recording;
    let mut found = Outcomes {
        answers_per_task: simulation.bought as f64 / recording.answers.len() as f64,
        level: level_name(simulation.pool.model().level),
        banned: simulation.banned.iter().filter(|banned| **banned).count(),
        ..Outcomes::default()
    };
    let mut right = 0;
    for (task, truth) in recording.truths.iter().enumerate() {
        let Some(truth) = truth.filter(|_| !control[task]) else {
            continue;
        };
        let decision = simulation.pool.decide(task, true, &simulation.run.settings);
        let hit = decision.class == truth;
        right += usize::from(hit);
        found.calibrated.push(Outcome {
            claimed: decision.confidence,
            right: hit,
        });
        found.claimed.push(Outcome {
            claimed: decision.claimed,
            right: hit,
        });
    }
    found.accuracy = right as f64 / found.calibrated.len().max(1) as f64;
    found
}

/// Name of a level of detail in output.
pub fn level_name(level: pumasi_quality::Level) -> &'static str {
    match level {
        pumasi_quality::Level::Pool => "majority",
        pumasi_quality::Level::Coin => "one_coin",
        pumasi_quality::Level::Confusion => "hierarchical",
    }
}
