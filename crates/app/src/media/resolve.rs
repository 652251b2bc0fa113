//! References to media in task data: `media:<id>` in the database, a signed address before a browser.

use super::PyramidView;
use crate::App;
use pumasi_domain::MediaId;
use serde_json::{Map, Value};

/// What a reference begins with.
const PREFIX: &str = "media:";
/// How long a signed address opens its file, in seconds: longer than anybody sits at one screenful of tasks.
const LIFETIME_SECONDS: i64 = 6 * 3_600;

/// The text that stands in task data for a file.
pub(crate) fn reference(media_id: MediaId) -> String {
    format!("{PREFIX}{media_id}")
}

/// The file that a text in task data stands for; `None` for every other text.
pub(crate) fn parse_reference(text: &str) -> Option<MediaId> {
    text.strip_prefix(PREFIX)?.parse().ok()
}

/// Every text anywhere in `data` that begins like a reference.
pub(crate) fn references(data: &Map<String, Value>) -> Vec<&str> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = data.values().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) if text.starts_with(PREFIX) => found.push(text.as_str()),
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => waiting.extend(fields.values()),
            _ => {}
        }
    }
    found
}

impl App {
    /// A signed address of a file, good for some hours.
    pub(crate) fn media_url(&self, media_id: MediaId) -> String {
        self.signer
            .signed_path(&media_id.to_string(), self.now().unix_seconds(), LIFETIME_SECONDS)
    }

    /// Replaces every reference anywhere in `data` by a signed address: that of the small picture for one of `pyramids`,
    /// that of the file for every other. Other texts stay as they are.
    pub(super) fn resolve_media(&self, data: &mut Value, pyramids: &[PyramidView]) {
        match data {
            Value::String(text) => {
                if let Some(media_id) = parse_reference(text) {
                    let large = pyramids.iter().find(|pyramid| pyramid.media_id == media_id);
                    *text = large.map_or_else(|| self.media_url(media_id), |pyramid| pyramid.image.clone());
                }
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.resolve_media(item, pyramids)),
            Value::Object(fields) => fields
                .values_mut()
                .for_each(|value| self.resolve_media(value, pyramids)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_found_at_any_depth() {
        let id = MediaId(uuid::Uuid::from_u128(7));
        let data =
            json!({"image": reference(id), "list": [{"x": "media:nothing"}], "text": "media is fun", "n": 1});
        let found = references(data.as_object().unwrap());
        assert_eq!(found.len(), 2);
        assert_eq!(parse_reference(&reference(id)), Some(id));
        assert_eq!(parse_reference("media:nothing"), None);
    }
}
