//! All SQL, one file per table. A function here is one statement, or a few that are one fact; it decides nothing.
//! The [`db`] module alone knows that there are two engines.

pub mod answers;
pub mod assignments;
pub mod audit_items;
pub mod audits;
pub mod checks;
pub mod conduct;
pub mod consents;
pub mod conversations;
pub mod db;
pub mod decided;
pub mod earnings;
pub mod events;
pub mod evidence;
pub mod examples;
pub mod exams;
pub mod exports;
pub mod exposures;
pub mod fingerprints;
pub mod fits;
pub mod idempotency;
pub mod imports;
pub mod inspections;
pub mod ledger;
pub mod ledger_proof;
pub mod made_files;
pub mod measured;
pub mod media;
pub mod models;
pub mod operator_lists;
pub mod organization_reports;
pub mod organizations;
pub mod pauses;
pub mod project_reports;
pub mod projects;
pub mod questions;
pub mod seats;
pub mod sessions;
pub mod skills;
pub mod tally;
pub mod task_lists;
pub mod tasks;
pub mod tokens;
pub mod users;
pub mod waiting;

pub use db::{Db, DbConfig, DbError, DbThreads, FromValue, Row, Tx, Value};
