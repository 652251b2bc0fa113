//! The states of projects, tasks and assignments, and which changes between them are allowed.

use serde::{Deserialize, Serialize};

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the house's page.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// As written in the database, in JSON and in the log.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// Reads what `as_str` wrote.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use states;

states! {
    /// The life of an order.
    ProjectState {
        /// Being prepared; nobody but its organization sees it.
        Draft = "draft",
        /// Work is handed out.
        Open = "open",
        /// No new work is handed out; what is out may be finished and is paid.
        Paused = "paused",
        /// Finished; the unspent budget went back.
        Closed = "closed",
    }
}

impl ProjectState {
    /// Whether the requester may change the project's state to `next`.
    pub fn may_become(self, next: ProjectState) -> bool {
        use ProjectState::{Closed, Draft, Open, Paused};
        matches!(
            (self, next),
            (Draft | Paused, Open) | (Open, Paused) | (Draft | Open | Paused, Closed)
        )
    }
}

states! {
    /// The life of one unit of data.
    TaskState {
        /// Nobody has begun.
        Queued = "queued",
        /// Somebody works on it or has answered, and answers are missing.
        InWork = "in_work",
        /// All answers are there, and some wait for a decision.
        InReview = "in_review",
        /// All answers are accepted; there is a result.
        Done = "done",
        /// The data can not be labelled, an inspector agreed.
        Unusable = "unusable",
        /// Taken out by the requester.
        Voided = "voided",
    }
}

states! {
    /// What a worker does with a task.
    Role {
        /// Makes an answer.
        Work = "work",
        /// Decides on an answer of somebody else.
        Inspect = "inspect",
        /// Decides between people who disagree.
        Adjudicate = "adjudicate",
    }
}

states! {
    /// The life of one worker's turn at one task.
    AssignmentState {
        /// Leased: the worker is at it until `leased_until`.
        Active = "active",
        /// Sent in, not yet decided.
        Submitted = "submitted",
        /// Accepted and paid.
        Accepted = "accepted",
        /// Sent back by an inspector; waits for the same worker.
        Returned = "returned",
        /// Refused by an inspector; its hold went back to the project.
        Refused = "refused",
        /// The worker objected to a refusal.
        Appealed = "appealed",
        /// The refusal stands after an appeal.
        Upheld = "upheld",
        /// The worker did not want it; it never comes back to them.
        Skipped = "skipped",
        /// The lease ran out.
        Expired = "expired",
        /// Given back by the worker, draft kept.
        Released = "released",
    }
}

impl AssignmentState {
    /// The diagram of the house, as a relation.
    pub fn may_become(self, next: AssignmentState) -> bool {
        use AssignmentState::{
            Accepted, Active, Appealed, Expired, Refused, Released, Returned, Skipped, Submitted, Upheld,
        };
        match self {
            Active => matches!(next, Submitted | Accepted | Skipped | Expired | Released),
            // Back to active is the worker's own undo, before anybody has inspected.
            Submitted => matches!(next, Accepted | Returned | Refused | Active),
            // Back to submitted is a second opinion: the inspector who returned it was stopped.
            Returned => matches!(next, Active | Expired | Released | Submitted),
            Refused => matches!(next, Appealed),
            Appealed => matches!(next, Accepted | Upheld),
            Expired | Released => matches!(next, Active),
            Accepted | Upheld | Skipped => false,
        }
    }

    /// The worker holds the task now.
    pub fn is_live(self) -> bool {
        matches!(self, AssignmentState::Active | AssignmentState::Returned)
    }

    /// The worker may take the same task up again.
    pub fn may_be_taken_again(self) -> bool {
        matches!(self, AssignmentState::Expired | AssignmentState::Released)
    }

    /// Where the money of an assignment in this state stands.
    pub fn money(self) -> MoneyState {
        match self {
            AssignmentState::Active => MoneyState::Held,
            AssignmentState::Submitted | AssignmentState::Returned => MoneyState::Pending,
            AssignmentState::Accepted => MoneyState::Payable,
            _ => MoneyState::Released,
        }
    }
}

states! {
    /// Where the pay of one assignment stands.
    MoneyState {
        /// Promised by the project when the work was handed out.
        Held = "held",
        /// The work is in and waits for a decision.
        Pending = "pending",
        /// Accepted: it is the worker's.
        Payable = "payable",
        /// Given back to the project.
        Released = "released",
    }
}

states! {
    /// What an answer is.
    AnswerKind {
        /// Regions in Label Studio's form.
        Regions = "regions",
        /// The worker says that the data can not be labelled.
        Unusable = "unusable",
    }
}

states! {
    /// Where a known answer comes from.
    GoldSource {
        /// The requester said so.
        Given = "given",
        /// So many people agree that it is as good as certain.
        Grown = "grown",
    }
}

states! {
    /// Why a person was given a task. Nobody who works sees it: all look alike.
    Purpose {
        /// For its result.
        Order = "order",
        /// Its answer is known: to measure the person.
        Gold = "gold",
        /// Its answer is known and is shown afterwards: to teach the person.
        Training = "training",
        /// For the certificate: a result that is looked at again, by somebody who does not know it.
        Audit = "audit",
        /// For its result, until the other of a conversation went away: paid for having stayed, besides the order.
        Stayed = "stayed",
    }
}

states! {
    /// An inspector's decision.
    VerdictKind {
        /// Right as it is.
        Pass = "pass",
        /// Accepted with the inspector's mending.
        Fix = "fix",
        /// Back to the worker with a reason and a clause.
        Return = "return",
        /// Not accepted.
        Refuse = "refuse",
        /// The task's data can not be labelled.
        Unusable = "unusable",
    }
}

states! {
    /// Where a result came from.
    ResultSource {
        /// An inspector passed or mended the answer.
        Inspected = "inspected",
        /// Several people's answers were weighed.
        Agreed = "agreed",
        /// One answer, accepted without inspection.
        Single = "single",
        /// Likely enough, given what is known of the people who answered.
        Inferred = "inferred",
        /// Somebody decided between people who disagreed.
        Adjudicated = "adjudicated",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_reads_back() {
        for state in AssignmentState::ALL {
            assert_eq!(AssignmentState::parse(state.as_str()), Some(*state));
        }
        for state in TaskState::ALL {
            assert_eq!(TaskState::parse(state.as_str()), Some(*state));
        }
    }

    #[test]
    fn accepted_money_is_never_taken_back() {
        for state in AssignmentState::ALL {
            assert!(!AssignmentState::Accepted.may_become(*state));
        }
    }

    #[test]
    fn a_closed_project_stays_closed() {
        assert!(
            ProjectState::ALL
                .iter()
                .all(|next| !ProjectState::Closed.may_become(*next))
        );
        assert!(!ProjectState::Open.may_become(ProjectState::Draft));
    }
}
