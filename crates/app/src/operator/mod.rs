//! What the operator of the platform sees and does.

mod events;
mod ledger;
mod organizations;
mod projects;
mod top_earners;
mod users;

pub use events::{Actor, EventQuery, EventView};
pub use ledger::{LedgerAccount, LedgerTotals};
pub use organizations::OperatorOrganization;
pub use projects::OperatorProject;
pub use top_earners::{TopEarner, TopEarners};
pub use users::{OperatorUser, UserChange};
