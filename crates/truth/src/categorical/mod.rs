//! Methods for answers that are one of K classes. Every method reads [`Answers`](crate::Answers) and gives a
//! [`Posterior`](crate::Posterior); of equally likely classes the one of the lowest index is the label, and
//! [`Best::tie`](crate::Best) says so.

mod agreement;
mod choose;
#[cfg(test)]
mod crowds;
pub mod dawid_skene;
mod glad;
pub mod hierarchical;
mod kos;
mod mace;
mod mmsr;
mod one_coin;
mod vote;
mod wawa;
mod zero_based;

pub use agreement::agreement;
pub use choose::{Choice, Foretold, auto, choose_level};
pub use dawid_skene::dawid_skene;
pub use glad::{Glad, GladSettings, glad};
pub use kos::{Kos, KosSettings, NotBinary, kos};
pub use mace::{Mace, MaceSettings, mace};
pub use mmsr::{Mmsr, MmsrSettings, mmsr};
pub use one_coin::{OneCoin, one_coin};
pub use vote::{majority_vote, weighted_vote};
pub use wawa::{SkilledVote, wawa};
pub use zero_based::{ZeroBasedSettings, zero_based_skill};
