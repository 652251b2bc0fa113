//! Audits: a random draw of a project's results, looked at again by people who do not know them, and the certificate of
//! what they found. Auditors can miss an error too: the certificate is about results that an auditor would call wrong.

mod draw;
mod order;
mod reserve;
mod view;

pub use view::{AuditRowsView, AuditState, AuditView};
pub(crate) use view::{certificate, found};
