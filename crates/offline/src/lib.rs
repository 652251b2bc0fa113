//! The commands that work on files alone, without a server: they read and write CSV and print what they found.

use clap::Subcommand;

/// What can be done with files alone.
#[derive(Debug, Subcommand)]
pub enum Command {}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// What is wrong with a file, with its line and column.
    pub fn run(self) -> anyhow::Result<()> {
        match self {}
    }
}
