//! Blobs in a local folder or any S3-compatible store, under the hash of what they hold.
//!
//! * [`MediaStore`] puts, gets and deletes. The same bytes are kept once, whoever sends them.
//! * What comes in is known by its own bytes, never by its name: see [`ContentType`] and [`PutProblem`].
//! * [`MediaStore::put_made`] takes what a person made: it is cleaned of metadata and measured ([`MadeFacts`]).
//! * [`MediaStore::pyramid_part`] gives very large pictures piece by piece ([`PyramidShape`]).
//! * [`Signer`] makes addresses that work for a while without a session.
//! * [`response_headers`] and [`RequestedRange`] are what serving a blob to a browser takes.

mod content_type;
mod hash;
mod headers;
mod image;
mod intake;
mod made;
mod picture;
mod pyramid;
mod quicktime;
mod range;
mod scrub;
mod signer;
mod sound;
mod store;
mod svg;

pub use content_type::ContentType;
pub use hash::{ContentHash, NotAHash};
pub use headers::{MediaResponse, response_headers};
pub use intake::{PutLimits, PutProblem};
pub use made::{MadeFacts, MadeKind};
pub use picture::{PictureFacts, hash_distance};
pub use pyramid::{PyramidBytes, PyramidPart, PyramidProblem, PyramidShape};
pub use range::RequestedRange;
pub use signer::{SecretTooShort, SignatureProblem, Signer};
pub use sound::{SILENCE_DBFS, SoundFacts};
pub use store::{Found, MediaConfig, MediaError, MediaStore, Stored};
