//! The pictures of the demo with their known answers, as the build of the front end made them.

use crate::client::Region;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::borrow::Cow;

/// The demo's pictures.
#[derive(Clone, Debug)]
pub struct DemoAssets {
    pub pets: Vec<Pet>,
    pub scenes: Vec<Scene>,
}

/// A picture of one animal.
#[derive(Clone, Debug, Deserialize)]
pub struct Pet {
    pub file: String,
    /// `cat`, `dog` or `other`.
    pub answer: String,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A picture of several animals.
#[derive(Clone, Debug, Deserialize)]
pub struct Scene {
    pub file: String,
    /// The exact boxes.
    pub regions: Vec<Region>,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl DemoAssets {
    /// Reads the pictures through `file`, which is given paths such as `demo/pets.json`.
    pub fn load(file: impl Fn(&str) -> Option<Cow<'static, [u8]>>) -> Result<DemoAssets> {
        let read = |path: &str| {
            let path = format!("demo/{path}");
            file(&path).with_context(|| {
                format!("{path} is missing: build the front end (npm run build in web/) and then the server")
            })
        };
        let mut pets: Vec<Pet> = serde_json::from_slice(&read("pets.json")?).context("demo/pets.json")?;
        for pet in &mut pets {
            pet.bytes = read(&pet.file)?.into_owned();
        }
        let mut scenes: Vec<Scene> =
            serde_json::from_slice(&read("scenes.json")?).context("demo/scenes.json")?;
        for scene in &mut scenes {
            scene.bytes = read(&scene.file)?.into_owned();
        }
        Ok(DemoAssets { pets, scenes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_with_their_answers() {
        let files = |path: &str| -> Option<Cow<'static, [u8]>> {
            Some(Cow::Borrowed(match path {
                "demo/pets.json" => br#"[{"file": "pets/1.svg", "answer": "cat", "licence": "MIT"}]"#,
                "demo/scenes.json" => br#"[{"file": "scenes/1.svg", "regions": [{"id": "b1"}]}]"#,
                "demo/pets/1.svg" | "demo/scenes/1.svg" => b"<svg/>",
                _ => return None,
            }))
        };
        let assets = DemoAssets::load(files).unwrap();
        assert_eq!(
            (assets.pets[0].answer.as_str(), assets.pets[0].bytes.len()),
            ("cat", 6)
        );
        assert_eq!(assets.scenes[0].regions[0]["id"], "b1");
    }

    #[test]
    fn a_missing_front_end_is_named_with_the_mend() {
        let error = DemoAssets::load(|_| None).unwrap_err().to_string();
        assert!(
            error.contains("demo/pets.json") && error.contains("npm run build"),
            "{error}"
        );
    }
}
