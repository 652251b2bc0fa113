//! Just enough of a command line parser: an argument library would double the time this program takes to build.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail};

/// The arguments that nobody has taken yet.
pub struct Args {
    rest: VecDeque<String>,
    /// Everything after `--`, untouched.
    trailing: Vec<String>,
}

impl Args {
    pub fn from_env() -> Self {
        Self::new(std::env::args().skip(1))
    }

    fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut words = words.into_iter();
        let rest = words.by_ref().take_while(|word| word != "--").collect();
        Self {
            rest,
            trailing: words.collect(),
        }
    }

    /// Takes the leading word, which names the command.
    pub fn command(&mut self) -> Option<String> {
        self.rest.pop_front()
    }

    /// Takes `--name`; tells whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|word| word != name);
        self.rest.len() < before
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(index) = self.rest.iter().position(|word| names_option(word, name)) else {
            return Ok(None);
        };
        let word = self.rest.remove(index).unwrap_or_default();
        if let Some((_, value)) = word.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        let value = self
            .rest
            .remove(index)
            .with_context(|| format!("{name} needs a value"))?;
        Ok(Some(value))
    }

    /// Takes `--name a,b`, as a list; absent is an empty list.
    pub fn list(&mut self, name: &str) -> Result<Vec<String>> {
        let text = self.value(name)?.unwrap_or_default();
        Ok(text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// Takes what follows `--`.
    pub fn trailing(&mut self) -> Vec<String> {
        std::mem::take(&mut self.trailing)
    }

    /// Refuses whatever nobody took, so that a misspelt option is not silently ignored.
    pub fn finish(self) -> Result<()> {
        match self.rest.front().or(self.trailing.first()) {
            Some(word) => bail!("`{word}` is not understood here; `cargo xtask help` lists what is"),
            None => Ok(()),
        }
    }
}

fn names_option(word: &str, name: &str) -> bool {
    word.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn takes_flags_values_lists_and_what_follows_the_dashes() {
        let mut args = args("ci --only fmt,tidy --listen=127.0.0.1:1 --keep -- echo --keep");
        assert_eq!(args.command().as_deref(), Some("ci"));
        assert!(args.flag("--keep"));
        assert!(!args.flag("--keep"));
        assert_eq!(args.list("--only").unwrap(), ["fmt", "tidy"]);
        assert_eq!(args.value("--listen").unwrap().as_deref(), Some("127.0.0.1:1"));
        assert_eq!(args.trailing(), ["echo", "--keep"]);
        args.finish().unwrap();
    }

    #[test]
    fn an_option_is_not_mistaken_for_a_longer_one() {
        let mut args = args("--keep-going");
        assert!(!args.flag("--keep"));
        assert_eq!(args.value("--keep").unwrap(), None);
        assert!(args.flag("--keep-going"));
    }

    #[test]
    fn refuses_the_unknown_and_the_incomplete() {
        assert!(
            args("--nonsense")
                .finish()
                .unwrap_err()
                .to_string()
                .contains("--nonsense")
        );
        assert!(
            args("--listen")
                .value("--listen")
                .unwrap_err()
                .to_string()
                .contains("needs a value")
        );
    }
}
