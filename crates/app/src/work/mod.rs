//! Work: taking a task, answering it, inspecting an answer, and what follows from each.

mod adjudicate;
mod appeal;
mod audit;
mod claim;
mod conversations;
mod give_back;
mod given;
mod inspect;
mod issue;
pub(crate) mod known;
mod leave;
mod lots;
mod next;
mod queue;
mod result;
mod second_look;
mod settle;
mod show;
mod submit;
mod timers;
mod view;

pub use appeal::{AppealDecision, AppealView};
pub(crate) use claim::visible_project;
pub(crate) use conversations::Bus;
pub use conversations::{ConversationView, Hearing, MessageInput, MessageView, PartnerPresence, WaitingView};
pub(crate) use given::written;
pub(crate) use settle::gone;
pub(crate) use show::own;
pub use view::*;

/// Live assignments a person may hold in one project.
pub(crate) const LIVE_MAX: usize = 20;
/// The same in a project of sensitive work: what is in hand before a break can still be looked at after it, so it is little.
pub(crate) const SENSITIVE_LIVE_MAX: usize = 5;
/// Tasks handed out by one request.
pub(crate) const CLAIM_MAX: i64 = 10;
