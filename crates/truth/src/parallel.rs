//! Work in parts, each on a thread of its own. The parts and the order of what they give hang on nothing but their number,
//! so the same call gives the same numbers.

use std::ops::Range;

/// Does every job and gives what they give, in their order. The last is done here, the others on threads of their own.
pub(crate) fn run_jobs<J: Send, R: Send>(mut jobs: Vec<J>, run: impl Fn(J) -> R + Sync) -> Vec<R> {
    let Some(last) = jobs.pop() else {
        return Vec::new();
    };
    std::thread::scope(|scope| {
        let run = &run;
        let running: Vec<_> = jobs
            .into_iter()
            .map(|job| scope.spawn(move || run(job)))
            .collect();
        let result = run(last);
        let joined = running.into_iter().map(|thread| thread.join());
        let results = joined.map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        results.chain([result]).collect()
    })
}

/// Cuts a slice into consecutive pieces of these lengths.
pub(crate) fn cut<T>(mut slice: &mut [T], lengths: impl Iterator<Item = usize>) -> Vec<&mut [T]> {
    lengths
        .map(|length| {
            slice
                .split_off_mut(..length)
                .expect("pieces are inside the slice")
        })
        .collect()
}

/// Ranges of items with about the same weight each; `starts` says where the weight of each item starts, and of the last
/// where it ends.
pub(crate) fn even_parts(starts: &[u32], parts: usize) -> Vec<Range<usize>> {
    let items = starts.len() - 1;
    let parts = parts.min(items).max(1);
    let bound = |part: usize| {
        let wanted = (u64::from(starts[items]) * part as u64 / parts as u64) as u32;
        if part == parts {
            items
        } else {
            starts.partition_point(|start| *start < wanted).min(items)
        }
    };
    (0..parts).map(|part| bound(part)..bound(part + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_everything_once_and_results_keep_their_order() {
        for (starts, parts) in [
            (vec![0, 3, 3, 9, 10], 3),
            (vec![0, 0, 0], 2),
            (vec![0], 4),
            (vec![0, 7], 2),
        ] {
            let ranges = even_parts(&starts, parts);
            let covered: Vec<usize> = ranges.iter().cloned().flatten().collect();
            assert_eq!(covered, (0..starts.len() - 1).collect::<Vec<_>>());
            assert_eq!(run_jobs(ranges.clone(), |range| range), ranges);
        }
    }

    #[test]
    fn pieces_follow_each_other() {
        let mut numbers = [1, 2, 3, 4];
        assert_eq!(
            cut(&mut numbers, [1, 0, 3].into_iter()),
            [&[1][..], &[], &[2, 3, 4]]
        );
    }
}
