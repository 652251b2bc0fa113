//! Migrations: forward only, each in a transaction of its own, remembered with a checksum.

use super::engine::{self, Engine};
use super::{DbConfig, DbError, Value};

/// In order. A migration that was ever released is never changed.
const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_first", include_str!("../../migrations/0001_first.sql")),
    ("0002_quality", include_str!("../../migrations/0002_quality.sql")),
    (
        "0003_audit_reserves",
        include_str!("../../migrations/0003_audit_reserves.sql"),
    ),
    ("0004_making", include_str!("../../migrations/0004_making.sql")),
    (
        "0005_workbench",
        include_str!("../../migrations/0005_workbench.sql"),
    ),
    (
        "0006_comments",
        include_str!("../../migrations/0006_comments.sql"),
    ),
    (
        "0007_conversations",
        include_str!("../../migrations/0007_conversations.sql"),
    ),
];

pub(super) fn run(config: &DbConfig) -> Result<Vec<&'static str>, DbError> {
    let mut engine = engine::open(config, true)?;
    engine
        .batch("create table if not exists migrations (name text primary key, checksum bigint not null)")?;
    let mut done = Vec::new();
    for (name, text) in MIGRATIONS {
        let begin = engine.begin_write();
        engine.batch(begin)?;
        match apply(engine.as_mut(), name, text) {
            Ok(fresh) => {
                engine.batch("commit")?;
                if fresh {
                    done.push(*name);
                }
            }
            Err(error) => {
                engine.batch("rollback")?;
                return Err(error);
            }
        }
    }
    Ok(done)
}

fn apply(engine: &mut dyn Engine, name: &'static str, text: &'static str) -> Result<bool, DbError> {
    let checksum = checksum(text);
    let known = engine.query(
        "select checksum from migrations where name = $1",
        &[Value::from(name)],
    )?;
    if let Some(row) = known.first() {
        let was: i64 = row.get(0)?;
        return if was == checksum {
            Ok(false)
        } else {
            Err(DbError::Connection(format!(
                "migration {name} was changed after it had been applied: this database belongs to another version"
            )))
        };
    }
    engine.batch(text)?;
    engine.execute(
        "insert into migrations (name, checksum) values ($1, $2)",
        &[Value::from(name), Value::Int(checksum)],
    )?;
    Ok(true)
}

fn checksum(text: &str) -> i64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::from_ne_bytes(hash.to_ne_bytes())
}
