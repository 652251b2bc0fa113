//! `demo`: fills a running server with the demo, as `pumasi demo` does with its own.

use anyhow::{Context, Result};
use pumasi_crowd::demo::{DemoAssets, DemoOptions, fill};
use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Instant;

/// What to fill.
#[derive(clap::Args)]
pub struct Args {
    /// The server's address
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// E-mail address of an operator
    #[arg(long)]
    operator: String,
    /// The operator's password
    #[arg(long, env = "PUMASI_PASSWORD", hide_env_values = true)]
    password: String,
    /// Folder of the built front end, whose `demo` folder holds the pictures
    #[arg(long, value_name = "DIR", default_value = "web/dist")]
    web: PathBuf,
}

/// Does it.
pub async fn run(args: Args) -> Result<()> {
    let assets = DemoAssets::load(|path| Some(Cow::Owned(std::fs::read(args.web.join(path)).ok()?)))
        .context("the pictures of the demo")?;
    let started = Instant::now();
    let logins = fill(
        &args.url,
        assets,
        &DemoOptions::new(&args.operator, &args.password),
    )
    .await?;
    for login in logins.logins {
        println!(
            "{:<13} {:<24} {:<12} {}",
            login.role, login.email, login.password, login.note_en
        );
    }
    let state = if logins.already_there {
        "was there already"
    } else {
        "filled"
    };
    println!("{state}, {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}
