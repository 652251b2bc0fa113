//! All that was said in a project, in columns: read page by page, so that beside the columns no more than a page is held.

use crate::quality::class::class_of;
use crate::quality::facts::{self, Facts, Said, classed};
use crate::quality::judge::prediction_class;
use crate::quality::knowledge::declared;
use crate::tasks::stored_json;
use crate::{App, AppError};
use pumasi_domain::state::{AnswerKind, Purpose};
use pumasi_domain::{ProjectId, TaskId, UserId};
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::evidence::{self, Given, Returned};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows of one page.
pub(super) const PAGE: i64 = 5_000;

/// An answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote {
    pub task: u32,
    pub worker: u32,
    pub class: u32,
    /// It fills a place of its task: given for the result, and not refused.
    pub counts: bool,
}

/// What an inspector said of an answer of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub task: u32,
    pub inspector: UserId,
    pub class: u32,
    pub said: pumasi_quality::Said,
}

/// The columns. Tasks are numbered in the order of their ids, and all lists are in the order of tasks.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub tasks: Vec<TaskId>,
    pub workers: Vec<UserId>,
    pub classes: Vec<String>,
    pub votes: Vec<Vote>,
    pub judged: Vec<Judged>,
    /// Answers that came back, who gave them first: of these, `judged` of their task holds the verdicts as well.
    pub returned: Vec<(u32, Judged)>,
    pub decisions: Vec<(u32, UserId, u32)>,
    /// Answers of the model: task, worker, class.
    pub predictions: Vec<Vote>,
    /// Tasks whose answer the requester gave: task, class.
    pub known: Vec<(u32, u32)>,
}

/// Gives numbers to things as they come.
#[derive(Debug, Default)]
struct Numbers<K>(HashMap<K, u32>);

impl<K: std::hash::Hash + Eq> Numbers<K> {
    fn of<Q>(&mut self, key: &Q, list: &mut Vec<K>) -> u32
    where
        K: std::borrow::Borrow<Q> + Clone,
        Q: std::hash::Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(number) = self.0.get(key) {
            return *number;
        }
        let number = list.len() as u32;
        list.push(key.to_owned());
        self.0.insert(key.to_owned(), number);
        number
    }
}

/// Columns that are being filled.
struct Filling {
    config: Arc<LabelConfig>,
    columns: Columns,
    workers: Numbers<UserId>,
    classes: Numbers<String>,
}

impl Filling {
    fn new(config: Arc<LabelConfig>) -> Filling {
        let mut filling = Filling {
            columns: Columns::default(),
            workers: Numbers(HashMap::new()),
            classes: Numbers(HashMap::new()),
            config,
        };
        for class in declared(&filling.config) {
            filling.class(&class);
        }
        filling
    }

    fn class(&mut self, name: &str) -> u32 {
        self.classes.of(name, &mut self.columns.classes)
    }

    fn worker(&mut self, user_id: UserId) -> u32 {
        self.workers.of(&user_id, &mut self.columns.workers)
    }

    fn take_in(&mut self, row: Given) -> Result<(), AppError> {
        let mut facts = Facts::default();
        let row = classed(&self.config, row)?;
        facts.take_in(&self.config, &row)?;
        if facts.votes.is_empty() && facts.judged.is_empty() && facts.decision.is_none() {
            return Ok(());
        }
        if self.columns.tasks.last() != Some(&row.task_id) {
            self.columns.tasks.push(row.task_id);
        }
        let task = self.columns.tasks.len() as u32 - 1;
        for vote in facts.votes {
            let vote = Vote {
                task,
                worker: self.worker(vote.worker_id),
                class: self.class(&vote.class),
                counts: vote.stands && row.purpose == Purpose::Order,
            };
            self.columns.votes.push(vote);
        }
        for judged in facts.judged {
            let said = match &judged.said {
                Said::Right => pumasi_quality::Said::Right,
                Said::Wrong => pumasi_quality::Said::Wrong,
                Said::Instead(class) => pumasi_quality::Said::Instead(self.class(class) as usize),
            };
            let judged = Judged {
                task,
                inspector: judged.inspector_id,
                class: self.class(&judged.class),
                said,
            };
            self.columns.judged.push(judged);
        }
        if let Some((user_id, class)) = facts.decision {
            let class = self.class(&class);
            self.columns.decisions.push((task, user_id, class));
        }
        Ok(())
    }

