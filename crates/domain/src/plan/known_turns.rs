//! Which of an inspector's turns are answers that are known to be right or wrong, by which the inspector is measured.
//!
//! What is known of an inspector decides what every later verdict is worth, so a known answer tells most at the beginning:
//! the first turns are known ones, more of them after a mistake (sequential, as in A. Wald, *Sequential Analysis*, 1947:
//! looking goes on while it is not clear), and the project's share is halved until it has caught up with that.

/// The first turns of everybody, all known.
pub const FIRST_TURNS: i64 = 4;

/// The first turns of somebody who made a mistake among them.
pub const FIRST_TURNS_IN_DOUBT: i64 = 2 * FIRST_TURNS;

/// How likely the turn (from 0) is a known answer, in percent, in a project that wants `share_percent` of them: 0 in one
/// that wants none. `mistaken`: the inspector has erred in a known answer of this project.
pub fn known_percent(turn: i64, mistaken: bool, share_percent: i64) -> i64 {
    if share_percent <= 0 {
        return 0;
    }
    let first = if mistaken {
        FIRST_TURNS_IN_DOUBT
    } else {
        FIRST_TURNS
    };
    if turn < first {
        return 100;
    }
    // Half the share from the first turns on comes out as the whole share at this turn.
    if turn * share_percent < 2 * FIRST_TURNS * 100 {
        // Rounded up: a share that is wanted is never nothing.
        return (share_percent + 1) / 2;
    }
    share_percent
}

/// Whether the known answer of a turn is to be a wrong one. Of two turns, one is: `drawn` by lot for the pair, the number
/// of which is `turn / 2`. So the first turns always show both kinds of mistake.
pub fn is_wrong_one(turn: i64, drawn: bool) -> bool {
    drawn != (turn % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_turns_are_known_and_the_share_comes_out_in_the_long_run() {
        for share in [5, 10, 20] {
            let known: i64 = (0..1000).map(|turn| known_percent(turn, false, share)).sum();
            let wanted = share * 1000;
            assert!((known - wanted).abs() <= 250, "{share} %: {known} of {wanted}");
        }
        assert_eq!(known_percent(FIRST_TURNS - 1, false, 10), 100);
        assert_eq!(known_percent(FIRST_TURNS, false, 10), 5);
        assert_eq!(known_percent(FIRST_TURNS, true, 10), 100);
        assert_eq!(known_percent(FIRST_TURNS_IN_DOUBT, true, 10), 5);
        assert_eq!(known_percent(1000, true, 10), 10);
    }

    #[test]
    fn nobody_is_measured_where_the_project_does_not_want_it() {
        assert_eq!(known_percent(0, true, 0), 0);
    }

    #[test]
    fn one_of_each_two_is_wrong() {
        for drawn in [false, true] {
            assert_ne!(is_wrong_one(6, drawn), is_wrong_one(7, drawn));
        }
    }
}
