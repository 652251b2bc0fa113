//! Draws that need no memory: a hash of who, where and the how-manieth turn. The same turn always draws the same, so a
//! request that is repeated changes nothing, and nobody can draw again until the lot suits them.

use crate::{ProjectId, UserId};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// Whether a worker's next task is one whose answer is known.
    KnownTask,
    /// Where the search for one begins.
    KnownTaskStart,
    /// Whether an inspector's next answer is one that is known to be right or wrong.
    KnownAnswer,
    /// Where the search for one begins.
    KnownAnswerStart,
    /// Whether it is to be a wrong one.
    WrongAnswer,
    /// How long an answer to a known task waits where others wait for an inspector.
    Wait,
    /// Whether an answer is in its lot's sample.
    Lot,
}

impl Draw {
    /// Any 64 bits, the same for the same turn.
    pub fn number(self, project_id: ProjectId, user_id: UserId, turn: i64) -> u64 {
        let mut hash = 0x9e37_79b9_7f4a_7c15_u64 ^ self as u64;
        let parts = [
            project_id.0.as_u128(),
            user_id.0.as_u128(),
            u128::from(turn.cast_unsigned()),
        ];
        for part in parts {
            hash = mix(hash ^ (part >> 64) as u64);
            hash = mix(hash ^ part as u64);
        }
        hash
    }

    /// Whether this turn is among the `percent` of a hundred that are drawn.
    pub fn hits(self, project_id: ProjectId, user_id: UserId, turn: i64, percent: i64) -> bool {
        let lot = self.number(project_id, user_id, turn) % 100;
        lot < u64::try_from(percent).unwrap_or(0)
    }

    /// A number from 0 to below `bound` (0 for bounds below 1).
    pub fn below(self, project_id: ProjectId, user_id: UserId, turn: i64, bound: i64) -> i64 {
        let Some(bound) = u64::try_from(bound).ok().filter(|bound| *bound > 0) else {
            return 0;
        };
        i64::try_from(self.number(project_id, user_id, turn) % bound).unwrap_or(0)
    }
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ids(n: u128) -> (ProjectId, UserId) {
        (
            ProjectId(Uuid::from_u128((7 << 100) | n)),
            UserId(Uuid::from_u128((9 << 100) | (n * n))),
        )
    }

    #[test]
    fn the_share_is_drawn_for_each_person_and_turn() {
        for percent in [0, 5, 30, 50, 100] {
            let by_turn = (0..20_000)
                .filter(|turn| Draw::KnownTask.hits(ids(1).0, ids(1).1, *turn, percent))
                .count() as i64;
            let by_person = (0..20_000)
                .filter(|n| Draw::KnownTask.hits(ids(*n).0, ids(*n).1, 0, percent))
                .count() as i64;
            assert!(
                (by_turn - percent * 200).abs() < 300,
                "{percent} % of the turns: {by_turn}"
            );
            assert!(
                (by_person - percent * 200).abs() < 300,
                "{percent} % of the people: {by_person}"
            );
        }
    }

    #[test]
    fn people_begin_at_different_places() {
        let starts: std::collections::HashSet<i64> = (0..50)
            .map(|n| Draw::KnownTaskStart.below(ids(n).0, ids(n).1, 0, 1_000))
            .collect();
        assert!(starts.len() > 40, "{} starts", starts.len());
        assert_eq!(Draw::KnownTaskStart.below(ids(1).0, ids(1).1, 3, 0), 0);
        assert_ne!(
            Draw::KnownTask.below(ids(1).0, ids(1).1, 3, 1 << 40),
            Draw::KnownAnswer.below(ids(1).0, ids(1).1, 3, 1 << 40)
        );
    }
}
