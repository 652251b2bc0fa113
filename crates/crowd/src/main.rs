//! `pumasi-crowd`: a simulated crowd on the command line.

mod commands;

use clap::{Parser, Subcommand};
use commands::{bench_claim, bench_import, crash, demo, run};
use std::process::ExitCode;

/// A simulated crowd that works through the API
#[derive(Parser)]
#[command(name = "pumasi-crowd", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Let people work on a project of a running server
    Run(run::Args),
    /// Fill a running server with the demo
    Demo(demo::Args),
    /// Kill a server in the middle of work, again and again, and see that nothing is lost or counted twice
    CrashTest(crash::Args),
    /// Import many tasks, label and export them: time and peak memory
    BenchImport(bench_import::Args),
    /// Claim and submit over many connections: cycles a second
    BenchClaim(bench_claim::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Run(args) => run::run(args).await,
        Command::Demo(args) => demo::run(args).await,
        Command::CrashTest(args) => crash::run(args).await,
        Command::BenchImport(args) => bench_import::run(args).await,
        Command::BenchClaim(args) => bench_claim::run(args).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pumasi-crowd: {error:#}");
            ExitCode::FAILURE
        }
    }
}
