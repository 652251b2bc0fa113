//! Words that do not belong into a finished file: notes to oneself, and paths of somebody's machine.

use super::Finding;
use super::files::SourceFile;

/// Put together here, so that this file keeps its own rule.
const NOTES: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
const PRIVATE_PATHS: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/work/ma", "in"),
    concat!("/work/sha", "red"),
];

pub fn check(file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let place = format!("{}:{}", file.path, index + 1);
        if let Some(note) = NOTES.iter().find(|note| has_word(line, note)) {
            findings.push(Finding::error(format!(
                "{place}: `{note}`: do it, or file an issue"
            )));
        }
        if let Some(path) = PRIVATE_PATHS.iter().find(|path| has_path(line, path)) {
            findings.push(Finding::error(format!(
                "{place}: `{path}…` is a path of one machine; use a relative one"
            )));
        }
    }
    findings
}

/// Whether the line has the word by itself, not as part of a longer one.
pub fn has_word(line: &str, word: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(in_word)
            && !line[at + word.len()..].chars().next().is_some_and(in_word)
    })
}

/// Whether a path begins with `start`; `~/…` and addresses on a web server are something else.
fn has_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let goes_on = line[at + start.len()..]
            .chars()
            .next()
            .is_none_or(|c| c.is_alphanumeric() || "/._-".contains(c));
        goes_on && !before.is_some_and(|c| c.is_alphanumeric() || "/._-~}".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    fn texts(line: &str) -> usize {
        check(&file("a.rs", line)).len()
    }

    #[test]
    fn notes_to_oneself_are_found_as_whole_words() {
        assert_eq!(texts(&format!("// {}: later", NOTES[0])), 1);
        assert_eq!(texts(&format!("let {}S = 1;", NOTES[0])), 0);
        assert_eq!(texts(&format!("my_{}", NOTES[1])), 0);
    }

    #[test]
    fn private_paths_are_found_and_addresses_are_not() {
        assert_eq!(texts(&format!("open(\"{}kim/data\")", PRIVATE_PATHS[0])), 1);
        assert_eq!(texts(&format!("cd {}/crates", PRIVATE_PATHS[3])), 1);
        assert_eq!(texts(&format!("https://host{}kim", PRIVATE_PATHS[0])), 0);
        assert_eq!(texts("/work/tasks"), 0);
    }
}
