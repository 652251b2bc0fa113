//! Committed files that a program writes: the API document, and the front end's client made from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::{shell, tools, web};

const API_DOCUMENT: &str = "api/openapi.json";
const CLIENT: &str = "web/src/api/generated";

pub fn command(mut args: Args) -> Result<()> {
    let check = args.flag("--check");
    args.finish()?;
    shell::run(shell::cargo().args(["build", "--package", "pumasi"]))?;
    let server = shell::target_dir()?.join("debug/pumasi");
    tools::check_node()?;
    web::install()?;
    if check {
        verify(&server)
    } else {
        regenerate(&server)
    }
}

/// Writes the generated files anew with the given build of the server.
pub fn regenerate(server: &Path) -> Result<()> {
    let mut document = shell::output(Command::new(server).arg("openapi"))?;
    document.push('\n');
    let path = shell::root().join(API_DOCUMENT);
    fs::write(&path, document).with_context(|| format!("cannot write {}", path.display()))?;
    shell::run(&mut web::npm(&["run", "gen"]))
}

/// Fails when the committed files differ from what would be generated. Leaves the files as they were.
pub fn verify(server: &Path) -> Result<()> {
    let before = snapshot()?;
    let outcome = regenerate(server);
    let after = snapshot()?;
    restore(&before, &after)?;
    outcome?;
    let stale = differences(&before, &after);
    if !stale.is_empty() {
        let list: Vec<_> = stale.iter().map(|path| format!("  {}", path.display())).collect();
        bail!(
            "generated files are stale; run `cargo xtask gen` and commit:\n{}",
            list.join("\n")
        );
    }
    Ok(())
}

type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

fn snapshot() -> Result<Snapshot> {
    let root = shell::root();
    let mut files = Snapshot::new();
    let document = root.join(API_DOCUMENT);
    if document.exists() {
        files.insert(document.clone(), fs::read(document)?);
    }
    collect(&root.join(CLIENT), &mut files)?;
    Ok(files)
}

fn collect(dir: &Path, files: &mut Snapshot) -> Result<()> {
    if !dir.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.insert(path.clone(), fs::read(&path)?);
        }
    }
    Ok(())
}

fn differences(before: &Snapshot, after: &Snapshot) -> Vec<PathBuf> {
    let mut paths: Vec<_> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .cloned()
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

fn restore(before: &Snapshot, after: &Snapshot) -> Result<()> {
    for path in differences(before, after) {
        match before.get(&path) {
            Some(bytes) => fs::write(&path, bytes)?,
            None => fs::remove_file(&path)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_name_changed_added_and_lost_files() {
        let files = |list: &[(&str, &str)]| -> Snapshot {
            list.iter()
                .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
                .collect()
        };
        let before = files(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = files(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(
            differences(&before, &after),
            [PathBuf::from("b"), PathBuf::from("c"), PathBuf::from("d")]
        );
        assert!(differences(&before, &before).is_empty());
    }
}
