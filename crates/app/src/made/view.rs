//! Files that were made, as those see them who may: their worker, the inspectors of the answer, the requester.

use crate::access::require_project_member;
use crate::media::reference;
use crate::page::{Page, PageQuery};
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::state::Role;
use pumasi_domain::{AssignmentId, MediaId, ProjectId, TaskId};
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::made_files::{self, MadeMedia};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How long a signed address of a made file opens it, in seconds: it shows people and their homes.
const LIFETIME_SECONDS: i64 = 3_600;

/// What was measured of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MadeFacts {
    Photo {
        /// Variance of the Laplacian at 512 pixels.
        sharpness: f64,
    },
    Video {
        duration_ms: i64,
    },
    Recording {
        duration_ms: i64,
        /// RMS of what is not silence.
        level_dbfs: f64,
        silent_percent: f64,
        clipped_percent: f64,
    },
}

impl From<pumasi_media::MadeFacts> for MadeFacts {
    fn from(facts: pumasi_media::MadeFacts) -> Self {
        match facts {
            pumasi_media::MadeFacts::Photo(picture) => MadeFacts::Photo {
                sharpness: picture.sharpness,
            },
            pumasi_media::MadeFacts::Video { duration_ms } => MadeFacts::Video { duration_ms },
            pumasi_media::MadeFacts::Recording(sound) => MadeFacts::Recording {
                duration_ms: sound.duration_ms,
                level_dbfs: sound.level_dbfs,
                silent_percent: sound.silent_percent,
                clipped_percent: sound.clipped_percent,
            },
        }
    }
}

/// A file that somebody made for a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MadeFile)]
pub struct MadeFileView {
    /// What stands for it in the answer: `media:…`.
    pub reference: String,
    /// Opens it for an hour.
    pub url: String,
    /// The answer that it was made for.
    pub answer_id: AssignmentId,
    /// The control that it was made for.
    pub control: String,
    pub content_type: String,
    pub bytes: i64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// In pixels, of a photo.
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub facts: MadeFacts,
}

/// Without its address, which is signed when a reply leaves.
pub(super) fn file_view(file: MadeMedia) -> Result<MadeFileView, AppError> {
    let facts = serde_json::from_str(&file.made.facts)
        .map_err(|e| AppError::Internal(format!("the facts of a file can not be read: {e}")))?;
    Ok(MadeFileView {
        reference: reference(file.made.media_id),
        url: String::new(),
        answer_id: file.made.assignment_id,
        control: file.made.control,
        content_type: file.content_type,
        bytes: file.bytes,
        sha256: hex::encode(file.sha256),
        width: file.width,
        height: file.height,
        facts,
    })
}

impl App {
    /// The files that somebody with this assignment may see and keep in an answer: their own, those of the answer that
    /// they inspect, or of all answers that they decide between.
    pub(crate) fn files_in_sight(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
    ) -> Result<Vec<MadeMedia>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        if !config.makes_files() {
            return Ok(Vec::new());
        }
        Ok(match (a.role, a.subject) {
            (Role::Work, _) => made_files::of_assignment(tx, a.assignment_id)?,
            (_, Some((subject_id, _))) => made_files::of_assignment(tx, subject_id)?,
            (_, None) => made_files::of_task(tx, a.project_id, a.task_id)?,
        })
    }

    /// The same, to be shown.
    pub(crate) fn show_files(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
    ) -> Result<Vec<MadeFileView>, AppError> {
        let files = self.files_in_sight(tx, project, a)?;
        files.into_iter().map(file_view).collect()
    }

    /// The files that were made for a task, for its requester.
    pub(crate) fn files_of_task(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        task_id: TaskId,
    ) -> Result<Vec<MadeFileView>, AppError> {
        let files = made_files::of_task(tx, project_id, task_id)?;
        files.into_iter().map(file_view).collect()
    }

    /// Signs the addresses of made files.
    pub(crate) fn sign_files(&self, files: &mut [MadeFileView]) {
        for file in files {
            if let Some(media_id) = crate::media::parse_reference(&file.reference) {
                let now = self.now().unix_seconds();
                file.url = self
                    .signer()
                    .signed_path(&media_id.to_string(), now, LIFETIME_SECONDS);
            }
        }
    }

    /// The files that people made for a project, of the answers that were handed in.
    pub async fn made_files(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<MadeFileView>, AppError> {
        let (caller, query) = (caller.clone(), query.clone());
        let after = query.after::<Place>()?.unwrap_or_default();
        let mut page = self
            .db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let rows = made_files::page(tx, project_id, (after.0, after.1), query.fetch())?;
                let place = |file: &MadeMedia| Place(file.made.assignment_id, file.made.media_id);
                Page::of(rows, &query, place).try_map(file_view)
            })
            .await?;
        self.sign_files(&mut page.items);
        Ok(page)
    }
}

/// Where a page of files ended.
struct Place(AssignmentId, MediaId);

impl Default for Place {
    fn default() -> Self {
        Place(Uuid::nil().into(), Uuid::nil().into())
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (assignment, media) = text.split_once('.').ok_or(())?;
        Ok(Place(
            assignment.parse().map_err(|_| ())?,
            media.parse().map_err(|_| ())?,
        ))
    }
}
