//! `bench-import`: many tasks in, labelled, out again; time and the server's peak memory.

use super::server::{Server, ServerArgs};
use anyhow::{Result, ensure};
use futures::StreamExt;
use pumasi_crowd::client::Client;
use pumasi_crowd::run::{Crew, Limits, Order, run as run_crew};
use pumasi_crowd::setup::{Site, make_text_order, sign_up_people, text_lines, text_lines_import, workers};
use pumasi_crowd::truth::TruthBook;
use serde_json::json;
use std::time::Instant;

/// How much.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    server: ServerArgs,
    /// Tasks to import
    #[arg(long, default_value_t = 100_000)]
    tasks: usize,
    /// Tasks to label before the export
    #[arg(long, default_value_t = 100_000)]
    labelled: usize,
    /// People who label
    #[arg(long, default_value_t = 64)]
    people: usize,
}

/// Label Studio 1.23 on the same kind of machine (2 cores): 100,000 tasks in one POST take 15.7 s on SQLite and
/// 24.9 s on PostgreSQL; an export of 10,000 annotated tasks 14.0 s and 27.3 s.
const PEER_IMPORT_PER_SECOND: [f64; 2] = [100_000.0 / 15.7, 100_000.0 / 24.9];
const PEER_EXPORT_PER_SECOND: [f64; 2] = [10_000.0 / 14.0, 10_000.0 / 27.3];

/// Does it.
pub async fn run(args: Args) -> Result<()> {
    let (server, operator) = Server::start(args.server.clone()).await?;
    let rows = args.tasks as f64;
    println!("at start: peak memory {}", memory(&server));

    let terms = json!({"reward_minor": 10, "inspection_reward_minor": 5, "inspect_percent": 0, "budget_minor": 50_000_000});
    let site = make_text_order(&operator, "Import bench", &terms, 50_000_000).await?;
    let lines = text_lines(0, args.tasks);
    let bytes = lines.len();
    let started = Instant::now();
    let options = text_lines_import("texts.jsonl");
    let import = site
        .requester
        .import(&site.project_id, lines.clone(), options)
        .await?;
    let seconds = started.elapsed().as_secs_f64();
    ensure!(
        import.rows_added == i64::try_from(args.tasks)?,
        "not all tasks came in: {import:?}"
    );
    println!(
        "import: {} tasks ({:.1} MB of JSON lines) in {seconds:.2} s, {:.0} a second; peak memory {}; {}",
        args.tasks,
        bytes as f64 / 1e6,
        rows / seconds,
        memory(&server),
        ratio(rows / seconds, PEER_IMPORT_PER_SECOND)
    );
    let started = Instant::now();
    let again = site.requester.import(&site.project_id, lines, options).await?;
    ensure!(
        again.rows_added == 0,
        "the same tasks were added twice: {again:?}"
    );
    println!(
        "the same again: {} known, none added, in {:.2} s",
        again.rows_duplicate,
        started.elapsed().as_secs_f64()
    );

    label(&operator, &site, &args).await?;
    println!("labelling: peak memory {}", memory(&server));
    for format in ["jsonl", "csv", "label_studio_json"] {
        export(&server, &site, format, args.labelled).await?;
    }
    Ok(())
}

async fn label(operator: &Client, site: &Site, args: &Args) -> Result<()> {
    site.requester.open_project(&site.project_id).await?;
    let people = sign_up_people(operator, "worker", args.people).await?;
    let order = Order::look(&people[0].0, &site.project_id, TruthBook::default()).await?;
    let mut crew = Crew {
        workers: workers(people, 1),
        ..Crew::default()
    };
    for (_, person) in &mut crew.workers {
        person.habits.skips = 0.0;
    }
    let limits = Limits {
        answers: Some(args.labelled),
        batch: 10,
        ..Limits::default()
    };
    let statistics = run_crew(&order, crew, limits).await?;
    ensure!(
        statistics.answers == args.labelled,
        "{} of {} tasks were labelled",
        statistics.answers,
        args.labelled
    );
    println!("{statistics}");
    Ok(())
}

async fn export(server: &Server, site: &Site, format: &str, labelled: usize) -> Result<()> {
    let started = Instant::now();
    let response = site.requester.results(&site.project_id, format, "done").await?;
    let (mut bytes, mut lines) = (0, 0);
    let mut stream = response.bytes_stream();
    while let Some(part) = stream.next().await {
        let part = part?;
        bytes += part.len();
        lines += part.iter().filter(|&&byte| byte == b'\n').count();
    }
    let seconds = started.elapsed().as_secs_f64();
    ensure!(
        format != "jsonl" || lines == labelled,
        "{lines} of {labelled} tasks came out"
    );
    let per_second = labelled as f64 / seconds;
    println!(
        "export {format}: {labelled} labelled tasks ({:.1} MB) in {seconds:.2} s, {per_second:.0} a second; peak memory {}; {}",
        bytes as f64 / 1e6,
        memory(server),
        ratio(per_second, PEER_EXPORT_PER_SECOND)
    );
    Ok(())
}

fn ratio(per_second: f64, [peer_sqlite, peer_postgres]: [f64; 2]) -> String {
    format!(
        "{:.1} times Label Studio on SQLite, {:.1} times on PostgreSQL",
        per_second / peer_sqlite,
        per_second / peer_postgres
    )
}

fn memory(server: &Server) -> String {
    server.peak_memory().map_or_else(
        || "unknown".to_owned(),
        |bytes| format!("{:.0} MB", bytes as f64 / 1e6),
    )
}
