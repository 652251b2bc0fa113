//! `crash-test`: a server is killed in the middle of work, again and again. From outside it is written down what was
//! acknowledged, and at the end that is held against the server's results, its pay and its ledger.

use super::crash_check::{ExportedTask, check, read_results};
use super::crash_record::Record;
use super::server::{Server, ServerArgs};
use anyhow::{Context, Result, bail, ensure};
use pumasi_crowd::client::Client;
use pumasi_crowd::run::{Crew, Limits, Order, Statistics, run_witnessed};
use pumasi_crowd::setup::{
    Site, inspectors, make_text_order, sign_up_people, text_lines, text_lines_import, workers,
};
use pumasi_crowd::truth::TruthBook;
use rand::RngExt;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How hard the test is.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    server: ServerArgs,
    /// How often the server is killed
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// People at work; every eighth inspects
    #[arg(long, default_value_t = 32)]
    people: usize,
    /// Tasks to work on
    #[arg(long, default_value_t = 6_000)]
    tasks: usize,
    /// The same seed makes the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Real time per simulated time
    #[arg(long, default_value_t = 0.002)]
    pace: f64,
}

const ANSWERS_PER_TASK: usize = 3;
const REWARD_MINOR: i64 = 10;
const INSPECTION_REWARD_MINOR: i64 = 4;
/// Work between two kills, in milliseconds.
const WORK_MS: std::ops::Range<u64> = 200..1_200;
/// How long people ask again while the server is away.
const PATIENCE: Duration = Duration::from_secs(120);

/// Does it.
pub async fn run(args: Args) -> Result<()> {
    let (mut server, operator) = Server::start(args.server.clone()).await?;
    let operator = operator.with_patience(PATIENCE);
    let site = prepare(&operator, args.tasks).await?;
    let people = sign_up_people(&operator, "person", args.people).await?;
    let clients: Vec<Client> = people.iter().map(|(client, _)| client.clone()).collect();
    let (mut workers_here, mut inspectors_here) = (Vec::new(), Vec::new());
    for (index, person) in people.into_iter().enumerate() {
        if index % 8 == 7 {
            inspectors_here.push(person);
        } else {
            workers_here.push(person);
        }
    }
    let crew = Crew {
        inspectors: inspectors(&site, inspectors_here, args.seed).await?,
        workers: workers(workers_here, args.seed),
    };
    let order = Order::look(&clients[0], &site.project_id, TruthBook::default()).await?;
    let (record, stop) = (Arc::new(Record::default()), Arc::new(AtomicBool::new(false)));
    let limits = Limits {
        pace: args.pace,
        batch: 2,
        idle: Duration::from_secs(600),
        ..Limits::default()
    };
    let work = tokio::spawn({
        let (record, stop) = (Arc::clone(&record), Arc::clone(&stop));
        async move { run_witnessed(&order, crew, limits, record, stop).await }
    });
    let slowest_start = kill_again_and_again(&mut server, &record, args.rounds, &work).await?;
    stop.store(true, Ordering::Relaxed);
    let statistics = work.await?.context("somebody could not go on working")?;
    conclude(server, &operator, &site, &clients, &record, &statistics).await?;
    println!(
        "slowest restart {:.2} s; {} requests sent again, of which {} had had their effect; {statistics}",
        slowest_start.as_secs_f64(),
        operator.traffic().sent_again(),
        operator.traffic().replayed()
    );
    Ok(())
}

async fn prepare(operator: &Client, tasks: usize) -> Result<Site> {
    let terms = json!({
        "reward_minor": REWARD_MINOR, "inspection_reward_minor": INSPECTION_REWARD_MINOR,
        "answers_per_task": ANSWERS_PER_TASK, "inspect_percent": 25, "max_rounds": 2,
        "inspect_audience": "invited", "budget_minor": 10_000_000,
    });
    let site = make_text_order(operator, "Crash test", &terms, 10_000_000).await?;
    let lines = text_lines(0, tasks);
    let import = site
        .requester
        .import(&site.project_id, lines, text_lines_import("texts.jsonl"))
        .await?;
    ensure!(
        import.rows_added == i64::try_from(tasks)?,
        "not all tasks came in: {import:?}"
    );
    site.requester.open_project(&site.project_id).await?;
    Ok(site)
}

