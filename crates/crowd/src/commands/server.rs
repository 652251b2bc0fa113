//! A server of our own: started, killed, started again.

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use pumasi_crowd::client::Client;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// Which server is started, and on what.
#[derive(Args, Clone, Debug)]
pub struct ServerArgs {
    /// The server's binary
    #[arg(long, value_name = "FILE", default_value = "target/debug/pumasi")]
    pub binary: PathBuf,
    /// Folder of its data; without one, a temporary folder
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL instead of SQLite: an empty database that may be filled with rubbish
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
}

const OPERATOR: &str = "operator@example.com";
/// How long a server may take to answer after its start.
const START_MAX: Duration = Duration::from_secs(60);

/// A server process, dead or alive.
pub struct Server {
    args: ServerArgs,
    data_dir: PathBuf,
    port: u16,
    child: Option<Child>,
    /// Removed with the server.
    _temporary: Option<TempDir>,
}

impl Server {
    /// Makes the operator and starts the server.
    pub async fn start(args: ServerArgs) -> Result<(Server, Client)> {
        ensure!(
            args.binary.exists(),
            "{} is missing: build it with `cargo build --package pumasi`, or name another with --binary",
            args.binary.display()
        );
        let temporary = match args.data_dir {
            Some(_) => None,
            None => Some(tempfile::tempdir().context("no temporary folder")?),
        };
        let data_dir = match (&args.data_dir, &temporary) {
            (Some(named), _) => named.clone(),
            (None, Some(temporary)) => temporary.path().to_owned(),
            (None, None) => bail!("no data folder"),
        };
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut server = Server {
            args,
            data_dir,
            port,
            child: None,
            _temporary: temporary,
        };
        let password = format!("{:016x}", rand::random::<u64>());
        let made = server
            .command(&["user", "create-operator", OPERATOR])
            .env("PUMASI_PASSWORD", &password)
            .stdout(Stdio::null())
            .status()
            .await?;
        ensure!(made.success(), "the operator could not be made: {made}");
        server.restart().await?;
        let stranger = Client::new(&server.base_url());
        let (operator, _) = stranger.sign_in(OPERATOR, &password).await?;
        Ok((server, operator))
    }

    fn command(&self, subcommand: &[&str]) -> Command {
        let mut command = Command::new(&self.args.binary);
        command
            .args(subcommand)
            .arg("--data-dir")
            .arg(&self.data_dir)
            .stdin(Stdio::null());
        // Named even when empty, so that nothing of the caller's environment gets in.
        command.env_remove("DATABASE_URL").env("PUMASI_LOG", "warn");
        if let Some(url) = &self.args.database_url {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// Where it listens, before and after a restart.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it, and waits until it answers; says how long that took.
    pub async fn restart(&mut self) -> Result<Duration> {
        let (started, client) = (Instant::now(), Client::new(&self.base_url()));
        let listen = format!("127.0.0.1:{}", self.port);
        let child = self
            .command(&["serve", "--listen", &listen, "--rate-limits", "false"])
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} can not be started", self.args.binary.display()))?;
        let child = self.child.insert(child);
        while !client.is_well().await {
            if let Some(status) = child.try_wait()? {
                bail!("the server ended before it answered: {status}");
            }
            ensure!(started.elapsed() < START_MAX, "the server does not answer");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(started.elapsed())
    }

    /// Kills it in the middle of whatever it does (SIGKILL), and waits until it is dead.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            if let Some(status) = child.try_wait()? {
                bail!("the server had ended by itself: {status}");
            }
            child.kill().await?;
        }
        Ok(())
    }

    /// Whether the ledger proves itself.
    pub async fn verify_ledger(&self) -> Result<()> {
        let output = self.command(&["ledger", "verify"]).output().await?;
        ensure!(
            output.status.success(),
            "ledger verify: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    /// The most memory that it had at once since the last time this was asked, in bytes. Linux only.
    pub fn peak_memory(&self) -> Option<u64> {
        let process = Path::new("/proc").join(self.child.as_ref()?.id()?.to_string());
        let status = std::fs::read_to_string(process.join("status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        // Starts the mark anew; where that is not allowed, the mark is of the whole life.
        let _ = std::fs::write(process.join("clear_refs"), "5");
        Some(kibibytes * 1024)
    }

    /// Time that it has spent on processors so far. Linux only.
    pub fn processor_time(&self) -> Option<Duration> {
        let process = Path::new("/proc").join(self.child.as_ref()?.id()?.to_string());
        let stat = std::fs::read_to_string(process.join("stat")).ok()?;
        // Behind the name in brackets: state is the first field, user and system time the 12th and 13th, in ticks of 10 ms.
        let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 10))
    }
}
