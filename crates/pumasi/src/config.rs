//! Settings with their defaults, checked: what the parts of the server are built from.

use crate::options::{LogFormat, Options};
use anyhow::{Context, Result, bail, ensure};
use pumasi_app::AppConfig;
use pumasi_domain::sensitivity::ExposureLimits;
use pumasi_domain::time::KOREA_OFFSET_SECONDS;
use pumasi_http::{HttpSettings, RateLimits};
use pumasi_media::MediaConfig;
use pumasi_store::{Db, DbConfig, DbThreads};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything, ready for use.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub metrics_listen: Option<SocketAddr>,
    pub data_dir: PathBuf,
    pub secret_file: PathBuf,
    pub database: DbConfig,
    pub database_threads: DbThreads,
    pub media: MediaConfig,
    pub http: HttpSettings,
    pub fee_percent: i64,
    pub session_seconds: i64,
    pub exposure: ExposureLimits,
    pub upload_max_bytes: u64,
    pub media_max_bytes: u64,
    pub allow_private_models: bool,
    pub log_format: LogFormat,
    pub log: String,
}

const SECRET_BYTES: usize = 32;

impl Config {
    /// Fills in the defaults and refuses what can not work.
    pub fn new(options: Options) -> Result<Config> {
        let data_dir = options.data_dir.clone().unwrap_or_else(|| PathBuf::from("data"));
        let database = match &options.database_url {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                DbConfig::Postgres(url.clone())
            }
            Some(_) => {
                bail!("the database address must begin with postgres:// (without one, SQLite is used)")
            }
            None => DbConfig::Sqlite(Db::file_in(&data_dir)),
        };
        let fee_percent = options.fee_percent.unwrap_or(10);
        ensure!(
            (0..=100).contains(&fee_percent),
            "fee_percent is {fee_percent}, and must be 0 to 100"
        );
        let session_days = options.session_days.unwrap_or(30);
        ensure!(
            (1..=3_650).contains(&session_days),
            "session_days is {session_days}, and must be 1 to 3650"
        );
        let threads = DbThreads::default();
        Ok(Config {
            listen: options
                .listen
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            metrics_listen: options.metrics_listen,
            secret_file: options
                .secret_file
                .clone()
                .unwrap_or_else(|| data_dir.join("secret")),
            database,
            database_threads: DbThreads {
                readers: options.database_readers.unwrap_or(threads.readers),
                writers: options.database_writers.unwrap_or(threads.writers),
            },
            media: media(&options, &data_dir)?,
            fee_percent,
            session_seconds: session_days * 86_400,
            exposure: exposure(&options)?,
            upload_max_bytes: options.upload_max_bytes.unwrap_or(2 * 1024 * 1024 * 1024),
            media_max_bytes: options.media_max_bytes.unwrap_or(100 * 1024 * 1024),
            allow_private_models: options.allow_private_models.unwrap_or(false),
            log_format: options.log_format.unwrap_or(LogFormat::Text),
            log: options
                .log
                .clone()
                .unwrap_or_else(|| "info,tokio_postgres=warn".to_owned()),
            http: http(options)?,
            data_dir,
        })
    }

    /// Where the server is found from this machine.
    pub fn address_for_people(&self) -> String {
        if self.listen.ip().is_unspecified() {
            format!("localhost:{}", self.listen.port())
        } else {
            self.listen.to_string()
        }
    }

    /// The database in words for people, without its password.
    pub fn database_name(&self) -> String {
        match &self.database {
            DbConfig::Sqlite(path) => path.display().to_string(),
            DbConfig::Postgres(_) => "PostgreSQL".to_owned(),
        }
    }

    /// What the use cases are told; makes the data folder and the secret if they are missing.
    pub fn app(&self) -> Result<AppConfig> {
        make_private_dir(&self.data_dir)?;
        let spool_dir = self.data_dir.join("spool");
        fs::create_dir_all(&spool_dir).with_context(|| format!("cannot make {}", spool_dir.display()))?;
        Ok(AppConfig {
            fee_percent: self.fee_percent,
            day_offset_seconds: KOREA_OFFSET_SECONDS,
            spool_dir,
            upload_max_bytes: self.upload_max_bytes,
            media_max_bytes: self.media_max_bytes,
            secret: read_or_make_secret(&self.secret_file)?,
            session_seconds: self.session_seconds,
            exposure: self.exposure,
        })
    }
}

/// How much sensitive work a person may do.
fn exposure(options: &Options) -> Result<ExposureLimits> {
    let defaults = ExposureLimits::default();
    let within = |name: &str, said: Option<i64>, default: i64, low: i64, high: i64| {
        let value = said.unwrap_or(default);
        ensure!(
            (low..=high).contains(&value),
            "{name} is {value}, and must be {low} to {high}"
        );
        Ok(value)
    };
    Ok(ExposureLimits {
        break_after_minutes: within(
            "sensitive_break_after_minutes",
            options.sensitive_break_after_minutes,
            defaults.break_after_minutes,
            5,
            240,
        )?,
        break_minutes: within(
            "sensitive_break_minutes",
            options.sensitive_break_minutes,
            defaults.break_minutes,
            1,
            120,
        )?,
        daily_minutes: within(
            "sensitive_daily_minutes",
            options.sensitive_daily_minutes,
            defaults.daily_minutes,
            10,
            720,
        )?,
    })
}

