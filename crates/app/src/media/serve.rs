//! Giving files out. Who holds a signed address may read the file it names, and nothing else is asked.

use crate::{App, AppError};
use pumasi_domain::MediaId;
use pumasi_media::{ContentHash, ContentType, Found, MediaError, Stored};
use pumasi_store::media::{self, Media};
use std::ops::Range;

/// A file that a signed address opens: what is known of it, before its bytes are asked for.
#[derive(Debug, Clone)]
pub struct ServedMedia {
    pub stored: Stored,
    pub file_name: String,
}

pub(super) fn stored(row: &Media) -> Result<Stored, AppError> {
    let broken = || AppError::Internal(format!("media {} is not written down rightly", row.media_id));
    let sha256: [u8; 32] = row.sha256.as_slice().try_into().map_err(|_| broken())?;
    let content_type: ContentType = row.content_type.parse().map_err(|_| broken())?;
    let pixels = |side: Option<i64>| side.and_then(|side| u32::try_from(side).ok());
    Ok(Stored {
        sha256: ContentHash::new(sha256),
        bytes: u64::try_from(row.bytes).map_err(|_| broken())?,
        content_type,
        width: pixels(row.width),
        height: pixels(row.height),
    })
}

impl App {
    /// The file that a signed address names, if the signature is good for now.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for an address that is not or no longer good.
    pub async fn media_for_signature(
        &self,
        media_id: MediaId,
        expires: i64,
        signature: &str,
    ) -> Result<ServedMedia, AppError> {
        let now = self.now().unix_seconds();
        self.signer
            .verify(&media_id.to_string(), expires, signature, now)
            .map_err(|problem| match problem {
                pumasi_media::SignatureProblem::Expired => {
                    AppError::Forbidden("the address has expired; open the page again")
                }
                pumasi_media::SignatureProblem::Wrong => AppError::Forbidden("the address is not valid"),
            })?;
        let row = self
            .db
            .read(move |tx| media::find(tx, media_id))
            .await?
            .ok_or(AppError::NotFound("media"))?;
        Ok(ServedMedia {
            stored: stored(&row)?,
            file_name: row.file_name,
        })
    }

    /// The bytes of a file, or a part of them.
    pub async fn media_bytes(
        &self,
        served: &ServedMedia,
        range: Option<Range<u64>>,
    ) -> Result<Found, AppError> {
        self.media
            .get(&served.stored.sha256, range)
            .await
            .map_err(|error| match error {
                MediaError::NotFound(_) => AppError::NotFound("media"),
                other => AppError::Internal(other.to_string()),
            })
    }
}