    /// A task of which nothing stands yet is not one of the columns', but whose answer came back is still known.
    fn take_returned(&mut self, row: &Returned) -> Result<(), AppError> {
        let Some(said) = facts::returned(&self.config, row)? else {
            return Ok(());
        };
        let task = self.task(row.task_id);
        let judged = Judged {
            task: task.unwrap_or(u32::MAX),
            inspector: said.inspector_id,
            class: self.class(&said.class),
            said: pumasi_quality::Said::Wrong,
        };
        let worker = self.worker(row.worker_id);
        self.columns.returned.push((worker, judged));
        self.columns.judged.extend(task.map(|_| judged));
        Ok(())
    }

    /// The number of a task that somebody answered.
    fn task(&self, task_id: TaskId) -> Option<u32> {
        let found = self.columns.tasks.binary_search(&task_id);
        found.ok().map(|index| index as u32)
    }
}

impl App {
    /// Reads what was said in a project whose answers are counted.
    pub(super) async fn columns(
        &self,
        project_id: ProjectId,
        config: Arc<LabelConfig>,
        use_predictions: bool,
    ) -> Result<Columns, AppError> {
        let mut filling = Filling::new(config);
        let mut after = None;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::page(tx, project_id, after, PAGE)?))
                .await?;
            let last = (page.len() as i64) < PAGE;
            after = page.last().map(|row| (row.task_id, row.assignment_id)).or(after);
            for row in page {
                filling.take_in(row)?;
            }
            if last {
                break;
            }
        }
        self.read_returned(project_id, &mut filling).await?;
        self.read_known(project_id, &mut filling).await?;
        if use_predictions {
            self.read_predictions(project_id, &mut filling).await?;
        }
        Ok(filling.columns)
    }

    async fn read_returned(&self, project_id: ProjectId, filling: &mut Filling) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::returned_page(tx, project_id, after, PAGE)?))
                .await?;
            after = page.last().map(|row| row.verdict_id).or(after);
            for row in &page {
                filling.take_returned(row)?;
            }
            if (page.len() as i64) < PAGE {
                filling.columns.judged.sort_by_key(|judged| judged.task);
                return Ok(());
            }
        }
    }

    async fn read_known(&self, project_id: ProjectId, filling: &mut Filling) -> Result<(), AppError> {
        let mut after = 0;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::known(tx, project_id, after, PAGE)?))
                .await?;
            for known in &page {
                // What has grown from answers proves nothing about them.
                if known.source.as_deref() == Some("grown") {
                    continue;
                }
                let Some(task) = filling.task(known.task_id) else {
                    continue;
                };
                let regions: Vec<Region> = stored_json(&known.gold, "known answer")?;
                if let Some(class) = class_of(&filling.config, AnswerKind::Regions, &regions) {
                    let class = filling.class(&class);
                    filling.columns.known.push((task, class));
                }
            }
            after = page.last().map_or(after, |known| known.position);
            if (page.len() as i64) < PAGE {
                filling.columns.known.sort_unstable();
                return Ok(());
            }
        }
    }

    async fn read_predictions(&self, project_id: ProjectId, filling: &mut Filling) -> Result<(), AppError> {
        let mut after = 0;
        loop {
            let page = self
                .db
                .read(move |tx| Ok::<_, AppError>(evidence::predicted(tx, project_id, after, PAGE)?))
                .await?;
            for (task_id, _, text) in &page {
                let Some(task) = filling.task(*task_id) else {
                    continue;
                };
                if let Some((model, class)) = prediction_class(&filling.config, Some(text))? {
                    let vote = Vote {
                        task,
                        worker: filling.worker(model),
                        class: filling.class(&class),
                        counts: false,
                    };
                    filling.columns.predictions.push(vote);
                }
            }
            after = page.last().map_or(after, |(_, position, _)| *position);
            if (page.len() as i64) < PAGE {
                filling.columns.predictions.sort_unstable_by_key(|vote| vote.task);
                return Ok(());
            }
        }
    }
}
