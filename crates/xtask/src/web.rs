//! The front end: its packages, its build, its scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::Result;

use crate::shell;

/// The folder of the front end.
pub fn dir() -> PathBuf {
    shell::root().join("web")
}

/// `npm`, in `web/`.
pub fn npm(words: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(dir()).args(words);
    command
}

/// Installs the packages, unless they were installed from this very lock file.
pub fn install() -> Result<()> {
    let web = dir();
    // npm writes this file last of all, so that an interrupted installation is not taken for a whole one.
    let installed = modified(&web.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&web.join("package-lock.json")) {
        println!("The front end's packages are up to date.");
        return Ok(());
    }
    shell::timed("Installing the front end's packages (npm ci)", || {
        shell::run(&mut npm(&["ci", "--no-audit", "--no-fund"]))
    })
}

/// Builds `web/dist`, unless nothing changed since it was built.
pub fn build_if_stale() -> Result<()> {
    let web = dir();
    let built = modified(&web.join("dist/work.html"));
    if built.is_some() && built >= newest(&web) {
        println!("The front end's build is up to date.");
        return Ok(());
    }
    shell::timed("Building the front end (npm run build)", build)
}

/// Builds `web/dist`.
pub fn build() -> Result<()> {
    shell::run(&mut npm(&["run", "build"]))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// The time of the newest source file. Directories count too: their time changes when a file in them is deleted.
fn newest(dir: &Path) -> Option<SystemTime> {
    let not_sources = ["node_modules", "dist", "test-results", "playwright-report", "e2e"];
    let inside = fs::read_dir(dir).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name();
        if not_sources.iter().any(|skipped| name == *skipped) {
            return None;
        }
        let path = entry.path();
        if !path.is_dir() {
            return modified(&path);
        }
        newest(&path).max(modified(&path))
    });
    inside.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_source_decides_and_build_products_do_not() {
        let dir = std::env::temp_dir().join(format!("pumasi-web-{}", std::process::id()));
        fs::create_dir_all(dir.join("src")).unwrap();
        fs::create_dir_all(dir.join("dist")).unwrap();
        fs::write(dir.join("src/a.ts"), "").unwrap();
        let sources = newest(&dir).unwrap();
        let later = sources + std::time::Duration::from_secs(60);
        fs::File::create(dir.join("dist/work.html"))
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert_eq!(newest(&dir), Some(sources));
        fs::File::create(dir.join("src/b.ts"))
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert_eq!(newest(&dir), Some(later));
        fs::remove_dir_all(dir).unwrap();
    }
}
