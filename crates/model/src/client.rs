//! One question, one answer.

use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};

use crate::address::is_public;
use crate::{AddressProblem, check_address};

/// Where a model answers.
#[derive(Clone)]
pub struct ModelEndpoint {
    /// Up to and without `/chat/completions`.
    pub base_url: String,
    /// Sent as `Authorization: Bearer …`.
    pub key: Option<String>,
    /// The model's name there.
    pub model: String,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelMessage {
    /// `system`, `user` or `assistant`.
    pub role: String,
    /// What was said.
    pub content: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The address is not spoken to.
    #[error(transparent)]
    Address(#[from] AddressProblem),
    /// The key cannot be sent.
    #[error("the key holds characters that cannot be sent")]
    Key,
    /// Nobody answers there, or the name leads into a private network.
    #[error("the model cannot be reached at its address")]
    Unreachable,
    /// It took too long.
    #[error("the model took longer than {0} s")]
    Timeout(u64),
    /// The server refused: a wrong key, no such model, too many requests.
    #[error("the model's server answered with the status {0}")]
    Refused(u16),
    /// The answer is not of the known form, is empty, or is far too long.
    #[error("the model's answer cannot be read")]
    Unreadable,
}

/// The most bytes of an answer.
const ANSWER_MAX_BYTES: usize = 1024 * 1024;

/// Speaks to models. Cheap to clone.
#[derive(Clone)]
pub struct ModelClient {
    http: reqwest::Client,
    allow_private: bool,
}

#[derive(Serialize)]
struct Question<'a> {
    model: &'a str,
    messages: &'a [ModelMessage],
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
}

#[derive(Deserialize)]
struct Said {
    content: Option<String>,
}

impl ModelClient {
    /// A client that speaks to public addresses; with `allow_private` also to those of the operator's own network, and
    /// without encryption.
    ///
    /// # Errors
    /// If there is no TLS to be had on this machine.
    pub fn new(allow_private: bool) -> Result<ModelClient, String> {
        // Whoever came first has chosen; both choices are the same code.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            // A proxy of the environment would look the name up again, behind our back.
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .user_agent("pumasi");
        if !allow_private {
            builder = builder.https_only(true).dns_resolver(PublicOnly);
        }
        let http = builder.build().map_err(|error| error.to_string())?;
        Ok(ModelClient { http, allow_private })
    }

    /// Whether addresses of the operator's own network are spoken to.
    pub fn allows_private(&self) -> bool {
        self.allow_private
    }

    /// What the model says next.
    pub async fn reply(
        &self,
        endpoint: &ModelEndpoint,
        messages: &[ModelMessage],
    ) -> Result<String, ModelError> {
        let asked = tokio::time::timeout(endpoint.timeout, self.ask(endpoint, messages)).await;
        asked.unwrap_or(Err(ModelError::Timeout(endpoint.timeout.as_secs())))
    }

    async fn ask(&self, endpoint: &ModelEndpoint, messages: &[ModelMessage]) -> Result<String, ModelError> {
        let mut url = check_address(&endpoint.base_url, self.allow_private)?;
        let path = format!("{}/chat/completions", url.path().trim_end_matches('/'));
        url.set_path(&path);
        let question = Question {
            model: &endpoint.model,
            messages,
        };
        let mut request = self.http.post(url).json(&question);
        if let Some(key) = &endpoint.key {
            let mut value = HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| ModelError::Key)?;
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        let response = request.send().await.map_err(|_| ModelError::Unreachable)?;
        if !response.status().is_success() {
            return Err(ModelError::Refused(response.status().as_u16()));
        }
        let mut bytes = Vec::new();
        let mut parts = response.bytes_stream();
        while let Some(part) = parts.next().await {
            bytes.extend_from_slice(&part.map_err(|_| ModelError::Unreachable)?);
            if bytes.len() > ANSWER_MAX_BYTES {
                return Err(ModelError::Unreadable);
            }
        }
        let answer: Answer = serde_json::from_slice(&bytes).map_err(|_| ModelError::Unreadable)?;
        let said = answer
            .choices
            .into_iter()
            .next()
            .and_then(|choice| choice.message.content);
        said.map(|said| said.trim().to_owned())
            .filter(|said| !said.is_empty())
            .ok_or(ModelError::Unreadable)
    }
}

/// Names lead to public addresses only. The very addresses that were judged are connected to: a name that is looked up
/// once more may lead elsewhere.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str().to_owned(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}
