//! Tables `conversations`, `conversation_people` and `conversation_messages`: what two workers write to each other.

use crate::{DbError, Row, Tx, params};
use pumasi_domain::{AssignmentId, ConversationId, ProjectId, TaskId, Timestamp, UserId};

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub project_id: ProjectId,
    pub conversation_id: ConversationId,
    pub task_id: TaskId,
    pub started_at: Timestamp,
    /// Messages so far.
    pub last_number: i64,
    /// When one of the two finished it.
    pub ended_at: Option<Timestamp>,
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// 0 or 1: which part they have.
    pub part: i64,
    pub assignment_id: AssignmentId,
    pub seen_at: Timestamp,
    /// When they last wrote, or came.
    pub wrote_at: Timestamp,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// From 1, without gaps, in the order in which the server got them.
    pub number: i64,
    pub part: i64,
    pub content: String,
    pub sent_at: Timestamp,
}

/// Begins a conversation: the first assignment has part 0.
pub fn insert(tx: &mut Tx, c: &Conversation, people: [AssignmentId; 2]) -> Result<(), DbError> {
    tx.execute(
        "insert into conversations (project_id, id, task_id, started_at) values ($1, $2, $3, $4)",
        params![c.project_id, c.conversation_id, c.task_id, c.started_at],
    )?;
    for (part, assignment_id) in (0_i64..).zip(people) {
        tx.execute(
            "insert into conversation_people (conversation_id, part, assignment_id, seen_at, wrote_at)
             values ($1, $2, $3, $4, $4)",
            params![c.conversation_id, part, assignment_id, c.started_at],
        )?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Conversation, DbError> {
    Ok(Conversation {
        project_id: row.get(0)?,
        conversation_id: row.get(1)?,
        task_id: row.get(2)?,
        started_at: row.get(3)?,
        last_number: row.get(4)?,
        ended_at: row.get(5)?,
    })
}

/// The conversation of an assignment; the latest, where the task was taken up again.
pub fn of_assignment(tx: &mut Tx, assignment_id: AssignmentId) -> Result<Option<Conversation>, DbError> {
    let row = tx.query_opt(
        "select c.project_id, c.id, c.task_id, c.started_at, c.last_number, c.ended_at
           from conversations c join conversation_people p on p.conversation_id = c.id
          where p.assignment_id = $1 order by c.started_at desc, c.id desc limit 1",
        params![assignment_id],
    )?;
    row.as_ref().map(read).transpose()
}

/// The two of a conversation, part 0 first.
pub fn people(tx: &mut Tx, conversation_id: ConversationId) -> Result<Vec<Person>, DbError> {
    let rows = tx.query(
        "select part, assignment_id, seen_at, wrote_at from conversation_people where conversation_id = $1 order by part",
        params![conversation_id],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Person {
                part: row.get(0)?,
                assignment_id: row.get(1)?,
                seen_at: row.get(2)?,
                wrote_at: row.get(3)?,
            })
        })
        .collect()
}

/// One of the two was heard of.
pub fn note_seen(
    tx: &mut Tx,
    conversation_id: ConversationId,
    part: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation_people set seen_at = $3 where conversation_id = $1 and part = $2 and seen_at < $3",
        params![conversation_id, part, now],
    )?;
    Ok(())
}

/// Keeps a message as the next; its number. `None`: the conversation has ended, or holds `most` messages.
pub fn append(
    tx: &mut Tx,
    conversation_id: ConversationId,
    part: i64,
    content: &str,
    most: i64,
    now: Timestamp,
) -> Result<Option<i64>, DbError> {
    let row = tx.query_opt(
        "update conversations set last_number = last_number + 1
          where id = $1 and ended_at is null and last_number < $2 returning last_number",
        params![conversation_id, most],
    )?;
    let Some(row) = row else { return Ok(None) };
    let number: i64 = row.get(0)?;
    tx.execute(
        "insert into conversation_messages (conversation_id, number, part, content, sent_at) values ($1, $2, $3, $4, $5)",
        params![conversation_id, number, part, content, now],
    )?;
    tx.execute(
        "update conversation_people set seen_at = $3, wrote_at = $3 where conversation_id = $1 and part = $2",
        params![conversation_id, part, now],
    )?;
    Ok(Some(number))
}

/// What was said after a number, in order.
pub fn messages(tx: &mut Tx, conversation_id: ConversationId, after: i64) -> Result<Vec<Message>, DbError> {
    let rows = tx.query(
        "select number, part, content, sent_at from conversation_messages
          where conversation_id = $1 and number > $2 order by number",
        params![conversation_id, after],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Message {
                number: row.get(0)?,
                part: row.get(1)?,
                content: row.get(2)?,
                sent_at: row.get(3)?,
            })
        })
        .collect()
}

/// How many messages one of the two has written.
pub fn count_of_part(tx: &mut Tx, conversation_id: ConversationId, part: i64) -> Result<i64, DbError> {
    tx.query_one(
        "select count(*) from conversation_messages where conversation_id = $1 and part = $2",
        params![conversation_id, part],
    )?
    .get(0)
}

/// Ends a conversation; `false` if it had ended.
pub fn end(tx: &mut Tx, conversation_id: ConversationId, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update conversations set ended_at = $2 where id = $1 and ended_at is null",
        params![conversation_id, now],
    )?;
    Ok(changed > 0)
}

/// How often a person was paid in a project since then for having stayed alone.
pub fn count_stayed(
    tx: &mut Tx,
    project_id: ProjectId,
    user_id: UserId,
    since: Timestamp,
) -> Result<i64, DbError> {
    tx.query_one(
        "select count(*) from assignments where project_id = $1 and worker_id = $2 and purpose = 'stayed'
            and state = 'accepted' and decided_at >= $3",
        params![project_id, user_id, since],
    )?
    .get(0)
}

/// The turn of one who stayed alone is not for the task's result any more: it takes no place. `false`: it is not in hand.
pub fn set_stayed(tx: &mut Tx, project_id: ProjectId, assignment_id: AssignmentId) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update assignments set purpose = 'stayed', sampled = 0
          where project_id = $1 and id = $2 and state = 'active' and purpose = 'order'",
        params![project_id, assignment_id],
    )?;
    Ok(changed > 0)
}
