//! Puts the platform's parts together.

use crate::config::Config;
use anyhow::{Context, Result};
use pumasi_app::{App, SystemClock, SystemIds};
use pumasi_media::MediaStore;
use pumasi_store::Db;
use std::sync::Arc;

/// Brings the database up to date; the names of what was done.
pub fn migrate(config: &Config) -> Result<Vec<&'static str>> {
    Db::migrate(&config.database)
        .with_context(|| format!("cannot bring {} up to date", config.database_name()))
}

/// The platform on its database, which is brought up to date first.
pub async fn open(config: &Config) -> Result<App> {
    let app_config = config.app()?;
    for name in migrate(config)? {
        tracing::info!(name, "the database was changed");
    }
    let (database, threads) = (config.database.clone(), config.database_threads);
    // Opening waits for the threads that it starts.
    let db = tokio::task::spawn_blocking(move || Db::open(&database, threads))
        .await?
        .with_context(|| format!("cannot open {}", config.database_name()))?;
    let media = MediaStore::open(config.media.clone()).await?;
    media.check().await.context("the media store does not answer")?;
    let app = App::new(db, Arc::new(SystemClock), Arc::new(SystemIds), media, app_config)?;
    let app = if config.allow_private_models {
        app.with_private_models()?
    } else {
        app
    };
    app.ensure_platform_accounts().await?;
    Ok(app)
}

/// Makes an operator.
pub async fn create_operator(config: &Config, email: &str, password: &str) -> Result<()> {
    let app = open(config).await?;
    match app.create_operator(email, password).await {
        Ok(user_id) => {
            println!("{email} is an operator ({user_id})");
            Ok(())
        }
        Err(pumasi_app::AppError::Invalid(faults)) => {
            anyhow::bail!(
                faults
                    .iter()
                    .map(|fault| fault.message.clone())
                    .collect::<Vec<_>>()
                    .join("; ")
            )
        }
        Err(error) => Err(error.into()),
    }
}

/// Proves the books and prints what was found.
pub async fn verify_ledger(config: &Config) -> Result<()> {
    let report = open(config).await?.verify_ledger().await?;
    println!(
        "{} transfers, {} accounts, {} assignments; {} moved, {} promised",
        report.transfers, report.accounts, report.assignments, report.posted_minor, report.pending_minor
    );
    for fault in &report.faults {
        println!("{} {}: {}", fault.code, fault.id, fault.message);
    }
    if !report.is_right() {
        anyhow::bail!("the books are wrong in {} places", report.faults_total);
    }
    println!("the books are right");
    Ok(())
}