fn http(options: Options) -> Result<HttpSettings> {
    if let Some(url) = &options.public_url {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.trim_end_matches('/').contains('/'));
        ensure!(
            good,
            "public_url is `{url}`, and must be like https://pumasi.example.org"
        );
    }
    let defaults = RateLimits::default();
    let limits = RateLimits {
        requests_per_minute: options
            .requests_per_minute
            .unwrap_or(defaults.requests_per_minute),
        requests_burst: options.requests_burst.unwrap_or(defaults.requests_burst),
        sign_ins_per_minute: options
            .sign_ins_per_minute
            .unwrap_or(defaults.sign_ins_per_minute),
    };
    Ok(HttpSettings {
        public_url: options.public_url,
        client_address_header: options.client_address_header,
        rate_limits: options.rate_limits.unwrap_or(true).then_some(limits),
        allow_sign_up: options.allow_sign_up.unwrap_or(true),
    })
}

fn media(options: &Options, data_dir: &Path) -> Result<MediaConfig> {
    let Some(bucket) = options.media_bucket.clone() else {
        return Ok(MediaConfig::Local {
            dir: options
                .media_dir
                .clone()
                .unwrap_or_else(|| data_dir.join("media")),
        });
    };
    let needed = |value: &Option<String>, name: &str| {
        value
            .clone()
            .with_context(|| format!("media_bucket is set, so {name} must be set too"))
    };
    Ok(MediaConfig::S3 {
        bucket,
        endpoint: options.media_endpoint.clone(),
        region: options
            .media_region
            .clone()
            .unwrap_or_else(|| "us-east-1".to_owned()),
        access_key: needed(
            &options.media_access_key,
            "media_access_key (PUMASI_MEDIA_ACCESS_KEY)",
        )?,
        secret_key: needed(
            &options.media_secret_key,
            "media_secret_key (PUMASI_MEDIA_SECRET_KEY)",
        )?,
        prefix: options.media_prefix.clone(),
        allow_http: options.media_allow_http.unwrap_or(false),
    })
}

/// A folder that other people of this machine can not look into: the database and the secret lie in it.
fn make_private_dir(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make the data folder {}", dir.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
            .with_context(|| format!("cannot close {} to others", dir.display()))?;
    }
    Ok(())
}

/// The key in the file, which is made with a fresh one if there is none.
fn read_or_make_secret(path: &Path) -> Result<Vec<u8>> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(mut file) => {
            let secret = pumasi_app::Ids::secret(&pumasi_app::SystemIds);
            let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(file, "{text}")
                .and_then(|()| file.sync_all())
                .with_context(|| format!("cannot write the secret {}", path.display()))?;
            Ok(text.into_bytes())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the secret {}", path.display()))?;
            let secret = text.trim().as_bytes().to_vec();
            ensure!(
                secret.len() >= SECRET_BYTES,
                "the secret in {} has {} characters, and needs at least {SECRET_BYTES}",
                path.display(),
                secret.len()
            );
            Ok(secret)
        }
        Err(error) => Err(error).with_context(|| format!("cannot make the secret {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_kept_from_others() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        let secret = read_or_make_secret(&path).unwrap();
        assert_eq!(secret.len(), 64);
        assert_eq!(read_or_make_secret(&path).unwrap(), secret);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&path, "short\n").unwrap();
        assert!(
            read_or_make_secret(&path)
                .unwrap_err()
                .to_string()
                .contains("5 characters")
        );
    }

    #[test]
    fn what_can_not_work_is_refused_with_its_name() {
        let refused = |options: Options| Config::new(options).unwrap_err().to_string();
        let set = Options::default;
        assert!(
            refused(Options {
                database_url: Some("mysql://x".into()),
                ..set()
            })
            .contains("postgres://")
        );
        assert!(
            refused(Options {
                fee_percent: Some(101),
                ..set()
            })
            .contains("fee_percent")
        );
        assert!(
            refused(Options {
                sensitive_break_minutes: Some(0),
                ..set()
            })
            .contains("sensitive_break_minutes")
        );
        assert!(
            refused(Options {
                public_url: Some("pumasi.example".into()),
                ..set()
            })
            .contains("public_url")
        );
        assert!(
            refused(Options {
                media_bucket: Some("b".into()),
                ..set()
            })
            .contains("PUMASI_MEDIA_ACCESS_KEY")
        );
        let config = Config::new(Options {
            rate_limits: Some(false),
            ..set()
        })
        .unwrap();
        assert!(config.http.rate_limits.is_none());
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    }
}
