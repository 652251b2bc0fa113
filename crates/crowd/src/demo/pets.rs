//! "Cat or dog?": many small pictures, as many answers as each needs, by people of different skill: the quality engine at
//! work. Known answers measure people, two who click through are stopped, results are audited.

use super::assets::Pet;
use super::cast::{Actor, Cast};
use super::order::{DemoOrder, DemoTask, draft, fill_and_open, upload};
use crate::client::Role;
use crate::faults::FaultKind;
use crate::inspector::Rulebook;
use crate::person::Habits;
use anyhow::{Context, Result, ensure};
use futures::StreamExt;
use futures::stream;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Every fifth picture is one whose answer the requester knows.
const GOLD_EVERY: usize = 5;
/// Known answers that are explained at once.
const NOTES_AT_ONCE: usize = 4;
/// How often each of the crowd is right about cats and dogs, and about animals that only look like them.
const SKILLS: [(f64, f64); 13] = [
    (0.98, 0.99),
    (0.97, 0.98),
    (0.96, 0.98),
    (0.95, 0.97),
    (0.95, 0.95),
    (0.94, 0.96),
    (0.92, 0.94),
    (0.91, 0.93),
    (0.89, 0.92),
    (0.87, 0.9),
    (0.84, 0.86),
    // Takes foxes and tigers for pets.
    (0.96, 0.7),
    (0.95, 0.96),
];
/// Answers after which somebody careless has certainly been stopped.
const CARELESS_ANSWERS: usize = 60;
/// Results of the audit that is finished, and of the one that still runs with so many of them looked at.
const AUDITED: usize = 60;
const AUDITED_NEXT: usize = 40;
const LOOKED_AT: usize = 12;

pub(super) async fn fill(cast: &Cast, pets: &[Pet], seed: u64) -> Result<()> {
    let order = open(cast, pets).await?;
    let inspectors = [&cast.inspectors[0], &cast.inspectors[1], &cast.inspector];
    order.pass_exams(&inspectors, Role::Inspect).await?;
    let mut auditors = vec![&cast.inspectors[2], &cast.inspectors[3]];
    order.pass_exams(&auditors, Role::Inspect).await?;
    auditors.extend(inspectors);
    let crowd = crowd(cast);
    for (seed, careless) in (seed + 100..).step_by(100).zip(&cast.careless) {
        be_stopped(&order, careless, seed).await?;
    }
    object(&order, &cast.careless[1]).await?;

    // In turns, with a full pass after each, as the server makes them when many answers have come in.
    for (turn, share) in (1_u64..).zip([2, 3, 3]) {
        let answers = pets.len() * share / 4;
        order
            .work_as(&crowd, &inspectors, answers, seed + 1_000 * turn)
            .await?;
        order.requester.measure_now(&order.project_id).await?;
    }
    audit(&order, &auditors, seed + 5_000).await?;
    // Some more that nobody has looked at yet: a visitor may.
    order.work_as(&crowd, &[], pets.len() / 12, seed + 7_000).await?;
    order.requester.measure_now(&order.project_id).await?;
    Ok(())
}

/// The project with its pictures and explained known answers, open for work.
async fn open(cast: &Cast, pets: &[Pet]) -> Result<DemoOrder> {
    let (requester, project_id) = draft(&cast.requester, &cast.first, terms()).await?;
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
        .collect::<Vec<_>>();
    let known: HashMap<_, _> = tasks
        .iter()
        .zip(pets)
        .filter(|(task, _)| task.gold)
        .map(|(task, pet)| (task.id.clone(), (task.right.clone(), reason(&pet.answer))))
        .collect();
    let rulebook = Rulebook::citing("4")
        .with(
            FaultKind::WrongChoice,
            "4",
            "귀와 코를 다시 봐 주세요. 다른 동물이에요.",
        )
        .with(FaultKind::Usable, "5", "동물이 잘 보이는 그림이에요.");
    let order = fill_and_open(requester, project_id, "pets.jsonl", tasks, rulebook).await?;
    let requester = &order.requester;
    let listed = requester.tasks(&order.project_id, 200).await?;
    let explained = listed.iter().filter_map(|task| {
        let (right, reason) = known.get(task.external_id.as_ref()?)?;
        Some(requester.mark_gold(&order.project_id, &task.task_id, right, Some(reason)))
    });
    let explained: Vec<_> = explained.collect();
    let explained: Vec<_> = stream::iter(explained).buffered(NOTES_AT_ONCE).collect().await;
    explained.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(order)
}

