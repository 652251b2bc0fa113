//! Files that tasks refer to.

mod resolve;
