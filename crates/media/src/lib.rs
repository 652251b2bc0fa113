//! Blobs in a local folder or any S3-compatible store, under the hash of what they hold.
//!
//! * [`MediaStore`] puts, gets and deletes. The same bytes are kept once, whoever sends them.
//! * What comes in is known by its own bytes, never by its name: see [`ContentType`] and [`PutProblem`].
//! * [`Signer`] makes addresses that work for a while without a session.
//! * [`response_headers`] and [`RequestedRange`] are what serving a blob to a browser takes.

mod content_type;
mod hash;
mod headers;
mod image;
mod intake;
mod range;
mod signer;
mod store;
mod svg;

pub use content_type::ContentType;
pub use hash::{ContentHash, NotAHash};
pub use headers::{MediaResponse, response_headers};
pub use intake::{PutLimits, PutProblem};
pub use range::RequestedRange;
pub use signer::{SecretTooShort, SignatureProblem, Signer};
pub use store::{Found, MediaConfig, MediaError, MediaStore, Stored};
