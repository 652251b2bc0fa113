//! Examples beside a guide: a text or a file, whether it is good or bad, and why.

use crate::access::require_project_member;
use crate::catalog::require_visible;
use crate::history::Change;
use crate::projects::guide_of;
use crate::sensitive::require_consent;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::question::{EXAMPLES_MAX, ExampleVerdict};
use pumasi_domain::verdict::Fault;
use pumasi_domain::{ExampleId, MediaId, ProjectId, Timestamp};
use pumasi_store::examples::{self, Example};
use pumasi_store::{Tx, media};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// Longest text of an example, in characters.
const TEXT_MAX: usize = 4_000;
/// Longest reason, in characters.
const WHY_MAX: usize = 1_000;

/// An example, as anybody who may see the project's work sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Example)]
pub struct ExampleView {
    pub example_id: ExampleId,
    pub verdict: ExampleVerdict,
    pub text: Option<String>,
    pub media_id: Option<MediaId>,
    /// Opens the file for some hours.
    pub media_url: Option<String>,
    pub content_type: Option<String>,
    pub why: String,
    /// The clause of the guide that it is about.
    pub clause: Option<String>,
    pub created_at: Timestamp,
}

/// All examples of a project, in the order they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Examples {
    pub items: Vec<ExampleView>,
}

/// An example as written: a text or a file of the project or both, a verdict, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleInput {
    pub verdict: ExampleVerdict,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub media_id: Option<MediaId>,
    pub why: String,
    #[serde(default)]
    pub clause: Option<String>,
}

fn some_text(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// The example, if it says enough and names only what there is.
fn checked(
    tx: &mut Tx,
    project: &Project,
    example_id: ExampleId,
    input: &ExampleInput,
    now: Timestamp,
) -> Result<Example, AppError> {
    let mut faults = Vec::new();
    let text = some_text(input.text.as_deref());
    let clause = some_text(input.clause.as_deref());
    let why = input.why.trim().to_owned();
    if text.is_none() && input.media_id.is_none() {
        let message = "give a text or a file to show";
        faults.push(Fault::new("/text", "example_empty", message));
    }
    if text.as_ref().is_some_and(|text| text.chars().count() > TEXT_MAX) {
        let message = format!("at most {TEXT_MAX} characters");
        faults.push(Fault::new("/text", "text_too_long", message));
    }
    if !(1..=WHY_MAX).contains(&why.chars().count()) {
        let message = format!("say in 1 to {WHY_MAX} characters why it is good or bad");
        faults.push(Fault::new("/why", "text_length", message));
    }
    if let Some(clause) = &clause
        && !guide_of(tx, project)?
            .clauses
            .iter()
            .any(|one| one.number == *clause)
    {
        let message = format!("the guide has no clause {clause}");
        faults.push(Fault::new("/clause", "clause_unknown", message));
    }
    let mut content_type = None;
    if let Some(media_id) = input.media_id {
        match media::find(tx, media_id)?.filter(|file| file.project_id == project.project_id) {
            Some(file) => content_type = Some(file.content_type),
            None => faults.push(Fault::new(
                "/media_id",
                "media_unknown",
                "load the file into this project first",
            )),
        }
    }
    AppError::check(faults)?;
    Ok(Example {
        example_id,
        project_id: project.project_id,
        verdict: input.verdict,
        text,
        media_id: input.media_id,
        content_type,
        why,
        clause,
        created_at: now,
    })
}

/// What is told of an example. Its file's address is not there yet.
fn view(example: Example) -> ExampleView {
    ExampleView {
        example_id: example.example_id,
        verdict: example.verdict,
        text: example.text,
        media_id: example.media_id,
        media_url: None,
        content_type: example.content_type,
        why: example.why,
        clause: example.clause,
        created_at: example.created_at,
    }
}

impl App {
    fn with_address(&self, mut view: ExampleView) -> ExampleView {
        view.media_url = view.media_id.map(|media_id| self.media_url(media_id));
        view
    }

    fn all_examples(&self, tx: &mut Tx, project_id: ProjectId) -> Result<Examples, AppError> {
        let found = examples::of_project(tx, project_id, EXAMPLES_MAX)?;
        Ok(Examples {
            items: found
                .into_iter()
                .map(|example| self.with_address(view(example)))
                .collect(),
        })
    }

    /// A project's examples, for its requester.
    pub async fn examples(&self, caller: &Caller, project_id: ProjectId) -> Result<Examples, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                app.all_examples(tx, project_id)
            })
            .await
    }

    /// A project's examples, for those who may see its work.
    pub async fn work_examples(&self, caller: &Caller, project_id: ProjectId) -> Result<Examples, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.db
            .read(move |tx| {
                let project = require_visible(tx, &caller, project_id)?;
                require_consent(tx, &caller, &project)?;
                app.all_examples(tx, project_id)
            })
            .await
    }

    /// Adds an example.
    ///
    /// # Errors
    /// Faults of what was written, and conflict `examples_full`.
    pub async fn create_example(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        input: ExampleInput,
    ) -> Result<Done<ExampleView>, AppError> {
        let (app, caller, example_id) = (self.clone(), caller.clone(), ExampleId(self.ids.next()));
        let mut done = self
            .write_once(project_id.0, once, move |tx, now| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                let there = examples::of_project(tx, project_id, EXAMPLES_MAX)?;
                if i64::try_from(there.len()).is_ok_and(|count| count >= EXAMPLES_MAX) {
                    return Err(AppError::conflict(
                        "examples_full",
                        format!("a guide has at most {EXAMPLES_MAX} examples: nobody reads more"),
                    ));
                }
                let example = checked(tx, &project, example_id, &input, now)?;
                examples::insert(tx, &example, caller.user_id)?;
                app.note_example(tx, now, "example_added", &caller, &example)?;
                Ok(view(example))
            })
            .await?;
        // Not part of the kept reply: an address lives shorter than the reply does.
        done.value = self.with_address(done.value);
        Ok(done)
    }

    /// Puts another example in the place of one.
    pub async fn update_example(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        example_id: ExampleId,
        input: ExampleInput,
    ) -> Result<ExampleView, AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        let changed = self
            .db
            .write(project_id.0, move |tx| {
                let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                let before = examples::find(tx, project_id, example_id)?;
                let before = before.ok_or(AppError::NotFound("example"))?;
                let example = checked(tx, &project, example_id, &input, before.created_at)?;
                examples::update(tx, &example)?;
                app.note_example(tx, now, "example_changed", &caller, &example)?;
                Ok::<_, AppError>(view(example))
            })
            .await?;
        Ok(self.with_address(changed))
    }

    /// Takes an example away.
    pub async fn delete_example(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        example_id: ExampleId,
    ) -> Result<(), AppError> {
        let (app, caller, now) = (self.clone(), caller.clone(), self.now());
        self.db
            .write(project_id.0, move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                let example = examples::find(tx, project_id, example_id)?;
                let example = example.ok_or(AppError::NotFound("example"))?;
                examples::delete(tx, project_id, example_id)?;
                app.note_example(tx, now, "example_removed", &caller, &example)
            })
            .await
    }

    fn note_example(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        kind: &'static str,
        caller: &Caller,
        example: &Example,
    ) -> Result<(), AppError> {
        let change = Change {
            kind,
            actor: Some(caller.user_id),
            project_id: example.project_id,
            subject_kind: "example",
            subject_id: example.example_id.0,
            data: json!({"verdict": example.verdict}),
        };
        self.note(tx, now, change)
    }
}
