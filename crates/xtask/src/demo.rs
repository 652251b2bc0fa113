//! `cargo demo`: from a fresh checkout to a running server with something in it.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::{shell, tools, web};

/// Cargo profile of the demo and of the browser tests: most of the speed for much less building.
pub const QUICK_PROFILE: &str = "quick";

pub fn run(mut args: Args) -> Result<()> {
    let listen = args.value("--listen")?;
    let data_dir = args.value("--data-dir")?.map(PathBuf::from);
    let database_url = args.value("--database-url")?;
    let keep = args.flag("--keep");
    args.finish()?;

    tools::check_node()?;
    web::install()?;
    web::build_if_stale()?;
    let program = build_server()?;
    let data_dir = prepare_data_dir(data_dir, keep)?;

    let mut server = Command::new(program);
    server.arg("demo").arg("--data-dir").arg(data_dir);
    if let Some(listen) = listen {
        server.args(["--listen", &listen]);
    }
    if let Some(url) = database_url {
        server.args(["--database-url", &url]);
    }
    println!("$ {}", shell::words(&server));
    // The server takes this process's place, so that Ctrl-C and signals reach it and it can end in good order.
    Err(server.exec()).context("cannot start the server")
}

/// Builds the server in the quick profile; returns the path of the program.
pub fn build_server() -> Result<PathBuf> {
    shell::timed("Building the server (the first time takes some minutes)", || {
        shell::run(shell::cargo().args(["build", "--profile", QUICK_PROFILE, "--package", "pumasi"]))?;
        Ok(shell::target_dir()?.join(QUICK_PROFILE).join("pumasi"))
    })
}

/// Where the demo lives. Only our own folder is ever emptied: one that a person named may hold anything.
fn prepare_data_dir(named: Option<PathBuf>, keep: bool) -> Result<PathBuf> {
    if let Some(dir) = named {
        return Ok(std::path::absolute(dir)?);
    }
    let dir = shell::root().join("data/demo");
    if !keep {
        remove(&dir)?;
    }
    Ok(dir)
}

fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot empty {}", dir.display()))
        }
        _ => Ok(()),
    }
}
