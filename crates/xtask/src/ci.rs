//! `cargo ci`: every check that a change has to pass, one after the other, with its time.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::args::Args;
use crate::postgres::{self, Cluster, Durability};
use crate::{browser, demo, generate, shell, tidy, tools, web};

struct Step {
    name: &'static str,
    what: &'static str,
    check: fn(&mut Bench) -> Result<()>,
}

/// The quick ones first, so that a slip is reported in seconds.
const STEPS: [Step; 15] = [
    Step {
        name: "tidy",
        what: "house rules",
        check: |_| tidy::check(),
    },
    Step {
        name: "fmt",
        what: "Rust formatting",
        check: |_| shell::run(shell::cargo().args(["fmt", "--check"])),
    },
    Step {
        name: "web-install",
        what: "front-end packages",
        check: |_| install_web(),
    },
    Step {
        name: "web-check",
        what: "TypeScript types",
        check: |_| npm_run("check"),
    },
    Step {
        name: "web-lint",
        what: "TypeScript lints",
        check: |_| npm_run("lint"),
    },
    Step {
        name: "web-test",
        what: "front-end unit tests",
        check: |_| npm_run("test"),
    },
    Step {
        name: "web-build",
        what: "front-end build",
        check: |_| web::build(),
    },
    Step {
        name: "web-size",
        what: "front-end size budgets",
        check: |_| npm_run("size"),
    },
    Step {
        name: "clippy",
        what: "Rust lints",
        check: |_| clippy(),
    },
    Step {
        name: "test",
        what: "Rust tests on SQLite and PostgreSQL",
        check: rust_tests,
    },
    Step {
        name: "doctest",
        what: "examples in Rust documentation",
        check: |_| doc_tests(),
    },
    Step {
        name: "server",
        what: "server build for the next steps",
        check: |bench| bench.server().map(drop),
    },
    Step {
        name: "gen",
        what: "generated files are up to date",
        check: |bench| generate::verify(&bench.server()?),
    },
    Step {
        name: "e2e-sqlite",
        what: "browser tests on SQLite",
        check: |bench| browser_tests(bench, Engine::Sqlite),
    },
    Step {
        name: "e2e-postgres",
        what: "browser tests on PostgreSQL",
        check: |bench| browser_tests(bench, Engine::Server),
    },
];

#[derive(Clone, Copy)]
enum Engine {
    Sqlite,
    Server,
}

/// What several steps share, made when the first of them asks.
#[derive(Default)]
struct Bench {
    cluster: Option<Cluster>,
    server: Option<PathBuf>,
    chromium: Option<PathBuf>,
}

impl Bench {
    fn postgres_url(&mut self, database: &str) -> Result<String> {
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start(Durability::Fast)?,
        };
        Ok(self.cluster.insert(cluster).url(database))
    }

    fn server(&mut self) -> Result<PathBuf> {
        if self.server.is_none() {
            install_web()?;
            web::build_if_stale()?;
            self.server = Some(demo::build_server()?);
        }
        Ok(self.server.clone().unwrap_or_default())
    }

    fn chromium(&mut self) -> Result<PathBuf> {
        if self.chromium.is_none() {
            self.chromium = Some(browser::find_or_install()?);
        }
        Ok(self.chromium.clone().unwrap_or_default())
    }
}

