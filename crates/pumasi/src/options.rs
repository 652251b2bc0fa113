//! Settings from flags, the environment and one file; what is said first in this order counts.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Every setting, as said in one place. In the file they are named the same, with underscores.
#[derive(Debug, Clone, Default, Args, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "PUMASI_LISTEN", value_name = "ADDR:PORT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,

    /// Folder of the secret, of uploads, of media, and of the SQLite database; made if missing [default: ./data]
    #[arg(long, env = "PUMASI_DATA_DIR", value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,

    /// PostgreSQL instead of SQLite: postgres://user:password@host:port/name
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,

    /// The address that people open, like https://pumasi.example.org [default: each request's own host]
    #[arg(long, env = "PUMASI_PUBLIC_URL", value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,

    /// Whether strangers may sign up [default: true]
    #[arg(long, env = "PUMASI_ALLOW_SIGN_UP", value_name = "true|false", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_sign_up: Option<bool>,

    /// Whether projects may talk to models at private addresses and over plain http, such as a server of one's own
    /// network [default: false]
    #[arg(
        long,
        env = "PUMASI_ALLOW_PRIVATE_MODELS",
        value_name = "true|false",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_private_models: Option<bool>,

    /// The platform's share of each payment, in percent; kept with a project when it is made [default: 10]
    #[arg(long, env = "PUMASI_FEE_PERCENT", value_name = "PERCENT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_percent: Option<i64>,

    /// How long a sign-in lasts, in days [default: 30]
    #[arg(long, env = "PUMASI_SESSION_DAYS", value_name = "DAYS", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_days: Option<i64>,

    /// File with the key of everything that is signed; made on first start [default: secret in the data folder]
    #[arg(long, env = "PUMASI_SECRET_FILE", value_name = "FILE", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<PathBuf>,

    /// Header in which the proxy in front names the caller's address, like x-forwarded-for. Only behind a proxy
    #[arg(
        long,
        env = "PUMASI_CLIENT_ADDRESS_HEADER",
        value_name = "HEADER",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_address_header: Option<String>,

    /// Whether requests are limited at all [default: true]
    #[arg(long, env = "PUMASI_RATE_LIMITS", value_name = "true|false", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limits: Option<bool>,

    /// Requests of one person or address in a minute [default: 600]
    #[arg(long, env = "PUMASI_REQUESTS_PER_MINUTE", value_name = "COUNT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<u32>,

    /// Requests that may come at once after a pause [default: 300]
    #[arg(long, env = "PUMASI_REQUESTS_BURST", value_name = "COUNT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_burst: Option<u32>,

    /// Sign-ins and sign-ups from one address in a minute [default: 20]
    #[arg(long, env = "PUMASI_SIGN_INS_PER_MINUTE", value_name = "COUNT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_ins_per_minute: Option<u32>,

    /// Largest upload of data, in bytes [default: 2147483648]
    #[arg(long, env = "PUMASI_UPLOAD_MAX_BYTES", value_name = "BYTES", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_max_bytes: Option<u64>,

    /// Largest picture or other single file, in bytes [default: 104857600]
    #[arg(long, env = "PUMASI_MEDIA_MAX_BYTES", value_name = "BYTES", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_max_bytes: Option<u64>,

    /// Folder of media, when they are kept on this machine [default: media in the data folder]
    #[arg(long, env = "PUMASI_MEDIA_DIR", value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_dir: Option<PathBuf>,

    /// Keep media in this bucket of an S3-compatible store instead
    #[arg(long, env = "PUMASI_MEDIA_BUCKET", value_name = "NAME", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_bucket: Option<String>,

    /// Address of the store [default: AWS]
    #[arg(long, env = "PUMASI_MEDIA_ENDPOINT", value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_endpoint: Option<String>,

    /// Region of the store [default: us-east-1]
    #[arg(long, env = "PUMASI_MEDIA_REGION", value_name = "NAME", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_region: Option<String>,

    /// Who we are to the store
    #[arg(
        long,
        env = "PUMASI_MEDIA_ACCESS_KEY",
        value_name = "KEY",
        hide_env_values = true,
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_access_key: Option<String>,

    /// Our secret to the store; better in the environment than on a command line
    #[arg(
        long,
        env = "PUMASI_MEDIA_SECRET_KEY",
        value_name = "KEY",
        hide_env_values = true,
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_secret_key: Option<String>,

    /// Folder within the bucket
    #[arg(long, env = "PUMASI_MEDIA_PREFIX", value_name = "NAME", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_prefix: Option<String>,

    /// Whether the store may be spoken to without encryption [default: false]
    #[arg(
        long,
        env = "PUMASI_MEDIA_ALLOW_HTTP",
        value_name = "true|false",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_allow_http: Option<bool>,

    /// A break from sensitive work is due after this many minutes [default: 50]
    #[arg(
        long,
        env = "PUMASI_SENSITIVE_BREAK_AFTER_MINUTES",
        value_name = "MINUTES",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_break_after_minutes: Option<i64>,

    /// How long that break is, in minutes [default: 10]
    #[arg(
        long,
        env = "PUMASI_SENSITIVE_BREAK_MINUTES",
        value_name = "MINUTES",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_break_minutes: Option<i64>,

    /// The most sensitive work in one day, in minutes [default: 240]
    #[arg(
        long,
        env = "PUMASI_SENSITIVE_DAILY_MINUTES",
        value_name = "MINUTES",
        global = true
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive_daily_minutes: Option<i64>,

    /// Address and port on which /metrics is open to everybody; without it only operators read it
    #[arg(long, env = "PUMASI_METRICS_LISTEN", value_name = "ADDR:PORT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_listen: Option<SocketAddr>,

    /// Form of the log [default: text]
    #[arg(long, env = "PUMASI_LOG_FORMAT", value_name = "FORMAT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,

    /// What is logged: error, warn, info, debug, or a filter like info,pumasi_http=debug [default: info]
    #[arg(long, env = "PUMASI_LOG", value_name = "FILTER", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,

    /// Connections that read the database [default: 4]
    #[arg(long, env = "PUMASI_DATABASE_READERS", value_name = "COUNT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_readers: Option<usize>,

    /// Connections that write to PostgreSQL; SQLite has one [default: 4]
    #[arg(long, env = "PUMASI_DATABASE_WRITERS", value_name = "COUNT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_writers: Option<usize>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

