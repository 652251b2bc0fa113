//! PostgreSQL over its plain synchronous client.

use super::engine::{Engine, shorten};
use super::{DbError, Row, Value};
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use std::collections::HashMap;
use std::error::Error;

pub(super) struct Pg {
    client: postgres::Client,
    prepared: HashMap<&'static str, postgres::Statement>,
}

impl Pg {
    pub(super) fn open(url: &str) -> Result<Pg, DbError> {
        let mut config: postgres::Config = url
            .parse()
            .map_err(|e| DbError::Connection(format!("the address: {e}")))?;
        // Before the first ANALYZE of a fresh import the planner believes that one row is open, and sorts them all at
        // every claim. Our statements are written to be served by an index, in its order.
        config.options("-c enable_sort=off -c enable_seqscan=off -c enable_bitmapscan=off -c default_transaction_isolation=read\\ committed");
        config.application_name("pumasi");
        config.connect_timeout(std::time::Duration::from_secs(10));
        let client = config
            .connect(postgres::NoTls)
            .map_err(|e| DbError::Connection(words(&e)))?;
        Ok(Pg {
            client,
            prepared: HashMap::new(),
        })
    }

    fn statement(&mut self, text: &'static str) -> Result<postgres::Statement, DbError> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text).map_err(|e| failed(&e, text))?;
        self.prepared.insert(text, statement.clone());
        Ok(statement)
    }
}

/// The client's own message is only a heading; the server's words are in the source.
fn words(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(server) => format!("{} ({})", server.message(), server.code().code()),
        None => error
            .source()
            .map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
    }
}

fn failed(error: &postgres::Error, statement: &str) -> DbError {
    match error.code().map(postgres::error::SqlState::code) {
        Some("40001" | "40P01") => DbError::Conflict,
        None if error.is_closed() => DbError::Connection(words(error)),
        _ => DbError::Statement {
            message: words(error),
            statement: shorten(statement),
        },
    }
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Value::Int(n) if *ty == Type::FLOAT8 => (*n as f64).to_sql(ty, out),
            Value::Int(n) => n.to_sql_checked(ty, out),
            Value::Real(x) => x.to_sql_checked(ty, out),
            Value::Text(text) => text.to_sql_checked(ty, out),
            Value::Blob(bytes) => bytes.to_sql_checked(ty, out),
            Value::Uuid(id) => id.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn row(row: &postgres::Row) -> Result<Row, postgres::Error> {
    let mut cells = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let cell = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(i)?.map(Value::Int),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(i)?
                .map(|n| Value::Int(i64::from(n))),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(i)?.map(Value::Real),
            Type::BOOL => row
                .try_get::<_, Option<bool>>(i)?
                .map(|yes| Value::Int(i64::from(yes))),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i)?.map(Value::Blob),
            Type::UUID => row.try_get::<_, Option<uuid::Uuid>>(i)?.map(Value::Uuid),
            _ => row.try_get::<_, Option<String>>(i)?.map(Value::Text),
        };
        cells.push(cell.unwrap_or(Value::Null));
    }
    Ok(Row(cells))
}

fn refs(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Engine for Pg {
    fn query(&mut self, statement: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let prepared = self.statement(statement)?;
        let rows = self
            .client
            .query(&prepared, &refs(params))
            .map_err(|e| failed(&e, statement))?;
        rows.iter()
            .map(row)
            .collect::<Result<_, _>>()
            .map_err(|e| failed(&e, statement))
    }

    fn execute(&mut self, statement: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let prepared = self.statement(statement)?;
        self.client
            .execute(&prepared, &refs(params))
            .map_err(|e| failed(&e, statement))
    }

    fn batch(&mut self, text: &str) -> Result<(), DbError> {
        self.client.batch_execute(text).map_err(|e| failed(&e, text))
    }

    fn begin_write(&self) -> &'static str {
        "begin"
    }

    fn begin_read(&self) -> &'static str {
        "begin isolation level repeatable read read only"
    }

    fn is_broken(&self) -> bool {
        self.client.is_closed()
    }
}
