//! Files that tasks refer to.

mod put;
mod resolve;
mod serve;

pub use put::MediaView;
pub(crate) use put::{clean_file_name, refusal};
pub(crate) use resolve::{parse_reference, reference, references};
pub use serve::ServedMedia;
