//! Redundant answers in columns, ordered by task: what every method for categorical answers reads.

use crate::parallel::{cut, run_jobs};

/// A mistake in the numbers given to [`Answers::from_columns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswersError {
    /// The columns have different lengths.
    Lengths,
    /// A task, worker or class at this row is not below the stated number of them.
    OutOfRange {
        /// Index of the row.
        row: usize,
    },
    /// More rows, or more (worker, class) pairs, than 32 bits count.
    TooMany,
}

impl std::fmt::Display for AnswersError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AnswersError::Lengths => write!(f, "the columns of tasks, workers and classes differ in length"),
            AnswersError::OutOfRange { row } => {
                write!(
                    f,
                    "row {row}: the task, worker or class is not below the stated number of them"
                )
            }
            AnswersError::TooMany => write!(
                f,
                "more answers, or more worker × class pairs, than 32 bits count"
            ),
        }
    }
}

impl std::error::Error for AnswersError {}

/// How many of each there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Tasks; a task may have no answer at all.
    pub tasks: usize,
    /// Workers.
    pub workers: usize,
    /// Classes (K), at least 1.
    pub classes: usize,
}

/// Answers ordered by task (compressed rows), four bytes each: `worker × classes + class`, which is also the row of a
/// worker's table of K×K numbers. Repeated answers of one worker to one task stay, and count as often as they are given
/// (as in crowd-kit); within a task the given order stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    sizes: Sizes,
    starts: Vec<u32>,
    codes: Vec<u32>,
}

impl Answers {
    /// From columns in any order: row `i` says that `workers[i]` answered `tasks[i]` with `classes[i]`.
    ///
    /// # Errors
    /// If the columns differ in length, a number is out of range, or there are too many.
    pub fn from_columns(
        tasks: &[u32],
        workers: &[u32],
        classes: &[u32],
        sizes: Sizes,
    ) -> Result<Answers, AnswersError> {
        if tasks.len() != workers.len() || tasks.len() != classes.len() {
            return Err(AnswersError::Lengths);
        }
        let limit = u32::MAX as usize;
        if tasks.len() >= limit || sizes.workers.saturating_mul(sizes.classes) >= limit {
            return Err(AnswersError::TooMany);
        }
        let mut starts = vec![0u32; sizes.tasks + 1];
        for (row, task) in tasks.iter().enumerate() {
            let inside = (*task as usize) < sizes.tasks
                && (workers[row] as usize) < sizes.workers
                && (classes[row] as usize) < sizes.classes;
            if !inside {
                return Err(AnswersError::OutOfRange { row });
            }
            starts[*task as usize + 1] += 1;
        }
        for task in 0..sizes.tasks {
            starts[task + 1] += starts[task];
        }
        let mut next = starts.clone();
        let mut codes = vec![0u32; tasks.len()];
        for (row, task) in tasks.iter().enumerate() {
            let slot = &mut next[*task as usize];
            codes[*slot as usize] = workers[row] * sizes.classes as u32 + classes[row];
            *slot += 1;
        }
        Ok(Answers { sizes, starts, codes })
    }

    /// From rows in any order, in parts one after the other: each part has the tasks of its rows and their codes
    /// (`worker × classes + class`). Any number of threads gives the same.
    ///
    /// # Errors
    /// As [`Answers::from_columns`]; rows are counted through all parts.
    pub fn from_parts(
        parts: &[(&[u32], &[u32])],
        sizes: Sizes,
        threads: usize,
    ) -> Result<Answers, AnswersError> {
        if parts.iter().any(|(tasks, codes)| tasks.len() != codes.len()) {
            return Err(AnswersError::Lengths);
        }
        let (limit, length) = (
            u32::MAX as usize,
            parts.iter().map(|(tasks, _)| tasks.len()).sum(),
        );
        let rows = sizes.workers.saturating_mul(sizes.classes);
        if length >= limit || rows >= limit {
            return Err(AnswersError::TooMany);
        }
        let starts = count_tasks(parts, sizes.tasks, threads);
        let are_inside = |codes: &[u32]| codes.iter().max().is_none_or(|most| (*most as usize) < rows);
        if starts[sizes.tasks] as usize != length || !parts.iter().all(|(_, codes)| are_inside(codes)) {
            let mut all = parts.iter().flat_map(|(tasks, codes)| tasks.iter().zip(*codes));
            let is_outside =
                |(task, code): (&u32, &u32)| *task as usize >= sizes.tasks || *code as usize >= rows;
            let row = all.position(is_outside).unwrap_or_default();
            return Err(AnswersError::OutOfRange { row });
        }
        let codes = order_codes(parts, &starts, threads);
        Ok(Answers { sizes, starts, codes })
    }

    /// Numbers of tasks, workers and classes.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// How many answers there are.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no answer at all.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The codes (`worker × classes + class`) of a task's answers, in their given order.
    pub fn codes(&self, task: usize) -> &[u32] {
        &self.codes[self.starts[task] as usize..self.starts[task + 1] as usize]
    }

