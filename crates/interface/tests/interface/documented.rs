//! The documentation names what the crate understands.

use pumasi_interface::supported_tags;

#[test]
fn every_tag_has_its_line() {
    let docs = include_str!("../../../../docs/INTERFACES.md");
    let missing: Vec<&str> = supported_tags()
        .into_iter()
        .filter(|tag| {
            !docs
                .lines()
                .any(|line| line.starts_with('|') && line.contains(&format!("`{tag}`")))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "docs/INTERFACES.md says nothing of {missing:?}"
    );
}
