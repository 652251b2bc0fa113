//! The expectation step: posteriors of all tasks and the expected counts of every worker, in one pass over the columns.

use crate::answers::Answers;
use crate::posterior::Posterior;

/// Evidence on a task beside its answers: K likelihoods, one per class, up to a common factor. A known truth is 1 for
/// its class and 0 for the others; an inspector's verdict is the chance of that verdict under each class.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskEvidence {
    /// Index of the task.
    pub task: u32,
    /// K likelihoods, at least one above 0.
    pub likelihood: Vec<f64>,
}

/// What one pass found.
pub(super) struct Expected {
    /// Sum over the tasks that teach (two answers or evidence of their own) of the log of their likelihood.
    pub log_likelihood: f64,
    /// Expected number of tasks of each class among those that teach.
    pub class_counts: Vec<f64>,
    /// Number of tasks that teach.
    pub teaching_tasks: usize,
}

/// Likelihoods are rescaled every so many answers, so that their product never underflows.
const RESCALE_EVERY: usize = 16;

/// One pass. `tables` holds a row of K numbers per code (`worker × K + label`): the chance of that label under each
/// class. `counts`, of the same shape, is overwritten with expected counts. Skills are learned only from tasks with two
/// answers or more, or with evidence of their own: an answer alone says nothing about who gave it.
pub(super) fn expect(
    answers: &Answers,
    evidence: &[TaskEvidence],
    class_prior: &[f64],
    tables: &[f64],
    counts: &mut [f64],
    posterior: &mut Posterior,
) -> Expected {
    match class_prior.len() {
        2 => pass::<2>(answers, evidence, class_prior, tables, counts, posterior),
        3 => pass::<3>(answers, evidence, class_prior, tables, counts, posterior),
        4 => pass::<4>(answers, evidence, class_prior, tables, counts, posterior),
        5 => pass::<5>(answers, evidence, class_prior, tables, counts, posterior),
        _ => pass::<0>(answers, evidence, class_prior, tables, counts, posterior),
    }
}

/// The pass for a number of classes known when compiling, or any number (K = 0).
fn pass<const K: usize>(
    answers: &Answers,
    evidence: &[TaskEvidence],
    class_prior: &[f64],
    tables: &[f64],
    counts: &mut [f64],
    posterior: &mut Posterior,
) -> Expected {
    let classes = if K == 0 { class_prior.len() } else { K };
    counts.fill(0.0);
    let mut found = Expected {
        log_likelihood: 0.0,
        class_counts: vec![0.0; classes],
        teaching_tasks: 0,
    };
    let mut beside = evidence.iter().peekable();
    for task in 0..answers.sizes().tasks {
        let codes = answers.codes(task);
        let row = &mut posterior.row_mut(task)[..classes];
        row.copy_from_slice(&class_prior[..classes]);
        let mut log_scale = 0.0;
        let mut proven = false;
        while let Some(item) = beside.next_if(|item| item.task as usize <= task) {
            if item.task as usize == task {
                proven = true;
                multiply(row, &item.likelihood[..classes]);
                log_scale += rescale(row);
            }
        }
        for (index, code) in codes.iter().enumerate() {
            let from = *code as usize * classes;
            multiply(row, &tables[from..from + classes]);
            if index % RESCALE_EVERY == RESCALE_EVERY - 1 {
                log_scale += rescale(row);
            }
        }
        let sum: f64 = row.iter().sum();
        let scale = 1.0 / sum;
        for value in row.iter_mut() {
            *value *= scale;
        }
        if codes.len() < 2 && !proven {
            continue;
        }
        found.log_likelihood += sum.ln() + log_scale;
        found.teaching_tasks += 1;
        for (count, value) in found.class_counts.iter_mut().zip(row.iter()) {
            *count += value;
        }
        for code in codes {
            let from = *code as usize * classes;
            for (count, value) in counts[from..from + classes].iter_mut().zip(row.iter()) {
                *count += value;
            }
        }
    }
    found
}

fn multiply(row: &mut [f64], factors: &[f64]) {
    for (value, factor) in row.iter_mut().zip(factors) {
        *value *= factor;
    }
}

/// Divides by the largest and gives the log of it. A row that evidence made all zero (it contradicts itself) becomes
/// even: nothing is known then.
fn rescale(row: &mut [f64]) -> f64 {
    let largest = row.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        row.fill(1.0);
        return 0.0;
    }
    for value in row.iter_mut() {
        *value /= largest;
    }
    largest.ln()
}
