//! The use cases: one public method of [`App`] is one thing a person or program can do, and at most one writing
//! transaction. No SQL text and no HTTP type stands here; the rules stand in `domain`.

mod access;
pub mod accounts;
pub mod audits;
pub mod catalog;
mod context;
pub mod earnings;
mod error;
pub mod examples;
pub mod exams;
pub mod exports;
mod gold;
pub mod guides;
mod history;
pub mod imports;
pub mod interfaces;
pub mod invitations;
pub mod ledger_check;
pub mod made;
pub mod media;
pub mod models;
mod once;
pub mod operator;
pub mod organizations;
mod page;
pub mod pauses;
pub mod progress;
pub mod projects;
pub mod quality;
pub mod questions;
pub mod sensitive;
pub mod tasks;
pub mod trial;
pub mod work;

pub use context::{App, AppConfig, Caller, Clock, Ids, SystemClock, SystemIds};
pub use error::AppError;
pub use once::{Done, Once};
pub use page::{Page, PageQuery};
pub use pumasi_store::DbError;
