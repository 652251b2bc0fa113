//! One PostgreSQL server with a data directory of its own, gone when it is dropped or when this program dies.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::find::{self, Programs};
use super::owner::Owner;
use crate::shell;

const SUPERUSER: &str = "pumasi";
const START_TIMEOUT: Duration = Duration::from_secs(60);
/// Every test opens a few connections, and a test runner starts as many tests as there are cores, or more.
const CONNECTIONS_MAX: u32 = 300;

/// What a commit promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing after a power loss, for which tests are several times faster.
    Fast,
    /// What PostgreSQL promises as it comes.
    Durable,
}

/// A running server.
pub struct Cluster {
    dir: PathBuf,
    port: u16,
    server: Child,
    guardian: Child,
}

impl Cluster {
    /// Makes a data directory, starts a server on it and waits until it answers.
    pub fn start(durability: Durability) -> Result<Self> {
        let started = Instant::now();
        let programs = find::find_or_install()?;
        let owner = Owner::choose()?;
        let home = Home::create(owner)?;
        let programs = reachable(programs, owner, &home.dir)?;
        home.initialise(&programs)?;
        let cluster = home.launch(&programs, durability)?;
        println!(
            "PostgreSQL: {} from {}, port {}, started in {}",
            shell::output(Command::new(programs.bin.join("postgres")).arg("--version"))?,
            programs.source,
            cluster.port,
            shell::human(started.elapsed()),
        );
        Ok(cluster)
    }

