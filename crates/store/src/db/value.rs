//! The six kinds of values that both engines share, and rows of them.

use super::DbError;
use pumasi_domain as domain;
use uuid::Uuid;

/// A parameter or a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
    Uuid(Uuid),
}

/// One row of an answer.
#[derive(Debug, Clone)]
pub struct Row(pub(super) Vec<Value>);

impl Row {
    /// The column at `index`, as the type the caller names.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, DbError> {
        let value = self.0.get(index).unwrap_or(&Value::Null);
        T::from_value(value).ok_or_else(|| DbError::Type {
            column: index,
            found: format!("{value:?}").chars().take(60).collect(),
            wanted: std::any::type_name::<T>(),
        })
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// `None` if the value is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(|n| n != 0)
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(x) => Some(*x),
            Value::Int(n) => Some(*n as f64),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Uuid(id) => Some(*id),
            // SQLite keeps an id as its sixteen bytes.
            Value::Blob(bytes) => Uuid::from_slice(bytes).ok(),
            _ => None,
        }
    }
}

impl FromValue for domain::Timestamp {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(domain::Timestamp)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

macro_rules! into_value {
    ($($type:ty => |$name:ident| $value:expr),+ $(,)?) => {$(
        impl From<$type> for Value {
            fn from($name: $type) -> Value { $value }
        }
    )+};
}

into_value! {
    i64 => |n| Value::Int(n),
    i32 => |n| Value::Int(i64::from(n)),
    u32 => |n| Value::Int(i64::from(n)),
    bool => |yes| Value::Int(i64::from(yes)),
    f64 => |x| Value::Real(x),
    &str => |text| Value::Text(text.to_owned()),
    String => |text| Value::Text(text),
    &String => |text| Value::Text(text.clone()),
    &[u8] => |bytes| Value::Blob(bytes.to_vec()),
    Vec<u8> => |bytes| Value::Blob(bytes),
    [u8; 32] => |bytes| Value::Blob(bytes.to_vec()),
    Uuid => |id| Value::Uuid(id),
    domain::Timestamp => |at| Value::Int(at.0),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl From<domain::$id> for Value {
            fn from(id: domain::$id) -> Value { Value::Uuid(id.0) }
        }
        impl FromValue for domain::$id {
            fn from_value(value: &Value) -> Option<Self> { Uuid::from_value(value).map(domain::$id) }
        }
    )+};
}

ids!(
    UserId,
    OrganizationId,
    ProjectId,
    TaskId,
    AssignmentId,
    VerdictId,
    MediaId,
    ImportId,
    InvitationId,
    ExamId,
    SessionId,
    TokenId,
    AccountId,
    TransferId,
    EventId,
    PauseId,
    AuditId,
    QuestionId,
    ConversationId,
    ExampleId,
);

macro_rules! words {
    ($($word:path),+ $(,)?) => {$(
        impl From<$word> for Value {
            fn from(word: $word) -> Value { Value::Text(word.as_str().to_owned()) }
        }
        impl FromValue for $word {
            fn from_value(value: &Value) -> Option<Self> {
                match value { Value::Text(text) => <$word>::parse(text), _ => None }
            }
        }
    )+};
}

words!(
    domain::state::ProjectState,
    domain::state::TaskState,
    domain::state::AssignmentState,
    domain::state::Role,
    domain::state::AnswerKind,
    domain::state::VerdictKind,
    domain::state::ResultSource,
    domain::state::GoldSource,
    domain::state::Purpose,
    domain::money::TransferKind,
    domain::access::MemberRole,
    domain::audience::Audience,
    domain::audience::SeatState,
    domain::pause::PauseCause,
    domain::pause::PauseDecision,
    domain::quality::RuleAction,
    domain::question::ExampleVerdict,
    domain::sensitivity::SensitiveKind,
);

/// Parameters of a statement.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}
