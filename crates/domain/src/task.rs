//! A task's places: each free, being worked on, sent in or accepted. The task's state follows from the counts.

use crate::state::TaskState;

/// How many of a task's places are in which state. The sum of the first four is at most K.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Free: may be handed out.
    pub open: i64,
    /// Handed out and not sent in (active or returned).
    pub live: i64,
    /// Sent in, not decided.
    pub submitted: i64,
    /// Accepted.
    pub accepted: i64,
    /// Wanted or under way: decisions between people who disagree (0 or 1).
    pub deciding: i64,
}

impl Places {
    /// K free places.
    pub fn new(answers_per_task: i64) -> Places {
        Places {
            open: answers_per_task,
            ..Places::default()
        }
    }

    /// The state of a task that was neither found unusable nor voided.
    pub fn state(&self) -> TaskState {
        if self.open + self.live + self.submitted + self.deciding == 0 {
            TaskState::Done
        } else if self.open + self.live == 0 {
            TaskState::InReview
        } else if self.live + self.submitted + self.accepted > 0 {
            TaskState::InWork
        } else {
            TaskState::Queued
        }
    }

    /// Whether all that is missing is the second of a conversation, whose first was accepted: what they said is there.
    pub fn is_lone(&self) -> bool {
        self.open == 1 && self.live + self.submitted + self.deciding == 0 && self.accepted > 0
    }

    /// The places after `change`.
    pub fn plus(&self, change: Places) -> Places {
        Places {
            open: self.open + change.open,
            live: self.live + change.live,
            submitted: self.submitted + change.submitted,
            accepted: self.accepted + change.accepted,
            deciding: self.deciding + change.deciding,
        }
    }

    /// The places before `change` had been made.
    pub fn minus(&self, change: Places) -> Places {
        Places {
            open: self.open - change.open,
            live: self.live - change.live,
            submitted: self.submitted - change.submitted,
            accepted: self.accepted - change.accepted,
            deciding: self.deciding - change.deciding,
        }
    }

    /// A place is handed out.
    pub const ISSUE: Places = Places {
        open: -1,
        live: 1,
        submitted: 0,
        accepted: 0,
        deciding: 0,
    };
    /// A place comes back: skipped, expired or released.
    pub const GIVE_BACK: Places = Places {
        open: 1,
        live: -1,
        submitted: 0,
        accepted: 0,
        deciding: 0,
    };
    /// An answer is sent in and waits.
    pub const SUBMIT: Places = Places {
        open: 0,
        live: -1,
        submitted: 1,
        accepted: 0,
        deciding: 0,
    };
    /// An answer is sent in and accepted at once.
    pub const SUBMIT_ACCEPTED: Places = Places {
        open: 0,
        live: -1,
        submitted: 0,
        accepted: 1,
        deciding: 0,
    };
    /// A waiting answer is accepted.
    pub const ACCEPT: Places = Places {
        open: 0,
        live: 0,
        submitted: -1,
        accepted: 1,
        deciding: 0,
    };
    /// A waiting answer goes back to its worker (a return, or the worker's own undo).
    pub const REOPEN: Places = Places {
        open: 0,
        live: 1,
        submitted: -1,
        accepted: 0,
        deciding: 0,
    };
    /// The task gets one more place.
    pub const ADD: Places = Places {
        open: 1,
        live: 0,
        submitted: 0,
        accepted: 0,
        deciding: 0,
    };
    /// A free place goes, for nobody can fill it alone.
    pub const DROP: Places = Places {
        open: -1,
        live: 0,
        submitted: 0,
        accepted: 0,
        deciding: 0,
    };
    /// Somebody is to decide between people who disagree.
    pub const ADJUDICATE: Places = Places {
        open: 0,
        live: 0,
        submitted: 0,
        accepted: 0,
        deciding: 1,
    };
    /// Somebody decided.
    pub const ADJUDICATED: Places = Places {
        open: 0,
        live: 0,
        submitted: 0,
        accepted: 0,
        deciding: -1,
    };
    /// A waiting answer is refused: its place is free again.
    pub const REFUSE: Places = Places {
        open: 1,
        live: 0,
        submitted: -1,
        accepted: 0,
        deciding: 0,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn states_follow_the_places() {
        let k2 = Places::new(2);
        assert_eq!(k2.state(), TaskState::Queued);
        let one = k2.plus(Places::ISSUE);
        assert_eq!(one.state(), TaskState::InWork);
        let all = one.plus(Places::SUBMIT).plus(Places::ISSUE).plus(Places::SUBMIT);
        assert_eq!(all.state(), TaskState::InReview);
        assert_eq!(all.plus(Places::ACCEPT).state(), TaskState::InReview);
        assert_eq!(
            all.plus(Places::ACCEPT).plus(Places::ACCEPT).state(),
            TaskState::Done
        );
        assert_eq!(all.plus(Places::REFUSE).state(), TaskState::InWork);
    }

    proptest! {
        #[test]
        fn only_an_added_or_dropped_place_changes_how_many_there_are(steps in proptest::collection::vec(0usize..11, 0..40), k in 1i64..6) {
            let changes = [
                Places::ISSUE, Places::GIVE_BACK, Places::SUBMIT, Places::SUBMIT_ACCEPTED, Places::ACCEPT,
                Places::REOPEN, Places::REFUSE, Places::ADJUDICATE, Places::ADJUDICATED, Places::ADD, Places::DROP,
            ];
            let (mut places, mut many) = (Places::new(k), k);
            for step in steps {
                let next = places.plus(changes[step]);
                if next.open < 0 || next.live < 0 || next.submitted < 0 || next.accepted < 0 || !(0..=1).contains(&next.deciding) {
                    continue;
                }
                prop_assert_eq!(next.minus(changes[step]), places);
                places = next;
                many += i64::from(changes[step] == Places::ADD) - i64::from(changes[step] == Places::DROP);
                prop_assert_eq!(places.open + places.live + places.submitted + places.accepted, many);
                prop_assert!(places.deciding == 0 || places.state() != TaskState::Done);
            }
        }
    }
}