    /// The address of one of its databases. `postgres` is there from the start; see also [`EXTRA_DATABASES`].
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{SUPERUSER}@127.0.0.1:{}/{database}", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_TIMEOUT;
        loop {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once ({status}):\n{}", self.log_tail());
            }
            if is_ready(&self.dir.join("data/postmaster.pid")) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!(
                    "PostgreSQL was not ready in {}:\n{}",
                    shell::human(START_TIMEOUT),
                    self.log_tail()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log_tail(&self) -> String {
        let text = fs::read_to_string(self.dir.join("log")).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The end of its input tells the guardian to clear up. It waits for the server to be gone, and the
        // server is only gone when its parent, this process, has taken note of its end.
        drop(self.guardian.stdin.take());
        let ends = [self.server.wait(), self.guardian.wait()];
        if ends.iter().any(Result::is_err) || self.dir.exists() {
            eprintln!("warning: PostgreSQL may have left {} behind", self.dir.display());
        }
    }
}

/// Databases beside `postgres`, for those who cannot make their own.
pub const EXTRA_DATABASES: [&str; 2] = ["pumasi_e2e_0", "pumasi_e2e_1"];

/// A directory for a cluster that does not run yet; removed when dropped before it does.
struct Home {
    dir: PathBuf,
    owner: Owner,
    launched: bool,
}

impl Home {
    /// In the system's temporary directory, since another user cannot reach into most home directories.
    fn create(owner: Owner) -> Result<Self> {
        let base = std::env::temp_dir();
        for attempt in 0..100 {
            let dir = base.join(format!("pumasi-pg-{}-{attempt}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&dir) {
                Ok(()) => {
                    let home = Self {
                        dir,
                        owner,
                        launched: false,
                    };
                    owner.takes(&home.dir)?;
                    return Ok(home);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| format!("cannot make {}", dir.display())),
            }
        }
        bail!(
            "cannot find a free name for PostgreSQL's files in {}",
            base.display()
        )
    }

    /// Fills the data directory and makes the extra databases, before any server runs.
    fn initialise(&self, programs: &Programs) -> Result<()> {
        let mut initdb = self.program(programs, "initdb");
        initdb.args([
            "--no-sync",
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "-D",
        ]);
        shell::output(initdb.arg(self.dir.join("data")))?;

        let mut single = self.program(programs, "postgres");
        single
            .args(["--single", "-D"])
            .arg(self.dir.join("data"))
            .arg("postgres");
        let mut child = single
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut input = child
            .stdin
            .take()
            .context("PostgreSQL's single-user mode has no input")?;
        for database in EXTRA_DATABASES {
            writeln!(input, "CREATE DATABASE {database}")?;
        }
        drop(input);
        let output = child.wait_with_output()?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || complaint.contains("ERROR") {
            bail!(
                "cannot make the databases ({}): {}",
                output.status,
                complaint.trim()
            );
        }
        Ok(())
    }

    fn launch(mut self, programs: &Programs, durability: Durability) -> Result<Cluster> {
        let port = free_port()?;
        let log = File::create(self.dir.join("log"))?;
        let mut command = self.program(programs, "postgres");
        command
            .arg("-D")
            .arg(self.dir.join("data"))
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"]);
        command
            .arg(&self.dir)
            .args(["-c", &format!("max_connections={CONNECTIONS_MAX}")]);
        if durability == Durability::Fast {
            command.args([
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
            ]);
        }
        // A group of its own, so that Ctrl-C reaches the tests first and the server only through the guardian.
        command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let server = command
            .spawn()
            .with_context(|| format!("cannot start `{}`", shell::words(&command)))?;
        let guardian = guard(server.id(), &self.dir)?;
        self.launched = true;
        let mut cluster = Cluster {
            dir: self.dir.clone(),
            port,
            server,
            guardian,
        };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// One of PostgreSQL's programs, to be run by the owner, deaf to the user's own PostgreSQL settings.
    fn program(&self, programs: &Programs, name: &str) -> Command {
        let mut command = Command::new(programs.bin.join(name));
        command.current_dir(&self.dir).env("LC_ALL", "C").env("TZ", "UTC");
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("PG") {
                command.env_remove(variable);
            }
        }
        self.owner.runs(&mut command);
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !self.launched && fs::remove_dir_all(&self.dir).is_err() {
            eprintln!("warning: {} is left behind", self.dir.display());
        }
    }
}

/// Starts a small shell that stops the server and deletes its files once its input ends, which the system
/// sees to however this program dies: by itself, by Ctrl-C, by a panic or by `kill -9`.
fn guard(server: u32, dir: &Path) -> Result<Child> {
    let script = r#"
        trap '' INT TERM HUP
        cat >/dev/null
        kill -QUIT "$1" 2>/dev/null
        tries=0
        while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
        kill -KILL "$1" 2>/dev/null
        rm -rf "$2" || { sleep 1; rm -rf "$2"; }
    "#;
    let mut command = Command::new("sh");
    command
        .args(["-c", script, "pumasi-postgres-guardian", &server.to_string()])
        .arg(dir);
    command
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().context("cannot start `sh`")
}

/// The programs, in a place where the owner can run them: a checkout below root's home is closed to others.
fn reachable(programs: Programs, owner: Owner, dir: &Path) -> Result<Programs> {
    let mut try_it = Command::new(programs.bin.join("postgres"));
    try_it.current_dir("/").arg("--version");
    if shell::succeeds(owner.runs(&mut try_it)) {
        return Ok(programs);
    }
    let copy = dir.join("programs");
    shell::output(Command::new("cp").arg("-a").arg(&programs.whole).arg(&copy))?;
    shell::output(Command::new("chmod").args(["-R", "a+rX"]).arg(&copy))?;
    Ok(programs.moved(copy))
}

/// PostgreSQL writes `ready` into the eighth line of this file when it accepts connections.
fn is_ready(pid_file: &Path) -> bool {
    fs::read_to_string(pid_file)
        .is_ok_and(|text| text.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")
        .context("cannot open a port on 127.0.0.1")?
        .local_addr()?
        .port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readiness_is_read_from_the_pid_file() {
        let file = std::env::temp_dir().join(format!("pumasi-pid-{}", std::process::id()));
        assert!(!is_ready(&file));
        fs::write(&file, "1\n/data\n0\n5432\n/dir\n127.0.0.1\n  1 2\nstarting\n").unwrap();
        assert!(!is_ready(&file));
        fs::write(&file, "1\n/data\n0\n5432\n/dir\n127.0.0.1\n  1 2\nready   \n").unwrap();
        assert!(is_ready(&file));
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn the_guardian_ends_the_server_and_deletes_its_files() {
        let dir = std::env::temp_dir().join(format!("pumasi-guarded-{}", std::process::id()));
        fs::create_dir(&dir).unwrap();
        let mut server = Command::new("sleep").arg("600").spawn().unwrap();
        let mut guardian = guard(server.id(), &dir).unwrap();
        assert!(server.try_wait().unwrap().is_none() && dir.exists());
        drop(guardian.stdin.take());
        assert!(!server.wait().unwrap().success());
        assert!(guardian.wait().is_ok());
        assert!(!dir.exists());
    }
}
