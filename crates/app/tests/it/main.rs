//! Tests of the use cases on both engines.

mod invariants;
mod invariants_check;
mod sql;
