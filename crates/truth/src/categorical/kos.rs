//! KOS: messages between tasks and workers (Karger, Oh and Shah, Iterative learning for reliable crowdsourcing systems,
//! NIPS 2011). For two classes only.

use super::vote::majority_vote;
use crate::answers::Answers;
use crate::posterior::Posterior;
use crate::special::sigmoid;

/// How [`kos`] runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KosSettings {
    /// Rounds of messages; two or three are enough, and many lead away from the truth on crowds of uneven diligence.
    pub rounds: usize,
    /// Whether a worker's message is a mean over the worker's answers instead of the sum of the paper.
    pub mean_over_answers: bool,
}

impl Default for KosSettings {
    fn default() -> KosSettings {
        KosSettings {
            rounds: 3,
            mean_over_answers: true,
        }
    }
}

/// There are not two classes, as the method needs, but so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotBinary {
    /// Number of classes.
    pub classes: usize,
}

impl std::fmt::Display for NotBinary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "KOS is for two classes, and these answers have {}; choose another method",
            self.classes
        )
    }
}

impl std::error::Error for NotBinary {}

/// What KOS found.
#[derive(Debug, Clone, PartialEq)]
pub struct Kos {
    /// Probability of each class for each task: how sure the sum of messages is, by a logistic curve. The method gives
    /// signs, not probabilities; these order the tasks by doubt, and are not calibrated.
    pub posterior: Posterior,
    /// Reliability of every worker: the correlation of the worker's answers with the messages of their tasks, −1 to 1; 0
    /// without answers.
    pub reliability: Vec<f64>,
    /// The same as a probability of being right, (1 + reliability) / 2.
    pub skills: Vec<f64>,
}

/// Messages x from tasks to workers and y back (algorithm 1): x_{i→j} = Σ_{j' ≠ j} A_ij' y_{j'→i} and
/// y_{j→i} = Σ_{i' ≠ i} A_i'j x_{i'→j}, with A = ±1 the answers; the label is the sign of Σ_j A_ij y_{j→i}.
///
/// Two things differ from the paper. It supposes that all workers answer equally many tasks; where one answers eight
/// hundred and most twenty, the sums give the one forty times the say, and the iteration ends in the favourite tasks of
/// the busiest instead of the truth (chance level on a well-known set, in other implementations). So y is a mean here;
/// `mean_over_answers: false` is the paper's. And it starts from y = 1, the vote, not from normal numbers: no seed, and
/// nothing that hangs on one.
///
/// # Errors
/// If there are more than two classes.
pub fn kos(answers: &Answers, settings: &KosSettings) -> Result<Kos, NotBinary> {
    let sizes = answers.sizes();
    if sizes.classes > 2 {
        return Err(NotBinary {
            classes: sizes.classes,
        });
    }
    if sizes.classes < 2 {
        let (posterior, certain) = (majority_vote(answers), vec![1.0; sizes.workers]);
        return Ok(Kos {
            posterior,
            reliability: certain.clone(),
            skills: certain,
        });
    }
    let mut messages = Messages::new(answers);
    for _ in 0..settings.rounds {
        messages.send_to_workers();
        messages.send_to_tasks(settings.mean_over_answers);
    }
    let mut posterior = Posterior::zeroed(sizes);
    for task in 0..sizes.tasks {
        let sum: f64 = messages
            .edges(task)
            .map(|edge| messages.sign(edge) * messages.to_task[edge])
            .sum();
        posterior
            .row_mut(task)
            .copy_from_slice(&[sigmoid(-sum), sigmoid(sum)]);
    }
    messages.send_to_workers();
    let reliability = messages.reliability();
    let skills = reliability
        .iter()
        .map(|reliability| (1.0 + reliability) / 2.0)
        .collect();
    Ok(Kos {
        posterior,
        reliability,
        skills,
    })
}

/// One message each way on every edge (an answer).
struct Messages<'a> {
    starts: &'a [u32],
    codes: &'a [u32],
    /// Number of answers of each worker.
    counts: Vec<f64>,
    to_task: Vec<f64>,
    to_worker: Vec<f64>,
}

