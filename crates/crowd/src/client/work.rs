//! Working and inspecting.

use super::{
    Answer, Assignment, Call, Client, ClientError, Earnings, Exam, ExamAnswer, ExamOutcome, Next, Page,
    Reply, Role, Verdict, WorkProject,
};
use reqwest::Method;
use serde::Serialize;
use serde_json::{Value, json};

/// Adds how many further tasks the reply shall bring.
fn with_claim(body: &impl Serialize, claim: usize) -> Value {
    let mut body = json!(body);
    body["claim"] = json!(claim);
    body
}

impl Client {
    /// An offer of work with its guide and interface.
    pub async fn work_project(&self, project_id: &str) -> Result<WorkProject, ClientError> {
        let path = format!("/work/projects/{project_id}");
        self.send(Call::new(Method::GET, &path)).await
    }

    /// Begins the entrance test of a role, or goes on with one begun.
    pub async fn exam(&self, project_id: &str, role: Role) -> Result<Exam, ClientError> {
        let path = format!("/work/projects/{project_id}/exam");
        self.send(Call::new(Method::GET, &path).query("role", role.as_str()))
            .await
    }

    /// Hands an entrance test in.
    pub async fn finish_exam(
        &self,
        project_id: &str,
        exam_id: &str,
        answers: &[ExamAnswer],
    ) -> Result<ExamOutcome, ClientError> {
        let path = format!("/work/projects/{project_id}/exam");
        let body = json!({"exam_id": exam_id, "answers": answers});
        self.send(Call::new(Method::POST, &path).json(&body)).await
    }

    /// Takes up to `count` tasks, or answers to inspect.
    pub async fn claim(&self, project_id: &str, role: Role, count: usize) -> Result<Next, ClientError> {
        let path = format!("/work/projects/{project_id}/assignments");
        let body = json!({"role": role, "count": count});
        self.send(Call::new(Method::POST, &path).json(&body)).await
    }

    /// What one has in hand, returned work first.
    pub async fn live_assignments(&self) -> Result<Vec<Assignment>, ClientError> {
        let call = Call::new(Method::GET, "/work/assignments");
        Ok(self.send::<Page<Assignment>>(call).await?.items)
    }

    /// Sends an answer in; the reply brings up to `claim` further tasks.
    pub async fn answer(
        &self,
        assignment_id: &str,
        answer: &Answer,
        claim: usize,
    ) -> Result<Reply, ClientError> {
        let path = format!("/work/assignments/{assignment_id}/answer");
        self.send(Call::new(Method::POST, &path).json(&with_claim(answer, claim)))
            .await
    }

    /// Decides on an answer; the reply brings up to `claim` further answers to inspect.
    pub async fn verdict(
        &self,
        assignment_id: &str,
        verdict: &Verdict,
        claim: usize,
    ) -> Result<Reply, ClientError> {
        let path = format!("/work/assignments/{assignment_id}/verdict");
        self.send(Call::new(Method::POST, &path).json(&with_claim(verdict, claim)))
            .await
    }

    /// Passes a task by for good.
    pub async fn skip(&self, assignment_id: &str, claim: usize) -> Result<Reply, ClientError> {
        let path = format!("/work/assignments/{assignment_id}/skip");
        self.send(Call::new(Method::POST, &path).json(&json!({"claim": claim})))
            .await
    }

    /// Gives a task back.
    pub async fn release(&self, assignment_id: &str) -> Result<Reply, ClientError> {
        let path = format!("/work/assignments/{assignment_id}/release");
        self.send(Call::new(Method::POST, &path).json(&json!({}))).await
    }

    /// Objects to a refusal.
    pub async fn appeal(&self, assignment_id: &str, text: &str) -> Result<Reply, ClientError> {
        let path = format!("/work/assignments/{assignment_id}/appeal");
        self.send(Call::new(Method::POST, &path).json(&json!({"text": text})))
            .await
    }

    /// What one earned.
    pub async fn earnings(&self) -> Result<Earnings, ClientError> {
        self.send(Call::new(Method::GET, "/earnings")).await
    }
}
