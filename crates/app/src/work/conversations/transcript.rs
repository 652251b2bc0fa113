//! The answer of a conversation: what was said, word for word, and what else each of the two was asked for.

use super::super::submit::Own;
use super::super::view::AnswerInput;
use super::Talk;
use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_domain::project::Project;
use pumasi_domain::state::{AnswerKind, Role};
use pumasi_domain::verdict::Fault;
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::conversations;
use serde_json::Value;

impl App {
    /// The answer with all that was said: messages that were left out are put in, tags are kept, and a message that was
    /// never said is refused. An answer that came back may mend its own worker's words. `None`: no conversation of two.
    pub(in super::super) fn with_transcript(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        input: &AnswerInput,
    ) -> Result<Option<AnswerInput>, AppError> {
        if a.role != Role::Work || input.kind != AnswerKind::Regions {
            return Ok(None);
        }
        let Some(talk) = self.talk_of(tx, project, a, Timestamp(0))? else {
            return Ok(None);
        };
        let mut said: Vec<Value> = self.transcript(tx, &talk)?;
        let mut others = Vec::new();
        let mut faults = Vec::new();
        for (index, region) in input.regions.iter().enumerate() {
            if region["from_name"] != talk.chat.control {
                others.push(region.clone());
                continue;
            }
            let known = said.iter_mut().find(|known| known["id"] == region["id"]);
            if !known.is_some_and(|known| merge(known, region, a.round > 0, &talk)) {
                faults.push(Fault::new(
                    format!("/regions/{index}/value/chatmessage"),
                    "not_said",
                    "this was not said in the conversation: take it out",
                ));
            }
        }
        AppError::check(faults)?;
        said.extend(others);
        Ok(Some(AnswerInput {
            regions: said,
            ..input.clone()
        }))
    }

    /// All that was said, as regions.
    pub(super) fn transcript(&self, tx: &mut Tx, talk: &Talk) -> Result<Vec<Value>, AppError> {
        let messages = conversations::messages(tx, talk.conversation.conversation_id, 0)?;
        let regions = messages
            .iter()
            .map(|message| serde_json::to_value(talk.region(message)));
        regions
            .collect::<Result<_, _>>()
            .map_err(|e| AppError::Internal(e.to_string()))
    }

    /// One of the two has sent the conversation in: nothing can be added to it any more.
    pub(in super::super) fn end_conversation(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        now: Timestamp,
    ) -> Result<(), AppError> {
        if let Some(conversation) = conversations::of_assignment(tx, a.assignment_id)? {
            conversations::end(tx, conversation.conversation_id, now)?;
        }
        Ok(())
    }

    /// The same conversation, for who holds an assignment of it.
    pub(super) fn own_talk(&self, tx: &mut Tx, own: &Own<'_>, now: Timestamp) -> Result<Talk, AppError> {
        self.talk_of(tx, own.project, own.a, now)?.ok_or_else(super::gone)
    }
}

/// Takes tags, and where it `may_mend` the words of one's own part, from a message as it was sent in. `false`: it says
/// something else than was said.
fn merge(known: &mut Value, sent: &Value, may_mend: bool, talk: &Talk) -> bool {
    let sent = &sent["value"]["chatmessage"];
    let known = &mut known["value"]["chatmessage"];
    let plain = |value: &Value| {
        pumasi_interface::normalize_text(value.as_str().unwrap_or_default())
            .trim()
            .to_owned()
    };
    if sent["role"] != known["role"] {
        return false;
    }
    if plain(&sent["content"]) != plain(&known["content"]) {
        if !may_mend || known["role"] != talk.part_name(talk.me.part) {
            return false;
        }
        known["content"] = sent["content"].clone();
    }
    if let Some(tags) = sent.get("tags") {
        known["tags"] = tags.clone();
    }
    true
}
