//! Many people at once on one project, until nothing is left, enough was done, or time is up.

mod shift;
mod statistics;

use crate::client::{Answer, Assignment, Client, ClientError, ExamAnswer, ExamOutcome, Reply, Role, Verdict};
use crate::form::Form;
use crate::inspector::Inspector;
use crate::person::Person;
use crate::truth::TruthBook;
use shift::Shift;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

pub use statistics::{Statistics, percentile_ms};

/// A project as the crowd sees it.
#[derive(Clone, Debug)]
pub struct Order {
    pub project_id: String,
    pub form: Form,
    pub book: TruthBook,
}

impl Order {
    /// Looks a project up; `client` must be somebody who may see it.
    pub async fn look(client: &Client, project_id: &str, book: TruthBook) -> Result<Order, ClientError> {
        let project = client.work_project(project_id).await?;
        Ok(Order {
            project_id: project.project_id,
            form: Form::read(&project.tree),
            book,
        })
    }

    /// Sits the entrance test as somebody, with the answers that the crowd takes for right.
    pub async fn sit_exam(&self, client: &Client, role: Role) -> Result<ExamOutcome, ClientError> {
        let exam = client.exam(&self.project_id, role).await?;
        let answers: Vec<_> = exam
            .tasks
            .into_iter()
            .map(|task| ExamAnswer {
                regions: self.book.right_answer(&self.form, &task.data),
                task_id: task.task_id,
            })
            .collect();
        client
            .finish_exam(&self.project_id, &exam.exam_id, &answers)
            .await
    }
}

/// The people of a run.
#[derive(Clone, Debug, Default)]
pub struct Crew {
    pub workers: Vec<(Client, Person)>,
    pub inspectors: Vec<(Client, Inspector)>,
}

/// When people stop, and how they take work.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Answers altogether. What comes back counts again, unless people stay to mend.
    pub answers: Option<usize>,
    /// Inspections altogether.
    pub inspections: Option<usize>,
    /// Time altogether.
    pub time: Option<Duration>,
    /// How many tasks somebody takes at once, 1 to 10.
    pub batch: usize,
    /// Real time per simulated time: 0 answers at once, 1 takes as long as people do.
    pub pace: f64,
    /// Somebody who found nothing to do for so long goes home.
    pub idle: Duration,
    /// Who has begun as much as allowed stays until nothing comes back any more, and mends what does.
    pub stays_to_mend: bool,
    /// Ask for the next task in a request of its own instead of with the answer.
    pub separate_claims: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            answers: None,
            inspections: None,
            time: None,
            batch: 1,
            pace: 0.0,
            idle: Duration::from_secs(2),
            stays_to_mend: false,
            separate_claims: false,
        }
    }
}

/// Somebody who looks on, and may note what is sent and what is acknowledged.
pub trait Witness: Send + Sync {
    /// An answer is about to be sent.
    fn before_answer(&self, _assignment: &Assignment, _answer: &mut Answer) {}
    /// An answer was acknowledged.
    fn answered(&self, _assignment: &Assignment, _answer: &Answer, _reply: &Reply) {}
    /// A verdict was acknowledged.
    fn judged(&self, _inspection: &Assignment, _verdict: &Verdict, _reply: &Reply) {}
}

/// Nobody looks on.
pub struct NoWitness;

impl Witness for NoWitness {}

/// How many answers or inspections may still be begun.
struct Allowance(AtomicI64);

impl Allowance {
    fn new(limit: Option<usize>) -> Allowance {
        let limit = limit.and_then(|limit| i64::try_from(limit).ok());
        Allowance(AtomicI64::new(limit.unwrap_or(i64::MAX / 2)))
    }

    /// Takes up to `wanted`.
    fn take(&self, wanted: usize) -> usize {
        let wanted = i64::try_from(wanted).unwrap_or(0);
        let before = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left - wanted.min(left.max(0)))
            })
            .unwrap_or(0);
        usize::try_from(wanted.min(before.max(0))).unwrap_or(0)
    }

    /// Gives back what was taken and not used.
    fn give_back(&self, unused: usize) {
        self.0
            .fetch_add(i64::try_from(unused).unwrap_or(0), Ordering::Relaxed);
    }
}

/// What all people of a run share.
struct Floor {
    order: Arc<Order>,
    limits: Limits,
    answers: Allowance,
    inspections: Allowance,
    witness: Arc<dyn Witness>,
    stop: Arc<AtomicBool>,
    until: Option<Instant>,
}

impl Floor {
    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.until.is_some_and(|until| Instant::now() >= until)
    }

    fn allowance(&self, role: Role) -> &Allowance {
        match role {
            Role::Work => &self.answers,
            Role::Inspect | Role::Adjudicate => &self.inspections,
        }
    }
}

/// Lets a crew work, and says what came of it. The first error that is not a lost lease ends the run.
pub async fn run(order: &Order, crew: Crew, limits: Limits) -> Result<Statistics, ClientError> {
    run_witnessed(
        order,
        crew,
        limits,
        Arc::new(NoWitness),
        Arc::new(AtomicBool::new(false)),
    )
    .await
}

/// The same with somebody who looks on, and a switch that ends the run: everybody finishes what is being sent.
pub async fn run_witnessed(
    order: &Order,
    crew: Crew,
    limits: Limits,
    witness: Arc<dyn Witness>,
    stop: Arc<AtomicBool>,
) -> Result<Statistics, ClientError> {
    let started = Instant::now();
    let floor = Arc::new(Floor {
        order: Arc::new(order.clone()),
        answers: Allowance::new(limits.answers),
        inspections: Allowance::new(limits.inspections),
        witness,
        stop: Arc::clone(&stop),
        until: limits.time.map(|time| started + time),
        limits,
    });
    let workers = crew.workers.into_iter().map(|(client, person)| {
        let shift = Shift::new(Arc::clone(&floor), client, Role::Work);
        tokio::spawn(shift.work(person))
    });
    let mut people: Vec<_> = workers.collect();
    people.extend(crew.inspectors.into_iter().map(|(client, inspector)| {
        let shift = Shift::new(Arc::clone(&floor), client, Role::Inspect);
        tokio::spawn(shift.inspect(inspector))
    }));
    let mut all = Statistics::default();
    let mut failed = None;
    for person in people {
        match person.await {
            Ok(Ok(statistics)) => all.add(statistics),
            Ok(Err(error)) => {
                stop.store(true, Ordering::Relaxed);
                failed.get_or_insert(error);
            }
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        }
    }
    all.seconds = started.elapsed().as_secs_f64();
    failed.map_or(Ok(all), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_is_never_overdrawn() {
        let allowance = Allowance::new(Some(5));
        assert_eq!(allowance.take(3), 3);
        assert_eq!(allowance.take(3), 2);
        assert_eq!(allowance.take(1), 0);
        allowance.give_back(1);
        assert_eq!(allowance.take(4), 1);
        assert_eq!(Allowance::new(None).take(10), 10);
    }
}