impl Options {
    /// These settings on top of those in the file, if one is named.
    pub fn over_file(&self, file: Option<&std::path::Path>) -> Result<Options> {
        let Some(path) = file else { return Ok(self.clone()) };
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        self.over(&text)
            .with_context(|| format!("in the configuration {}", path.display()))
    }

    fn over(&self, text: &str) -> Result<Options> {
        // Read once as it stands, so that an error names the line.
        let _: Options = toml::from_str(text)?;
        let mut table: toml::Table = toml::from_str(text)?;
        table.extend(toml::Table::try_from(self)?);
        Ok(table.try_into()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_beside_the_file_counts_more() {
        let said = Options {
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 9))),
            ..Options::default()
        };
        let all = said
            .over("listen = \"0.0.0.0:80\"\nfee_percent = 7\nlog_format = \"json\"")
            .unwrap();
        assert_eq!(all.listen.unwrap().port(), 9);
        assert_eq!(
            (all.fee_percent, all.log_format),
            (Some(7), Some(LogFormat::Json))
        );
    }

    #[test]
    fn mistakes_in_the_file_are_named_with_their_line() {
        let error = Options::default()
            .over("fee_percent = 7\nlisten_on = \"x\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 2") && error.contains("listen_on"), "{error}");
    }

    #[test]
    fn the_example_configuration_can_be_read_with_all_it_offers() {
        let example = include_str!("../../../deploy/pumasi.toml");
        // An offer is a comment that would be a setting without its mark.
        let is_offer = |line: &str| {
            line.split_once(" = ")
                .is_some_and(|(name, _)| !name.contains(' '))
        };
        let uncommented: Vec<&str> = example
            .lines()
            .map(|line| {
                line.strip_prefix("# ")
                    .filter(|rest| is_offer(rest))
                    .unwrap_or(line)
            })
            .collect();
        let options = Options::default().over(&uncommented.join("\n")).unwrap();
        assert!(options.listen.is_some() && options.data_dir.is_some());
        assert!(options.database_url.is_some() && options.log_format == Some(LogFormat::Json));
    }
}
