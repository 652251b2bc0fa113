//! The subcommands, one file each.

pub mod bench_claim;
pub mod bench_import;
pub mod crash;
mod crash_check;
mod crash_record;
pub mod demo;
pub mod run;
mod server;
