//! The commands that work on files alone, without a server: they read and write CSV and print what they found.

mod aggregate;
mod certificate;
mod replay;
mod simulate;
mod table;

use clap::Subcommand;

/// What can be done with files alone.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find the likely truth in a file of redundant answers
    Aggregate(aggregate::Arguments),
    /// Certify a delivery's error rate from the rows of its audit
    Certificate(certificate::Arguments),
    /// Replay recorded answers through the code that decides what to buy
    Replay(replay::Arguments),
    /// Simulate crowds with careless and hostile people in them
    #[command(subcommand)]
    Simulate(simulate::Command),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// What is wrong with a file, with its line and column.
    pub fn run(self) -> anyhow::Result<()> {
        match self {
            Command::Aggregate(arguments) => aggregate::run(&arguments),
            Command::Certificate(arguments) => certificate::run(&arguments),
            Command::Replay(arguments) => replay::run(&arguments),
            Command::Simulate(command) => simulate::run(&command),
        }
    }
}
