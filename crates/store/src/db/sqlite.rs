//! SQLite, embedded: one file, write-ahead log, every commit flushed.

use super::engine::{Engine, shorten};
use super::{DbError, Row, Value};
use rusqlite::types::{ToSqlOutput, Value as Cell, ValueRef};
use std::collections::HashMap;
use std::path::Path;

pub(super) struct Sqlite {
    connection: rusqlite::Connection,
    texts: HashMap<&'static str, String>,
}

impl Sqlite {
    pub(super) fn open(path: &Path, write: bool) -> Result<Sqlite, DbError> {
        let fail = |e: rusqlite::Error| DbError::Connection(format!("{}: {e}", path.display()));
        let connection = rusqlite::Connection::open(path).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(512);
        connection
            .execute_batch(
                "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full;
                 pragma foreign_keys = on; pragma wal_autocheckpoint = 4000;
                 pragma temp_store = memory;",
            )
            .map_err(fail)?;
        // Kibibytes. There is one writer and several readers.
        let cache = if write { 65_536 } else { 8_192 };
        connection
            .execute_batch(&format!("pragma cache_size = -{cache}"))
            .map_err(fail)?;
        if !write {
            connection.execute_batch("pragma query_only = on").map_err(fail)?;
        }
        Ok(Sqlite {
            connection,
            texts: HashMap::new(),
        })
    }

    /// In SQLite `$2` is a name that is numbered by its first appearance; `?2` is what we mean.
    fn text(&mut self, statement: &'static str) -> &str {
        self.texts
            .entry(statement)
            .or_insert_with(|| statement.replace('$', "?"))
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(*n)),
            Value::Real(x) => ToSqlOutput::Borrowed(ValueRef::Real(*x)),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(id) => ToSqlOutput::Owned(Cell::Blob(id.as_bytes().to_vec())),
        })
    }
}

fn failed(error: &rusqlite::Error, statement: &str) -> DbError {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => DbError::Conflict,
        _ => DbError::Statement {
            message: error.to_string(),
            statement: shorten(statement),
        },
    }
}

fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Real(x) => Value::Real(x),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

impl Engine for Sqlite {
    fn query(&mut self, statement: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let text = self.text(statement).to_owned();
        let mut prepared = self
            .connection
            .prepare_cached(&text)
            .map_err(|e| failed(&e, statement))?;
        let columns = prepared.column_count();
        let mut rows = prepared
            .query(rusqlite::params_from_iter(params))
            .map_err(|e| failed(&e, statement))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|e| failed(&e, statement))? {
            let cells = (0..columns)
                .map(|i| row.get_ref(i).map(cell))
                .collect::<Result<Vec<_>, _>>();
            found.push(Row(cells.map_err(|e| failed(&e, statement))?));
        }
        Ok(found)
    }

    fn execute(&mut self, statement: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let text = self.text(statement).to_owned();
        let mut prepared = self
            .connection
            .prepare_cached(&text)
            .map_err(|e| failed(&e, statement))?;
        let changed = prepared
            .execute(rusqlite::params_from_iter(params))
            .map_err(|e| failed(&e, statement))?;
        Ok(changed as u64)
    }

    fn batch(&mut self, text: &str) -> Result<(), DbError> {
        self.connection.execute_batch(text).map_err(|e| failed(&e, text))
    }

    fn begin_write(&self) -> &'static str {
        "begin immediate"
    }

    fn begin_read(&self) -> &'static str {
        "begin"
    }

    fn is_broken(&self) -> bool {
        false
    }
}
