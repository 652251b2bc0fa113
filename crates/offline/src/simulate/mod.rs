//! `pumasi simulate`: crowds of which everything is known, through the code that decides on the server, to see what bad
//! people in it cost.

mod crowd;
mod draw;
mod inspecting;
mod inspectors;
mod noise;
mod project;
mod spammers;
#[cfg(test)]
mod tests;

use anyhow::Result;
use clap::Subcommand;

/// What is simulated.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Inspect in doubt, among careless and hostile inspectors, against inspecting everything
    Inspectors(inspectors::Arguments),
    /// Add spammers and adversaries to recorded or simulated answers
    Spammers(spammers::Arguments),
}

/// Does it.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Inspectors(arguments) => inspectors::run(arguments),
        Command::Spammers(arguments) => spammers::run(arguments),
    }
}

/// Mean and its standard error.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0).max(1.0) / count).sqrt())
}
