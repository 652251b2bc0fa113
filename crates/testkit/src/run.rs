//! Runs one test on one engine.

use crate::{Engine, Place};
use std::future::Future;
use std::sync::Arc;

/// What a test is given.
pub trait Fixture: Sized {
    /// Makes it on an empty database.
    fn on(place: Arc<Place>) -> impl Future<Output = Self>;
}

/// Makes a database, then what the test needs on it, then runs the test. Does nothing, loudly, where there is no server.
pub fn run<T, F, Fut>(engine: Engine, test: F)
where
    T: Fixture,
    F: FnOnce(T) -> Fut,
    Fut: Future<Output = ()>,
{
    let Some(place) = Place::new(engine) else { return };
    let place = Arc::new(place);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("threads for the test");
    runtime.block_on(async {
        let fixture = T::on(Arc::clone(&place)).await;
        test(fixture).await;
    });
    // Before the database goes.
    drop(runtime);
}
