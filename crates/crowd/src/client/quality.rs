//! How good the work is: known answers, full passes, audits, pauses.

use super::{Audit, Call, Client, ClientError, MyPause, Page, Region, Task, TaskSummary};
use reqwest::Method;
use serde_json::{Value, json};

impl Client {
    /// The first tasks of an order, at most `limit`.
    pub async fn tasks(&self, project_id: &str, limit: usize) -> Result<Vec<TaskSummary>, ClientError> {
        let path = format!("/projects/{project_id}/tasks");
        let call = Call::new(Method::GET, &path).query("limit", limit);
        Ok(self.send::<Page<TaskSummary>>(call).await?.items)
    }

    /// Says what the answer of a task is, and why.
    pub async fn mark_gold(
        &self,
        project_id: &str,
        task_id: &str,
        regions: &[Region],
        note: Option<&str>,
    ) -> Result<Task, ClientError> {
        let path = format!("/projects/{project_id}/tasks/{task_id}/gold");
        let body = json!({"regions": regions, "note": note});
        self.send(Call::new(Method::PUT, &path).json(&body)).await
    }

    /// Has a full pass over an order made now.
    pub async fn measure_now(&self, project_id: &str) -> Result<(), ClientError> {
        let path = format!("/projects/{project_id}/quality/fit");
        let call = Call::new(Method::POST, &path).json(&json!({}));
        self.send::<Value>(call).await?;
        Ok(())
    }

    /// Has so many results looked at again.
    pub async fn order_audit(&self, project_id: &str, sample_size: usize) -> Result<Audit, ClientError> {
        let path = format!("/projects/{project_id}/audits");
        let body = json!({"sample_size": sample_size});
        self.send(Call::new(Method::POST, &path).json(&body)).await
    }

    /// How far an audit is.
    pub async fn audit(&self, project_id: &str, audit_id: &str) -> Result<Audit, ClientError> {
        let path = format!("/projects/{project_id}/audits/{audit_id}");
        self.send(Call::new(Method::GET, &path)).await
    }

    /// Where one is or was stopped.
    pub async fn my_pauses(&self) -> Result<Vec<MyPause>, ClientError> {
        let call = Call::new(Method::GET, "/work/pauses");
        Ok(self.send::<Page<MyPause>>(call).await?.items)
    }

    /// Says why one should not be stopped.
    pub async fn object(&self, pause_id: &str, text: &str) -> Result<MyPause, ClientError> {
        let path = format!("/work/pauses/{pause_id}/objection");
        self.send(Call::new(Method::POST, &path).json(&json!({"text": text})))
            .await
    }
}
