//! Any interleaving of what people and timers do keeps the invariants of the house: places, one answer per worker,
//! independent inspectors, pauses and audits that hold what they say, and money that is never lost.

mod check;
mod check_oversight;
mod order;
mod oversight;
mod steps;
mod world;

pub use check::check_invariants;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use pumasi_app::AppError;
use pumasi_testkit::{TestDb, both_engines};
use steps::{step, terms};
use world::World;

/// What the steps must have reached.
const KINDS: [&str; 23] = [
    "assignment_issued",
    "assignment_submitted",
    "assignment_accepted",
    "assignment_returned",
    "assignment_reopened",
    "assignment_refused",
    "assignment_skipped",
    "assignment_expired",
    "assignment_released",
    "assignment_withdrawn",
    "assignment_appealed",
    "appeal_accepted",
    "appeal_upheld",
    "verdict_given",
    "task_adjudicated",
    "decision_term_over",
    "worker_paused",
    "worker_sent_to_training",
    "pause_lifted",
    "pause_upheld",
    "pause_ended",
    "audit_ordered",
    "audit_finished",
];

/// What must have got a second opinion after the brake stopped an inspector.
const SECOND_OPINIONS: [&str; 2] = ["assignment_submitted", "assignment_appealed"];

/// What people must have been measured by: role and purpose.
const CHECKS: [(&str, &str); 4] = [
    ("work", "order"),
    ("work", "gold"),
    ("work", "training"),
    ("inspect", "gold"),
];

both_engines! {
    async fn any_interleaving_keeps_the_invariants(first: TestDb) {
        // Each case gets a project of its own in the same database: opening a database costs more than a case.
        let cases = 64;
        let mut runner = TestRunner::new_with_rng(
            Config { cases, failure_persistence: None, max_shrink_iters: 300, ..Config::default() },
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let steps = prop::collection::vec(step(), 10..90);
        let (handle, done) = (tokio::runtime::Handle::current(), std::cell::Cell::new(0));
        tokio::task::block_in_place(|| {
            runner
                .run(&(terms(), steps), |(terms, steps)| {
                    handle.block_on(async {
                        let mut world = World::new(first.clone(), &terms).await;
                        let mut did = 0;
                        for (n, step) in steps.iter().enumerate() {
                            match world.take(step).await {
                                Ok(()) => did += 1,
                                Err(AppError::Conflict { .. } | AppError::NotFound(_) | AppError::Invalid(_)) => {}
                                Err(error) => return Err(TestCaseError::fail(format!("{step:?}: {error}"))),
                            }
                            let earned = std::mem::take(&mut world.earned);
                            world.earned = check_invariants(&world.test, world.project_id, &earned, n + 1 == steps.len())
                                .await
                                .map_err(|fault| TestCaseError::fail(format!("after {step:?}: {fault}")))?;
                        }
                        done.set(done.get() + did);
                        Ok(())
                    })
                })
                .unwrap_or_else(|fault| panic!("{fault}"));
        });
        // A test that reaches nothing proves nothing: every kind of step must have been taken.
        let rows = first.read(|tx| tx.query("select distinct kind from events", &[])).await.unwrap();
        let taken: Vec<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
        assert!(done.get() > usize::try_from(cases).unwrap() * 10, "steps done: {}", done.get());
        let rows = first.read(|tx| tx.query("select distinct role, purpose from checks", &[])).await.unwrap();
        let met: Vec<(String, String)> = rows.iter().map(|row| (row.get(0).unwrap(), row.get(1).unwrap())).collect();
        for (role, purpose) in CHECKS {
            assert!(met.iter().any(|(r, p)| r == role && p == purpose), "no {role} was checked for {purpose}: {met:?}");
        }
        let asked = "select distinct kind from events where data like '%second_opinion%'";
        let rows = first.read(move |tx| tx.query(asked, &[])).await.unwrap();
        let again: Vec<String> = rows.iter().map(|row| row.get(0).unwrap()).collect();
        for kind in SECOND_OPINIONS {
            assert!(again.iter().any(|t| t == kind), "no second opinion was {kind}: {again:?}");
        }
        for kind in KINDS {
            assert!(taken.iter().any(|t| t == kind), "no step was {kind}: {taken:?}");
        }
    }
}
