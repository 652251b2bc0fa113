//! Writing conversations: one project for everybody, and one of rude ones that only adults see.

use super::cast::{Actor, Cast};
use super::order::{DemoTask, draft, fill_and_open};
use crate::client::{Region, Role};
use crate::faults::FaultKind;
use crate::inspector::Rulebook;
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Scenario {
    id: String,
    tone: String,
    title: String,
    scenario: String,
    example: Vec<Turn>,
}

#[derive(Deserialize)]
struct Turn {
    role: String,
    text: String,
    tag: String,
}

const SCENARIOS: &str = include_str!("../../../../examples/demo/conversations.jsonl");

pub(super) async fn fill(cast: &Cast, seed: u64) -> Result<()> {
    let scenarios: Vec<Scenario> = SCENARIOS
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let (everyday, rude): (Vec<_>, Vec<_>) = scenarios
        .into_iter()
        .partition(|scenario| scenario.tone == "everyday");
    let everyday_terms = terms(json!({
        "name": "두 사람의 일상 대화 쓰기",
        "description": "상황을 읽고 두 사람이 나눌 만한 대화를 네 마디 이상 써 주세요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/conversations/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/conversations/guide.md"),
        "reward_minor": 2_500,
        "inspection_reward_minor": 300,
        "budget_minor": 60_000,
    }));
    let rude_terms = terms(json!({
        "name": "거친 대화 쓰기",
        "description": "거친 말을 걸러 내는 프로그램을 가르칠 대화를 써 주세요. 19세 이상만 볼 수 있어요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/rude-conversations/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/rude-conversations/guide.md"),
        "reward_minor": 3_000,
        "inspection_reward_minor": 400,
        "adult": true,
        "budget_minor": 60_000,
    }));
    let mut writers: Vec<_> = cast.workers[6..10].iter().collect();
    writers.push(&cast.worker);
    let everybody = write(cast, everyday_terms, everyday, &writers, seed);
    let mut adults: Vec<_> = cast.workers[..3].iter().collect();
    adults.push(&cast.adult_worker);
    let adults_only = write(cast, rude_terms, rude, &adults, seed + 500);
    tokio::try_join!(everybody, adults_only)?;
    Ok(())
}

/// The terms that both projects share.
fn terms(mut own: Value) -> Value {
    own["answers_per_task"] = json!(1);
    own["inspect_percent"] = json!(100);
    own["work_audience"] = json!("everybody");
    own["inspect_audience"] = json!("invited");
    own["lease_seconds"] = json!(7_200);
    own["language"] = json!("ko");
    own
}

async fn write(
    cast: &Cast,
    terms: Value,
    scenarios: Vec<Scenario>,
    writers: &[&Actor],
    seed: u64,
) -> Result<()> {
    let (requester, project_id) = draft(&cast.second_requester, &cast.second, terms).await?;
    let total = scenarios.len();
    let tasks = scenarios
        .into_iter()
        .map(|scenario| DemoTask {
            id: scenario.id,
            data: json!({"title": scenario.title, "situation": scenario.scenario}),
            shown: scenario.scenario,
            right: scenario.example.iter().enumerate().map(message).collect(),
            gold: false,
        })
        .collect();
    let rulebook = Rulebook::citing("3").with(
        FaultKind::TooShort,
        "2",
        "말이 너무 짧아서 뜻이 통하지 않아요. 문장으로 써 주세요.",
    );
    let mut order = fill_and_open(requester, project_id, "situations.jsonl", tasks, rulebook).await?;
    order.effort = 45.0;
    // Every other first try is too short, comes back and is mended.
    order.short = Some(0.5);
    let inspectors: Vec<_> = cast.inspectors[..2].iter().collect();
    for inspector in &inspectors {
        order.invite(inspector, Role::Inspect).await?;
    }
    order.work(writers, &inspectors, total * 2 / 5, seed).await?;
    order.short = None;
    order.work(writers, &[], total / 5, seed + 100).await?;
    Ok(())
}

fn message((index, turn): (usize, &Turn)) -> Region {
    json!({
        "id": format!("chat-{}", index + 1), "from_name": "chat", "to_name": "chat", "type": "chatmessage",
        "value": {"chatmessage": {"role": turn.role, "content": turn.text, "tags": [turn.tag]}},
    })
}
