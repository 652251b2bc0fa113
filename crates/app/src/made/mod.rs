//! What people make: files of camera and recorder, and whether what they hand in is new.

mod check;
mod judge;
mod unique;
mod upload;
mod view;

pub use view::{MadeFacts, MadeFileView};
