//! Taking in what a worker made.

use super::judge::judge;
use super::view::file_view;
use super::{MadeFileView, unique};
use crate::media::refusal;
use crate::work::{gone, own, visible_project};
use crate::{App, AppError, Caller, Done, Once};
use bytes::Bytes;
use futures::Stream;
use pumasi_domain::AssignmentId;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AssignmentState, Role};
use pumasi_domain::verdict::Fault;
use pumasi_interface::{MakingKind, MakingRules};
use pumasi_media::{MadeFacts, MadeKind, Stored};
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::made_files::{self, MadeFileRow, MadeMedia};
use pumasi_store::media::{self, Media};

/// Files that one assignment may have: far more takes than anybody needs, and no way to fill a disk.
const FILES_MAX: i64 = 100;

impl App {
    /// Takes in a file that the holder of a live assignment made for one of its controls. It is cleaned of metadata,
    /// measured, held against the control's settings and kept; its reference may then stand in the answer.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to anybody but the holder; a conflict once the assignment is over; faults that name the
    /// control and say what to do; [`AppError::TooLarge`].
    pub async fn upload_made_file<S, E>(
        &self,
        caller: &Caller,
        once: Option<Once>,
        assignment_id: AssignmentId,
        control: String,
        stream: S,
    ) -> Result<Done<MadeFileView>, AppError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (app, who, name) = (self.clone(), caller.clone(), control.clone());
        let (project, rules) = self
            .db
            .read(move |tx| {
                let (project, _) = app.making(tx, &who, assignment_id)?;
                let rules = app.rules_of(&project, &name)?;
                Ok::<_, AppError>((project, rules))
            })
            .await?;
        let kind = match rules.kind {
            MakingKind::Photo => MadeKind::Photo,
            MakingKind::Video => MadeKind::Video,
            MakingKind::Recording => MadeKind::Recording,
        };
        let max_bytes = rules.max_bytes.min(self.config.media_max_bytes);
        let judged = |_: &Stored, facts: &MadeFacts| AppError::check(judge(&control, &rules, facts));
        let (stored, facts) = self
            .media
            .put_made(stream, kind, max_bytes, judged)
            .await
            .map_err(refusal)??;
        let media = self.media_row(project.project_id, &file_name(kind, &stored), &stored, self.now());
        let file = Taken {
            assignment_id,
            control,
            rules,
            media,
            facts,
        };
        let (app, caller) = (self.clone(), caller.clone());
        let mut done = self
            .write_once(project.project_id.0, once, move |tx, now| {
                let (project, _) = app.making(tx, &caller, assignment_id)?;
                app.write_down(tx, &project, &file, now)
            })
            .await?;
        self.sign_files(std::slice::from_mut(&mut done.value));
        Ok(done)
    }

    /// The project and the assignment, which must be work in the caller's hands.
    fn making(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        assignment_id: AssignmentId,
    ) -> Result<(Project, Assignment), AppError> {
        let a = own(tx, caller, assignment_id)?;
        let project = visible_project(tx, caller, a.project_id)?;
        if a.role != Role::Work || !matches!(a.state, AssignmentState::Active | AssignmentState::Returned) {
            return Err(gone());
        }
        Ok((project, a))
    }

    fn rules_of(&self, project: &Project, control: &str) -> Result<MakingRules, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        config.making_rules(control).ok_or_else(|| {
            let message =
                format!("`{control}` takes no files: name a Capture or a Recorder of the interface");
            AppError::invalid("/control", "control_takes_no_files", message)
        })
    }

    fn write_down(
        &self,
        tx: &mut Tx,
        project: &Project,
        file: &Taken,
        now: pumasi_domain::Timestamp,
    ) -> Result<MadeFileView, AppError> {
        if made_files::count(tx, file.assignment_id)? >= FILES_MAX {
            let message = format!("at most {FILES_MAX} files may be sent for one task");
            return Err(AppError::conflict("too_many_files", message));
        }
        let picture_hash = match file.facts {
            MadeFacts::Photo(picture) => Some(picture.hash),
            _ => None,
        };
        // Told early, before more work is put in; what counts is asked again when the answer is handed in.
        if let Some(hash) = picture_hash.filter(|_| file.rules.refuse_duplicates) {
            let own = unique::of_picture(
                project.project_id,
                file.assignment_id,
                &file.control,
                &file.media.sha256,
                hash,
            );
            if unique::is_repeated(tx, &own)? {
                let message = unique::picture_message(&file.control);
                return Err(AppError::Invalid(vec![Fault::new(
                    "",
                    "picture_repeated",
                    message,
                )]));
            }
        }
        let media = media::insert(tx, &file.media)?;
        let facts = serde_json::to_string(&super::MadeFacts::from(file.facts))
            .map_err(|e| AppError::Internal(e.to_string()))?;
        let made = MadeFileRow {
            project_id: project.project_id,
            assignment_id: file.assignment_id,
            media_id: media.media_id,
            control: file.control.clone(),
            facts,
            picture_hash: picture_hash.map(|hash| i64::from_ne_bytes(hash.to_ne_bytes())),
            created_at: now,
        };
        made_files::insert(tx, &made)?;
        file_view(MadeMedia {
            made,
            content_type: media.content_type,
            bytes: media.bytes,
            width: media.width,
            height: media.height,
            sha256: media.sha256,
        })
    }
}

/// A file that lies in the store, before it is written down.
struct Taken {
    assignment_id: AssignmentId,
    control: String,
    rules: MakingRules,
    media: Media,
    facts: MadeFacts,
}

/// Names given on a phone tell when and where: files get a plain one.
fn file_name(kind: MadeKind, stored: &Stored) -> String {
    let what = match kind {
        MadeKind::Photo => "photo",
        MadeKind::Video => "video",
        MadeKind::Recording => "recording",
    };
    format!("{what}.{}", stored.content_type.extension())
}
