//! The offline commands without the server around them: a quick build for work on the quality engine.

use clap::Parser;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: pumasi_offline::Command,
}

fn main() -> anyhow::Result<()> {
    Arguments::parse().command.run()
}
