//! A writing connection and its thread: takes every closure that waits, runs each in a savepoint, commits once.

use super::{DbConfig, DbError, Tx, engine};
use crate::tally;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Closures in one commit, at most.
const GROUP: usize = 256;
/// Closures that may wait before new ones are refused.
const QUEUE: usize = 20_000;
/// How often a group is run again when transactions meet.
const TRIES: u32 = 12;

/// A closure that waits, with its caller's address.
trait Job: Send {
    /// Runs it and remembers what it returned; says whether what it did is to be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Tells the caller: what the closure returned, or that its commit failed.
    fn reply(self: Box<Self>, failure: Option<DbError>);
}

struct Closure<F, T, E> {
    work: F,
    outcome: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Closure<F, T, E>
where
    F: FnMut(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let outcome = (self.work)(tx);
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn reply(self: Box<Self>, failure: Option<DbError>) {
        let outcome = match (failure, self.outcome) {
            // What the closure itself refused stays refused, whatever became of the others.
            (_, Some(Err(error))) => Err(error),
            (None, Some(done)) => done,
            (Some(error), _) => Err(E::from(error)),
            (None, None) => Err(E::from(DbError::Busy)),
        };
        // Nobody waits any more when the request was dropped; the commit stands all the same.
        let _ = self.caller.send(outcome);
    }
}

pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    pub(super) fn start(config: &DbConfig, number: usize) -> Result<Writer, DbError> {
        let (queue, mut jobs) = mpsc::channel::<Box<dyn Job>>(QUEUE);
        let (ready, is_ready) = std::sync::mpsc::channel();
        let config = config.clone();
        std::thread::Builder::new()
            .name(format!("db-write-{number}"))
            .spawn(move || {
                let mut tx = match engine::open(&config, true) {
                    Ok(engine) => Tx::new(engine),
                    Err(error) => {
                        let _ = ready.send(Err(error));
                        return;
                    }
                };
                let _ = ready.send(Ok(()));
                while let Some(first) = jobs.blocking_recv() {
                    let mut group = vec![first];
                    while group.len() < GROUP
                        && let Ok(next) = jobs.try_recv()
                    {
                        group.push(next);
                    }
                    commit_group(&config, &mut tx, group);
                }
            })
            .map_err(|e| DbError::Connection(e.to_string()))?;
        is_ready
            .recv()
            .unwrap_or_else(|_| Err(DbError::Connection("the writing thread died".to_owned())))?;
        Ok(Writer { queue })
    }

    pub(super) async fn run<T, E>(
        &self,
        work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let job = Box::new(Closure {
            work,
            outcome: None,
            caller,
        });
        self.queue.try_send(job).map_err(|_| E::from(DbError::Busy))?;
        answer.await.unwrap_or_else(|_| {
            Err(E::from(DbError::Connection(
                "the writing connection was lost".to_owned(),
            )))
        })
    }
}

/// Runs and commits a group. If the commit of many fails for a reason that one of them brought in (an account
/// overdrawn by a concurrent server), each is tried alone, so that only the guilty one fails.
fn commit_group(config: &DbConfig, tx: &mut Tx, mut group: Vec<Box<dyn Job>>) {
    match try_group(config, tx, &mut group) {
        Ok(()) => group.into_iter().for_each(|job| job.reply(None)),
        Err(error) if group.len() == 1 => {
            tracing::debug!(%error, "a transaction failed");
            group.into_iter().for_each(|job| job.reply(Some(error.clone())));
        }
        Err(error) => {
            tracing::debug!(%error, jobs = group.len(), "a group of transactions failed; each is tried alone");
            for job in group {
                let mut alone = vec![job];
                let failure = try_group(config, tx, &mut alone).err();
                alone.into_iter().for_each(|job| job.reply(failure.clone()));
            }
        }
    }
}

fn try_group(config: &DbConfig, tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<(), DbError> {
    let mut wait = Duration::from_millis(2);
    for attempt in 1..=TRIES {
        match run_group(tx, group) {
            Err(DbError::Conflict | DbError::Connection(_)) if attempt < TRIES => {
                std::thread::sleep(wait);
                wait = (wait * 2).min(Duration::from_millis(500));
                if tx.engine.is_broken()
                    && let Ok(engine) = engine::open(config, true)
                {
                    *tx = Tx::new(engine);
                }
            }
            outcome => return outcome,
        }
    }
    Err(DbError::Busy)
}

fn run_group(tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<(), DbError> {
    tx.group.clear();
    let begin = tx.engine.begin_write();
    tx.engine.batch(begin)?;
    let outcome = run_jobs(tx, group).and_then(|()| {
        let tallies = std::mem::take(&mut tx.group);
        tally::write(tx, tallies)
    });
    match outcome {
        // A lost connection during commit leaves its outcome unknown; idempotency keys make the retry safe.
        Ok(()) => tx.engine.batch("commit"),
        Err(error) => {
            if tx.engine.batch("rollback").is_err() {
                tracing::debug!("the transaction had already ended");
            }
            Err(error)
        }
    }
}

fn run_jobs(tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<(), DbError> {
    for job in group {
        tx.own.clear();
        tx.conflict = false;
        tx.engine.execute("savepoint one", &[])?;
        let keep = job.run(tx);
        if tx.conflict {
            return Err(DbError::Conflict);
        }
        if keep {
            let own = std::mem::take(&mut tx.own);
            tx.group.merge(own);
            tx.engine.execute("release savepoint one", &[])?;
        } else {
            tx.own.clear();
            tx.engine.execute("rollback to savepoint one", &[])?;
            tx.engine.execute("release savepoint one", &[])?;
        }
    }
    Ok(())
}
