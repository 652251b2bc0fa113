//! Running other programs, with their names, directories and times said aloud.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// The directory that Cargo builds into. Taken from where this very program lies, which is right
/// whatever `CARGO_TARGET_DIR` or a user's own Cargo configuration says.
pub fn target_dir() -> Result<PathBuf> {
    let program = std::env::current_exe().context("cannot tell where this program lies")?;
    // <target>/debug/pumasi-xtask, and for its own tests <target>/debug/deps/pumasi_xtask-hash
    let profile_dir = program
        .ancestors()
        .skip(1)
        .find(|dir| dir.file_name() != Some(OsStr::new("deps")))
        .and_then(Path::parent)
        .with_context(|| format!("{} is not in a Cargo target directory", program.display()))?;
    Ok(profile_dir.to_path_buf())
}

/// `cargo`, in the root, without the variables that `cargo run` gave to this program: build scripts
/// that watch them would believe that something changed.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    if in_ci() {
        // A cold build gains nothing from incremental compilation and pays for it in time and disk.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Whether a CI server, rather than a person, waits for the outcome.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The words of a command as a person would type them.
pub fn words(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| quoted(&word.to_string_lossy()))
        .collect::<Vec<_>>()
        .join(" ")
}

fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains(char::is_whitespace) {
        format!("'{word}'")
    } else {
        word.to_owned()
    }
}

/// Runs a command with this program's own input and output, and fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let line = words(command);
    println!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command and returns what it printed, without the line end. Fails when it does, with its complaint.
pub fn output(command: &mut Command) -> Result<String> {
    let line = words(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!(
            "`{line}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Whether a command can be started at all and ends well; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Says what is being done, does it, and says how long it took.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {what}");
    let started = Instant::now();
    let done = work()?;
    println!("== done in {}\n", human(started.elapsed()));
    Ok(done)
}

/// `0.3 s`, `12 s`, `3 min 05 s`.
pub fn human(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match time.as_secs() {
        0..10 => format!("{seconds:.1} s"),
        10..60 => format!("{seconds:.0} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// The full path of a program on `PATH`.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_person_says_them() {
        assert_eq!(human(Duration::from_millis(340)), "0.3 s");
        assert_eq!(human(Duration::from_secs(12)), "12 s");
        assert_eq!(human(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_failing_command_is_named_with_its_complaint() {
        let error = output(Command::new("sh").args(["-c", "echo broken >&2; exit 3"]))
            .unwrap_err()
            .to_string();
        assert!(error.contains("sh -c 'echo broken >&2; exit 3'"), "{error}");
        assert!(
            error.contains("exit status: 3") && error.ends_with(": broken"),
            "{error}"
        );
        assert!(
            run(&mut Command::new("no-such-program-here"))
                .unwrap_err()
                .to_string()
                .contains("no-such-program-here")
        );
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("crates/xtask/Cargo.toml").is_file());
        assert!(target_dir().unwrap().is_dir());
    }
}
