//! ROVER: texts aligned word by word and put together again by a vote at every place (Fiscus, A post-processing system
//! to yield reduced word error rates: recognizer output voting error reduction, ASRU 1997).

use super::words::{join, words};
use super::{Normalisation, mean, normalise, word_error_rate, word_medoid};
use crate::OpenAnswers;

/// In which order the answers of a task are aligned: the first is the base, and the outcome depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoverOrder {
    /// As given.
    Given,
    /// The answer most like all others first (the medoid), then those most like it; independent of the given order.
    MedoidFirst,
}

/// How [`rover`] runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoverOptions {
    /// The order of alignment.
    pub order: RoverOrder,
    /// How texts are written before they are aligned; the outcome is written so too.
    pub normalisation: Normalisation,
}

impl Default for RoverOptions {
    fn default() -> RoverOptions {
        RoverOptions {
            order: RoverOrder::MedoidFirst,
            normalisation: Normalisation::default(),
        }
    }
}

/// The text of one task.
#[derive(Debug, Clone, PartialEq)]
pub struct RoverText {
    /// The words that won, with one space between (none in scripts that have none).
    pub text: String,
    /// Mean share of the votes that the winner of a place got, places that were voted empty included; 0 to 1.
    pub agreement: f64,
}

/// What ROVER says.
#[derive(Debug, Clone, PartialEq)]
pub struct RoverResult {
    /// One per task; `None` where a task has no answer.
    pub texts: Vec<Option<RoverText>>,
    /// Skill per worker: 1 less the mean word error rate of the worker's answers against the outcome, 0 at least; `None`
    /// without answers.
    pub skills: Vec<Option<f64>>,
}

/// Puts a text together for every task. `weights` has one vote weight per worker, at least 0 (the skills of an earlier
/// run, say); without them every answer has one vote.
///
/// # Panics
/// If there are weights, but not one for each worker.
pub fn rover<T: AsRef<str>>(
    answers: &OpenAnswers<'_, T>,
    weights: Option<&[f64]>,
    options: RoverOptions,
) -> RoverResult {
    assert!(
        weights.is_none_or(|weights| weights.len() == answers.worker_count()),
        "one weight for each worker"
    );
    let keys: Vec<String> = answers
        .values()
        .iter()
        .map(|text| normalise(text.as_ref(), options.normalisation))
        .collect();
    let written = OpenAnswers::with_values(answers, &keys).expect("as many texts as answers");
    let medoids = match options.order {
        RoverOrder::Given => None,
        RoverOrder::MedoidFirst => Some(word_medoid(&written, options.normalisation).chosen),
    };
    let texts: Vec<_> = (0..answers.task_count())
        .map(|task| {
            let mut rows = answers.of_task(task).to_vec();
            if let Some(medoid) = medoids.as_ref().and_then(|medoids| medoids[task]) {
                let base = &keys[medoid.row as usize];
                let far = |row: &u32| (word_error_rate(&keys[*row as usize], base) * 1e6) as u64;
                rows.sort_by_cached_key(|row| (far(row), keys[*row as usize].as_str()));
            }
            let votes: Vec<_> = rows
                .iter()
                .map(|row| {
                    (
                        keys[*row as usize].as_str(),
                        weights.map_or(1.0, |w| w[answers.worker(*row)]),
                    )
                })
                .collect();
            combine(&votes)
        })
        .collect();
    let own = |row: &u32| {
        let outcome: &Option<RoverText> = &texts[answers.task(*row)];
        outcome
            .as_ref()
            .map(|outcome| (1.0 - word_error_rate(&keys[*row as usize], &outcome.text)).max(0.0))
    };
    let skills = (0..answers.worker_count())
        .map(|worker| mean(answers.of_worker(worker).iter().filter_map(own)))
        .collect();
    RoverResult { texts, skills }
}

/// One place of the word transition network: the words that stand there with their votes, in order of appearance.
/// `None` is no word.
struct Place<'t> {
    words: Vec<(Option<&'t str>, f64)>,
}

impl<'t> Place<'t> {
    fn holds(&self, word: Option<&str>) -> bool {
        self.words.iter().any(|(held, _)| *held == word)
    }

    fn vote(&mut self, word: Option<&'t str>, weight: f64) {
        match self.words.iter_mut().find(|(held, _)| *held == word) {
            Some((_, votes)) => *votes += weight,
            None => self.words.push((word, weight)),
        }
    }

    /// The word of most votes; the first that was put there of equals.
    fn winner(&self) -> (Option<&'t str>, f64) {
        self.words
            .iter()
            .copied()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .unwrap_or((None, 0.0))
    }
}

/// The text of one task from its answers with their weights, in the order of alignment.
fn combine(votes: &[(&str, f64)]) -> Option<RoverText> {
    let mut network: Vec<Place<'_>> = Vec::new();
    let mut before = 0.0;
    for (at, (text, weight)) in votes.iter().enumerate() {
        let words = words(text);
        if at == 0 {
            network = words
                .iter()
                .map(|word| Place {
                    words: vec![(Some(*word), *weight)],
                })
                .collect();
        } else {
            network = align(network, &words, *weight, before);
        }
        before += weight;
    }
    if votes.is_empty() {
        return None;
    }
    let winners: Vec<_> = network.iter().map(Place::winner).collect();
    let text: Vec<&str> = winners.iter().filter_map(|(word, _)| *word).collect();
    let agreement = mean(
        winners
            .iter()
            .map(|(_, won)| if before > 0.0 { won / before } else { 0.0 }),
    );
    Some(RoverText {
        text: join(&text),
        agreement: agreement.unwrap_or(1.0),
    })
}

