//! A Chromium for the browser tests: the machine's own, else Debian's, else the one Playwright downloads.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{shell, tools, web};

/// The variable that tells the browser tests which Chromium to start.
pub const VARIABLE: &str = "PUMASI_CHROMIUM";

/// Finds a Chromium, or installs one and says so.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        let path = PathBuf::from(named);
        if !path.is_file() {
            bail!("{VARIABLE} names {}, which is not a file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = installed() {
        println!("Chromium: {}", path.display());
        return Ok(path);
    }
    if tools::can_apt() {
        println!("!! No Chromium here: installing Debian's package `chromium`.");
        tools::apt_install(&["chromium"])?;
        return installed().context("the package `chromium` is installed but brought no program `chromium`");
    }
    println!("!! No Chromium here: letting Playwright download its own.");
    shell::run(
        Command::new("npx")
            .current_dir(web::dir())
            .args(["playwright", "install", "chromium"]),
    )
    .context(
        "no Chromium could be had; install one (package `chromium`, or Google Chrome) or set PUMASI_CHROMIUM",
    )?;
    let ask = "import('@playwright/test').then(p => console.log(p.chromium.executablePath()))";
    let path = shell::output(Command::new("node").current_dir(web::dir()).args(["-e", ask]))?;
    Ok(PathBuf::from(path))
}

fn installed() -> Option<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    names
        .iter()
        .find_map(|name| shell::which(name))
        .or_else(|| mac.is_file().then_some(mac))
}
