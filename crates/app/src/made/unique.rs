//! Whether a text or a picture was handed in before, in the same control of the same project, by anybody.

use crate::AppError;
use pumasi_domain::{AssignmentId, ProjectId};
use pumasi_interface::TextFingerprint;
use pumasi_media::hash_distance;
use pumasi_store::Tx;
use pumasi_store::fingerprints::{self, Fingerprint};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Texts from here on repeat each other.
const TEXT_RESEMBLANCE: f64 = 0.8;
/// Pictures that differ in at most so many of 64 bits repeat each other. With eight bands of eight bits, two that differ
/// in fewer than eight share a band for certain.
const PICTURE_DISTANCE: u32 = 6;
const TEXT: &str = "text";
const PICTURE: &str = "picture";
/// Looked at per band: in a project of a million photos a band has four thousand.
const CANDIDATES_MAX: i64 = 5_000;

/// The fingerprint of a text. `None` for one without letters and digits.
pub(super) fn of_text(
    project_id: ProjectId,
    assignment_id: AssignmentId,
    control: &str,
    text: &str,
) -> Option<Fingerprint> {
    let print = TextFingerprint::of(text);
    if print.normalized.is_empty() {
        return None;
    }
    Some(Fingerprint {
        project_id,
        id: Uuid::nil(),
        assignment_id,
        control: control.to_owned(),
        kind: TEXT,
        exact: Sha256::digest(print.normalized.as_bytes()).to_vec(),
        near: print
            .values
            .iter()
            .flat_map(|value| value.to_be_bytes())
            .collect(),
        bands: print.bands(),
        created_at: pumasi_domain::Timestamp(0),
    })
}

/// The fingerprint of a picture, by the hash of its file and its perceptual hash.
pub(super) fn of_picture(
    project_id: ProjectId,
    assignment_id: AssignmentId,
    control: &str,
    sha256: &[u8],
    hash: u64,
) -> Fingerprint {
    let bands = hash.to_be_bytes().into_iter().enumerate();
    Fingerprint {
        project_id,
        id: Uuid::nil(),
        assignment_id,
        control: control.to_owned(),
        kind: PICTURE,
        exact: sha256.to_vec(),
        near: hash.to_be_bytes().to_vec(),
        bands: bands
            .map(|(band, byte)| i64::try_from(band << 8).unwrap_or_default() | i64::from(byte))
            .collect(),
        created_at: pumasi_domain::Timestamp(0),
    }
}

/// Whether another answer that stands has the same or nearly the same. One's own assignment does not count.
pub(super) fn is_repeated(tx: &mut Tx, own: &Fingerprint) -> Result<bool, AppError> {
    if let Some(same) = fingerprints::same(tx, own)?
        && same.stands
        && same.assignment_id != own.assignment_id
    {
        return Ok(true);
    }
    for band in &own.bands {
        let candidates = fingerprints::alike(tx, own, *band, CANDIDATES_MAX)?;
        let others = candidates
            .iter()
            .filter(|candidate| candidate.assignment_id != own.assignment_id);
        if others.into_iter().any(|other| is_alike(own, &other.near)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a fingerprint down; `false` if the same was handed in meanwhile. Those of answers that were taken back give way.
pub(super) fn keep(tx: &mut Tx, own: &Fingerprint) -> Result<bool, AppError> {
    if let Some(same) = fingerprints::same(tx, own)? {
        if same.assignment_id == own.assignment_id {
            return Ok(true);
        }
        if same.stands {
            return Ok(false);
        }
        fingerprints::delete(tx, same.id)?;
    }
    Ok(fingerprints::insert(tx, own)?)
}

fn is_alike(own: &Fingerprint, near: &[u8]) -> bool {
    if own.kind == PICTURE {
        let hash = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).ok();
        return hash(&own.near)
            .zip(hash(near))
            .is_some_and(|(a, b)| hash_distance(a, b) <= PICTURE_DISTANCE);
    }
    TextFingerprint::resemblance(&values(&own.near), &values(near)) >= TEXT_RESEMBLANCE
}

fn values(bytes: &[u8]) -> Vec<u32> {
    let value = |four: &[u8]| four.try_into().map(u32::from_be_bytes).unwrap_or_default();
    bytes.chunks_exact(4).map(value).collect()
}

pub(super) fn picture_message(control: &str) -> String {
    format!("`{control}`: this photo, or one that looks the same, was handed in before: take another one")
}

pub(super) fn text_message(control: &str) -> String {
    format!("`{control}`: this text, or nearly the same, was handed in before: write one of your own")
}
