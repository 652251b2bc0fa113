//! An S3 server over a folder, within the test process.

use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use pumasi_media::{MediaConfig, MediaStore};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

const BUCKET: &str = "media";

/// A running server with one bucket; it ends with the test's runtime.
pub struct Server {
    pub dir: TempDir,
    pub endpoint: String,
}

impl Server {
    pub async fn start() -> Self {
        let dir = TempDir::new().expect("a temporary folder");
        std::fs::create_dir(dir.path().join(BUCKET)).expect("a bucket");
        let mut builder = S3ServiceBuilder::new(FileSystem::new(dir.path()).expect("a file system"));
        builder.set_auth(SimpleAuth::from_single("key", "secret"));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let http = Builder::new(TokioExecutor::new());
                    // A client that hangs up is no failure of the server.
                    let _ = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { dir, endpoint }
    }

    pub fn config(&self) -> MediaConfig {
        MediaConfig::S3 {
            bucket: BUCKET.to_owned(),
            endpoint: Some(self.endpoint.clone()),
            region: "us-east-1".to_owned(),
            access_key: "key".to_owned(),
            secret_key: "secret".to_owned(),
            prefix: Some("pumasi/blobs".to_owned()),
            allow_http: true,
        }
    }

    pub async fn store(&self) -> MediaStore {
        MediaStore::open(self.config()).await.expect("opens")
    }

    pub fn bucket(&self) -> std::path::PathBuf {
        Path::new(self.dir.path()).join(BUCKET)
    }
}
