//! Tests of the use cases on both engines.

mod accounts;
mod adaptive;
mod auditing;
mod conversing;
mod door;
mod earnings;
mod gold;
mod inspectors;
mod invariants;
mod ledger_check;
mod loading;
mod making;
mod operator;
mod ordering;
mod organizations;
mod pausing;
mod quality;
mod questions;
mod results;
mod sensitive;
mod sql;
mod support;
mod working;
