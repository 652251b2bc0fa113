//! Tests of the use cases on both engines.

mod invariants;
mod invariants_check;
mod loading;
mod sql;
mod support;
