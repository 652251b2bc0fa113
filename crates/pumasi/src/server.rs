//! The server from start to end.

use crate::config::Config;
use crate::{platform, timers};
use anyhow::{Context, Result, bail};
use axum::Router;
use metrics_exporter_prometheus::PrometheusHandle;
use pumasi_app::App;
use pumasi_http::HttpSettings;
use pumasi_webui::Policy;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Connections that may wait to be taken.
const BACKLOG: u32 = 1_024;
/// How long a server that is well takes to say so, at most.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs the server until it is told to stop.
pub async fn run(config: &Config) -> Result<()> {
    let server = Server::start(config).await?;
    println!("Listening on http://{}", config.address_for_people());
    server.serve().await
}

/// A server that is ready, and does not listen yet.
pub struct Server {
    pub app: App,
    http: HttpSettings,
    socket: TcpSocket,
    metrics: PrometheusHandle,
    metrics_listener: Option<TcpListener>,
    pub stopping: CancellationToken,
}

impl Server {
    /// Takes the addresses, opens the platform, and goes on with what was cut off.
    pub async fn start(config: &Config) -> Result<Server> {
        let stopping = stop_on_signal()?;
        // First of all: an address that is taken is found before the database is touched. Nobody can connect to it
        // before it listens, and it listens when all is ready.
        let socket = bind(config.listen)?;
        let metrics_listener = match config.metrics_listen {
            Some(address) => Some(bind(address)?.listen(BACKLOG)?),
            None => None,
        };
        let metrics = pumasi_http::start_metrics()?;
        let app = platform::open(config).await?;
        let resumed = app.resume_imports().await?;
        let front_end = pumasi_webui::is_built();
        tracing::info!(
            database = app.engine(),
            front_end,
            resumed_imports = resumed,
            "ready"
        );
        Ok(Server {
            app,
            http: config.http.clone(),
            socket,
            metrics,
            metrics_listener,
            stopping,
        })
    }

    /// The API and the front end.
    pub fn router(&self, settings: HttpSettings) -> Router {
        let front_end = pumasi_webui::router(Policy::default());
        let (metrics, stopping) = (Some(self.metrics.clone()), self.stopping.clone());
        pumasi_http::router(self.app.clone(), settings, metrics, stopping, front_end)
    }

    /// Listens until the server is told to stop, and ends in good order.
    pub async fn serve(self) -> Result<()> {
        let router = self.router(self.http.clone());
        let mut jobs = timers::start(&self.app, &self.metrics, &self.stopping);
        if let Some(listener) = self.metrics_listener {
            let (router, stopping) = (pumasi_http::metrics_router(self.metrics), self.stopping.clone());
            jobs.spawn(async move {
                if let Err(error) = pumasi_http::serve(listener, router, stopping).await {
                    tracing::error!(%error, "metrics are not served any more");
                }
            });
        }
        let listener = self.socket.listen(BACKLOG)?;
        pumasi_http::serve(listener, router, self.stopping.clone()).await?;
        self.stopping.cancel();
        jobs.join_all().await;
        tracing::info!("stopped");
        Ok(())
    }
}

fn bind(address: SocketAddr) -> Result<TcpSocket> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A server that was restarted need not wait for the connections of the one before to be forgotten.
    socket.set_reuseaddr(true)?;
    socket
        .bind(address)
        .with_context(|| format!("cannot listen on {address}"))?;
    Ok(socket)
}

/// Cancelled by SIGTERM (service managers, containers) and SIGINT (Ctrl-C). A second one ends the program at once.
fn stop_on_signal() -> Result<CancellationToken> {
    let stopping = CancellationToken::new();
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let told = stopping.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if told.is_cancelled() {
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
    let asked = tokio::time::timeout(PATIENCE, ask(address)).await;
    let reply = asked
        .map_err(std::io::Error::from)
        .flatten()
        .context("the server does not answer")?;
    let status = reply.split(' ').nth(1).unwrap_or("no HTTP");
    if status != "200" {
        bail!("the server is not well: {status}");
    }
    Ok(())
}

/// One request, for which an HTTP client would be too much.
async fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream
        .write_all(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        .await?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await?;
    Ok(reply)
}
