//! The demo: organizations, projects and people with a history, all made through the API as people would.

mod assets;
mod cast;
mod conversations;
mod order;
mod pets;
mod reviews;
mod scenes;

use crate::client::Client;
use anyhow::{Context, Result, bail};
use cast::Cast;
use serde_json::json;

pub use assets::{DemoAssets, Pet, Scene};

/// What the demo is made with.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// An operator that exists.
    pub operator_email: String,
    pub operator_password: String,
    /// The password of everybody else.
    pub password: String,
    /// The same seed makes the same mistakes.
    pub seed: u64,
}

impl DemoOptions {
    /// The usual demo, deposited by this operator.
    pub fn new(operator_email: &str, operator_password: &str) -> DemoOptions {
        DemoOptions {
            operator_email: operator_email.to_owned(),
            operator_password: operator_password.to_owned(),
            password: PASSWORD.to_owned(),
            seed: 20,
        }
    }
}

/// The password of everybody in the demo.
pub const PASSWORD: &str = "pumasi-demo";

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLogin {
    /// `requester`, `worker`, `inspector`, `operator` …
    pub role: &'static str,
    pub email: String,
    pub password: String,
    pub display_name: String,
    /// What there is to see, in Korean.
    pub note_ko: &'static str,
    /// The same in English.
    pub note_en: &'static str,
}

/// Whom a visitor may sign in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLogins {
    pub logins: Vec<DemoLogin>,
    /// Whether the demo was there before, and nothing was done.
    pub already_there: bool,
}

/// What is noted with the requester's settings when the demo is complete.
const COMPLETE: &str = "demo_complete";

/// Fills a fresh server with the demo. A server that holds it already is left alone.
///
/// # Errors
/// When the server refuses something, or holds a demo that was not filled to its end.
pub async fn fill(base_url: &str, assets: DemoAssets, options: &DemoOptions) -> Result<DemoLogins> {
    let stranger = Client::new(base_url);
    let logins = cast::logins(options);
    if let Ok((requester, _)) = stranger.sign_in(cast::REQUESTER.email, &options.password).await {
        let complete = requester.settings().await?[COMPLETE] == json!(true);
        if !complete {
            bail!("the demo was not filled to its end; start again with an empty data directory");
        }
        return Ok(DemoLogins {
            logins,
            already_there: true,
        });
    }
    let cast = Cast::assemble(&stranger, options)
        .await
        .context("people could not be signed up for the demo")?;
    let (pets, reviews, scenes, conversations) = tokio::join!(
        pets::fill(&cast, &assets.pets, options.seed),
        reviews::fill(&cast, options.seed + 1_000),
        scenes::fill(&cast, &assets.scenes, options.seed + 2_000),
        conversations::fill(&cast, options.seed + 3_000),
    );
    pets.context("the picture project of the demo failed")?;
    reviews.context("the review project of the demo failed")?;
    scenes.context("the box project of the demo failed")?;
    conversations.context("the conversation projects of the demo failed")?;
    cast.requester
        .client
        .change_settings(&json!({COMPLETE: true}))
        .await?;
    Ok(DemoLogins {
        logins,
        already_there: false,
    })
}
