//! The whole platform on a database of its own.

use crate::{Fixture, Place, TestClock, TestDb, TestIds};
use pumasi_app::{App, AppConfig};
use pumasi_domain::sensitivity::ExposureLimits;
use pumasi_domain::time::KOREA_OFFSET_SECONDS;
use pumasi_media::{MediaConfig, MediaStore};
use pumasi_store::Db;
use std::ops::Deref;
use std::sync::Arc;

/// The platform with a clock set by hand. Use cases are called on it as on the [`App`] in it; below them, `test` reads and
/// writes rows.
#[derive(Clone)]
pub struct TestApp {
    pub app: App,
    pub test: TestDb,
}

impl TestApp {
    /// The platform on `test`, with settings that begin as those of [`TestApp::settings`].
    pub async fn with_settings(test: TestDb, change: impl FnOnce(&mut AppConfig)) -> TestApp {
        let mut config = TestApp::settings(&test);
        change(&mut config);
        let app = start(&test, test.db.clone(), config).await;
        app.ensure_platform_accounts()
            .await
            .expect("the platform's accounts");
        TestApp { app, test }
    }

    /// A fee of 10 %, Korean days, sessions of a day.
    pub fn settings(test: &TestDb) -> AppConfig {
        AppConfig {
            fee_percent: 10,
            day_offset_seconds: KOREA_OFFSET_SECONDS,
            spool_dir: test.folder().join("spool"),
            upload_max_bytes: 16 << 20,
            media_max_bytes: 4 << 20,
            secret: b"a secret that all tests share...".to_vec(),
            session_seconds: 86_400,
            exposure: ExposureLimits::default(),
        }
    }

    /// A second server on the same database.
    pub async fn second_server(&self) -> App {
        let db = self.test.open_again().await;
        start(&self.test, db, TestApp::settings(&self.test)).await
    }

    /// The clock.
    pub fn clock(&self) -> &TestClock {
        &self.test.clock
    }

    /// The ids.
    pub fn ids(&self) -> &TestIds {
        &self.test.ids
    }
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Fixture for TestApp {
    async fn on(place: Arc<Place>) -> TestApp {
        TestApp::with_settings(TestDb::on(place).await, |_| {}).await
    }
}

async fn start(test: &TestDb, db: Db, config: AppConfig) -> App {
    std::fs::create_dir_all(&config.spool_dir).expect("a folder for uploads");
    let media = MediaStore::open(MediaConfig::Local {
        dir: test.folder().join("media"),
    })
    .await;
    let media = media.expect("a folder for media");
    App::new(
        db,
        Arc::new(test.clock.clone()),
        Arc::new(test.ids.clone()),
        media,
        config,
    )
    .expect("the platform")
}
