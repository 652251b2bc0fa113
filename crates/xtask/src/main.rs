//! Project chores. `cargo demo` and `cargo ci` are aliases onto this program (`.cargo/config.toml`).

mod args;
mod browser;
mod ci;
mod demo;
mod generate;
mod postgres;
mod shell;
mod tidy;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};
use args::Args;

const HELP: &str = "\
Project chores.

cargo demo [--listen ADDR:PORT] [--data-dir DIR] [--database-url URL] [--keep]
    Builds everything and starts a server filled with a demo.
    Without --data-dir the demo lives in data/demo and starts afresh each time; --keep goes on with the last one.

cargo ci [--only STEP,...] [--skip STEP,...] [--keep-going] [--list]
    Every check that a change has to pass, on SQLite and on PostgreSQL.

cargo xtask postgres [--durable] -- COMMAND...
    Runs COMMAND beside a throwaway PostgreSQL, whose address is in PUMASI_TEST_POSTGRES_URL.
    --durable leaves fsync on, for tests that crash the server.

cargo xtask gen [--check]
    Regenerates api/openapi.json and web/src/api/generated. --check fails where the committed files differ.

cargo xtask tidy [--lower]
    The house rules as checks. --lower takes a fallen number of long functions as the new limit.
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let mut args = Args::from_env();
    match args.command().as_deref() {
        Some("demo") => demo::run(args).map(|()| ExitCode::SUCCESS),
        Some("ci") => ci::run(args),
        Some("postgres") => postgres::run(args),
        Some("gen") => generate::command(args).map(|()| ExitCode::SUCCESS),
        Some("tidy") => tidy::run(args).map(|()| ExitCode::SUCCESS),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
