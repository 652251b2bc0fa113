//! Questions and examples, for whoever may ask for them.

use super::World;
use pumasi_app::questions::{AnswerInput, QuestionInput};
use serde_json::{Value, json};

fn example() -> Value {
    json!({"verdict": "good", "text": "meow", "why": "It is what cats say."})
}

/// A good body, for operations that take one.
pub fn body(operation: &str) -> Option<Value> {
    Some(match operation {
        "ask_question" => json!({"text": "What is it about?"}),
        "answer_question" => json!({"text": "It is about a cat.", "for_everyone": true}),
        "create_example" | "update_example" => example(),
        _ => return None,
    })
}

impl World {
    /// A question of the member about their task in the project; an answered one of the worker's for who reads it.
    pub(super) async fn fresh_question(&self, operation: &str) -> String {
        let owner = &self.owner.caller;
        let mine = operation == "see_answer";
        let project_id = self.fresh_project(true).await;
        let (who, project_id) = if mine {
            (&self.worker.caller, project_id)
        } else {
            (&self.member.caller, self.project_id)
        };
        let worked = self.app.work_once(who, project_id, "cat").await;
        let text = "What is it about?".to_owned();
        let input = QuestionInput {
            text: text.clone(),
            clause: None,
        };
        let asked = self
            .app
            .ask_question(who, None, worked.receipt.assignment_id, input)
            .await;
        let question_id = asked.expect("a question").value.question_id;
        if mine {
            let input = AnswerInput {
                text,
                for_everyone: true,
            };
            let answered = self
                .app
                .answer_question(owner, None, project_id, question_id, input)
                .await;
            answered.expect("an answer");
        }
        question_id.to_string()
    }

    pub(super) async fn fresh_example(&self) -> String {
        let input = serde_json::from_value(example()).expect("an example");
        let owner = &self.owner.caller;
        let made = self.app.create_example(owner, None, self.project_id, input).await;
        made.expect("an example").value.example_id.to_string()
    }
}