    /// All codes in task order, and where each task starts (`tasks + 1` numbers).
    pub fn columns(&self) -> (&[u32], &[u32]) {
        (&self.starts, &self.codes)
    }

    /// The answers of a task as (worker, class).
    pub fn of_task(&self, task: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let classes = self.sizes.classes;
        self.codes(task)
            .iter()
            .map(move |code| (*code as usize / classes, *code as usize % classes))
    }
}

/// Tasks that a thread takes, if all look at all rows and each takes those of its own tasks.
fn tasks_per_thread(tasks: usize, threads: usize) -> usize {
    tasks.div_ceil(threads.max(1)).max(1)
}

/// Where each task's answers will start. Rows of tasks that are not there do not count.
fn count_tasks(parts: &[(&[u32], &[u32])], tasks: usize, threads: usize) -> Vec<u32> {
    let per_thread = tasks_per_thread(tasks, threads);
    let mut starts = vec![0u32; tasks + 1];
    let counts = starts[1..].chunks_mut(per_thread).enumerate().collect();
    run_jobs(counts, |(thread, counts): (usize, &mut [u32])| {
        let first = thread * per_thread;
        for task in parts.iter().flat_map(|(tasks, _)| *tasks) {
            if let Some(count) = counts.get_mut((*task as usize).wrapping_sub(first)) {
                *count += 1;
            }
        }
    });
    for task in 0..tasks {
        starts[task + 1] += starts[task];
    }
    starts
}

/// The codes in the order of their tasks.
fn order_codes(parts: &[(&[u32], &[u32])], starts: &[u32], threads: usize) -> Vec<u32> {
    let tasks = starts.len() - 1;
    let per_thread = tasks_per_thread(tasks, threads);
    let firsts: Vec<usize> = (0..tasks).step_by(per_thread).collect();
    let end = |first: usize| tasks.min(first + per_thread);
    let lengths = firsts
        .iter()
        .map(|first| (starts[end(*first)] - starts[*first]) as usize);
    let mut codes = vec![0u32; starts[tasks] as usize];
    let rooms = cut(&mut codes, lengths);
    let jobs = firsts.iter().copied().zip(rooms).collect();
    run_jobs(jobs, |(first, room): (usize, &mut [u32])| {
        let own = starts[first..end(first)].iter();
        let mut next: Vec<u32> = own.map(|start| start - starts[first]).collect();
        for (task, code) in parts.iter().flat_map(|(tasks, codes)| tasks.iter().zip(*codes)) {
            if let Some(slot) = next.get_mut((*task as usize).wrapping_sub(first)) {
                room[*slot as usize] = *code;
                *slot += 1;
            }
        }
    });
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes {
        tasks: 3,
        workers: 2,
        classes: 2,
    };

    #[test]
    fn columns_are_ordered_by_task_and_keep_their_order() {
        let answers = Answers::from_columns(&[2, 0, 2, 2], &[1, 0, 0, 1], &[0, 1, 1, 0], SIZES).unwrap();
        assert_eq!(answers.of_task(0).collect::<Vec<_>>(), [(0, 1)]);
        assert_eq!(answers.of_task(1).count(), 0);
        assert_eq!(answers.of_task(2).collect::<Vec<_>>(), [(1, 0), (0, 1), (1, 0)]);
    }

    #[test]
    fn a_number_out_of_range_is_named_by_its_row() {
        assert_eq!(
            Answers::from_columns(&[0, 3], &[0, 0], &[0, 0], SIZES),
            Err(AnswersError::OutOfRange { row: 1 })
        );
        assert_eq!(
            Answers::from_columns(&[0], &[0, 0], &[0], SIZES),
            Err(AnswersError::Lengths)
        );
    }

    #[test]
    fn parts_are_the_same_as_columns_with_any_number_of_threads() {
        let (tasks, workers, classes) = ([2, 0, 2, 2, 1], [1, 0, 0, 1, 1], [0, 1, 1, 0, 1]);
        let codes: Vec<u32> = (0..5).map(|row| workers[row] * 2 + classes[row]).collect();
        let columns = Answers::from_columns(&tasks, &workers, &classes, SIZES);
        for threads in 1..5 {
            let parts = [(&tasks[..2], &codes[..2]), (&[], &[]), (&tasks[2..], &codes[2..])];
            assert_eq!(Answers::from_parts(&parts, SIZES, threads), columns);
            let outside = |tasks: &[u32], codes: &[u32]| {
                Answers::from_parts(&[(&[0], &[0]), (tasks, codes)], SIZES, threads)
            };
            assert_eq!(
                outside(&[0, 3], &[0, 0]),
                Err(AnswersError::OutOfRange { row: 2 })
            );
            assert_eq!(
                outside(&[0, 2], &[4, 0]),
                Err(AnswersError::OutOfRange { row: 1 })
            );
            assert_eq!(outside(&[0], &[]), Err(AnswersError::Lengths));
        }
    }
}
