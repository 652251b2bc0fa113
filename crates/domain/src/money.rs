//! Money is an integer of minor units. Two-phase, double entry: every transfer debits one account and credits another,
//! so an imbalance can not be written down (vocabulary of TigerBeetle: pending, post, void; transfers are never changed).

use crate::{AccountId, OrganizationId, ProjectId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The one currency of the platform for now: won, which has no subunit.
pub const CURRENCY: &str = "KRW";

/// Name space of account ids: an account's id follows from whom it belongs to, so nobody has to look it up.
const ACCOUNTS: Uuid = Uuid::from_u128(0x5f0d_41c7_93a1_4c55_8e0b_70a1_7e55_0001);

/// Whose money an account holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// The world outside: deposits come from here, payouts go here. The only account that may go below zero.
    Bank,
    /// What a requester has paid in and not yet given to a project.
    OrganizationFunds(OrganizationId),
    /// A project's budget that nobody has a claim on; holds are pending debits of it.
    ProjectEscrow(ProjectId),
    /// Money kept for the inspections that answers in hand will need. Only ever promised: the promise is taken back
    /// when an inspector takes the answer and is promised the money in person.
    ProjectInspections(ProjectId),
    /// A person's pay.
    WorkerWallet(UserId),
    /// What the platform earned in a project (an account per project, so that projects never wait for each other).
    PlatformFee(ProjectId),
}

impl Account {
    /// The account's stable id.
    pub fn id(self) -> AccountId {
        let owner = match self {
            Account::Bank => Uuid::nil(),
            Account::OrganizationFunds(id) => id.0,
            Account::ProjectEscrow(id) | Account::ProjectInspections(id) | Account::PlatformFee(id) => id.0,
            Account::WorkerWallet(id) => id.0,
        };
        AccountId(Uuid::new_v5(
            &ACCOUNTS,
            format!("{}/{owner}", self.kind()).as_bytes(),
        ))
    }

    /// The account's kind as it stands in the database and the API.
    pub fn kind(self) -> &'static str {
        match self {
            Account::Bank => "bank",
            Account::OrganizationFunds(_) => "organization_funds",
            Account::ProjectEscrow(_) => "project_escrow",
            Account::ProjectInspections(_) => "project_inspections",
            Account::WorkerWallet(_) => "worker_wallet",
            Account::PlatformFee(_) => "platform_fee",
        }
    }

    /// The id of the organization, project or person it belongs to.
    pub fn owner(self) -> Option<Uuid> {
        match self {
            Account::Bank => None,
            Account::OrganizationFunds(id) => Some(id.0),
            Account::ProjectEscrow(id) | Account::ProjectInspections(id) | Account::PlatformFee(id) => {
                Some(id.0)
            }
            Account::WorkerWallet(id) => Some(id.0),
        }
    }
}

/// How a transfer acts on the two balances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// Moves money at once.
    Posted,
    /// Promises money: it can not be promised twice, and is not moved yet.
    Pending,
    /// Keeps the promise of one pending transfer, in full.
    Post,
    /// Takes the promise of one pending transfer back.
    Void,
}

impl TransferKind {
    /// As written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            TransferKind::Posted => "posted",
            TransferKind::Pending => "pending",
            TransferKind::Post => "post",
            TransferKind::Void => "void",
        }
    }

    /// Reads what `as_str` wrote.
    pub fn parse(text: &str) -> Option<TransferKind> {
        [
            TransferKind::Posted,
            TransferKind::Pending,
            TransferKind::Post,
            TransferKind::Void,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
    }

    /// Change of (pending, posted) of both sides for `amount_minor`.
    pub fn change(self, amount_minor: i64) -> (i64, i64) {
        match self {
            TransferKind::Posted => (0, amount_minor),
            TransferKind::Pending => (amount_minor, 0),
            TransferKind::Post => (-amount_minor, amount_minor),
            TransferKind::Void => (-amount_minor, 0),
        }
    }
}

/// The four sums of an account, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    pub debits_pending: i64,
    pub debits_posted: i64,
    pub credits_pending: i64,
    pub credits_posted: i64,
}

impl Balance {
    /// What may still be promised or moved away: promised money counts as gone.
    pub fn available(&self) -> i64 {
        self.credits_posted - self.debits_posted - self.debits_pending
    }

    /// Both balances after a transfer of `kind` from `debit` to `credit`.
    pub fn apply(debit: &mut Balance, credit: &mut Balance, kind: TransferKind, amount_minor: i64) {
        let (pending, posted) = kind.change(amount_minor);
        debit.debits_pending += pending;
        debit.debits_posted += posted;
        credit.credits_pending += pending;
        credit.credits_posted += posted;
    }
}

/// The platform's fee on a payment: `percent` of it, rounded down, since it is we who take it.
pub fn fee_minor(amount_minor: i64, percent: i64) -> i64 {
    i64::try_from(i128::from(amount_minor) * i128::from(percent) / 100).unwrap_or(i64::MAX)
}

/// The most that one task can cost its requester, all in: K answers, each inspected at most `1 + max_rounds` times, and a
/// decision between people who disagree, which is paid as an inspection.
pub fn price_per_task_minor(
    reward_minor: i64,
    inspection_reward_minor: i64,
    fee_percent: i64,
    answers_per_task: i64,
    inspected: bool,
    decided: bool,
    max_rounds: i64,
) -> i64 {
    let answer = reward_minor + fee_minor(reward_minor, fee_percent);
    let inspection = inspection_reward_minor + fee_minor(inspection_reward_minor, fee_percent);
    let inspections = if inspected { 1 + max_rounds } else { 0 };
    let answers =
        answers_per_task.saturating_mul(answer.saturating_add(inspection.saturating_mul(inspections)));
    answers.saturating_add(if decided { inspection } else { 0 })
}

/// What a worker earned per hour of active time; `None` while there is too little time to say (under a minute).
pub fn hourly_minor(earned_minor: i64, active_ms: i64) -> Option<i64> {
    (active_ms >= 60_000).then(|| {
        i64::try_from(i128::from(earned_minor) * 3_600_000 / i128::from(active_ms)).unwrap_or(i64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_fee_is_never_more_than_its_percentage(amount in 0i64..1_000_000_000, percent in 0i64..=100) {
            let fee = fee_minor(amount, percent);
            prop_assert!(fee * 100 <= amount * percent && (fee + 1) * 100 > amount * percent);
        }

        #[test]
        fn any_transfers_keep_both_sides_equal(steps in proptest::collection::vec((0usize..4, 1i64..1_000), 0..50)) {
            let (mut a, mut b) = (Balance::default(), Balance::default());
            for (kind, amount) in steps {
                let kind = [TransferKind::Posted, TransferKind::Pending, TransferKind::Post, TransferKind::Void][kind];
                Balance::apply(&mut a, &mut b, kind, amount);
                prop_assert_eq!(a.debits_pending, b.credits_pending);
                prop_assert_eq!(a.debits_posted, b.credits_posted);
            }
        }
    }

    #[test]
    fn account_ids_differ_by_kind_and_owner() {
        let id = Uuid::from_u128(7);
        let all = [
            Account::Bank,
            Account::ProjectEscrow(id.into()),
            Account::PlatformFee(id.into()),
            Account::WorkerWallet(id.into()),
        ];
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                assert_ne!(a.id(), b.id());
            }
        }
    }

    #[test]
    fn hourly_pay_waits_for_a_minute() {
        assert_eq!(hourly_minor(100, 59_999), None);
        assert_eq!(hourly_minor(172, 60_000), Some(10_320));
    }
}
