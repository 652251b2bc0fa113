//! An empty, migrated database for one test: a temporary file, or a PostgreSQL database copied from a template.

use postgres::{Client, NoTls};
use pumasi_store::{Db, DbConfig};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// The variable that names a PostgreSQL server in which databases may be made.
const VARIABLE: &str = "PUMASI_TEST_POSTGRES_URL";
/// All databases of tests are copies of this one.
const TEMPLATE: &str = "pumasi_template";
/// Number of the lock under which the template is made and copied, by however many test processes.
const TEMPLATE_LOCK: i64 = 7_867_274;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server, named by `PUMASI_TEST_POSTGRES_URL`.
    Postgres,
}

/// A database that is gone when this is dropped, with a folder for files beside it.
#[derive(Debug)]
pub struct Place {
    config: DbConfig,
    folder: tempfile::TempDir,
    /// Address of the server and name of the database.
    made: Option<(String, String)>,
}

impl Place {
    /// Makes a database. `None`, said loudly: no PostgreSQL server was named. In CI that is a failure.
    /// Not to be called on a thread that runs async work.
    pub fn new(engine: Engine) -> Option<Place> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        match engine {
            Engine::Sqlite => Some(Place {
                config: sqlite(folder.path()),
                folder,
                made: None,
            }),
            Engine::Postgres => {
                let server = server()?;
                let name = copy_template(&server);
                let config = DbConfig::Postgres(address(&server, &name));
                Some(Place {
                    config,
                    folder,
                    made: Some((server, name)),
                })
            }
        }
    }

    /// Where the database is.
    pub fn config(&self) -> &DbConfig {
        &self.config
    }

    /// A folder for files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((server, name)) = self.made.take() else {
            return;
        };
        // A panic in here would hide the test's own; the server of the tests is thrown away anyway.
        let dropped = std::thread::spawn(move || {
            let mut client = Client::connect(&server, NoTls)?;
            client.batch_execute(&format!("drop database if exists {name} with (force)"))
        });
        if !matches!(dropped.join(), Ok(Ok(()))) {
            eprintln!("warning: a test's database was left behind");
        }
    }
}

fn sqlite(folder: &std::path::Path) -> DbConfig {
    let config = DbConfig::Sqlite(Db::file_in(folder));
    Db::migrate(&config).expect("the schema of a fresh file");
    config
}

fn server() -> Option<String> {
    if let Ok(server) = std::env::var(VARIABLE) {
        return Some(server);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{VARIABLE} is not set: in CI every test runs on both engines. Run `cargo xtask postgres -- <command>`"
    );
    eprintln!(
        "\n*** SKIPPED: the PostgreSQL half of this test. {VARIABLE} is not set.\n\
         *** `cargo xtask postgres -- cargo nextest run` starts a server and sets it.\n"
    );
    None
}

/// Makes the template if it is missing or older than the schema, and copies it; the copy's name.
fn copy_template(server: &str) -> String {
    static COPIES: AtomicU32 = AtomicU32::new(0);
    // One at a time within this process; the server's lock keeps other processes away.
    static MAKING: Mutex<()> = Mutex::new(());
    let _making = MAKING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);

    let name = format!(
        "pumasi_test_{}_{}",
        std::process::id(),
        COPIES.fetch_add(1, Ordering::Relaxed)
    );
    let mut client = Client::connect(server, NoTls).expect("the PostgreSQL server of the tests");
    client
        .execute("select pg_advisory_lock($1)", &[&TEMPLATE_LOCK])
        .expect("the lock of the template");
    let known = client
        .query_opt("select 1 from pg_database where datname = $1", &[&TEMPLATE])
        .expect("its databases");
    let template = DbConfig::Postgres(address(server, TEMPLATE));
    // A schema that was edited after the template was made does not match: then the template is made again.
    if known.is_none() || Db::migrate(&template).is_err() {
        client
            .batch_execute(&format!("drop database if exists {TEMPLATE} with (force)"))
            .expect("no template");
        client
            .batch_execute(&format!("create database {TEMPLATE}"))
            .expect("an empty template");
        Db::migrate(&template).expect("the schema of the template");
    }
    // A process that was killed may have left its database behind, and process numbers come again.
    client
        .batch_execute(&format!("drop database if exists {name} with (force)"))
        .expect("a free name");
    copy_when_unused(&mut client, &name);
    name
}

/// The server takes a moment to notice that the connection of the migration has ended.
fn copy_when_unused(client: &mut Client, name: &str) {
    let copy = format!("create database {name} template {TEMPLATE}");
    for _ in 0..100 {
        match client.batch_execute(&copy) {
            Ok(()) => return,
            Err(error) if error.code() == Some(&postgres::error::SqlState::OBJECT_IN_USE) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            Err(error) => panic!("the template can not be copied: {error}"),
        }
    }
    panic!("the template {TEMPLATE} is in use by somebody else");
}

/// The server's address with another database.
fn address(server: &str, database: &str) -> String {
    let (path, query) = server.split_once('?').unwrap_or((server, ""));
    let base = path
        .rfind('/')
        .filter(|at| *at > "postgres://".len())
        .map_or(path, |at| &path[..at]);
    let question = if query.is_empty() { "" } else { "?" };
    format!("{base}/{database}{question}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_an_address_is_changed() {
        for (server, other) in [
            (
                "postgres://pumasi@127.0.0.1:5432/postgres",
                "postgres://pumasi@127.0.0.1:5432/x",
            ),
            (
                "postgres://pumasi@127.0.0.1:5432",
                "postgres://pumasi@127.0.0.1:5432/x",
            ),
            (
                "postgres://a:b@h/postgres?sslmode=disable",
                "postgres://a:b@h/x?sslmode=disable",
            ),
        ] {
            assert_eq!(address(server, "x"), other);
        }
    }
}
