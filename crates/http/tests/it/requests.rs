//! What is sent with each operation of the authorization test: query, file and body, all good.

use crate::support::Client;
use crate::world::{World, nobodys, workbench};
use pumasi_testkit::{INTERFACE, PASSWORD, TestApp};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Two seconds of a tone, as a WAV of 16 bits at 8 kHz.
static RECORDING: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let samples = (0..16_000).map(|i| (f64::from(i) * 0.3).sin() * 8_000.0);
    let data: Vec<u8> = samples.flat_map(|sample| (sample as i16).to_le_bytes()).collect();
    let size = u32::try_from(data.len()).expect("a short recording");
    let mut file = b"RIFF".to_vec();
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(8_000_u32.to_le_bytes());
    file.extend(16_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(size.to_le_bytes());
    file.extend(data);
    file
});

impl World {
    /// What stands behind the path.
    pub fn query(&self, operation: &str) -> &'static str {
        match operation {
            "get_exam" => "?role=work",
            "start_import" => "?format=csv",
            "upload_media" => "?file_name=dot.svg",
            "upload_made_file" => "?control=voice",
            "export_results" => "?format=csv&state=all",
            _ => "",
        }
    }

    /// A file to upload; empty for operations that take none.
    pub fn file(&self, operation: &str) -> &'static [u8] {
        match operation {
            "start_import" => b"text\nneigh\n",
            "upload_made_file" => &RECORDING,
            "upload_media" => b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
            _ => b"",
        }
    }

    /// A good body, for operations that take one.
    pub async fn body(&self, operation: &str, caller: &Client, may: bool) -> Option<Value> {
        let regions = json!([{"id": "r1", "from_name": "label", "to_name": "text", "type": "choices",
            "value": {"choices": ["cat"]}}]);
        Some(match operation {
            "sign_up" => {
                let email = format!("{}@example.com", self.fresh_name());
                json!({"email": email, "password": PASSWORD, "display_name": "New", "locale": "ko"})
            }
            "sign_in" => json!({"email": self.stranger.email, "password": PASSWORD}),
            "update_me" => json!({"locale": "en"}),
            "send_message" => json!({"content": "hello"}),
            "create_token" => json!({"name": "another"}),
            "create_organization" => json!({"name": "Another lab"}),
            "add_member" => {
                let name = self.fresh_name();
                let email = if may {
                    self.app.person(&name).await.email
                } else {
                    self.stranger.email.clone()
                };
                json!({"email": email, "role": "viewer"})
            }
            "change_member" => json!({"role": "viewer"}),
            "check_interface" => json!({"xml": INTERFACE}),
            "set_gold" => json!({"regions": regions, "note": "It says so."}),
            "create_project" => json!(TestApp::draft()),
            "update_project" => json!({"version": 1, "name": "Renamed"}),
            "publish_guide" => json!({"markdown": "1. Say what the text is about."}),
            "create_invitation" => json!({"email": self.stranger.email, "role": "work"}),
            "check_trial" => {
                let trial = caller
                    .get(&format!("/api/work/projects/{}/trial", self.project_id))
                    .await;
                let task_id = if may {
                    trial.body()["task_id"].clone()
                } else {
                    json!(nobodys())
                };
                json!({"task_id": task_id, "regions": regions})
            }
            "finish_exam" => {
                let exam = caller
                    .get(&format!("/api/work/projects/{}/exam?role=work", self.project_id))
                    .await;
                let exam_id = if may {
                    exam.body()["exam_id"].clone()
                } else {
                    json!(nobodys())
                };
                json!({"exam_id": exam_id, "answers": []})
            }
            "pause_worker" => {
                let worker = self.pseudonym(self.project_id).await;
                json!({"worker": worker, "role": "work", "reason": "asked for"})
            }
            "order_audit" => json!({"sample_size": 1}),
            "decide_pause" => json!({"decision": "lift", "note": "go on"}),
            "object_to_pause" => json!({"text": "I have done nothing wrong"}),
            "claim_assignments" => json!({"role": "work", "count": 1}),
            "save_draft" => json!({"regions": regions, "active_ms": 1_000}),
            "submit_answer" => json!({"kind": "regions", "regions": regions, "active_ms": 1_000, "claim": 0}),
            "submit_verdict" => json!({"verdict": "pass", "active_ms": 1_000, "claim": 0}),
            "appeal_refusal" => json!({"text": "the text is about a cat"}),
            "change_user" => json!({"adult_verified": true}),
            "deposit" => json!({"amount_minor": 1_000, "note": "bank slip"}),
            "decide_appeal" => json!({"decision": "uphold", "note": "it is about a dog"}),
            _ => return crate::talking::good_body(operation).or_else(|| workbench::body(operation)),
        })
    }
}
