//! What every use case needs: the database, the clock, ids, media and settings.

use crate::AppError;
use pumasi_domain::sensitivity::ExposureLimits;
use pumasi_domain::{ProjectId, Timestamp, UserId};
use pumasi_interface::LabelConfig;
use pumasi_media::{MediaStore, Signer};
use pumasi_model::ModelClient;
use pumasi_store::Db;
use rand::Rng;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use uuid::Uuid;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// Where ids and secrets come from.
pub trait Ids: Send + Sync {
    /// A fresh time-ordered id (UUIDv7).
    fn next(&self) -> Uuid;
    /// Thirty-two bytes nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// Ids and secrets of the operating system's randomness.
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
}

/// Settings of the platform.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Share of a payment that the platform takes, in percent; kept with each project when it is made.
    pub fee_percent: i64,
    /// Zone of days and weeks of pay, in seconds ahead of UTC.
    pub day_offset_seconds: i64,
    /// Where uploads wait while they are read.
    pub spool_dir: PathBuf,
    /// Largest upload, in bytes.
    pub upload_max_bytes: u64,
    /// Largest single media file, in bytes.
    pub media_max_bytes: u64,
    /// Key of everything that is signed or pseudonymised here.
    pub secret: Vec<u8>,
    /// How long a sign-in lasts, in seconds.
    pub session_seconds: i64,
    /// How much sensitive work a person may do; a project can be stricter.
    pub exposure: ExposureLimits,
}

/// Who asks. Made by the edge from a session or a token, and trusted here.
#[derive(Debug, Clone)]
pub struct Caller {
    pub user_id: UserId,
    pub is_operator: bool,
    pub adult_verified: bool,
}

/// The platform: every use case is a method. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) media: MediaStore,
    pub(crate) models: ModelClient,
    pub(crate) signer: Arc<Signer>,
    pub(crate) config: Arc<AppConfig>,
    pub(crate) passwords: Arc<tokio::sync::Semaphore>,
    pub(crate) memory: Arc<crate::accounts::Memory>,
    pub(crate) bus: Arc<crate::work::Bus>,
    interfaces: Arc<RwLock<Interfaces>>,
}

/// Parsed label configs with the version of their project.
type Interfaces = HashMap<ProjectId, (i64, Arc<LabelConfig>)>;

/// Parsed label configs that are kept.
const INTERFACES_KEPT: usize = 500;
/// Passwords hashed at once; each takes 19 MiB and a core.
const PASSWORDS_AT_ONCE: usize = 2;

impl App {
    /// Puts the parts together. A secret too short to sign with is refused.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        media: MediaStore,
        config: AppConfig,
    ) -> Result<App, AppError> {
        let signer = Signer::new(&config.secret).map_err(|e| AppError::Internal(e.to_string()))?;
        Ok(App {
            db,
            clock,
            ids,
            media,
            models: ModelClient::new(false).map_err(AppError::Internal)?,
            signer: Arc::new(signer),
            config: Arc::new(config),
            passwords: Arc::new(tokio::sync::Semaphore::new(PASSWORDS_AT_ONCE)),
            memory: Arc::default(),
            bus: Arc::default(),
            interfaces: Arc::default(),
        })
    }

    /// The same platform, which also speaks to models in the operator's own network, and without encryption.
    pub fn with_private_models(mut self) -> Result<App, AppError> {
        self.models = ModelClient::new(true).map_err(AppError::Internal)?;
        Ok(self)
    }

    /// The time now, by the platform's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The database's engine, for people.
    pub fn engine(&self) -> &'static str {
        self.db.engine()
    }

    /// The signer of media addresses.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The number of the day in the platform's zone.
    pub(crate) fn day(&self, at: Timestamp) -> i64 {
        at.day(self.config.day_offset_seconds)
    }

    /// A project's label config, parsed once per version of the project.
    pub(crate) fn interface(
        &self,
        project_id: ProjectId,
        version: i64,
        xml: &str,
    ) -> Result<Arc<LabelConfig>, AppError> {
        if let Ok(kept) = self.interfaces.read()
            && let Some((known, config)) = kept.get(&project_id)
            && *known == version
        {
            return Ok(Arc::clone(config));
        }
        let config = LabelConfig::parse(xml).map_err(|problems| {
            AppError::Internal(format!(
                "project {project_id} has an interface with problems: {problems:?}"
            ))
        })?;
        let config = Arc::new(config);
        if let Ok(mut kept) = self.interfaces.write() {
            if kept.len() >= INTERFACES_KEPT {
                kept.clear();
            }
            kept.insert(project_id, (version, Arc::clone(&config)));
        }
        Ok(config)
    }

    /// A person's name inside one project, for everybody who may not know who they are: a keyed hash, so that nobody
    /// can find the person behind it, nor the same person in another project.
    pub(crate) fn pseudonym(&self, project_id: ProjectId, user_id: UserId) -> String {
        use hmac::{Hmac, KeyInit, Mac};
        let mut mac = match Hmac::<sha2::Sha256>::new_from_slice(&self.config.secret) {
            Ok(mac) => mac,
            Err(_) => return "w-?".to_owned(), // HMAC takes keys of any length
        };
        mac.update(b"pseudonym");
        mac.update(project_id.0.as_bytes());
        mac.update(user_id.0.as_bytes());
        let hash = mac.finalize().into_bytes();
        // Crockford's alphabet: no letter that is taken for another.
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let name: String = hash
            .iter()
            .take(8)
            .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
            .collect();
        format!("w-{name}")
    }
}
