//! Reading connections: each on a thread of its own, one snapshot per question.

use super::{DbConfig, DbError, Tx, engine};
use std::sync::{Arc, Mutex, mpsc};
use tokio::sync::oneshot;

type Question = Box<dyn FnOnce(&mut Tx) + Send>;

/// Questions that may wait before new ones are refused.
const QUEUE: usize = 10_000;

pub(super) struct Readers {
    queue: mpsc::SyncSender<Question>,
}

impl Readers {
    pub(super) fn start(config: &DbConfig, threads: usize) -> Result<Readers, DbError> {
        let (queue, questions) = mpsc::sync_channel::<Question>(QUEUE);
        let questions = Arc::new(Mutex::new(questions));
        for n in 0..threads {
            let (ready, is_ready) = mpsc::channel();
            let (config, questions) = (config.clone(), Arc::clone(&questions));
            std::thread::Builder::new()
                .name(format!("db-read-{n}"))
                .spawn(move || serve(&config, &questions, &ready))
                .map_err(|e| DbError::Connection(e.to_string()))?;
            is_ready
                .recv()
                .unwrap_or_else(|_| Err(DbError::Connection("a reading thread died".to_owned())))?;
        }
        Ok(Readers { queue })
    }

    pub(super) async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let question: Question = Box::new(move |tx| {
            let begin = tx.engine.begin_read();
            let outcome = match tx.engine.batch(begin) {
                Ok(()) => work(tx),
                Err(error) => Err(E::from(error)),
            };
            if tx.engine.batch("rollback").is_err() {
                tracing::debug!("a reading snapshot had already ended");
            }
            // Nobody waits any more when the request was dropped.
            let _ = reply.send(outcome);
        });
        self.queue
            .try_send(question)
            .map_err(|_| E::from(DbError::Busy))?;
        answer.await.unwrap_or_else(|_| {
            Err(E::from(DbError::Connection(
                "the reading connection was lost".to_owned(),
            )))
        })
    }
}

fn serve(
    config: &DbConfig,
    questions: &Mutex<mpsc::Receiver<Question>>,
    ready: &mpsc::Sender<Result<(), DbError>>,
) {
    let mut tx = match engine::open(config, false) {
        Ok(engine) => Tx::new(engine),
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let _ = ready.send(Ok(()));
    loop {
        let next = match questions.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok(question) = next else { return };
        if tx.engine.is_broken() {
            match engine::open(config, false) {
                Ok(engine) => tx = Tx::new(engine),
                Err(error) => {
                    tracing::warn!(%error, "a reading connection can not be opened again");
                    std::thread::sleep(std::time::Duration::from_millis(200));
                    continue; // dropping the question tells its asker
                }
            }
        }
        question(&mut tx);
    }
}
