//! Choice by counting and by edit distance.

use std::collections::HashMap;

use super::words::{word_edit_distance, words};
use super::{ChoiceResult, Chosen, Normalisation, mean, normalise};
use crate::OpenAnswers;

/// The text that most answers give, compared after normalisation; agreement is its share of the answers. Of equally
/// frequent ones the first in alphabetical order wins, so that the order of the answers does not matter; of several
/// spellings of the winner the most frequent, then the first in order. Skill is the share of a worker's answers that won.
pub fn exact_vote<T: AsRef<str>>(answers: &OpenAnswers<'_, T>, rules: Normalisation) -> ChoiceResult {
    let keys: Vec<String> = answers
        .values()
        .iter()
        .map(|text| normalise(text.as_ref(), rules))
        .collect();
    let chosen: Vec<_> = (0..answers.task_count())
        .map(|task| {
            let rows = answers.of_task(task);
            let key = most_frequent(rows.iter().map(|row| keys[*row as usize].as_str()))?;
            let winners = || rows.iter().copied().filter(|row| keys[*row as usize] == key);
            let spelling = most_frequent(winners().map(|row| answers.value(row).as_ref()))?;
            let row = winners().find(|row| answers.value(*row).as_ref() == spelling)?;
            Some(Chosen {
                row,
                agreement: winners().count() as f64 / rows.len() as f64,
            })
        })
        .collect();
    let won = |row: &u32| {
        let chosen: &Option<Chosen> = &chosen[answers.task(*row)];
        f64::from(u8::from(
            chosen.is_some_and(|c| keys[c.row as usize] == keys[*row as usize]),
        ))
    };
    let skills = (0..answers.worker_count())
        .map(|worker| mean(answers.of_worker(worker).iter().map(won)))
        .collect();
    ChoiceResult {
        chosen,
        skills,
        rounds: 0,
    }
}

/// The most frequent of the texts; the first in alphabetical order of equals.
fn most_frequent<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a)))
        .map(|(text, _)| text)
}

/// The answer most like all others of its task, by word edit distance as a share of the longer text (Kaufman and
/// Rousseeuw 1987): agreement is its mean similarity to the others, 1 where it is alone. The first in alphabetical order
/// of equals. Skill is a worker's mean similarity to the chosen answers.
pub fn word_medoid<T: AsRef<str>>(answers: &OpenAnswers<'_, T>, rules: Normalisation) -> ChoiceResult {
    let keys: Vec<String> = answers
        .values()
        .iter()
        .map(|text| normalise(text.as_ref(), rules))
        .collect();
    let words: Vec<Vec<&str>> = keys.iter().map(|key| words(key)).collect();
    let alike = |a: u32, b: u32| {
        let (a, b) = (&words[a as usize], &words[b as usize]);
        let longer = a.len().max(b.len());
        if longer == 0 {
            1.0
        } else {
            1.0 - word_edit_distance(a, b) as f64 / longer as f64
        }
    };
    let chosen: Vec<_> = (0..answers.task_count())
        .map(|task| {
            let mut rows = answers.of_task(task).to_vec();
            rows.sort_by_key(|row| (&keys[*row as usize], answers.value(*row).as_ref()));
            let found = crate::medoid(rows.len(), |a, b| alike(rows[a], rows[b]))?;
            Some(Chosen {
                row: rows[found.index],
                agreement: found.agreement,
            })
        })
        .collect();
    let own = |row: &u32| chosen[answers.task(*row)].map(|chosen: Chosen| alike(*row, chosen.row));
    let skills = (0..answers.worker_count())
        .map(|worker| mean(answers.of_worker(worker).iter().filter_map(own)))
        .collect();
    ChoiceResult {
        chosen,
        skills,
        rounds: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts<'a>(tasks: &'a [u32], workers: &'a [u32], values: &'a [&'a str]) -> OpenAnswers<'a, &'a str> {
        OpenAnswers::from_columns(tasks, workers, values, 3, 4).unwrap()
    }

    #[test]
    fn the_vote_compares_what_was_meant_and_shows_what_was_written() {
        let values = ["Seoul.", "Busan", "seoul", "Seoul.", "b", "a"];
        let answers = texts(&[0, 0, 0, 0, 1, 1], &[0, 1, 2, 3, 0, 1], &values);
        let found = exact_vote(&answers, Normalisation::default());
        assert_eq!(
            found.chosen[0],
            Some(Chosen {
                row: 0,
                agreement: 0.75
            })
        );
        assert_eq!(
            found.chosen[1],
            Some(Chosen {
                row: 5,
                agreement: 0.5
            }),
            "the first in alphabetical order"
        );
        assert_eq!(found.chosen[2], None);
        assert_eq!(found.skills, [Some(0.5), Some(0.5), Some(1.0), Some(1.0)]);
    }

    #[test]
    fn the_medoid_is_the_middle_one() {
        let values = [
            "the cat sat on a mat",
            "the cat sat on the mat",
            "a cat sat on the mat",
            "no idea",
        ];
        let found = word_medoid(&texts(&[0; 4], &[0, 1, 2, 3], &values), Normalisation::default());
        assert_eq!(found.chosen[0].map(|chosen| chosen.row), Some(1));
        assert_eq!(found.skills[1], Some(1.0));
        assert!(found.skills[3] < found.skills[0]);
        let alone = word_medoid(&texts(&[0], &[0], &[""]), Normalisation::default());
        assert_eq!(
            alone.chosen[0],
            Some(Chosen {
                row: 0,
                agreement: 1.0
            })
        );
    }

    proptest! {
        #[test]
        fn the_order_of_answers_does_not_matter(values in proptest::collection::vec("[ab]( [ab]){0,3}", 1..8)) {
            let back: Vec<&str> = values.iter().rev().map(String::as_str).collect();
            let zero = vec![0u32; values.len()];
            let forth: Vec<&str> = values.iter().map(String::as_str).collect();
            let (one, two) = (texts(&zero, &zero, &forth), texts(&zero, &zero, &back));
            let text = |answers: &OpenAnswers<'_, &str>, found: ChoiceResult| {
                found.chosen[0].map(|chosen| answers.value(chosen.row).to_string())
            };
            let rules = Normalisation::default();
            prop_assert_eq!(text(&one, exact_vote(&one, rules)), text(&two, exact_vote(&two, rules)));
            prop_assert_eq!(text(&one, word_medoid(&one, rules)), text(&two, word_medoid(&two, rules)));
        }
    }
}