pub fn run(mut args: Args) -> Result<ExitCode> {
    let only = args.list("--only")?;
    let skip = args.list("--skip")?;
    let keep_going = args.flag("--keep-going");
    let list = args.flag("--list");
    args.finish()?;
    let steps = chosen(&only, &skip)?;
    if list {
        for step in steps {
            println!("{:<14}{}", step.name, step.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let started = Instant::now();
    let outcomes = perform(&steps, keep_going);
    print!("{}", summary(&outcomes, steps.len(), started.elapsed()));
    let passed = outcomes.iter().all(|outcome| outcome.passed) && outcomes.len() == steps.len();
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn chosen(only: &[String], skip: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .chain(skip)
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{unknown}`; the steps are {}", names.join(", "));
    }
    let wanted = |step: &&Step| {
        let listed = |names: &[String]| names.iter().any(|name| name == step.name);
        (only.is_empty() || listed(only)) && !listed(skip)
    };
    Ok(STEPS.iter().filter(wanted).collect())
}

struct Outcome {
    name: &'static str,
    passed: bool,
    time: Duration,
}

fn perform(steps: &[&'static Step], keep_going: bool) -> Vec<Outcome> {
    let mut bench = Bench::default();
    let mut outcomes = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!(
            "\n=== [{}/{}] {}: {}",
            index + 1,
            steps.len(),
            step.name,
            step.what
        );
        let started = Instant::now();
        let result = (step.check)(&mut bench);
        let time = started.elapsed();
        match &result {
            Ok(()) => println!("=== {} passed in {}", step.name, shell::human(time)),
            Err(error) => println!("=== {} FAILED after {}: {error:#}", step.name, shell::human(time)),
        }
        outcomes.push(Outcome {
            name: step.name,
            passed: result.is_ok(),
            time,
        });
        if result.is_err() && !keep_going {
            break;
        }
    }
    outcomes
}

fn summary(outcomes: &[Outcome], planned: usize, total: Duration) -> String {
    let mut text = String::from("\n");
    for outcome in outcomes {
        let word = if outcome.passed { "passed" } else { "FAILED" };
        text += &format!(
            "{:<14} {word}  {:>12}\n",
            outcome.name,
            shell::human(outcome.time)
        );
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.passed).count();
    let left = planned - outcomes.len();
    if left > 0 {
        text += &format!("{left} more not run\n");
    }
    text += &format!("{:<14} {:>20}\n", "total", shell::human(total));
    text += &format!("steps: {} passed, {failed} failed\n", outcomes.len() - failed);
    text
}

fn install_web() -> Result<()> {
    tools::check_node()?;
    web::install()
}

fn npm_run(script: &str) -> Result<()> {
    shell::run(&mut web::npm(&["run", script]))
}

fn clippy() -> Result<()> {
    shell::run(shell::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn rust_tests(bench: &mut Bench) -> Result<()> {
    let url = bench.postgres_url("postgres")?;
    let mut tests = shell::cargo();
    if shell::succeeds(shell::cargo().args(["nextest", "--version"])) {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        println!(
            "cargo-nextest is not installed (`cargo install --locked cargo-nextest`): using `cargo test`, which is slower."
        );
        tests.args(["test", "--workspace", "--all-targets", "--no-fail-fast"]);
    }
    shell::run(tests.env(postgres::VARIABLE, url))
}

fn doc_tests() -> Result<()> {
    shell::run(shell::cargo().args(["test", "--workspace", "--doc"]))
}

fn browser_tests(bench: &mut Bench, engine: Engine) -> Result<()> {
    let server = bench.server()?;
    let chromium = bench.chromium()?;
    let mut tests = web::npm(&["run", "e2e"]);
    tests
        .env("PUMASI_BINARY", server)
        .env(browser::VARIABLE, chromium);
    match engine {
        Engine::Sqlite => tests.env_remove("PUMASI_E2E_DATABASE_URL"),
        Engine::Server => tests.env("PUMASI_E2E_DATABASE_URL", bench.postgres_url("pumasi_e2e")?),
    };
    shell::run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Vec<&'static str> {
        let owned = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        chosen(&owned(only), &owned(skip))
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn steps_are_chosen_in_their_own_order() {
        assert_eq!(names(&["test", "fmt"], &[]), ["fmt", "test"]);
        assert_eq!(names(&["test", "fmt"], &["test"]), ["fmt"]);
        assert_eq!(names(&[], &["fmt"]).len(), STEPS.len() - 1);
        let error = chosen(&["fmtt".to_owned()], &[]).err().unwrap().to_string();
        assert!(error.contains("fmtt") && error.contains("clippy"), "{error}");
    }

    #[test]
    fn stops_at_the_first_failure_unless_told_to_keep_going() {
        const GOOD: Step = Step {
            name: "good",
            what: "",
            check: |_| Ok(()),
        };
        const BAD: Step = Step {
            name: "bad",
            what: "",
            check: |_| bail!("broken"),
        };
        let steps = [&GOOD, &BAD, &GOOD];
        assert_eq!(perform(&steps, false).len(), 2);
        let outcomes = perform(&steps, true);
        assert_eq!(
            outcomes.iter().map(|outcome| outcome.passed).collect::<Vec<_>>(),
            [true, false, true]
        );
        let text = summary(&perform(&steps, false), steps.len(), Duration::ZERO);
        assert!(
            text.contains("1 more not run") && text.ends_with("steps: 1 passed, 1 failed\n"),
            "{text}"
        );
    }
}
