//! What a handler is given: who asks, and what they sent, read and checked.

mod command;
mod identity;
mod path;
mod upload;

pub(crate) use command::Command;
pub(crate) use identity::{Credential, Identity, PLAIN_COOKIE, SECURE_COOKIE, SignedIn, Via, credential};
pub(crate) use path::{Path, Query};
pub(crate) use upload::Upload;
