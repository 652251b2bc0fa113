//! `run`: people work on a project of a running server.

use anyhow::{Context, Result, ensure};
use pumasi_crowd::client::{Client, Role};
use pumasi_crowd::inspector::{Inspector, Rulebook, Strictness};
use pumasi_crowd::run::{Crew, Limits, Order, run as run_crew};
use pumasi_crowd::setup::{sign_up_people, workers};
use pumasi_crowd::truth::TruthBook;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What to do where.
#[derive(clap::Args)]
pub struct Args {
    /// The server's address
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// The project's id
    #[arg(long)]
    project: String,
    /// API tokens of people who work; may be given more than once
    #[arg(long, value_name = "TOKEN")]
    token: Vec<String>,
    /// API tokens of people who inspect; may be given more than once
    #[arg(long, value_name = "TOKEN")]
    inspector_token: Vec<String>,
    /// So many new people sign up and work
    #[arg(long, default_value_t = 0)]
    people: usize,
    /// The same seed works in the same way
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stop after so many answers
    #[arg(long)]
    answers: Option<usize>,
    /// Stop after so many seconds
    #[arg(long)]
    seconds: Option<u64>,
    /// Tasks taken at once, 1 to 10
    #[arg(long, default_value_t = 2)]
    batch: usize,
    /// Real time per simulated time: 0 works at once, 1 takes as long as people do
    #[arg(long, default_value_t = 0.0)]
    pace: f64,
    /// JSON lines with the right answers: {"data": {…}, "gold": [regions]}. What is not in it gets an invented answer
    /// that all simulated people agree on
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// Does it.
pub async fn run(args: Args) -> Result<()> {
    ensure!(
        args.people + args.token.len() + args.inspector_token.len() > 0,
        "nobody is there to work: give --people, --token or --inspector-token"
    );
    let stranger = Client::new(&args.url);
    let mut people: Vec<_> = args
        .token
        .iter()
        .map(|token| (stranger.with_token(token), String::new()))
        .collect();
    people.extend(sign_up_people(&stranger, "worker", args.people).await?);
    let inspectors: Vec<_> = args
        .inspector_token
        .iter()
        .map(|token| stranger.with_token(token))
        .collect();
    let book = match &args.truth {
        Some(path) => read_truth(path)?,
        None => TruthBook::default(),
    };
    let somebody = people
        .first()
        .map(|(client, _)| client)
        .or(inspectors.first())
        .context("nobody is there")?;
    let order = Order::look(somebody, &args.project, book).await?;
    let guide = somebody.work_project(&args.project).await?.guide;
    for (client, _) in &people {
        pass_gate(client, &order, Role::Work).await?;
    }
    for client in &inspectors {
        pass_gate(client, &order, Role::Inspect).await?;
    }
    let rulebook = guide
        .clauses
        .first()
        .map_or_else(Rulebook::default, |clause| Rulebook::citing(&clause.number));
    let crew = Crew {
        workers: workers(people, args.seed),
        inspectors: (args.seed..)
            .zip(inspectors)
            .map(|(seed, client)| {
                (
                    client,
                    Inspector::new(Strictness::default(), rulebook.clone(), seed),
                )
            })
            .collect(),
    };
    let limits = Limits {
        answers: args.answers,
        time: args.seconds.map(Duration::from_secs),
        batch: args.batch,
        pace: args.pace,
        ..Limits::default()
    };
    println!("{}", run_crew(&order, crew, limits).await?);
    Ok(())
}

/// Sits the entrance test where there is one, with the answers that the crowd takes for right.
async fn pass_gate(client: &Client, order: &Order, role: Role) -> Result<()> {
    let project = client.work_project(&order.project_id).await?;
    let gate = match role {
        Role::Work => project.work,
        Role::Inspect | Role::Adjudicate => project.inspect,
    };
    if gate == "exam_required" {
        let passed = order.sit_exam(client, role).await?.passed;
        ensure!(
            passed,
            "the entrance test was failed: give the right answers with --truth"
        );
    }
    ensure!(gate != "not_invited", "somebody is not invited to the project");
    Ok(())
}

fn read_truth(path: &Path) -> Result<TruthBook> {
    let place = |line: usize| format!("{}, line {line}", path.display());
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut book = TruthBook::default();
    for (number, line) in (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let task: Value = serde_json::from_str(line).with_context(|| place(number))?;
        let Some(right) = task["gold"].as_array() else {
            continue;
        };
        let data = task["data"]
            .as_object()
            .with_context(|| format!("{}: \"data\" is missing", place(number)))?;
        for shown in data.values().filter_map(Value::as_str) {
            book.insert(shown, right.clone());
        }
    }
    Ok(book)
}
