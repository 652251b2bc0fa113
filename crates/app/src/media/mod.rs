//! Files that tasks refer to.

mod put;
mod pyramids;
mod resolve;
mod serve;

pub use put::MediaView;
pub(crate) use put::{clean_file_name, refusal};
pub use pyramids::PyramidView;
pub(crate) use resolve::{parse_reference, reference, references};
pub use serve::ServedMedia;
