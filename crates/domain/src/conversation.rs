//! Two people who write with each other: whether the other is still there, and what is fair when not.

use crate::Timestamp;
use crate::state::AssignmentState;

/// How long a person who waits for another counts as waiting after they were last heard of, in seconds.
pub const WAITING_SECONDS: i64 = 20;
/// Who was not heard of for so long is said to be away, in seconds.
pub const UNSEEN_SECONDS: i64 = 25;
/// Who is there but has not written for this many times the time of being away counts as gone.
const SILENT_TIMES: i64 = 5;
/// How often a person may be paid within a day for having stayed, in one project. More is no accident.
pub const STAYED_MAX_PER_DAY: i64 = 5;

/// One of the two, as the other is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There.
    Here,
    /// Not heard of for a moment: may come back.
    Away,
    /// Away for so long, or without the task: need not be waited for.
    Gone,
    /// Has finished the conversation.
    Finished,
}

/// What is known of one of the two.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// What became of their turn.
    pub state: AssignmentState,
    /// When they were last heard of.
    pub seen_at: Timestamp,
    /// When they last wrote, or came.
    pub wrote_at: Timestamp,
}

/// Whether the other is there. `waiting_since` is when the one who asks last wrote or came: silence counts from there, for
/// nobody has to answer before they were spoken to.
pub fn presence(other: Seen, waiting_since: Timestamp, away_seconds: i64, now: Timestamp) -> Presence {
    match other.state {
        AssignmentState::Submitted | AssignmentState::Accepted | AssignmentState::Returned => {
            return Presence::Finished;
        }
        AssignmentState::Active => {}
        _ => return Presence::Gone,
    }
    let unseen_since = |seconds: i64| other.seen_at.plus_seconds(seconds) <= now;
    let asked_at = waiting_since.max(other.wrote_at);
    let is_silent = other.wrote_at < waiting_since
        && asked_at.plus_seconds(away_seconds.saturating_mul(SILENT_TIMES)) <= now;
    if unseen_since(away_seconds) || is_silent {
        Presence::Gone
    } else if unseen_since(UNSEEN_SECONDS) {
        Presence::Away
    } else {
        Presence::Here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(0);

    fn seen(state: AssignmentState, seen: i64, wrote: i64) -> Seen {
        Seen {
            state,
            seen_at: START.plus_seconds(seen),
            wrote_at: START.plus_seconds(wrote),
        }
    }

    #[test]
    fn who_is_not_heard_of_goes_away_by_and_by() {
        let active = seen(AssignmentState::Active, 100, 100);
        for (now, expected) in [
            (110, Presence::Here),
            (124, Presence::Here),
            (125, Presence::Away),
            (189, Presence::Away),
            (190, Presence::Gone),
        ] {
            let found = presence(active, START.plus_seconds(90), 90, START.plus_seconds(now));
            assert_eq!(found, expected, "at {now}");
        }
    }

    #[test]
    fn silence_counts_from_when_they_were_spoken_to() {
        let at = |now, waiting| {
            let there = seen(AssignmentState::Active, now, 100);
            presence(there, START.plus_seconds(waiting), 90, START.plus_seconds(now))
        };
        assert_eq!(at(10_000, 50), Presence::Here, "it is the other one's turn");
        assert_eq!(at(649, 200), Presence::Here);
        assert_eq!(at(650, 200), Presence::Gone);
    }

    #[test]
    fn whoever_gave_the_task_back_is_gone_and_whoever_sent_it_in_has_finished() {
        for (state, expected) in [
            (AssignmentState::Skipped, Presence::Gone),
            (AssignmentState::Released, Presence::Gone),
            (AssignmentState::Expired, Presence::Gone),
            (AssignmentState::Submitted, Presence::Finished),
            (AssignmentState::Accepted, Presence::Finished),
            (AssignmentState::Returned, Presence::Finished),
        ] {
            assert_eq!(
                presence(seen(state, 0, 0), START, 90, START),
                expected,
                "{state:?}"
            );
        }
    }
}
