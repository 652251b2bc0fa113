//! Stopping people in a project and letting them go on: by its rules, by the brake on inspectors, by its requester. The
//! person sees why, may object once, and goes on if nobody decides.

mod brake;
mod decide;
mod ending;
mod everybody;
mod mine;
mod rules;
mod start;
mod view;

pub(crate) use start::pause_role;
pub use view::{MyPause, MyPauses, PauseScope, PauseView};
