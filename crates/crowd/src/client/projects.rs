//! Orders, their data and their results.

use super::{Call, Client, ClientError, Import, Media, Progress, Project, Role};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::Duration;

/// How an import is read.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions<'a> {
    /// `jsonl`, `csv` …
    pub format: &'a str,
    pub file_name: &'a str,
    /// The field that holds known labels.
    pub gold_column: Option<&'a str>,
}

impl Client {
    /// Drafts an order.
    pub async fn make_project(&self, organization_id: &str, draft: &Value) -> Result<Project, ClientError> {
        let path = format!("/organizations/{organization_id}/projects");
        self.send(Call::new(Method::POST, &path).json(draft)).await
    }

    /// One order.
    pub async fn project(&self, project_id: &str) -> Result<Project, ClientError> {
        let path = format!("/projects/{project_id}");
        self.send(Call::new(Method::GET, &path)).await
    }

    /// Opens an order: its budget is set aside and work begins.
    pub async fn open_project(&self, project_id: &str) -> Result<Project, ClientError> {
        let path = format!("/projects/{project_id}/open");
        self.send(Call::new(Method::POST, &path).json(&json!({}))).await
    }

    /// How far an order is.
    pub async fn progress(&self, project_id: &str) -> Result<Progress, ClientError> {
        let path = format!("/projects/{project_id}/progress");
        self.send(Call::new(Method::GET, &path)).await
    }

    /// Asks somebody into an order.
    pub async fn invite(&self, project_id: &str, email: &str, role: Role) -> Result<(), ClientError> {
        let path = format!("/projects/{project_id}/invitations");
        let call = Call::new(Method::POST, &path).json(&json!({"email": email, "role": role}));
        self.send::<Value>(call).await?;
        Ok(())
    }

    /// Keeps a file.
    pub async fn upload_media(
        &self,
        project_id: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<Media, ClientError> {
        let path = format!("/projects/{project_id}/media");
        let call = Call::new(Method::POST, &path)
            .query("file_name", file_name)
            .bytes(bytes, "application/octet-stream");
        self.send(call).await
    }

    /// Sends a load of tasks and waits until all of it is in or was refused.
    pub async fn import(
        &self,
        project_id: &str,
        body: Vec<u8>,
        options: ImportOptions<'_>,
    ) -> Result<Import, ClientError> {
        let path = format!("/projects/{project_id}/imports");
        let mut call = Call::new(Method::POST, &path)
            .query("format", options.format)
            .query("file_name", options.file_name)
            .query("on_error", "refuse")
            .bytes(body, "application/octet-stream");
        if let Some(column) = options.gold_column {
            call = call.query("gold_column", column);
        }
        let mut import: Import = self.send(call).await?;
        let path = format!("/projects/{project_id}/imports/{}", import.import_id);
        while !import.is_finished() {
            tokio::time::sleep(Duration::from_millis(50)).await;
            import = self.send(Call::new(Method::GET, &path)).await?;
        }
        Ok(import)
    }

    /// The results as a stream of bytes. `state` is `done` or `all`.
    pub async fn results(
        &self,
        project_id: &str,
        format: &str,
        state: &str,
    ) -> Result<Response, ClientError> {
        let path = format!("/projects/{project_id}/results");
        let call = Call::new(Method::GET, &path)
            .query("format", format)
            .query("state", state);
        self.streamed(call).await
    }
}
