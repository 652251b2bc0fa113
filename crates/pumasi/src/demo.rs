//! `pumasi demo`: the server, filled by a simulated crowd that talks to it over HTTP as people do.

use crate::config::Config;
use crate::server::Server;
use anyhow::{Context, Result, bail};
use pumasi_app::{App, Caller, PageQuery};
use pumasi_crowd::demo::{DemoAssets, DemoLogins, DemoOptions, PASSWORD, fill};
use pumasi_domain::UserId;
use pumasi_http::HttpSettings;
use std::time::Instant;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const OPERATOR: &str = "operator@example.com";

/// Fills the server, then lets visitors in.
pub async fn run(config: &Config) -> Result<()> {
    let assets = DemoAssets::load(pumasi_webui::file)?;
    let server = Server::start(config).await?;
    eprintln!("Preparing the demo: people sign up, work and inspect…");
    let started = Instant::now();
    let logins = tokio::select! {
        logins = prepare(&server, assets) => logins?,
        () = server.stopping.cancelled() => return Ok(()),
    };
    let seconds = started.elapsed().as_secs();
    print!(
        "{}",
        welcome(&config.http, &config.address_for_people(), &logins, seconds)
    );
    server.serve().await
}

/// Everybody knows the demo's passwords: it is never mixed with a platform that people use.
async fn refuse_strangers(app: &App) -> Result<()> {
    let nobody = Caller {
        user_id: UserId(Uuid::nil()),
        is_operator: true,
        adult_verified: false,
    };
    let first = PageQuery {
        cursor: None,
        limit: Some(1),
    };
    let anybody = app.operator_users(&nobody, "", &first).await?;
    let of_demo = app.operator_users(&nobody, OPERATOR, &first).await?;
    if !anybody.items.is_empty() && of_demo.items.is_empty() {
        bail!("this database belongs to a platform that is no demo: name another --data-dir (or database)");
    }
    Ok(())
}

/// The crowd gets a door of its own, on a port that nobody knows, without limits on how often it may ask.
async fn prepare(server: &Server, assets: DemoAssets) -> Result<DemoLogins> {
    refuse_strangers(&server.app).await?;
    server.app.create_operator(OPERATOR, PASSWORD).await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let settings = HttpSettings {
        public_url: None,
        rate_limits: None,
        allow_sign_up: true,
        client_address_header: None,
    };
    let filled = CancellationToken::new();
    let door = tokio::spawn(pumasi_http::serve(
        listener,
        server.router(settings),
        filled.clone(),
    ));
    let logins = fill(
        &format!("http://{address}"),
        assets,
        &DemoOptions::new(OPERATOR, PASSWORD),
    )
    .await;
    filled.cancel();
    door.await?.context("the demo's own address")?;
    logins
}

/// What a visitor reads.
fn welcome(http: &HttpSettings, listen: &str, logins: &DemoLogins, seconds: u64) -> String {
    let url = http
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{listen}"));
    let url = url.trim_end_matches('/');
    let state = if logins.already_there {
        "was there already".to_owned()
    } else {
        format!("filled in {seconds} s")
    };
    let mut text = format!(
        "\nPumasi demo ({state})\n\n  일하기 · work      {url}/\n  맡기기 · studio    {url}/studio\n\n  비밀번호 · password: {PASSWORD}\n\n"
    );
    for login in &logins.logins {
        let password = if login.password == PASSWORD {
            String::new()
        } else {
            format!(" ({})", login.password)
        };
        text.push_str(&format!(
            "  {:<13} {:<26}{password} {} · {}\n",
            login.role, login.email, login.note_ko, login.note_en
        ));
    }
    text.push_str("\n  Ctrl-C: 끝내기 · stop\n\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use pumasi_crowd::demo::DemoLogin;

    #[test]
    fn a_visitor_reads_where_to_go_and_who_to_be() {
        let login = DemoLogin {
            role: "worker",
            email: "worker@example.com".to_owned(),
            password: PASSWORD.to_owned(),
            display_name: "김하늘".to_owned(),
            note_ko: "일하기",
            note_en: "works",
        };
        let logins = DemoLogins {
            logins: vec![login],
            already_there: false,
        };
        let text = welcome(&HttpSettings::default(), "127.0.0.1:8080", &logins, 7);
        for part in [
            "http://127.0.0.1:8080/studio",
            "worker@example.com",
            PASSWORD,
            "일하기 · works",
            "7 s",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        let http = HttpSettings {
            public_url: Some("https://demo.example/".to_owned()),
            ..HttpSettings::default()
        };
        assert!(welcome(&http, "127.0.0.1:8080", &logins, 7).contains("https://demo.example/studio"));
    }
}
