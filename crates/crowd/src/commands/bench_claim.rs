//! `bench-claim`: claims and submits over many connections, as fast as the server gives them.

use super::server::{Server, ServerArgs};
use anyhow::{Result, ensure};
use pumasi_crowd::run::{Crew, Limits, Order, Statistics, percentile_ms, run as run_crew};
use pumasi_crowd::setup::{Site, make_text_order, sign_up_people, text_lines, text_lines_import, workers};
use pumasi_crowd::truth::TruthBook;
use serde_json::json;
use std::time::Duration;

/// How much.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    server: ServerArgs,
    /// Connections; one simulated worker each
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Seconds of each of the two measurements
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Measure only one way to work
    #[arg(long, value_enum)]
    only: Option<Way>,
    /// Tasks in the project
    #[arg(long, default_value_t = 200_000)]
    tasks: usize,
}

/// How people take the next task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Way {
    /// With a request of its own.
    Separate,
    /// With the reply to an answer, as the product does.
    Joined,
}

/// What the platform aims at on SQLite on 2 cores, load generator included.
const AIM_PER_SECOND: f64 = 8_000.0;
/// The best that Label Studio 1.23 did on the same kind of machine.
const PEER_PER_SECOND: f64 = 13.1;

/// Does it.
pub async fn run(args: Args) -> Result<()> {
    let (server, operator) = Server::start(args.server.clone()).await?;
    let terms = json!({"reward_minor": 10, "inspection_reward_minor": 5, "inspect_percent": 0, "budget_minor": 50_000_000});
    let site = make_text_order(&operator, "Claim bench", &terms, 50_000_000).await?;
    let lines = text_lines(0, args.tasks);
    let options = text_lines_import("texts.jsonl");
    let import = site.requester.import(&site.project_id, lines, options).await?;
    ensure!(
        import.rows_added == i64::try_from(args.tasks)?,
        "not all tasks came in: {import:?}"
    );
    site.requester.open_project(&site.project_id).await?;
    let people = sign_up_people(&operator, "worker", args.connections).await?;

    for (way, what) in [
        (Way::Separate, "claim and submit as two requests"),
        (Way::Joined, "submit that brings the next task"),
    ] {
        if args.only.is_none_or(|only| only == way) {
            let before = server.processor_time();
            let statistics = measure(&args, &site, &people, way).await?;
            report(what, &statistics)?;
            if let (Some(before), Some(after)) = (before, server.processor_time()) {
                let busy = (after - before).as_secs_f64();
                println!(
                    "  the server was busy for {:.3} ms a cycle ({:.1} of {:.1} s)",
                    busy * 1000.0 / statistics.answers as f64,
                    busy,
                    statistics.seconds
                );
            }
        }
    }
    if let Some(bytes) = server.peak_memory() {
        println!("peak memory of the server {:.0} MB", bytes as f64 / 1e6);
    }
    Ok(())
}

async fn measure(
    args: &Args,
    site: &Site,
    people: &[(pumasi_crowd::client::Client, String)],
    way: Way,
) -> Result<Statistics> {
    let order = Order::look(&people[0].0, &site.project_id, TruthBook::default()).await?;
    let mut crew = Crew {
        workers: workers(people.to_vec(), 1),
        ..Crew::default()
    };
    for (_, person) in &mut crew.workers {
        person.habits.skips = 0.0;
    }
    let limits = Limits {
        time: Some(Duration::from_secs(args.seconds)),
        separate_claims: way == Way::Separate,
        ..Limits::default()
    };
    Ok(run_crew(&order, crew, limits).await?)
}

fn report(what: &str, statistics: &Statistics) -> Result<()> {
    ensure!(
        statistics.stops.is_empty() && statistics.conflicts.is_empty(),
        "the work was disturbed; are there enough --tasks? {statistics}"
    );
    let cycles = statistics.answers as f64 / statistics.seconds;
    println!(
        "{what}: {cycles:.0} cycles/s; {:.2} of the aim of {AIM_PER_SECOND}, {:.0} times Label Studio's {PEER_PER_SECOND}; \
         claim p50 {:.1} ms, p99 {:.1} ms; submit p50 {:.1} ms, p99 {:.1} ms",
        cycles / AIM_PER_SECOND,
        cycles / PEER_PER_SECOND,
        percentile_ms(&statistics.claims, 50),
        percentile_ms(&statistics.claims, 99),
        percentile_ms(&statistics.submits, 50),
        percentile_ms(&statistics.submits, 99),
    );
    Ok(())
}
