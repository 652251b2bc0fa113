//! Pictures in task data that are too large to be sent whole: a small picture stands for them, with tiles over it.

use super::resolve::{parse_reference, references};
use super::serve::stored;
use crate::{App, AppError};
use pumasi_domain::MediaId;
use pumasi_media::{PyramidBytes, PyramidPart, PyramidProblem, PyramidShape, Stored};
use pumasi_store::Tx;
use pumasi_store::media;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A picture of a task that is too large to be sent whole. Where it stood in the data there is a small picture of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Pyramid)]
pub struct PyramidView {
    pub media_id: MediaId,
    /// The address of the small picture, as it stands in the data.
    pub image: String,
    /// The address of the file itself.
    pub original: String,
    /// Pixels of the picture itself; regions are measured in them.
    pub width: u32,
    pub height: u32,
    /// Pixels of a tile's side; the last of a row or column may be smaller.
    pub tile_size: u32,
    /// How many levels have tiles. Level 0 is the full size, each next one half of that.
    pub levels: u32,
    /// The address of a tile, with `{level}`, `{column}` and `{row}` to be put in. One signature opens all of them, for
    /// as long as it opens the file.
    pub tiles: String,
}

impl App {
    /// The large pictures that a task refers to. Addresses are not signed yet.
    pub(crate) fn pyramids_of(
        &self,
        tx: &mut Tx,
        data: &Map<String, Value>,
    ) -> Result<Vec<PyramidView>, AppError> {
        let mut ids: Vec<MediaId> = references(data).into_iter().filter_map(parse_reference).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut found = Vec::new();
        for media_id in ids {
            let Some(row) = media::find(tx, media_id)? else {
                continue;
            };
            let file = stored(&row)?;
            if let Some(shape) = PyramidShape::of(file.content_type, file.width, file.height) {
                found.push(PyramidView {
                    media_id,
                    image: String::new(),
                    original: String::new(),
                    width: shape.width,
                    height: shape.height,
                    tile_size: shape.tile_size(),
                    levels: shape.levels(),
                    tiles: String::new(),
                });
            }
        }
        Ok(found)
    }

    /// Signs everything that a task shows: small pictures in place of large ones, files in place of all other references.
    pub(crate) fn resolve_task(&self, data: &mut Map<String, Value>, pyramids: &mut [PyramidView]) {
        for pyramid in pyramids.iter_mut() {
            pyramid.original = self.media_url(pyramid.media_id);
            let (path, query) = pyramid.original.split_once('?').unwrap_or_default();
            pyramid.image = format!("{path}/preview?{query}");
            pyramid.tiles = format!("{path}/tiles/{{level}}/{{column}}/{{row}}?{query}");
        }
        data.values_mut()
            .for_each(|value| self.resolve_media(value, pyramids));
    }

    /// The data of a task for a browser, and its large pictures.
    pub(crate) fn shown_data(
        &self,
        tx: &mut Tx,
        mut data: Map<String, Value>,
    ) -> Result<(Map<String, Value>, Vec<PyramidView>), AppError> {
        let mut pyramids = self.pyramids_of(tx, &data)?;
        self.resolve_task(&mut data, &mut pyramids);
        Ok((data, pyramids))
    }

    /// Begins to cut a picture that has just come in, if it is a large one. What is not done when the server stops is done
    /// when somebody first looks at it.
    pub(crate) fn prepare_pyramid(&self, file: &Stored) {
        if PyramidShape::of(file.content_type, file.width, file.height).is_none() {
            return;
        }
        let (store, file) = (self.media.clone(), file.clone());
        tokio::spawn(async move {
            if let Err(problem) = store.make_pyramid(&file).await {
                tracing::warn!(sha256 = %file.sha256, %problem, "a large picture is shown without tiles");
            }
        });
    }

    /// A part of a large picture, for whoever holds a signed address of it. `None` if the picture can not be cut: what there
    /// is to show is the file itself.
    ///
    /// # Errors
    /// As [`App::media_for_signature`]; [`AppError::NotFound`] for a part that there is not.
    pub async fn pyramid_part(
        &self,
        media_id: MediaId,
        expires: i64,
        signature: &str,
        part: PyramidPart,
    ) -> Result<Option<(Stored, PyramidBytes)>, AppError> {
        let file = self
            .media_for_signature(media_id, expires, signature)
            .await?
            .stored;
        match self.media.pyramid_part(&file, part).await {
            Ok(bytes) => Ok(Some((file, bytes))),
            Err(PyramidProblem::NoSuchPart) => Err(AppError::NotFound("tile")),
            Err(PyramidProblem::Broken(_)) => Ok(None),
            Err(PyramidProblem::Store(message)) => Err(AppError::Internal(message)),
        }
    }
}