impl Messages<'_> {
    fn new(answers: &Answers) -> Messages<'_> {
        let (starts, codes) = answers.columns();
        let mut counts = vec![0.0; answers.sizes().workers];
        codes.iter().for_each(|code| counts[*code as usize / 2] += 1.0);
        Messages {
            starts,
            codes,
            counts,
            to_task: vec![1.0; codes.len()],
            to_worker: vec![0.0; codes.len()],
        }
    }

    fn edges(&self, task: usize) -> std::ops::Range<usize> {
        self.starts[task] as usize..self.starts[task + 1] as usize
    }

    fn worker(&self, edge: usize) -> usize {
        self.codes[edge] as usize / 2
    }

    fn sign(&self, edge: usize) -> f64 {
        if self.codes[edge] % 2 == 1 { 1.0 } else { -1.0 }
    }

    fn send_to_workers(&mut self) {
        for task in 0..self.starts.len() - 1 {
            let sum: f64 = self
                .edges(task)
                .map(|edge| self.sign(edge) * self.to_task[edge])
                .sum();
            for edge in self.edges(task) {
                self.to_worker[edge] = sum - self.sign(edge) * self.to_task[edge];
            }
        }
    }

    /// Brought to mean square 1 in the end, lest they grow without limit.
    fn send_to_tasks(&mut self, mean_over_answers: bool) {
        let mut sums = vec![0.0; self.counts.len()];
        for edge in 0..self.codes.len() {
            sums[self.worker(edge)] += self.sign(edge) * self.to_worker[edge];
        }
        let mut squares = 0.0;
        for edge in 0..self.codes.len() {
            let worker = self.worker(edge);
            let others = sums[worker] - self.sign(edge) * self.to_worker[edge];
            self.to_task[edge] = if mean_over_answers {
                others / self.counts[worker]
            } else {
                others
            };
            squares += self.to_task[edge] * self.to_task[edge];
        }
        let scale = (squares / self.codes.len().max(1) as f64).sqrt();
        if scale > 0.0 {
            self.to_task.iter_mut().for_each(|message| *message /= scale);
        }
    }

    fn reliability(&self) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); self.counts.len()];
        for edge in 0..self.codes.len() {
            let (sum, most) = &mut sums[self.worker(edge)];
            *sum += self.sign(edge) * self.to_worker[edge];
            *most += self.to_worker[edge].abs();
        }
        sums.iter()
            .map(|(sum, most)| {
                if *most > 0.0 {
                    (sum / most).clamp(-1.0, 1.0)
                } else {
                    0.0
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorical::crowds::{accuracy, crowd, degenerate, reversed};

    #[test]
    fn the_reliable_are_found_and_the_labels_with_them() {
        let (answers, truth) = crowd(2, &[0.95, 0.95, 0.95, 0.5, 0.5, 0.5, 0.5, 0.1], 400, 1);
        for mean_over_answers in [true, false] {
            let found = kos(
                &answers,
                &KosSettings {
                    mean_over_answers,
                    ..KosSettings::default()
                },
            )
            .unwrap();
            assert!(
                accuracy(&found.posterior, &truth) > 0.97,
                "{}",
                accuracy(&found.posterior, &truth)
            );
            assert!(found.skills[0] > 0.85 && (found.skills[3] - 0.5).abs() < 0.1 && found.skills[7] < 0.25);
        }
    }

    #[test]
    fn the_busiest_do_not_drown_the_others() {
        // Worker 0 answers every task as chance has it; two of many careful ones, who do ten each, answer it too.
        let (mut tasks, mut workers, mut classes) = (vec![], vec![], vec![]);
        for task in 0..400u32 {
            for (worker, class) in [
                (0, task / 7 % 2),
                (1 + task / 10 % 40, task % 2),
                (50 + task / 10 % 39, task % 2),
            ] {
                tasks.push(task);
                workers.push(worker);
                classes.push(class);
            }
        }
        let sizes = crate::Sizes {
            tasks: 400,
            workers: 100,
            classes: 2,
        };
        let answers = Answers::from_columns(&tasks, &workers, &classes, sizes).unwrap();
        let truth: Vec<usize> = (0..400).map(|task| task % 2).collect();
        let found = kos(&answers, &KosSettings::default()).unwrap();
        assert!(
            accuracy(&found.posterior, &truth) > 0.99,
            "{}",
            accuracy(&found.posterior, &truth)
        );
    }

    #[test]
    fn more_than_two_classes_are_refused_and_degenerate_answers_do_no_harm() {
        let (three, _) = crowd(3, &[0.9, 0.9], 10, 1);
        assert_eq!(
            kos(&three, &KosSettings::default()),
            Err(NotBinary { classes: 3 })
        );
        for answers in degenerate()
            .into_iter()
            .filter(|answers| answers.sizes().classes <= 2)
        {
            let found = kos(&answers, &KosSettings::default()).unwrap();
            assert!(
                found
                    .posterior
                    .values()
                    .iter()
                    .chain(&found.skills)
                    .all(|value| (0.0..=1.0).contains(value))
            );
        }
        let (answers, _) = crowd(2, &[0.9, 0.7, 0.6, 0.55], 50, 3);
        let one = kos(&answers, &KosSettings::default()).unwrap();
        let two = kos(&reversed(&answers), &KosSettings::default()).unwrap();
        for (a, b) in one.posterior.values().iter().zip(two.posterior.values()) {
            assert!((a - b).abs() < 1e-9);
        }
    }
}
