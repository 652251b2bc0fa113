//! Answers that are not classes (numbers, texts, vectors), in columns, found by task and by worker.

use crate::answers::AnswersError;

/// Row `i` says that `workers()[i]` answered task `tasks()[i]` with `values()[i]`. Repeated answers of one worker to one
/// task stay and count as often as they are given.
#[derive(Debug, Clone)]
pub struct OpenAnswers<'a, T> {
    tasks: &'a [u32],
    workers: &'a [u32],
    values: &'a [T],
    of_task: Groups,
    of_worker: Groups,
}

/// Rows ordered by a key (compressed rows); within a key the given order stays.
#[derive(Debug, Clone)]
struct Groups {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Groups {
    fn new(keys: &[u32], count: usize) -> Groups {
        let mut starts = vec![0u32; count + 1];
        for key in keys {
            starts[*key as usize + 1] += 1;
        }
        for key in 0..count {
            starts[key + 1] += starts[key];
        }
        let mut next = starts.clone();
        let mut rows = vec![0u32; keys.len()];
        for (row, key) in keys.iter().enumerate() {
            let slot = &mut next[*key as usize];
            rows[*slot as usize] = row as u32;
            *slot += 1;
        }
        Groups { starts, rows }
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn rows(&self, key: usize) -> &[u32] {
        &self.rows[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

impl<'a, T> OpenAnswers<'a, T> {
    /// From columns in any order; tasks are numbered 0 to `task_count` − 1, workers 0 to `worker_count` − 1.
    ///
    /// # Errors
    /// If the columns differ in length, a number is out of range, or there are too many.
    pub fn from_columns(
        tasks: &'a [u32],
        workers: &'a [u32],
        values: &'a [T],
        task_count: usize,
        worker_count: usize,
    ) -> Result<OpenAnswers<'a, T>, AnswersError> {
        if tasks.len() != workers.len() || tasks.len() != values.len() {
            return Err(AnswersError::Lengths);
        }
        if tasks.len() >= u32::MAX as usize {
            return Err(AnswersError::TooMany);
        }
        let outside =
            |row: &usize| tasks[*row] as usize >= task_count || workers[*row] as usize >= worker_count;
        if let Some(row) = (0..tasks.len()).find(outside) {
            return Err(AnswersError::OutOfRange { row });
        }
        Ok(OpenAnswers {
            tasks,
            workers,
            values,
            of_task: Groups::new(tasks, task_count),
            of_worker: Groups::new(workers, worker_count),
        })
    }

    /// Number of tasks; a task may have no answer.
    pub fn task_count(&self) -> usize {
        self.of_task.count()
    }

    /// Number of workers.
    pub fn worker_count(&self) -> usize {
        self.of_worker.count()
    }

    /// Number of answers.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no answer at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The task of a row.
    pub fn task(&self, row: u32) -> usize {
        self.tasks[row as usize] as usize
    }

    /// The worker of a row.
    pub fn worker(&self, row: u32) -> usize {
        self.workers[row as usize] as usize
    }

    /// The answer of a row.
    pub fn value(&self, row: u32) -> &'a T {
        &self.values[row as usize]
    }

    /// All answers, by row.
    pub fn values(&self) -> &'a [T] {
        self.values
    }

    /// The rows of a task, in their given order.
    pub fn of_task(&self, task: usize) -> &[u32] {
        self.of_task.rows(task)
    }

    /// The rows of a worker, in their given order.
    pub fn of_worker(&self, worker: usize) -> &[u32] {
        self.of_worker.rows(worker)
    }

    /// The same tasks and workers with other values, one per row: the embeddings of texts, say.
    ///
    /// # Errors
    /// If there are not as many values as rows.
    pub fn with_values<U>(&self, values: &'a [U]) -> Result<OpenAnswers<'a, U>, AnswersError> {
        if values.len() != self.values.len() {
            return Err(AnswersError::Lengths);
        }
        Ok(OpenAnswers {
            tasks: self.tasks,
            workers: self.workers,
            values,
            of_task: self.of_task.clone(),
            of_worker: self.of_worker.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_task_and_by_worker() {
        let answers = OpenAnswers::from_columns(&[1, 0, 1], &[0, 0, 1], &["a", "b", "c"], 3, 2).unwrap();
        assert_eq!(answers.of_task(1), [0, 2]);
        assert!(answers.of_task(2).is_empty());
        assert_eq!(answers.of_worker(0), [0, 1]);
        assert_eq!(*answers.value(2), "c");
        assert_eq!((answers.task(2), answers.worker(2)), (1, 1));
    }

    #[test]
    fn mistakes_are_named() {
        let found = OpenAnswers::from_columns(&[0, 1], &[0, 5], &[1.0, 2.0], 2, 2).map(|_| ());
        assert_eq!(found, Err(AnswersError::OutOfRange { row: 1 }));
        let found = OpenAnswers::from_columns(&[0], &[0], &[1.0, 2.0], 2, 2).map(|_| ());
        assert_eq!(found, Err(AnswersError::Lengths));
    }
}
