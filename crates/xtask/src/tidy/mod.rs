//! The house rules that a program can check. The rest of them is for people.

mod files;
mod layers;
mod length;
mod masking;
mod words;

use anyhow::{Result, bail};

use crate::args::Args;
use crate::shell;

/// Something against the rules.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// `path:line: what is wrong and how to mend it`
    pub text: String,
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Severity {
    Warning,
    Error,
}

impl Finding {
    fn error(text: String) -> Self {
        Self {
            severity: Severity::Error,
            text,
        }
    }

    fn warning(text: String) -> Self {
        Self {
            severity: Severity::Warning,
            text,
        }
    }
}

pub fn run(mut args: Args) -> Result<()> {
    let lower = args.flag("--lower");
    args.finish()?;
    if lower {
        return length::lower_ratchet(&files::read_all(&shell::root())?);
    }
    check()
}

/// Applies every rule to the checkout; fails when one is broken.
pub fn check() -> Result<()> {
    let files = files::read_all(&shell::root())?;
    let mut findings = Vec::new();
    for file in &files {
        findings.extend(length::of_file(file));
        findings.extend(words::check(file));
        findings.extend(layers::check(file));
    }
    findings.extend(length::of_functions(&files)?);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    for finding in &findings {
        let word = if finding.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        println!("{word}: {}", finding.text);
    }
    if errors > 0 {
        bail!("{errors} house rules are broken");
    }
    println!("{} files are tidy ({} warnings).", files.len(), findings.len());
    Ok(())
}
