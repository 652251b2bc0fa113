//! Files and functions short enough to be read whole.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Finding;
use super::files::SourceFile;
use super::masking::without_comments_and_strings;
use crate::shell;

const FILE_LINES_WARNED: usize = 400;
const FILE_LINES_MAX: usize = 800;
const FUNCTION_LINES_MAX: usize = 70;
/// Holds how many longer functions there still may be. The number may only fall.
const RATCHET: &str = "crates/xtask/long-functions.txt";

pub fn of_file(file: &SourceFile) -> Option<Finding> {
    if !["rs", "ts", "tsx", "mjs", "js", "css", "sql"].contains(&file.extension()) {
        return None;
    }
    let lines = file.text.lines().count();
    let text = format!("{}: {lines} lines; split it by idea", file.path);
    match lines {
        0..=FILE_LINES_WARNED => None,
        _ if lines <= FILE_LINES_MAX => Some(Finding::warning(text)),
        _ => Some(Finding::error(format!("{text} ({FILE_LINES_MAX} is the most)"))),
    }
}

/// Compares the number of long functions with the number that was there before.
pub fn of_functions(files: &[SourceFile]) -> Result<Vec<Finding>> {
    let allowed = read_ratchet()?;
    let long = long_functions(files);
    Ok(judge(&long, allowed))
}

/// Writes the present number of long functions as the limit, if it fell.
pub fn lower_ratchet(files: &[SourceFile]) -> Result<()> {
    let (now, allowed) = (long_functions(files).len(), read_ratchet()?);
    if now >= allowed {
        println!(
            "There are {now} functions over {FUNCTION_LINES_MAX} lines and {allowed} are allowed: nothing to lower."
        );
        return Ok(());
    }
    fs::write(ratchet_path(), format!("{now}\n")).with_context(|| format!("cannot write {RATCHET}"))?;
    println!("{RATCHET}: {allowed} → {now}");
    Ok(())
}

fn judge(long: &[String], allowed: usize) -> Vec<Finding> {
    if long.len() > allowed {
        let head = format!(
            "{} functions are over {FUNCTION_LINES_MAX} lines and {allowed} may be; split the new one:\n  {}",
            long.len(),
            long.join("\n  ")
        );
        return vec![Finding::error(head)];
    }
    if long.len() < allowed {
        let text = format!(
            "{RATCHET}: only {} of {allowed} long functions are left; run `cargo xtask tidy --lower`",
            long.len()
        );
        return vec![Finding::warning(text)];
    }
    Vec::new()
}

fn ratchet_path() -> PathBuf {
    shell::root().join(RATCHET)
}

fn read_ratchet() -> Result<usize> {
    let text = fs::read_to_string(ratchet_path()).with_context(|| format!("cannot read {RATCHET}"))?;
    text.trim()
        .parse()
        .with_context(|| format!("{RATCHET} holds `{}`, which is not a number", text.trim()))
}

fn long_functions(files: &[SourceFile]) -> Vec<String> {
    let rust = files.iter().filter(|file| file.is_rust());
    let described = rust.flat_map(|file| {
        functions(&file.text)
            .into_iter()
            .filter(|function| function.lines > FUNCTION_LINES_MAX)
            .map(move |function| {
                format!(
                    "{}:{}: {} has {} lines",
                    file.path, function.line, function.name, function.lines
                )
            })
    });
    described.collect()
}

struct Function {
    name: String,
    line: usize,
    lines: usize,
}

/// The functions of Rust code that have a body.
fn functions(code: &str) -> Vec<Function> {
    let chars: Vec<char> = without_comments_and_strings(code).chars().collect();
    let mut found = Vec::new();
    let mut line = 1;
    for at in 0..chars.len() {
        if chars[at] == '\n' {
            line += 1;
        }
        let starts_word = at == 0 || !(chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
        if !(starts_word && chars[at..].starts_with(&['f', 'n', ' '])) {
            continue;
        }
        let name: String = chars[at + 3..]
            .iter()
            .take_while(|c| c.is_alphanumeric() || **c == '_')
            .collect();
        // `fn` without a name is a type.
        if let (false, Some(lines)) = (name.is_empty(), lines_to_closing_brace(&chars[at..])) {
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// Lines from the beginning to the brace that closes the first one; none if a semicolon comes first.
fn lines_to_closing_brace(chars: &[char]) -> Option<usize> {
    let (mut lines, mut braces, mut brackets) = (1, 0_usize, 0_usize);
    for c in chars {
        match c {
            '\n' => lines += 1,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '{' => braces += 1,
            // Not the semicolon of an array type in the signature.
            ';' if braces == 0 && brackets == 0 => return None,
            '}' if braces <= 1 => return Some(lines),
            '}' => braces -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::super::files::file;
    use super::*;

    #[test]
    fn long_files_are_warned_of_and_then_refused() {
        let of = |lines: usize| of_file(&file("a.rs", &"x\n".repeat(lines))).map(|finding| finding.severity);
        assert_eq!(of(400), None);
        assert_eq!(of(401), Some(Severity::Warning));
        assert_eq!(of(801), Some(Severity::Error));
        assert_eq!(of_file(&file("a.md", &"x\n".repeat(900))), None);
    }

    #[test]
    fn measures_functions_past_strings_types_and_nesting() {
        let code = "trait T { fn none(&self, a: [u8; 3]); }\n\
            fn outer(f: fn (u8) -> u8) {\n    let s = \"}\";\n    fn inner() {\n    }\n}\nfn one() {}\n";
        let found: Vec<_> = functions(code)
            .into_iter()
            .map(|f| (f.name, f.line, f.lines))
            .collect();
        assert_eq!(
            found,
            [
                ("outer".to_owned(), 2, 5),
                ("inner".to_owned(), 4, 2),
                ("one".to_owned(), 7, 1)
            ]
        );
    }

    #[test]
    fn the_number_of_long_functions_may_only_fall() {
        let long = long_functions(&[file("a.rs", &format!("fn long() {{\n{}}}\n", "x;\n".repeat(70)))]);
        assert_eq!(long, ["a.rs:1: long has 72 lines"]);
        assert_eq!(judge(&long, 1), []);
        assert_eq!(judge(&long, 0)[0].severity, Severity::Error);
        assert_eq!(judge(&long, 2)[0].severity, Severity::Warning);
        assert!(
            long_functions(&[file("a.rs", &format!("fn short() {{\n{}}}\n", "x;\n".repeat(68)))]).is_empty()
        );
    }
}
