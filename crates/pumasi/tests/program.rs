//! The program as people run it: commands, files, signals.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn pumasi(data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pumasi"));
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .env_remove("DATABASE_URL")
        .env("PUMASI_LOG", "warn");
    command
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A running server; killed if a test fails.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(data_dir: &Path, more: &[&str]) -> Server {
        let address = free_address();
        let mut command = pumasi(data_dir, &["serve", "--listen", &address.to_string()]);
        let mut child = command.args(more).stdout(Stdio::piped()).spawn().unwrap();
        // The first line comes when all is ready.
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert_eq!(line.trim(), format!("Listening on http://{address}"));
        Server { child, address }
    }

    fn get(&self, path: &str) -> String {
        get(self.address, path)
    }

    fn terminate(mut self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            assert!(Instant::now() < deadline, "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The reply, or nothing while nobody listens.
fn get(address: SocketAddr, path: &str) -> String {
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline {
        if let Ok(mut stream) = TcpStream::connect(address) {
            let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            let mut reply = Vec::new();
            stream.read_to_end(&mut reply).unwrap();
            return String::from_utf8_lossy(&reply).into_owned();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    String::new()
}

#[test]
fn a_server_starts_serves_and_stops() {
    let dir = tempfile::tempdir().unwrap();
    let metrics = free_address();
    let server = Server::start(
        &dir.path().join("data"),
        &["--metrics-listen", &metrics.to_string()],
    );
    assert!(server.get("/healthz").ends_with("ok\n"));
    assert!(server.get("/api/me").contains("not_signed_in"));
    assert!(server.get("/api/openapi.json").contains("\"openapi\":\"3.1.0\""));
    let numbers = get(metrics, "/metrics");
    assert!(
        numbers.contains("pumasi_http_requests_total{method=\"GET\",route=\"/api/me\",status=\"401\"} 1"),
        "{numbers}"
    );
    assert!(
        get(metrics, "/api/me").starts_with("HTTP/1.1 404"),
        "only metrics are there"
    );
    let healthy = |listen: &str| {
        pumasi(dir.path(), &["healthcheck", "--listen", listen])
            .output()
            .unwrap()
    };
    assert!(healthy(&server.address.to_string()).status.success());
    let unwell = healthy(&free_address().to_string());
    assert!(
        !unwell.status.success() && text(&unwell).contains("does not answer"),
        "{}",
        text(&unwell)
    );
    server.terminate();
    for file in ["secret", "pumasi.sqlite", "media"] {
        assert!(dir.path().join("data").join(file).exists(), "{file}");
    }
    // The books of an empty platform are right.
    let verified = pumasi(&dir.path().join("data"), &["ledger", "verify"])
        .output()
        .unwrap();
    assert!(
        verified.status.success() && text(&verified).contains("the books are right"),
        "{}",
        text(&verified)
    );
}

#[test]
fn an_address_that_is_taken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let output = pumasi(dir.path(), &["serve", "--listen", &listen])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(
        text(&output).contains(&format!("cannot listen on {listen}")),
        "{}",
        text(&output)
    );
    assert!(
        !dir.path().join("pumasi.sqlite").exists(),
        "the database was not touched"
    );
}

#[test]
fn operators_are_made_from_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let make = |password: &str| {
        let mut command = pumasi(dir.path(), &["user", "create-operator", "kim@example.com"]);
        command.env("PUMASI_PASSWORD", password).output().unwrap()
    };
    let weak = make("short");
    assert!(
        !weak.status.success() && text(&weak).contains("at least 10 characters"),
        "{}",
        text(&weak)
    );
    let made = make("long enough to be good");
    assert!(
        made.status.success() && text(&made).contains("kim@example.com is an operator"),
        "{}",
        text(&made)
    );
    let nothing = pumasi(dir.path(), &["user", "create-operator", "kim@example.com"])
        .env_remove("PUMASI_PASSWORD")
        .output()
        .unwrap();
    assert!(text(&nothing).contains("PUMASI_PASSWORD"), "{}", text(&nothing));
    let mut piped = pumasi(
        dir.path(),
        &[
            "user",
            "create-operator",
            "lee@example.com",
            "--password-file",
            "-",
        ],
    );
    let mut child = piped
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"another long password\n")
        .unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
fn settings_come_from_flags_the_environment_and_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("pumasi.toml");
    let migrate = ["migrate", "--config", file.to_str().unwrap()];
    std::fs::write(&file, "listen = \"127.0.0.1:1\"\nfee_percents = 3\n").unwrap();
    let refused = pumasi(dir.path(), &migrate).output().unwrap();
    assert!(
        text(&refused).contains("line 2") && text(&refused).contains("fee_percents"),
        "{}",
        text(&refused)
    );
    std::fs::write(&file, "fee_percent = 300\n").unwrap();
    let refused = pumasi(dir.path(), &migrate).output().unwrap();
    assert!(
        text(&refused).contains("fee_percent is 300"),
        "{}",
        text(&refused)
    );
    let migrated = pumasi(dir.path(), &migrate)
        .env("PUMASI_FEE_PERCENT", "7")
        .output()
        .unwrap();
    assert!(
        migrated.status.success() && text(&migrated).contains("0001_"),
        "{}",
        text(&migrated)
    );
    let help = text(&pumasi(dir.path(), &["serve", "--help"]).output().unwrap());
    for name in [
        "--listen",
        "--data-dir",
        "--database-url",
        "--config",
        "--public-url",
        "PUMASI_LOG_FORMAT",
        "DATABASE_URL",
    ] {
        assert!(help.contains(name), "{name} is not in the help");
    }
}

#[test]
fn the_demo_stays_away_from_a_platform_in_use() {
    let dir = tempfile::tempdir().unwrap();
    let mut make = pumasi(dir.path(), &["user", "create-operator", "kim@example.com"]);
    assert!(
        make.env("PUMASI_PASSWORD", "long enough to be good")
            .output()
            .unwrap()
            .status
            .success()
    );
    let listen = free_address().to_string();
    let output = pumasi(dir.path(), &["demo", "--listen", &listen])
        .output()
        .unwrap();
    // Where no front end was built there are no pictures for the demo, which is told first.
    let told = text(&output);
    assert!(!output.status.success());
    assert!(
        told.contains("no demo") || told.contains("build the front end"),
        "{told}"
    );
}
