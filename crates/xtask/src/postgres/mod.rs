//! A throwaway PostgreSQL for the tests. Nothing of the machine's own PostgreSQL is touched but its programs.

mod cluster;
mod find;
mod owner;

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::args::Args;

pub use cluster::{Cluster, Durability};

/// The variable that tells the tests where PostgreSQL is.
pub const VARIABLE: &str = "PUMASI_TEST_POSTGRES_URL";

/// `cargo xtask postgres -- COMMAND...`: ends with the command's own exit code.
pub fn run(mut args: Args) -> Result<ExitCode> {
    let durability = if args.flag("--durable") {
        Durability::Durable
    } else {
        Durability::Fast
    };
    let words = args.trailing();
    args.finish()?;
    let [program, rest @ ..] = words.as_slice() else {
        bail!("say what to run beside PostgreSQL: `cargo xtask postgres -- cargo nextest run`");
    };
    let cluster = Cluster::start(durability)?;
    let status = Command::new(program)
        .args(rest)
        .env(VARIABLE, cluster.url("postgres"))
        .status()
        .with_context(|| format!("cannot start `{program}`"))?;
    drop(cluster);
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
