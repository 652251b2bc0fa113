//! From several texts for a task to one.
