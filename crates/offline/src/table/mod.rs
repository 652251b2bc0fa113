//! CSV in and out: rows of the columns that a command wants, whatever the order of the header, from a file or standard
//! input, one block at a time; and names turned into numbers.

mod block;
mod header;
mod key;
mod names;
mod parts;
mod place;
mod read;
mod write;

pub use header::Wanted;
pub use names::Names;
pub use parts::read_parts;
pub use place::{Source, create};
pub use read::{Row, read_rows};
pub use write::write_field;
