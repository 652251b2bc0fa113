//! A database with a clock and ids, for tests of the store.

use crate::{Fixture, Place, TestClock, TestIds};
use pumasi_domain::Timestamp;
use pumasi_store::{Db, DbConfig, DbThreads};
use std::ops::Deref;
use std::sync::Arc;
use uuid::Uuid;

/// An open, empty database. Reads and writes like the [`Db`] in it.
#[derive(Clone)]
pub struct TestDb {
    pub db: Db,
    pub clock: TestClock,
    pub ids: TestIds,
    place: Arc<Place>,
}

impl TestDb {
    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.ids.next())
    }

    /// Where the database is, for a second server on it.
    pub fn config(&self) -> &DbConfig {
        self.place.config()
    }

    /// A folder for files, gone with the database.
    pub fn folder(&self) -> &std::path::Path {
        self.place.folder()
    }

    /// Opens the same database a second time, as a second server would.
    pub async fn open_again(&self) -> Db {
        open(self.place.config().clone()).await
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Fixture for TestDb {
    async fn on(place: Arc<Place>) -> TestDb {
        let clock = TestClock::default();
        let ids = TestIds::new(clock.clone(), 1);
        TestDb {
            db: open(place.config().clone()).await,
            clock,
            ids,
            place,
        }
    }
}

async fn open(config: DbConfig) -> Db {
    // Opening waits for the threads it starts.
    let opened = tokio::task::spawn_blocking(move || {
        Db::open(
            &config,
            DbThreads {
                readers: 2,
                writers: 2,
            },
        )
    })
    .await;
    opened
        .expect("the thread that opens the database")
        .expect("the test's database")
}
