//! Boxes around animals: every answer is inspected; the demo's worker has one back with a mark in it.

use super::assets::Scene;
use super::cast::{Actor, Cast};
use super::order::{DemoOrder, DemoTask, draft, fill_and_open, upload};
use crate::client::{Comment, Region, Role, Verdict, VerdictKind};
use crate::faults::{FaultKind, faults};
use crate::form::Form;
use crate::inspector::{Rulebook, Strictness};
use crate::person::{Habits, Person};
use anyhow::{Context, Result, ensure};
use serde_json::json;

/// Every fourth scene is one whose answer the requester knows.
const GOLD_EVERY: usize = 4;

pub(super) async fn fill(cast: &Cast, scenes: &[Scene], seed: u64) -> Result<()> {
    let terms = json!({
        "name": "들판의 동물에 상자 그리기",
        "description": "그림 속 동물을 하나씩 상자로 감싸고 이름표를 붙여 주세요. 모두 검수해요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/scenes/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/scenes/guide.md"),
        "reward_minor": 500,
        "inspection_reward_minor": 120,
        "answers_per_task": 1,
        "inspect_percent": 100,
        "work_audience": "entrance_test",
        "inspect_audience": "entrance_test",
        "exam_size": 3,
        "exam_pass_percent": 66,
        "budget_minor": 40_000,
        "language": "ko",
    });
    let (requester, project_id) = draft(&cast.requester, &cast.first, terms).await?;
    let pictures = scenes
        .iter()
        .map(|scene| (scene.file.as_str(), scene.bytes.as_slice()));
    let references = upload(&requester, &project_id, pictures).await?;
    let tasks = scenes
        .iter()
        .zip(&references)
        .enumerate()
        .map(|(index, (scene, reference))| DemoTask {
            id: format!("scene-{:02}", index + 1),
            data: json!({"image": reference}),
            shown: reference.clone(),
            right: scene.regions.clone(),
            gold: index % GOLD_EVERY == 0,
        })
        .collect();
    let rulebook = Rulebook::citing("1")
        .with(
            FaultKind::LooseBox,
            "2",
            "상자가 동물보다 훨씬 커요. 귀와 꼬리 끝에 맞춰 주세요.",
        )
        .with(FaultKind::WrongLabel, "3", "이 동물의 이름표를 다시 봐 주세요.")
        .with(FaultKind::MissingBox, "1.1", "여기 동물이 하나 더 있어요.")
        .with(FaultKind::ExtraBox, "1.2", "여기에는 동물이 없어요.")
        .with(FaultKind::Usable, "1", "동물이 잘 보이는 그림이에요.");
    let mut order = fill_and_open(requester, project_id, "scenes.jsonl", tasks, rulebook).await?;

    order.effort = 10.0;
    let inspectors = [&cast.inspectors[0], &cast.inspectors[1], &cast.inspector];
    order.pass_exams(&inspectors, Role::Inspect).await?;
    let workers: Vec<_> = cast.workers.iter().skip(1).step_by(2).collect();
    order.pass_exams(&workers, Role::Work).await?;
    order.pass_exam(&cast.worker, Role::Work).await?;
    // Before the others come, so that the inspector meets these answers and nobody else's.
    leave_one_returned(&order, &cast.worker, &cast.inspectors[0], seed).await?;
    leave_one_refused(&order, workers[0], &cast.inspectors[1], seed + 50).await?;
    order
        .work(&workers, &inspectors, scenes.len() / 3, seed + 100)
        .await?;
    order.work(&workers, &[], scenes.len() / 4, seed + 200).await?;
    Ok(())
}

