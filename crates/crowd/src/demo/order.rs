//! What all projects of the demo have in common: draft, data, open, gates, a crowd at work.

use super::cast::{Actor, Buyer};
use crate::client::{Client, ImportOptions, Region, Role};
use crate::inspector::{Inspector, Rulebook, Strictness};
use crate::person::{Habits, Person};
use crate::run::{Crew, Limits, Order, Statistics, run};
use crate::truth::TruthBook;
use anyhow::{Result, bail};
use futures::StreamExt;
use futures::stream;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

/// A project in the making.
pub(super) struct DemoOrder {
    pub requester: Client,
    pub project_id: String,
    pub order: Order,
    rulebook: Rulebook,
    /// How long an answer takes, in times of the quickest kind.
    pub effort: f64,
    /// How often texts are too short, where it is not each person's own habit.
    pub short: Option<f64>,
}

/// One task of a project.
pub(super) struct DemoTask {
    pub id: String,
    pub data: Value,
    /// By what the task is recognized in the hands of a worker: a media reference or a text.
    pub shown: String,
    pub right: Vec<Region>,
    /// Whether the requester knows the answer.
    pub gold: bool,
}

/// Files sent at once.
const UPLOADS_AT_ONCE: usize = 8;
/// How long people of the demo wait for work before they go home.
const IDLE: Duration = Duration::from_millis(250);

/// Drafts a project.
pub(super) async fn draft(requester: &Actor, buyer: &Buyer, terms: Value) -> Result<(Client, String)> {
    let project = requester
        .client
        .make_project(&buyer.organization_id, &terms)
        .await?;
    Ok((requester.client.clone(), project.project_id))
}

/// Uploads pictures, and gives their references in the same order.
pub(super) async fn upload(
    requester: &Client,
    project_id: &str,
    pictures: impl Iterator<Item = (&str, &[u8])>,
) -> Result<Vec<String>> {
    let uploads = pictures.map(|(file, bytes)| {
        let name = file.rsplit('/').next().unwrap_or(file).to_owned();
        let bytes = bytes.to_vec();
        async move {
            let media = requester.upload_media(project_id, &name, bytes).await?;
            Ok(media.reference)
        }
    });
    let uploads: Vec<_> = uploads.collect();
    let references: Vec<_> = stream::iter(uploads).buffered(UPLOADS_AT_ONCE).collect().await;
    references.into_iter().collect()
}

/// Imports the tasks and opens the project.
pub(super) async fn fill_and_open(
    requester: Client,
    project_id: String,
    file_name: &str,
    tasks: Vec<DemoTask>,
    rulebook: Rulebook,
) -> Result<DemoOrder> {
    let (mut lines, mut book) = (String::new(), TruthBook::default());
    for task in &tasks {
        let mut line = json!({"id": task.id, "data": task.data});
        if task.gold {
            line["gold"] = json!(task.right);
        }
        writeln!(lines, "{line}")?;
        book.insert(&task.shown, task.right.clone());
    }
    let options = ImportOptions {
        format: "jsonl",
        file_name,
        gold_column: None,
    };
    let import = requester.import(&project_id, lines.into_bytes(), options).await?;
    if import.state != "done" || import.rows_added != i64::try_from(tasks.len())? {
        bail!(
            "{file_name}: {} of {} tasks were added: {import:?}",
            import.rows_added,
            tasks.len()
        );
    }
    let project = requester.open_project(&project_id).await?;
    let tree = project.tree.as_ref().map(crate::form::Form::read);
    let order = Order {
        project_id: project_id.clone(),
        form: tree.unwrap_or_default(),
        book,
    };
    Ok(DemoOrder {
        requester,
        project_id,
        order,
        rulebook,
        effort: 1.0,
        short: None,
    })
}

impl DemoOrder {
    /// Sits the entrance test as somebody who knows the guide.
    pub(super) async fn pass_exam(&self, actor: &Actor, role: Role) -> Result<()> {
        let outcome = self.order.sit_exam(&actor.client, role).await?;
        if !outcome.passed {
            bail!(
                "{} failed the entrance test with {} %",
                actor.email,
                outcome.score_percent
            );
        }
        Ok(())
    }

    /// Sits the entrance test as each of these people.
    pub(super) async fn pass_exams(&self, actors: &[&Actor], role: Role) -> Result<()> {
        for actor in actors {
            self.pass_exam(actor, role).await?;
        }
        Ok(())
    }

    /// Asks somebody in.
    pub(super) async fn invite(&self, actor: &Actor, role: Role) -> Result<()> {
        self.requester
            .invite(&self.project_id, &actor.email, role)
            .await?;
        Ok(())
    }

    /// Somebody who inspects by this project's guide.
    pub(super) fn inspector(&self, strictness: Strictness, seed: u64) -> Inspector {
        Inspector::new(strictness, self.rulebook.clone(), seed)
    }

    /// Lets people work until `answers` answers are in, and inspect meanwhile until nothing is left to inspect.
    pub(super) async fn work(
        &self,
        workers: &[&Actor],
        inspectors: &[&Actor],
        answers: usize,
        seed: u64,
    ) -> Result<Statistics> {
        let people: Vec<_> = (seed..)
            .zip(workers)
            .map(|(seed, actor)| {
                let mut habits = Habits::drawn(seed);
                habits.seconds *= self.effort;
                habits.short = self.short.unwrap_or(habits.short);
                (*actor, habits)
            })
            .collect();
        self.work_as(&people, inspectors, answers, seed).await
    }

    /// The same by people whose ways are given.
    pub(super) async fn work_as(
        &self,
        workers: &[(&Actor, Habits)],
        inspectors: &[&Actor],
        answers: usize,
        seed: u64,
    ) -> Result<Statistics> {
        let workers = (seed..)
            .zip(workers)
            .map(|(seed, (actor, habits))| (actor.client.clone(), Person::new(habits.clone(), seed)));
        let crew = Crew {
            workers: workers.collect(),
            inspectors: self.inspectors(inspectors, seed),
        };
        let limits = Limits {
            answers: Some(answers),
            ..patient()
        };
        Ok(run(&self.order, crew, limits).await?)
    }

    /// Lets inspectors do what waits for them, at most `inspections`, while nobody works.
    pub(super) async fn inspect(
        &self,
        inspectors: &[&Actor],
        inspections: Option<usize>,
        seed: u64,
    ) -> Result<Statistics> {
        let crew = Crew {
            workers: Vec::new(),
            inspectors: self.inspectors(inspectors, seed),
        };
        let limits = Limits {
            inspections,
            ..patient()
        };
        Ok(run(&self.order, crew, limits).await?)
    }

    fn inspectors(&self, actors: &[&Actor], seed: u64) -> Vec<(Client, Inspector)> {
        (seed + 500..)
            .zip(actors)
            .map(|(seed, actor)| {
                let mut strictness = Strictness::default();
                // Looking takes less time than making, the more so the longer the work.
                strictness.seconds *= self.effort.sqrt();
                (actor.client.clone(), self.inspector(strictness, seed))
            })
            .collect()
    }
}

/// How people of the demo work: without hurry, and mending what comes back.
fn patient() -> Limits {
    Limits {
        idle: IDLE,
        stays_to_mend: true,
        ..Limits::default()
    }
}
