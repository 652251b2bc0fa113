//! How short reviews feel: texts in Korean and English, two answers each, behind an entrance test.

use super::cast::Cast;
use super::order::{DemoTask, draft, fill_and_open};
use crate::client::Role;
use crate::faults::FaultKind;
use crate::inspector::Rulebook;
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Review {
    id: String,
    text: String,
    answer: String,
    gold: bool,
}

const REVIEWS: &str = include_str!("../../../../examples/demo/reviews.jsonl");

pub(super) async fn fill(cast: &Cast, seed: u64) -> Result<()> {
    let reviews: Vec<Review> = REVIEWS
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let terms = json!({
        "name": "짧은 후기의 느낌",
        "description": "물건을 산 사람이 남긴 후기를 읽고 좋은지, 별로인지 골라 주세요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/reviews/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/reviews/guide.md"),
        "reward_minor": 50,
        "inspection_reward_minor": 20,
        "answers_per_task": 2,
        "inspect_percent": 50,
        "work_audience": "entrance_test",
        "inspect_audience": "entrance_test",
        "exam_size": 5,
        "exam_pass_percent": 80,
        "budget_minor": 30_000,
        "language": "ko",
    });
    let (requester, project_id) = draft(&cast.second_requester, &cast.second, terms).await?;
    let tasks = reviews
        .into_iter()
        .map(|review| DemoTask {
            id: review.id,
            data: json!({"text": review.text}),
            shown: review.text,
            right: vec![json!({
                "id": "sentiment-1", "from_name": "sentiment", "to_name": "text", "type": "choices",
                "value": {"choices": [review.answer]},
            })],
            gold: review.gold,
        })
        .collect();
    let rulebook = Rulebook::citing("4").with(
        FaultKind::WrongChoice,
        "4",
        "쓴 사람의 마음을 기준으로 다시 읽어 주세요.",
    );
    let mut order = fill_and_open(requester, project_id, "reviews.jsonl", tasks, rulebook).await?;

    order.effort = 1.8;
    let inspectors = [&cast.inspectors[0], &cast.inspector];
    order.pass_exams(&inspectors, Role::Inspect).await?;
    let mut workers: Vec<_> = cast.workers.iter().step_by(2).collect();
    workers.push(&cast.worker);
    order.pass_exams(&workers, Role::Work).await?;
    order.work(&workers, &inspectors, 40, seed).await?;
    order.work(&workers, &[], 14, seed + 100).await?;
    Ok(())
}