/// The kills. Between two of them there must be work, or the test would prove nothing.
async fn kill_again_and_again(
    server: &mut Server,
    record: &Record,
    rounds: usize,
    work: &tokio::task::JoinHandle<Result<Statistics, pumasi_crowd::client::ClientError>>,
) -> Result<Duration> {
    let mut slowest = Duration::ZERO;
    for round in 1..=rounds {
        let before = record.known().answers_count;
        let began = Instant::now();
        let work_for = Duration::from_millis(rand::rng().random_range(WORK_MS));
        // At random times, and never before something was acknowledged.
        while began.elapsed() < work_for || record.known().answers_count == before {
            ensure!(
                !work.is_finished(),
                "the work ended before the last kill: give more --tasks"
            );
            ensure!(
                began.elapsed() < Duration::from_secs(60),
                "no answer was acknowledged within a minute"
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.kill().await?;
        let answers = record.known().answers_count;
        let start = server.restart().await?;
        slowest = slowest.max(start);
        println!(
            "kill {round}: {} answers acknowledged since the last, {answers} in all; restarted in {:.2} s",
            answers - before,
            start.as_secs_f64()
        );
    }
    // Work goes on after the last kill as well.
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(slowest)
}

async fn conclude(
    mut server: Server,
    operator: &Client,
    site: &Site,
    people: &[Client],
    record: &Record,
    statistics: &Statistics,
) -> Result<()> {
    let results = site.requester.results(&site.project_id, "jsonl", "all").await?;
    let tasks = read_results(&results.text().await?)?;
    let progress = site.requester.progress(&site.project_id).await?;
    let sum_minor = operator.ledger().await?.sum_minor;
    let mut paid_minor = 0;
    for person in people {
        paid_minor += person.earnings().await?.payable_minor;
    }
    server.kill().await?;
    server.verify_ledger().await?;

    let known = record.known();
    let mut findings = check(&known, &tasks, ANSWERS_PER_TASK);
    findings.details.extend(known.faults.iter().cloned());
    let due_minor = due(&tasks) + known.inspections.values().sum::<i64>();
    if paid_minor != due_minor {
        findings.details.push(format!(
            "people were credited {paid_minor} and earned {due_minor}"
        ));
    }
    if sum_minor != 0 {
        findings.details.push(format!("the ledger's sum is {sum_minor}"));
    }
    let answers: usize = tasks.iter().map(|task| task.answers.len()).sum();
    if progress.answers_submitted != i64::try_from(answers)? {
        findings.details.push(format!(
            "the progress counts {} answers and there are {answers}",
            progress.answers_submitted
        ));
    }
    println!(
        "crash test: {} answers ({} rounds) and {} verdicts acknowledged, {} on record; {} lost, {} changed, {} never \
         acknowledged, {} twice, {} tasks with too many, {} tasks with wrong verdicts; credited {paid_minor}; ledger verified",
        known.answers.len(),
        known.answers_count,
        statistics.inspections(),
        answers,
        findings.lost,
        findings.changed,
        findings.never_acknowledged,
        findings.twice,
        findings.too_many,
        findings.verdicts_wrong,
    );
    if findings.count() > 0 || !findings.details.is_empty() {
        bail!(
            "the crash test found faults:\n  {}",
            findings.details.join("\n  ")
        );
    }
    Ok(())
}

/// What the accepted answers are worth.
fn due(tasks: &[ExportedTask]) -> i64 {
    let mut states: HashMap<&str, i64> = HashMap::new();
    for answer in tasks.iter().flat_map(|task| &task.answers) {
        *states.entry(&answer.state).or_default() += 1;
    }
    states.get("accepted").copied().unwrap_or(0) * REWARD_MINOR
}
