//! The program: command line, configuration, wiring.

mod config;
mod demo;
mod log;
mod options;
mod platform;
mod server;
mod timers;

use crate::config::Config;
use crate::options::Options;
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Crowd work for AI training data
#[derive(Parser)]
#[command(name = "pumasi", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Configuration in TOML; flags and environment variables count more
    #[arg(long, env = "PUMASI_CONFIG", value_name = "FILE", global = true)]
    config: Option<PathBuf>,

    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve,
    /// Run the server filled with a demo: projects, and people who have worked on them
    Demo,
    /// Bring the database up to date and stop
    Migrate,
    /// Print the API's OpenAPI document
    Openapi,
    /// The books
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// People
    #[command(subcommand)]
    User(UserCommand),
    /// Ask a running server whether it is well; for container health checks
    Healthcheck,
    #[command(flatten)]
    Offline(pumasi_offline::Command),
}

#[derive(Subcommand)]
enum LedgerCommand {
    /// Prove that every balance follows from the transfers, and every promise from the work; fails if one does not
    Verify,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make an operator of the platform, or give one a new password
    CreateOperator {
        /// E-mail address to sign in with
        email: String,
        /// Read the password from this file (- for standard input) instead of PUMASI_PASSWORD
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pumasi: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    if let Command::Openapi = cli.command {
        println!("{}", serde_json::to_string_pretty(&pumasi_http::document())?);
        return Ok(());
    }
    if let Command::Offline(command) = cli.command {
        return command.run();
    }
    let mut options = cli.options.over_file(cli.config.as_deref())?;
    if let Command::Demo = cli.command {
        // What a visitor wants to read is the address, not a line for each request of the crowd.
        options.log.get_or_insert_with(|| "warn".to_owned());
    }
    let config = Config::new(options)?;
    log::start(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start threads")?;
    match cli.command {
        Command::Serve => runtime.block_on(server::run(&config)),
        Command::Demo => runtime.block_on(demo::run(&config)),
        Command::Ledger(LedgerCommand::Verify) => runtime.block_on(platform::verify_ledger(&config)),
        Command::Migrate => {
            for name in platform::migrate(&config)? {
                println!("{name}");
            }
            Ok(())
        }
        Command::User(UserCommand::CreateOperator { email, password_file }) => {
            let password = password(password_file)?;
            runtime.block_on(platform::create_operator(&config, &email, &password))
        }
        Command::Healthcheck => runtime.block_on(server::check_health(&config)),
        Command::Openapi | Command::Offline(_) => Ok(()),
    }
}

/// A password, from where no other user of the machine can read it.
fn password(file: Option<PathBuf>) -> Result<String> {
    let text = match file {
        Some(path) if path.as_os_str() == "-" => std::io::read_to_string(std::io::stdin())?,
        Some(path) => {
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?
        }
        None => match std::env::var("PUMASI_PASSWORD") {
            Ok(password) => password,
            Err(_) => bail!("set PUMASI_PASSWORD, or name a --password-file (- for standard input)"),
        },
    };
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
