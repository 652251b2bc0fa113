//! One id type per noun, so that a task id can not be passed where a project id is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }
    )+};
}

ids! {
    /// A person who signed up: worker, inspector, member of organizations or operator, often several at once.
    UserId,
    /// A requester: a client company or a laboratory.
    OrganizationId,
    /// One order.
    ProjectId,
    /// One unit of data to be labelled, or one thing to be made.
    TaskId,
    /// One worker's turn at one task in one role.
    AssignmentId,
    /// One decision of an inspector on one answer.
    VerdictId,
    /// A picture, sound or other file that tasks refer to.
    MediaId,
    /// One load of tasks into a project.
    ImportId,
    /// A place in a project that a requester gave to a person.
    InvitationId,
    /// One sitting of an entrance test.
    ExamId,
    /// A signed-in browser.
    SessionId,
    /// A program's key.
    TokenId,
    /// One side of a transfer.
    AccountId,
    /// One movement of money.
    TransferId,
    /// One line of the event log.
    EventId,
    /// A person stopped in a project, sent to training or warned.
    PauseId,
    /// A draw of results that are looked at again.
    AuditId,
    /// Something that a worker asked the requester.
    QuestionId,
    /// A conversation of two workers.
    ConversationId,
    /// An example in a guide.
    ExampleId,
}
