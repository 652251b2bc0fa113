//! Who may take work of a project: everybody, those who passed its entrance test, or invited people.

use crate::Timestamp;
use crate::state::states;
use serde::{Deserialize, Serialize};

states! {
    /// Who may take a role in a project.
    Audience {
        /// Anybody who signed up.
        Everybody = "everybody",
        /// Those who passed the entrance test.
        EntranceTest = "entrance_test",
        /// Those whom the requester invited.
        Invited = "invited",
    }
}

states! {
    /// A person's standing in a project and role.
    SeatState {
        /// The requester asked them in.
        Invited = "invited",
        /// They passed the entrance test.
        Passed = "passed",
        /// They did not pass, and may try again later.
        Failed = "failed",
    }
}

states! {
    /// What stands between a person and the work.
    Gate {
        /// Nothing.
        Open = "open",
        /// The entrance test.
        ExamRequired = "exam_required",
        /// A wait before the next try at the entrance test.
        ExamFailed = "exam_failed",
        /// Their word that they agree to see what is in it.
        ConsentRequired = "consent_required",
        /// An invitation.
        NotInvited = "not_invited",
        /// A pause of theirs in this project.
        PausedHere = "paused_here",
        /// There is nothing left to do.
        NothingLeft = "nothing_left",
    }
}

/// How long a failed person waits before the next try, in seconds.
pub const EXAM_RETRY_SECONDS: i64 = 24 * 3_600;

/// The gate for a person whose seat is `seat`, with the time of the next try if they failed.
/// An invitation opens every gate.
pub fn gate(audience: Audience, seat: Option<(SeatState, Option<Timestamp>)>, now: Timestamp) -> Gate {
    match (audience, seat) {
        (Audience::Everybody, _) | (_, Some((SeatState::Invited, _))) => Gate::Open,
        (Audience::EntranceTest, Some((SeatState::Passed, _))) => Gate::Open,
        (Audience::EntranceTest, Some((SeatState::Failed, Some(retry_at)))) if now < retry_at => {
            Gate::ExamFailed
        }
        (Audience::EntranceTest, _) => Gate::ExamRequired,
        (Audience::Invited, _) => Gate::NotInvited,
    }
}

/// The share of right answers in whole percent, rounded down, and whether it suffices.
pub fn grade(right: i64, asked: i64, pass_percent: i64) -> (i64, bool) {
    let score = if asked > 0 { right * 100 / asked } else { 0 };
    (score, asked > 0 && score >= pass_percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates() {
        let now = Timestamp(10);
        assert_eq!(gate(Audience::Everybody, None, now), Gate::Open);
        assert_eq!(gate(Audience::EntranceTest, None, now), Gate::ExamRequired);
        assert_eq!(
            gate(Audience::EntranceTest, Some((SeatState::Passed, None)), now),
            Gate::Open
        );
        assert_eq!(
            gate(
                Audience::EntranceTest,
                Some((SeatState::Failed, Some(Timestamp(11)))),
                now
            ),
            Gate::ExamFailed
        );
        assert_eq!(
            gate(
                Audience::EntranceTest,
                Some((SeatState::Failed, Some(Timestamp(10)))),
                now
            ),
            Gate::ExamRequired
        );
        assert_eq!(
            gate(Audience::Invited, Some((SeatState::Passed, None)), now),
            Gate::NotInvited
        );
        assert_eq!(
            gate(Audience::Invited, Some((SeatState::Invited, None)), now),
            Gate::Open
        );
    }

    #[test]
    fn an_empty_test_is_not_passed() {
        assert_eq!(grade(0, 0, 0), (0, false));
        assert_eq!(grade(3, 4, 75), (75, true));
        assert_eq!(grade(2, 3, 67), (66, false));
    }
}