/// The demo's worker draws in four scenes, in the last one with a bad box. An inspector passes the others and returns it.
async fn leave_one_returned(order: &DemoOrder, worker: &Actor, inspector: &Actor, seed: u64) -> Result<()> {
    let form = &order.order.form;
    let taken = worker.client.claim(&order.project_id, Role::Work, 4).await?;
    let last = taken.assignments.len().saturating_sub(1);
    for (seed, (index, assignment)) in (seed..).zip(taken.assignments.iter().enumerate()) {
        let right = order.order.book.right_answer(form, &assignment.data);
        let mut answer = Person::new(drawing(0.0), seed).answer(form, &right, false);
        if index == last {
            answer.regions = one_bad_box(form, &right, answer.regions, seed)?;
        }
        worker
            .client
            .answer(&assignment.assignment_id, &answer, 0)
            .await?;
    }
    let mut eye = order.inspector(strict(), seed);
    let taken = inspector
        .client
        .claim(&order.project_id, Role::Inspect, 4)
        .await?;
    let mut returned = 0;
    for inspection in &taken.assignments {
        let Some(subject) = &inspection.inspect else {
            continue;
        };
        let right = order.order.book.right_answer(form, &inspection.data);
        let mut verdict = eye.judge(form, &right, subject);
        if verdict.verdict == VerdictKind::Return {
            verdict.comments.push(Comment {
                text: "다른 상자는 아주 좋아요!".to_owned(),
                ..Comment::default()
            });
            returned += 1;
        }
        inspector
            .client
            .verdict(&inspection.assignment_id, &verdict, 0)
            .await?;
    }
    ensure!(
        returned == 1,
        "one answer of the demo's worker should have been returned, not {returned}"
    );
    Ok(())
}

/// Somebody draws all boxes of a scene badly and is refused, and appeals: an operator has something to decide.
async fn leave_one_refused(order: &DemoOrder, worker: &Actor, inspector: &Actor, seed: u64) -> Result<()> {
    let form = &order.order.form;
    let taken = worker.client.claim(&order.project_id, Role::Work, 1).await?;
    let assignment = taken
        .assignments
        .first()
        .context("there is no scene left to be refused")?;
    let right = order.order.book.right_answer(form, &assignment.data);
    let answer = Person::new(drawing(1.0), seed).answer(form, &right, false);
    worker
        .client
        .answer(&assignment.assignment_id, &answer, 0)
        .await?;
    let taken = inspector
        .client
        .claim(&order.project_id, Role::Inspect, 1)
        .await?;
    let inspection = taken.assignments.first().context("nothing is to be inspected")?;
    let verdict = Verdict {
        reason: Some("상자가 모두 동물에서 벗어나 있어요.".to_owned()),
        clause: Some("2".to_owned()),
        ..Verdict::plain(VerdictKind::Refuse, 9_000)
    };
    inspector
        .client
        .verdict(&inspection.assignment_id, &verdict, 0)
        .await?;
    let appeal = "휴대전화 화면이 작아서 상자가 어긋났어요. 돌려보내 주시면 바로 고칠게요.";
    worker.client.appeal(&assignment.assignment_id, appeal).await?;
    Ok(())
}

/// How people of the demo draw, with so large a share of bad boxes.
fn drawing(sloppy: f64) -> Habits {
    Habits {
        accuracy: 1.0,
        sloppy,
        seconds: 60.0,
        ..Habits::default()
    }
}

/// Somebody who sees everything, and returns it.
fn strict() -> Strictness {
    Strictness {
        misses: 0.0,
        fixes: 0.0,
        refuses: 0.0,
        seconds: 12.0,
    }
}

/// The answer with one box drawn so badly that it is a fault.
fn one_bad_box(form: &Form, right: &[Region], exact: Vec<Region>, seed: u64) -> Result<Vec<Region>> {
    let candidates = (seed..seed + 50).flat_map(|seed| {
        let sloppy = Person::new(drawing(1.0), seed).answer(form, right, false);
        sloppy.regions.into_iter().map(|bad| {
            let mut answer = exact.clone();
            if let Some(region) = answer.iter_mut().find(|region| region["id"] == bad["id"]) {
                *region = bad;
            }
            answer
        })
    });
    candidates
        .into_iter()
        .find(|answer| {
            let found = faults(form, right, answer);
            matches!(&found[..], [fault] if fault.kind == FaultKind::LooseBox)
        })
        .context("no box could be drawn badly")
}
