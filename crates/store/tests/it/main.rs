//! Contract tests of the store's functions, each on both engines.

mod audits;
mod conversations;
mod earnings;
mod events;
mod known;
mod ledger;
mod ledger_proof;
mod organizations;
mod people;
mod quality;
mod rows;
mod workbench;