fn terms() -> Value {
    json!({
        "name": "고양이일까, 개일까?",
        "description": "동물 그림을 보고 고양이인지 개인지 골라 주세요. 한 장에 몇 초면 돼요.",
        "interface_xml": include_str!("../../../../examples/demo/projects/pets/interface.xml"),
        "guide_markdown": include_str!("../../../../examples/demo/projects/pets/guide.md"),
        "reward_minor": 30,
        "inspection_reward_minor": 45,
        "answers_per_task": 5,
        "inspect_percent": 0,
        "quality": {
            "overlap": "adaptive",
            "answers_min": 2,
            "target_permille": 970,
            "inspection": "doubt",
            "gold_percent": 15,
            "training_tasks": 3,
            "inspector_gold_percent": 20,
            "grow_gold": true,
        },
        "rules": [
            {"collector": "gold_accuracy", "window": 10, "at_least": 6, "threshold_percent": 50, "action": "pause", "hours": 24},
            {"collector": "agreement", "window": 30, "at_least": 15, "threshold_percent": 70, "action": "train", "hours": 0},
            {"collector": "skips_in_row", "window": 8, "at_least": 8, "threshold_percent": 0, "action": "warn", "hours": 0},
        ],
        "work_audience": "everybody",
        "inspect_audience": "entrance_test",
        "exam_size": 10,
        "exam_pass_percent": 90,
        "budget_minor": 60_000,
        "language": "ko",
    })
}

/// Why this is the answer, as the guide has it.
fn reason(answer: &str) -> &'static str {
    match answer {
        "cat" => "1항: 집에서 기르는 고양이예요. 얼굴만 있어도, 웃거나 우는 표정이어도 고양이예요.",
        "dog" => "2항: 집에서 기르는 개예요. 푸들도, 안내견도 개예요.",
        _ => "3항: 고양이도 개도 아니에요. 호랑이나 늑대처럼 닮은 동물도 여기예요.",
    }
}

/// The workers with their ways.
fn crowd(cast: &Cast) -> Vec<(&Actor, Habits)> {
    let people = cast.workers.iter().chain([&cast.worker]);
    people
        .zip(SKILLS.map(|(right, of_others)| skilled(right, of_others)))
        .collect()
}

fn skilled(accuracy: f64, of_others: f64) -> Habits {
    Habits {
        accuracy,
        accuracy_of: HashMap::from([("other".to_owned(), of_others)]),
        seconds: 3.0 + 4.0 * accuracy,
        ..Habits::default()
    }
}

/// Somebody clicks through until the project's rule stops them.
async fn be_stopped(order: &DemoOrder, careless: &Actor, seed: u64) -> Result<()> {
    let clicking = Habits {
        accuracy: 0.2,
        seconds: 1.2,
        skips: 0.0,
        ..Habits::default()
    };
    let people = [(careless, clicking)];
    order.work_as(&people, &[], CARELESS_ANSWERS, seed).await?;
    let pauses = careless.client.my_pauses().await?;
    let stopped = pauses
        .iter()
        .any(|pause| pause.action == "pause" && pause.ended_at.is_none());
    ensure!(stopped, "{} should have been stopped by the rule", careless.email);
    Ok(())
}

/// Somebody who was stopped says why they should not be: the requester has something to decide.
async fn object(order: &DemoOrder, careless: &Actor) -> Result<()> {
    let pauses = careless.client.my_pauses().await?;
    let pause = pauses
        .iter()
        .find(|pause| pause.project_id == order.project_id && pause.may_object)
        .context("there is no pause to object to")?;
    let text = "버스에서 서둘러 눌렀어요. 안내를 다시 읽었으니 한 번 더 해 보고 싶어요.";
    careless.client.object(&pause.pause_id, text).await?;
    Ok(())
}

/// One audit to its end, and another that is being looked at.
async fn audit(order: &DemoOrder, auditors: &[&Actor], seed: u64) -> Result<()> {
    let (requester, project_id) = (&order.requester, &order.project_id);
    let ordered = requester.order_audit(project_id, AUDITED).await?;
    let mut audit = requester.audit(project_id, &ordered.audit_id).await?;
    // One after the other: a task by which one was measured in between is left to the next.
    for auditor in auditors {
        if audit.state == "done" {
            break;
        }
        order.inspect(&[auditor], None, seed).await?;
        audit = requester.audit(project_id, &ordered.audit_id).await?;
    }
    ensure!(
        audit.state == "done",
        "{} of {} results of the audit were looked at",
        audit.decided,
        audit.sample_size
    );
    requester.order_audit(project_id, AUDITED_NEXT).await?;
    order
        .inspect(&auditors[..2], Some(LOOKED_AT), seed + 1_000)
        .await?;
    Ok(())
}
