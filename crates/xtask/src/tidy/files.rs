//! The files of the checkout that somebody wrote.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// A text file, by its path from the root with forward slashes.
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

impl SourceFile {
    pub fn extension(&self) -> &str {
        Path::new(&self.path)
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default()
    }

    pub fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    /// Whether the file is a test, or helps only tests.
    pub fn is_test(&self) -> bool {
        let in_folder = |folder: &str| self.path.split('/').any(|part| part == folder);
        in_folder("tests") || in_folder("benches") || in_folder("e2e") || self.path.ends_with("tests.rs")
    }
}

const SKIPPED_FOLDERS: [&str; 8] = [
    ".git",
    "target",
    "node_modules",
    "dist",
    "data",
    "test-results",
    "playwright-report",
    "snapshots",
];
/// Files that programs write: nobody can keep rules in them.
const GENERATED: [&str; 2] = ["web/src/api/generated/", "api/openapi.json"];
const TEXT: [&str; 15] = [
    "rs", "ts", "tsx", "mjs", "js", "css", "html", "sql", "md", "toml", "yml", "yaml", "sh", "json",
    "service",
];

pub fn read_all(root: &Path) -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<SourceFile>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !SKIPPED_FOLDERS.contains(&name.as_str()) {
                collect(root, &path, files)?;
            }
            continue;
        }
        let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        let ours = TEXT.contains(&extension) && name != "package-lock.json";
        if ours && !GENERATED.iter().any(|generated| relative.starts_with(generated)) {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {relative}"))?;
            files.push(SourceFile {
                path: relative,
                text: String::from_utf8_lossy(&bytes).into_owned(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
pub fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sources_and_leaves_out_what_programs_wrote() {
        let root = std::env::temp_dir().join(format!("pumasi-files-{}", std::process::id()));
        for path in [
            "a/b.rs",
            "a/target/c.rs",
            "web/src/api/generated/types.ts",
            "web/package-lock.json",
            "a/picture.png",
            "a.md",
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let paths: Vec<_> = read_all(&root)
            .unwrap()
            .into_iter()
            .map(|file| file.path)
            .collect();
        assert_eq!(paths, ["a.md", "a/b.rs"]);
        fs::remove_dir_all(root).unwrap();
    }
}
