//! What a use case holds while its transaction is open.

use super::engine::Engine;
use super::{DbError, Row, Value};
use crate::tally::Tallies;

/// An open transaction: statements, and sums that are folded once per group of transactions.
pub struct Tx {
    pub(super) engine: Box<dyn Engine>,
    /// Sums changed by the transactions of this group that were kept.
    pub(super) group: Tallies,
    /// Sums changed by the transaction that runs now.
    pub(crate) own: Tallies,
    /// The engine asked for the whole group to be run again.
    pub(super) conflict: bool,
}

impl Tx {
    pub(super) fn new(engine: Box<dyn Engine>) -> Tx {
        Tx {
            engine,
            group: Tallies::default(),
            own: Tallies::default(),
            conflict: false,
        }
    }

    /// Runs a statement; all its rows.
    pub fn query(&mut self, statement: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let result = self.engine.query(statement, params);
        self.note(result)
    }

    /// Runs a statement; its first row if there is one.
    pub fn query_opt(&mut self, statement: &'static str, params: &[Value]) -> Result<Option<Row>, DbError> {
        Ok(self.query(statement, params)?.into_iter().next())
    }

    /// Runs a statement that has a row.
    pub fn query_one(&mut self, statement: &'static str, params: &[Value]) -> Result<Row, DbError> {
        self.query_opt(statement, params)?
            .ok_or_else(|| DbError::NoRow(super::engine::shorten(statement)))
    }

    /// Runs a statement; the number of rows it changed. None means: the guard did not hold.
    pub fn execute(&mut self, statement: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let result = self.engine.execute(statement, params);
        self.note(result)
    }

    /// What this group has added to a sum and not yet written.
    pub(crate) fn unwritten(&self, key: &crate::tally::Key) -> [i64; crate::tally::WIDTH] {
        let mut sum = self.group.get(key);
        for (total, own) in sum.iter_mut().zip(self.own.get(key)) {
            *total += own;
        }
        sum
    }

    /// Refreshes the planner's statistics of a table after a large load.
    pub fn analyze(&mut self, table: &'static str) -> Result<(), DbError> {
        self.engine.batch(&format!("analyze {table}"))
    }

    fn note<T>(&mut self, result: Result<T, DbError>) -> Result<T, DbError> {
        if matches!(result, Err(DbError::Conflict | DbError::Connection(_))) {
            self.conflict = true;
        }
        result
    }
}
