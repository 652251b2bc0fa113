//! What tests stand on: a clock that is set by hand, ids that repeat, and an empty database of each engine for every test.
//!
//! ```ignore
//! pumasi_testkit::both_engines! {
//!     async fn an_account_opens_once(db: TestDb) {
//!         db.write(Uuid::nil(), |tx| ledger::open_account(tx, Account::Bank)).await.unwrap();
//!     }
//! }
//! ```
//! makes the tests `sqlite::an_account_opens_once` and `postgres::an_account_opens_once`. The second needs a server, named
//! by `PUMASI_TEST_POSTGRES_URL`; `cargo xtask postgres -- cargo nextest run` starts one.

mod clock;
mod database;
mod ids;
#[cfg(feature = "app")]
mod order;
#[cfg(feature = "app")]
mod people;
mod run;
#[cfg(feature = "app")]
mod test_app;
mod test_db;
#[cfg(feature = "app")]
mod work;

pub use clock::TestClock;
pub use database::{Engine, Place};
pub use ids::TestIds;
#[cfg(feature = "app")]
pub use order::INTERFACE;
#[cfg(feature = "app")]
pub use people::{PASSWORD, Person};
pub use run::{Fixture, run};
#[cfg(feature = "app")]
pub use test_app::TestApp;
pub use test_db::TestDb;
#[cfg(feature = "app")]
pub use work::{answer, verdict};

/// Makes each test twice, once for each engine. A test takes one fixture: a [`TestDb`] or, with the feature `app`, a
/// `TestApp`. At most one of these in a module.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($argument:ident: $fixture:ty) $body:block)+) => {
        $($(#[$meta])* async fn $name($argument: $fixture) $body)+

        mod sqlite {
            $(#[test] fn $name() { $crate::run($crate::Engine::Sqlite, super::$name); })+
        }

        mod postgres {
            $(#[test] fn $name() { $crate::run($crate::Engine::Postgres, super::$name); })+
        }
    };
}
