//! Taking files in.

use super::reference;
use crate::access::require_project_member;
use crate::projects::require_not_closed;
use crate::{App, AppError, Caller, Done, Once};
use bytes::Bytes;
use futures::Stream;
use pumasi_domain::access::MemberRole;
use pumasi_domain::{MediaId, ProjectId, Timestamp};
use pumasi_media::{PutLimits, PutProblem, Stored};
use pumasi_store::media::{self, Media};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One file of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Media)]
pub struct MediaView {
    pub media_id: MediaId,
    /// What stands for it in task data: `media:…`.
    pub reference: String,
    /// Opens it for some hours.
    pub url: String,
    pub content_type: String,
    pub bytes: i64,
    /// In pixels, of a picture.
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub file_name: String,
}

/// The longest file name that is kept, in characters.
const FILE_NAME_MAX: usize = 255;

/// A file name for people: without folders and control characters, and of bearable length.
pub(crate) fn clean_file_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean: String = base
        .chars()
        .filter(|c| !c.is_control())
        .take(FILE_NAME_MAX)
        .collect();
    if clean.trim().is_empty() {
        "file".to_owned()
    } else {
        clean.trim().to_owned()
    }
}

/// Why a file was not taken, as the caller is told.
pub(crate) fn refusal(problem: PutProblem) -> AppError {
    match problem {
        PutProblem::TooLarge { .. } => AppError::TooLarge(problem.to_string()),
        PutProblem::Store(_) => AppError::Internal(problem.to_string()),
        other => AppError::invalid("", other.code(), other.to_string()),
    }
}

impl App {
    /// What a file may be here.
    pub(crate) fn media_limits(&self) -> PutLimits {
        PutLimits {
            max_bytes: self.config.media_max_bytes,
            ..PutLimits::default()
        }
    }

    /// Keeps a file for a project. The same bytes get the same id, whatever they are called.
    ///
    /// # Errors
    /// [`AppError::TooLarge`], or a fault that says what kind of file this is and what would be taken.
    pub async fn put_media<S, E>(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        file_name: &str,
        stream: S,
    ) -> Result<Done<MediaView>, AppError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let who = caller.clone();
        self.db
            .read(move |tx| {
                let project = require_project_member(tx, &who, project_id, MemberRole::Manager)?;
                require_not_closed(&project)
            })
            .await?;
        let stored = self
            .media
            .put(stream, &self.media_limits())
            .await
            .map_err(refusal)?;
        self.prepare_pyramid(&stored);
        let row = self.media_row(project_id, file_name, &stored, self.now());
        let mut done = self
            .write_once(project_id.0, once, move |tx, _| {
                let row = media::insert(tx, &row)?;
                Ok(MediaView {
                    media_id: row.media_id,
                    reference: reference(row.media_id),
                    url: String::new(),
                    content_type: row.content_type,
                    bytes: row.bytes,
                    width: row.width,
                    height: row.height,
                    file_name: row.file_name,
                })
            })
            .await?;
        // Not part of the kept reply: an address lives shorter than the reply does.
        done.value.url = self.media_url(done.value.media_id);
        Ok(done)
    }

    /// The row of a blob that lies in the store.
    pub(crate) fn media_row(
        &self,
        project_id: ProjectId,
        file_name: &str,
        stored: &Stored,
        now: Timestamp,
    ) -> Media {
        Media {
            media_id: self.ids.next().into(),
            project_id,
            sha256: stored.sha256.as_bytes().to_vec(),
            file_name: clean_file_name(file_name),
            content_type: stored.content_type.as_str().to_owned(),
            bytes: i64::try_from(stored.bytes).unwrap_or(i64::MAX),
            width: stored.width.map(i64::from),
            height: stored.height.map(i64::from),
            created_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_lose_their_folders() {
        assert_eq!(clean_file_name("C:\\사진\\고양이.png"), "고양이.png");
        assert_eq!(clean_file_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_file_name("a\u{7}b.png "), "ab.png");
        assert_eq!(clean_file_name("/"), "file");
        assert_eq!(clean_file_name(&"가".repeat(300)).chars().count(), FILE_NAME_MAX);
    }
}
