//! A connection to either engine: begin, statement, savepoint, commit. Nothing above this file names an engine.

use super::{DbConfig, DbError, Row, Value, pg, sqlite};

/// What both engines can do.
pub(super) trait Engine {
    /// Runs a statement of ours with parameters; rows come back if it has any.
    fn query(&mut self, statement: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError>;
    /// Runs a statement and tells how many rows it changed.
    fn execute(&mut self, statement: &'static str, params: &[Value]) -> Result<u64, DbError>;
    /// Runs text as it is, without parameters and without keeping it prepared.
    fn batch(&mut self, text: &str) -> Result<(), DbError>;
    /// The word that opens a writing transaction.
    fn begin_write(&self) -> &'static str;
    /// The word that opens a reading snapshot.
    fn begin_read(&self) -> &'static str;
    /// Whether the connection can still be used.
    fn is_broken(&self) -> bool;
}

/// Opens a connection. `write` decides about pragmas and planner settings.
pub(super) fn open(config: &DbConfig, write: bool) -> Result<Box<dyn Engine>, DbError> {
    match config {
        DbConfig::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, write)?)),
        DbConfig::Postgres(url) => Ok(Box::new(pg::Pg::open(url)?)),
    }
}

/// The beginning of a statement, for error messages.
pub(super) fn shorten(statement: &str) -> String {
    let flat = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.chars().take(160).collect()
}
