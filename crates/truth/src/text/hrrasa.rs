//! HRRASA: hybrid reliability and representation aware sequence aggregation (Li, Crowdsourced text sequence aggregation
//! based on hybrid reliability and representation, SIGIR 2020).

use super::rasa::Fit;
use super::words::{gleu, word_edit_distance, words};
use super::{ChoiceResult, Embeddings, Normalisation, RasaOptions, normalise};
use crate::{AnswersError, OpenAnswers};

/// How [`hrrasa`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HrrasaOptions {
    /// Rounds and confidence of the global reliability of workers.
    pub global: RasaOptions,
    /// λ₁, weight of the embeddings in the local reliability.
    pub embedding_weight: f64,
    /// λ₂, weight of the words in the local reliability.
    pub word_weight: f64,
    /// How texts are written before their words are compared.
    pub normalisation: Normalisation,
}

impl Default for HrrasaOptions {
    fn default() -> HrrasaOptions {
        HrrasaOptions {
            global: RasaOptions::default(),
            embedding_weight: 0.2,
            word_weight: 0.8,
            normalisation: Normalisation::default(),
        }
    }
}

/// As [`rasa`](super::rasa), but every answer weighs by its own (local) reliability too, which is how like the other
/// answers to its task it is, in embedding and in words: γ_ik, the mean over the others l of
/// λ₁ exp(−‖e_ik − e_il‖² / (‖e_ik‖ ‖e_il‖)) + λ₂ (likeness in words). The centre of a task is weighted by γ_ik β_k, and
/// the choice is the greatest γ_ik + λ₁ exp(−‖e_ik − ê_i‖² / (‖e_ik‖ ‖ê_i‖)): near in sum to the others, and to the centre
/// that the reliable draw. The paper takes GLEU for the likeness in words; here half of it is word edit similarity, and
/// the words weigh more than the embedding: without a neural encoder they carry more of the meaning. Agreement and skill
/// as in RASA.
///
/// # Errors
/// If there are not as many embeddings as answers.
pub fn hrrasa<T: AsRef<str>>(
    answers: &OpenAnswers<'_, T>,
    embeddings: &Embeddings,
    options: HrrasaOptions,
) -> Result<ChoiceResult, AnswersError> {
    if embeddings.rows() != answers.len() {
        return Err(AnswersError::Lengths);
    }
    let local = local_reliability(answers, embeddings, options);
    let fit = Fit::run(answers, embeddings, &local, options.global)?;
    let chosen = (0..answers.task_count())
        .map(|task| {
            let center = fit.center(task);
            fit.choose(answers, embeddings, task, |row| {
                let vector = embeddings.row(row).iter().map(|value| f64::from(*value));
                local[row as usize] + options.embedding_weight * closeness(vector, center.iter().copied())
            })
        })
        .collect();
    Ok(ChoiceResult {
        chosen,
        skills: fit.skills(answers, embeddings),
        rounds: fit.rounds(),
    })
}

/// γ of every row; 1 where nobody else answered the task.
fn local_reliability<T: AsRef<str>>(
    answers: &OpenAnswers<'_, T>,
    embeddings: &Embeddings,
    options: HrrasaOptions,
) -> Vec<f64> {
    let mut local = vec![0.0; answers.len()];
    for task in 0..answers.task_count() {
        let rows = answers.of_task(task);
        let texts: Vec<String> = rows
            .iter()
            .map(|row| normalise(answers.value(*row).as_ref(), options.normalisation))
            .collect();
        let words: Vec<Vec<&str>> = texts.iter().map(|text| words(text)).collect();
        for (at, row) in rows.iter().enumerate() {
            for (other, second) in rows.iter().enumerate().skip(at + 1) {
                let vector = |row: u32| embeddings.row(row).iter().map(|value| f64::from(*value));
                let alike = options.embedding_weight * closeness(vector(*row), vector(*second))
                    + options.word_weight * alike_in_words(&words[at], &words[other]);
                local[*row as usize] += alike;
                local[*second as usize] += alike;
            }
        }
        for row in rows {
            let others = rows.len() - 1;
            local[*row as usize] = if others == 0 {
                1.0
            } else {
                local[*row as usize] / others as f64
            };
        }
    }
    local
}

/// Mean of GLEU, which counts runs of words, and of one less the word edit distance as a share of the longer text.
fn alike_in_words(a: &[&str], b: &[&str]) -> f64 {
    let longer = a.len().max(b.len()).max(1) as f64;
    0.5 * gleu(a, b) + 0.5 * (1.0 - word_edit_distance(a, b) as f64 / longer)
}

/// exp(−‖a − b‖² / (‖a‖ ‖b‖)); of two vectors of nought 1, of one 0.
fn closeness(a: impl Iterator<Item = f64> + Clone, b: impl Iterator<Item = f64> + Clone) -> f64 {
    let distance: f64 = a.clone().zip(b.clone()).map(|(a, b)| (a - b).powi(2)).sum();
    let lengths = (a.map(|a| a * a).sum::<f64>() * b.map(|b| b * b).sum::<f64>()).sqrt();
    if lengths > 0.0 {
        (-distance / lengths).exp()
    } else {
        f64::from(u8::from(distance == 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encode;

    #[test]
    fn the_text_that_says_what_all_say_is_chosen() {
        let values = [
            "the cat sat on the mat",
            "the cat sat on a mat",
            "the cat sat on the mat today",
            "qqq zzz",
        ];
        let answers = OpenAnswers::from_columns(&[0; 4], &[0, 1, 2, 3], &values, 2, 5).unwrap();
        let found = hrrasa(&answers, &encode(&values), HrrasaOptions::default()).unwrap();
        assert_eq!(found.chosen[0].map(|chosen| chosen.row), Some(0));
        assert_eq!(found.chosen[1], None);
        assert_eq!(found.skills[4], None);
        assert!(found.skills[3] < found.skills[0]);
    }

    #[test]
    fn the_reliable_are_found_by_embeddings_from_outside() {
        let (tasks, workers, embeddings) = super::super::rasa::tests::crowd(2);
        let nothing = vec![""; tasks.len()];
        let answers = OpenAnswers::from_columns(&tasks, &workers, &nothing, 60, 6).unwrap();
        let found = hrrasa(&answers, &embeddings, HrrasaOptions::default()).unwrap();
        let right = found
            .chosen
            .iter()
            .filter(|chosen| answers.worker(chosen.unwrap().row) < 2)
            .count();
        assert_eq!(right, 60);
    }

    #[test]
    fn degenerate_answers_give_sane_choices() {
        let run = |tasks: &[u32], workers: &[u32], values: &[&str]| {
            let answers = OpenAnswers::from_columns(tasks, workers, values, 2, 2).unwrap();
            hrrasa(&answers, &encode(values), HrrasaOptions::default())
                .unwrap()
                .chosen
        };
        assert_eq!(run(&[], &[], &[]), [None, None]);
        assert_eq!(run(&[0, 1], &[0, 0], &["a", "b"]).map_rows(), [Some(0), Some(1)]);
        assert_eq!(run(&[0, 0], &[0, 1], &["", ""]).map_rows(), [Some(0), None]);
        assert_eq!(
            run(&[0, 0], &[0, 1], &["same", "same"]).map_rows(),
            [Some(0), None]
        );
    }

    trait Rows {
        fn map_rows(&self) -> Vec<Option<u32>>;
    }

    impl Rows for Vec<Option<super::super::Chosen>> {
        fn map_rows(&self) -> Vec<Option<u32>> {
            self.iter()
                .map(|chosen| chosen.map(|chosen| chosen.row))
                .collect()
        }
    }
}
