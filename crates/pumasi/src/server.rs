//! The server from start to end.

use crate::config::Config;
use crate::{platform, timers};
use anyhow::{Context, Result, bail};
use axum::Router;
use pumasi_app::App;
use pumasi_webui::Policy;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Runs the server until it is told to stop.
pub async fn run(config: &Config) -> Result<()> {
    let stopping = stop_on_signal()?;
    // Tried first: a port that is taken is found before the database is touched.
    let listener = bind(config.listen).await?;
    let app = platform::open(config).await?;
    let address = listener.local_addr()?;
    tracing::info!(%address, database = app.engine(), front_end = pumasi_webui::is_built(), "serving");
    println!("http://{address}");
    serve(config, app, listener, stopping).await
}

async fn serve(config: &Config, app: App, listener: TcpListener, stopping: CancellationToken) -> Result<()> {
    let jobs = timers::start(&app, &stopping);
    let router = pumasi_http::router(app, config.http.clone(), None, stopping.clone(), front_end());
    pumasi_http::serve(listener, router, stopping.clone()).await?;
    stopping.cancel();
    jobs.join_all().await;
    tracing::info!("stopped");
    Ok(())
}

fn front_end() -> Router {
    pumasi_webui::router(Policy::default())
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Cancelled by SIGTERM (service managers, containers) and SIGINT (Ctrl-C). A second one ends the program at once.
fn stop_on_signal() -> Result<CancellationToken> {
    let stopping = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let told = stopping.clone();
    tokio::spawn(async move {
        for seen in 0.. {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if seen > 0 {
                std::process::exit(130);
            }
            tracing::info!("stopping: requests under way are finished first");
            told.cancel();
        }
    });
    Ok(stopping)
}

/// Asks the server that is configured whether it is well.
pub async fn check_health(config: &Config) -> Result<()> {
    let mut address = config.listen;
    if address.ip().is_unspecified() {
        let local = if address.is_ipv4() {
            [127, 0, 0, 1].into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        };
        address.set_ip(local);
    }
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(5))
        .no_proxy()
        .build()?;
    let reply = client
        .get(format!("http://{address}/healthz"))
        .send()
        .await
        .context("the server does not answer")?;
    if !reply.status().is_success() {
        bail!("the server is not well: {}", reply.status());
    }
    Ok(())
}
