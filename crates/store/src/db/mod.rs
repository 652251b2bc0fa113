//! The one place that knows there are two engines. Statements are written once, in the dialect both understand, with
//! `$1`-style parameters; this module runs them on SQLite or PostgreSQL.
//!
//! A transaction is a plain closure. Closures queue up for a writer thread, which takes all that wait, runs each in a
//! savepoint and commits once: durability costs one flush per group and not one per answer. SQLite has one writer;
//! PostgreSQL has a few, and everything of one project goes to the same one, so that its rows are never fought over.

mod engine;
mod migrate;
mod pg;
mod reader;
mod sqlite;
mod tx;
mod value;
mod writer;

pub use tx::Tx;
pub use value::{FromValue, Row, Value};

use crate::tally::Overdrawn;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What can go wrong below the statements.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// The engine refused or could not do it.
    #[error("database: {message} (in: {statement})")]
    Statement {
        /// The engine's own words.
        message: String,
        /// The statement, shortened.
        statement: String,
    },
    /// Two transactions met; running the same closure again is right.
    #[error("database: concurrent change, to be tried again")]
    Conflict,
    /// A column did not hold what the code expects.
    #[error("database: column {column} holds {found}, not {wanted}")]
    Type {
        /// Zero-based.
        column: usize,
        /// What is there.
        found: String,
        /// What was asked for.
        wanted: &'static str,
    },
    /// A row that must exist does not.
    #[error("database: no row (in: {0})")]
    NoRow(String),
    /// The database can not be reached or opened.
    #[error("database: {0}")]
    Connection(String),
    /// More is promised than an account has.
    #[error(transparent)]
    Overdrawn(#[from] Overdrawn),
    /// The server is shutting down or the queue is full.
    #[error("database: too busy, try again in a moment")]
    Busy,
}

/// Which database.
#[derive(Debug, Clone)]
pub enum DbConfig {
    /// A file of the embedded engine.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/name`.
    Postgres(String),
}

/// How many threads serve the database.
#[derive(Debug, Clone, Copy)]
pub struct DbThreads {
    /// Reading connections.
    pub readers: usize,
    /// Writing connections; SQLite always has one.
    pub writers: usize,
}

impl Default for DbThreads {
    fn default() -> Self {
        DbThreads {
            readers: 4,
            writers: 4,
        }
    }
}

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    writers: Arc<Vec<writer::Writer>>,
    readers: Arc<reader::Readers>,
    engine: &'static str,
}

impl Db {
    /// Opens the database and starts its threads. The schema must have been brought up to date by [`Db::migrate`].
    pub fn open(config: &DbConfig, threads: DbThreads) -> Result<Db, DbError> {
        let writers = match config {
            DbConfig::Sqlite(_) => 1,
            DbConfig::Postgres(_) => threads.writers.max(1),
        };
        let writers = (0..writers)
            .map(|n| writer::Writer::start(config, n))
            .collect::<Result<Vec<_>, _>>()?;
        let readers = reader::Readers::start(config, threads.readers.max(1))?;
        let engine = match config {
            DbConfig::Sqlite(_) => "sqlite",
            DbConfig::Postgres(_) => "postgres",
        };
        Ok(Db {
            writers: Arc::new(writers),
            readers: Arc::new(readers),
            engine,
        })
    }

    /// Brings the schema up to date; returns the names of the migrations that were run.
    pub fn migrate(config: &DbConfig) -> Result<Vec<&'static str>, DbError> {
        if let DbConfig::Sqlite(path) = config
            && let Some(folder) = path.parent()
        {
            std::fs::create_dir_all(folder)
                .map_err(|e| DbError::Connection(format!("{}: {e}", folder.display())))?;
        }
        let config = config.clone();
        // The PostgreSQL client may not be opened on a thread that runs async work.
        std::thread::spawn(move || migrate::run(&config))
            .join()
            .unwrap_or_else(|_| Err(DbError::Connection("the migration thread died".to_owned())))
    }

    /// `sqlite` or `postgres`, for logs and for people.
    pub fn engine(&self) -> &'static str {
        self.engine
    }

    /// Runs `work` as one transaction and answers after its durable commit. An error undoes all it did.
    /// `route` is what it mostly touches (a project, a person): closures with the same route run one after the other.
    /// The closure may run more than once, when transactions meet: it must not have effects outside the database.
    pub async fn write<T, E>(
        &self,
        route: Uuid,
        work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let low = route.as_u128() as u64 ^ (route.as_u128() >> 64) as u64;
        let writer = &self.writers[usize::try_from(low % self.writers.len() as u64).unwrap_or(0)];
        writer.run(work).await
    }

    /// Runs `work` on a reading connection, within one snapshot.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.readers.run(work).await
    }

    /// The embedded database's file inside a data directory.
    pub fn file_in(data_dir: &Path) -> PathBuf {
        data_dir.join("pumasi.sqlite")
    }
}
