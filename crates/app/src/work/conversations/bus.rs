//! Who listens to a conversation on this server. The rows are the truth: a listener who hears nothing looks at them now
//! and then all the same, for the other may be on another server.

use pumasi_domain::ConversationId;
use std::collections::HashMap;
use std::sync::Mutex;
use tokio::sync::watch;

/// One channel per conversation that somebody listens to.
#[derive(Default)]
pub struct Bus {
    channels: Mutex<HashMap<ConversationId, watch::Sender<u64>>>,
}

impl Bus {
    /// Hears when something happens in a conversation.
    pub(super) fn listen(&self, conversation_id: ConversationId) -> watch::Receiver<u64> {
        let Ok(mut channels) = self.channels.lock() else {
            return watch::channel(0).1;
        };
        channels.retain(|_, sender| sender.receiver_count() > 0);
        let sender = channels
            .entry(conversation_id)
            .or_insert_with(|| watch::channel(0).0);
        sender.subscribe()
    }

    /// Something happened.
    pub(super) fn tell(&self, conversation_id: ConversationId) {
        if let Ok(channels) = self.channels.lock()
            && let Some(sender) = channels.get(&conversation_id)
        {
            sender.send_modify(|count| *count += 1);
        }
    }
}
