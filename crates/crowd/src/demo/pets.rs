//! "Cat or dog?": many small pictures, three answers each, most of it done.

use super::assets::Pet;
use super::cast::Cast;
use super::order::{DemoTask, draft, fill_and_open, upload};
use crate::client::Role;
use crate::faults::FaultKind;
use crate::inspector::Rulebook;
use anyhow::Result;
use serde_json::json;

/// Every fifth picture is one whose answer the requester knows.
const GOLD_EVERY: usize = 5;
const ANSWERS_PER_TASK: usize = 3;

pub(super) async fn fill(cast: &Cast, pets: &[Pet], seed: u64) -> Result<()> {
    let terms = json!({
        "name": "고양이일까, 개일까?",
        "description": "동물 그림을 보고 고양이인지 개인지 골라 주세요. 한 장에 몇 초면 돼요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/pets/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/pets/guide.md"),
        "reward_minor": 30,
        "inspection_reward_minor": 15,
        "answers_per_task": ANSWERS_PER_TASK,
        "inspect_percent": 30,
        "work_audience": "everybody",
        "inspect_audience": "entrance_test",
        "exam_size": 10,
        "exam_pass_percent": 90,
        "budget_minor": 60_000,
        "language": "ko",
    });
    let (requester, project_id) = draft(&cast.requester, &cast.first, terms).await?;
    let pictures = pets.iter().map(|pet| (pet.file.as_str(), pet.bytes.as_slice()));
    let references = upload(&requester, &project_id, pictures).await?;
    let tasks = pets
        .iter()
        .zip(&references)
        .enumerate()
        .map(|(index, (pet, reference))| DemoTask {
            id: format!("pet-{:03}", index + 1),
            data: json!({"image": reference}),
            shown: reference.clone(),
            right: vec![json!({
                "id": "label-1", "from_name": "label", "to_name": "image", "type": "choices",
                "value": {"choices": [pet.answer]},
            })],
            gold: index % GOLD_EVERY == 0,
        })
        .collect();
    let rulebook = Rulebook::citing("4")
        .with(
            FaultKind::WrongChoice,
            "4",
            "귀와 코를 다시 봐 주세요. 다른 동물이에요.",
        )
        .with(FaultKind::Usable, "5", "동물이 잘 보이는 그림이에요.");
    let order = fill_and_open(requester, project_id, "pets.jsonl", tasks, rulebook).await?;

    let inspectors = [&cast.inspectors[0], &cast.inspectors[1], &cast.inspector];
    order.pass_exams(&inspectors, Role::Inspect).await?;
    let mut workers: Vec<_> = cast.workers.iter().collect();
    workers.push(&cast.worker);
    let answers = pets.len() * ANSWERS_PER_TASK;
    order.work(&workers, &inspectors, answers * 7 / 10, seed).await?;
    // Some more that nobody has inspected yet: a visitor may.
    order.work(&workers, &[], answers / 12, seed + 100).await?;
    Ok(())
}