/// A step of the alignment.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// The word stands at the place.
    Both,
    /// No word at the place.
    Skip,
    /// A new place for the word.
    New,
}

/// Aligns words with the network at least cost (Fiscus §2.1) and adds their votes: a word costs nothing at a place that
/// holds it, a place nothing if it may be empty; all else costs one. A new place was empty for all `before`.
fn align<'t>(network: Vec<Place<'t>>, words: &[&'t str], weight: f64, before: f64) -> Vec<Place<'t>> {
    let width = words.len() + 1;
    let mut costs = vec![(0u32, Step::Both); (network.len() + 1) * width];
    for (at, cost) in costs.iter_mut().enumerate().take(width).skip(1) {
        *cost = (at as u32, Step::New);
    }
    for (i, place) in network.iter().enumerate() {
        let skip = u32::from(!place.holds(None));
        let row = (i + 1) * width;
        costs[row] = (costs[row - width].0 + skip, Step::Skip);
        for (j, word) in words.iter().enumerate() {
            let both = costs[row - width + j].0 + u32::from(!place.holds(Some(word)));
            let skipped = costs[row - width + j + 1].0 + skip;
            let new = costs[row + j].0 + 1;
            costs[row + j + 1] = [(skipped, Step::Skip), (new, Step::New)].into_iter().fold(
                (both, Step::Both),
                |best, next| if next.0 < best.0 { next } else { best },
            );
        }
    }
    let (mut i, mut j) = (network.len(), words.len());
    let mut places = network;
    let mut aligned = Vec::with_capacity(places.len() + words.len());
    while i > 0 || j > 0 {
        match costs[i * width + j].1 {
            Step::New => {
                j -= 1;
                aligned.push(Place {
                    words: vec![(None, before), (Some(words[j]), weight)],
                });
            }
            step => {
                i -= 1;
                j -= usize::from(step == Step::Both);
                let mut place = places.pop().expect("a place for each step back");
                place.vote((step == Step::Both).then(|| words[j]), weight);
                aligned.push(place);
            }
        }
    }
    aligned.reverse();
    aligned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(texts: &[&str], weights: Option<&[f64]>, order: RoverOrder) -> Option<RoverText> {
        let zero = vec![0u32; texts.len()];
        let workers: Vec<u32> = (0..texts.len() as u32).collect();
        let answers = OpenAnswers::from_columns(&zero, &workers, texts, 1, texts.len()).unwrap();
        rover(
            &answers,
            weights,
            RoverOptions {
                order,
                ..RoverOptions::default()
            },
        )
        .texts[0]
            .clone()
    }

    #[test]
    fn a_text_that_nobody_wrote_is_put_together() {
        let texts = [
            "the black cat sits on a mat",
            "the black dog sat on a mat",
            "a black cat sat on the mat",
        ];
        for order in [RoverOrder::Given, RoverOrder::MedoidFirst] {
            let found = run(&texts, None, order).unwrap();
            assert_eq!(found.text, "the black cat sat on a mat");
            assert!((found.agreement - (4.0 * 2.0 / 3.0 + 3.0) / 7.0).abs() < 1e-9);
        }
    }

    #[test]
    fn words_left_out_and_put_in_are_voted_on() {
        assert_eq!(
            run(&["a b c", "a c", "a c"], None, RoverOrder::Given)
                .unwrap()
                .text,
            "a c"
        );
        assert_eq!(
            run(&["a c", "a b c", "a b c"], None, RoverOrder::Given)
                .unwrap()
                .text,
            "a b c"
        );
    }

    #[test]
    fn sentences_without_spaces_are_put_together_by_character() {
        let texts = ["今日は雨です", "今日は雪でした", "昨日は雨でした"];
        assert_eq!(
            run(&texts, None, RoverOrder::MedoidFirst).unwrap().text,
            "今日は雨でした"
        );
    }

    #[test]
    fn weights_outvote_numbers() {
        let weights = [5.0, 1.0, 1.0];
        assert_eq!(
            run(&["yes", "no", "no"], Some(&weights), RoverOrder::Given)
                .unwrap()
                .text,
            "yes"
        );
        assert_eq!(
            run(&["yes", "no", "no"], None, RoverOrder::Given).unwrap().text,
            "no"
        );
    }

    #[test]
    fn degenerate_texts_give_sane_texts() {
        for order in [RoverOrder::Given, RoverOrder::MedoidFirst] {
            assert_eq!(run(&[], None, order), None);
            assert_eq!(
                run(&["", ""], None, order),
                Some(RoverText {
                    text: String::new(),
                    agreement: 1.0
                })
            );
            assert_eq!(run(&["One only."], None, order).unwrap().text, "one only");
            assert_eq!(run(&["a", "b"], None, order).unwrap().text, "a");
            assert_eq!(run(&["a", "b"], Some(&[0.0, 0.0]), order).unwrap().agreement, 0.0);
        }
    }

    proptest! {
        #[test]
        fn what_all_say_comes_out(text in "[ab]( [abc]){0,6}", count in 1usize..5) {
            let found = run(&vec![text.as_str(); count], None, RoverOrder::MedoidFirst).unwrap();
            prop_assert_eq!(found.text, text);
            prop_assert!((found.agreement - 1.0).abs() < 1e-12);
        }

        #[test]
        fn medoid_first_does_not_depend_on_the_order(texts in proptest::collection::vec("[ab]( [abc]){0,4}", 1..7)) {
            let forth: Vec<&str> = texts.iter().map(String::as_str).collect();
            let back: Vec<&str> = forth.iter().rev().copied().collect();
            prop_assert_eq!(run(&forth, None, RoverOrder::MedoidFirst), run(&back, None, RoverOrder::MedoidFirst));
        }
    }
}
