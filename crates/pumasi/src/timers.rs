//! What the server does by itself. Every job may run at any time, on several servers, and after a crash.

use metrics_exporter_prometheus::PrometheusHandle;
use pumasi_app::{App, AppError};
use std::future::Future;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Starts all jobs; they end when `stopping` is cancelled, each after its round.
pub fn start(app: &App, metrics: &PrometheusHandle, stopping: &CancellationToken) -> JoinSet<()> {
    let mut jobs = Jobs {
        app,
        stopping,
        tasks: JoinSet::new(),
    };
    jobs.every(SECOND, "expire_leases", async |app| {
        app.expire_leases().await.map(count)
    });
    jobs.every(SECOND, "accept_overdue", async |app| {
        app.accept_overdue().await.map(count)
    });
    jobs.every(MINUTE, "decide_overdue", async |app| {
        app.decide_overdue().await.map(count)
    });
    jobs.every(MINUTE, "end_pauses", async |app| {
        app.end_pauses().await.map(count)
    });
    jobs.every(MINUTE, "return_unspent", async |app| {
        app.return_unspent_of_closed_projects().await.map(positive)
    });
    jobs.every(MINUTE, "fit_projects", async |app| app.fit_projects().await);
    jobs.every(HOUR, "forget_sessions", async |app| {
        app.forget_expired_sessions().await
    });
    jobs.every(HOUR, "forget_idempotency_keys", async |app| {
        app.forget_idempotency_keys().await
    });
    let metrics = metrics.clone();
    jobs.every(5 * SECOND, "metrics", move |_| {
        metrics.run_upkeep();
        std::future::ready(Ok(0))
    });
    jobs.tasks
}

fn count(changed: usize) -> u64 {
    u64::try_from(changed).unwrap_or(u64::MAX)
}

fn positive(amount_minor: i64) -> u64 {
    u64::try_from(amount_minor).unwrap_or(0)
}

struct Jobs<'a> {
    app: &'a App,
    stopping: &'a CancellationToken,
    tasks: JoinSet<()>,
}

impl Jobs<'_> {
    /// Runs `work` again and again, `pause` after it was due last. It says how much it changed.
    fn every<F, Fut>(&mut self, pause: Duration, name: &'static str, work: F)
    where
        F: Fn(App) -> Fut + Send + 'static,
        Fut: Future<Output = Result<u64, AppError>> + Send,
    {
        let (app, stopping) = (self.app.clone(), self.stopping.clone());
        self.tasks.spawn(async move {
            let mut ticks = tokio::time::interval(pause);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = stopping.cancelled() => return,
                    _ = ticks.tick() => run(name, work(app.clone())).await,
                }
            }
        });
    }
}

async fn run(name: &'static str, work: impl Future<Output = Result<u64, AppError>>) {
    let started = Instant::now();
    let outcome = work.await;
    let labels = [("job", name)];
    metrics::histogram!("pumasi_job_seconds", &labels).record(started.elapsed().as_secs_f64());
    match outcome {
        Ok(changed) => {
            metrics::counter!("pumasi_job_changes_total", &labels).increment(changed);
            if changed > 0 {
                tracing::debug!(name, changed, "job");
            }
        }
        Err(error) => {
            metrics::counter!("pumasi_job_failures_total", &labels).increment(1);
            tracing::error!(name, %error, "a job failed; it runs again");
        }
    }
}
