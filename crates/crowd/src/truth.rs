//! The right answers: those that are known, and for data that nobody knows, invented ones that all people of the crowd
//! agree on.

use crate::client::Region;
use crate::form::{Field, Form, Kind};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Known right answers, found by what a task shows.
#[derive(Clone, Debug, Default)]
pub struct TruthBook {
    known: HashMap<String, Vec<Region>>,
}

impl TruthBook {
    /// Writes down the right answer of the task that shows `shown`: a media reference (`media:…`) or a text.
    pub fn insert(&mut self, shown: &str, regions: Vec<Region>) {
        self.known.insert(shown_key(shown), regions);
    }

    /// The right answer for some task data: the known one, else an invented one.
    pub fn right_answer(&self, form: &Form, data: &Map<String, Value>) -> Vec<Region> {
        let texts = data.values().filter_map(Value::as_str);
        let known = texts.map(shown_key).find_map(|key| self.known.get(&key)).cloned();
        known.unwrap_or_else(|| invented(form, data))
    }
}

/// A picture is known by its id, whether it is named by reference or by a signed address; anything else by its text.
fn shown_key(shown: &str) -> String {
    let id = shown.strip_prefix("media:").or_else(|| {
        let (_, rest) = shown.split_once("/media/")?;
        rest.split(['?', '/']).next()
    });
    id.unwrap_or(shown).to_owned()
}

/// An answer that fits the form and follows from the data alone, so that everybody who looks at it sees the same.
fn invented(form: &Form, data: &Map<String, Value>) -> Vec<Region> {
    let shown: Vec<_> = data
        .iter()
        .map(|(field, value)| match value {
            // A signed address changes; the id in it does not.
            Value::String(text) => format!("{field}={}", shown_key(text)),
            other => format!("{field}={other}"),
        })
        .collect();
    let seed: [u8; 32] = Sha256::digest(shown.join("\n")).into();
    let mut rng = ChaCha8Rng::from_seed(seed);
    form.fields
        .iter()
        .flat_map(|field| invent(field, &mut rng))
        .collect()
}

fn invent(field: &Field, rng: &mut ChaCha8Rng) -> Vec<Region> {
    match &field.kind {
        Kind::Choices { options } => pick(options, rng)
            .map(|option| field.choice(option))
            .into_iter()
            .collect(),
        Kind::Boxes { labels } => (0..rng.random_range(1..=4_usize))
            .filter_map(|index| {
                let (width, height) = (rng.random_range(8..20), rng.random_range(8..30));
                let place = [
                    // Side by side, so that no box hides another.
                    (index * 24) as f64 + 1.0,
                    f64::from(rng.random_range(1..60)),
                    f64::from(width),
                    f64::from(height),
                ];
                let label = pick(labels, rng)?;
                Some(field.rectangle(format!("{}-{}", field.name, index + 1), place, label))
            })
            .collect(),
        Kind::Text { min_length } => vec![field.text(&prose(min_length * 3 / 2 + 20, rng))],
        Kind::Chat {
            roles,
            min_messages,
            min_length,
            tags,
        } => (0..(min_messages + 2).max(4))
            .map(|index| {
                let role = &roles[index % roles.len()];
                let content = prose(min_length * 2 + 10, rng);
                field.message(index, role, &content, pick(tags, rng))
            })
            .collect(),
    }
}

fn pick<'a>(options: &'a [String], rng: &mut ChaCha8Rng) -> Option<&'a str> {
    (!options.is_empty()).then(|| options[rng.random_range(0..options.len())].as_str())
}

const SENTENCES: [&str; 8] = [
    "오늘은 아침부터 날이 맑아서 창을 활짝 열어 두었어요.",
    "시장에 들러 귤을 한 봉지 사서 이웃과 나누었습니다.",
    "버스를 놓쳐서 다음 정거장까지 천천히 걸었어요.",
    "저녁에는 된장찌개를 끓이고 동생에게 전화를 했어요.",
    "The library was quiet, so I stayed until it closed.",
    "도서관에서 빌린 책을 다 읽어서 내일 돌려주려고 해요.",
    "We planted basil on the balcony and it grew quickly.",
    "비가 그친 뒤에 강가를 따라 한 바퀴 돌았습니다.",
];

/// Sentences until there are at least so many characters.
fn prose(min_length: usize, rng: &mut ChaCha8Rng) -> String {
    let mut text = String::new();
    let mut next = rng.random_range(0..SENTENCES.len());
    while text.is_empty() || text.chars().count() < min_length {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(SENTENCES[next]);
        next = (next + 1) % SENTENCES.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::everything;
    use serde_json::json;

    fn data(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_picture_is_known_by_reference_and_by_address() {
        let form = Form::read(&everything());
        let right = vec![form.fields[0].choice("dog")];
        let mut book = TruthBook::default();
        book.insert("media:0199-7", right.clone());
        let shown =
            data(json!({"id": 3, "image": "http://127.0.0.1:8080/media/0199-7?expires=1&signature=x"}));
        assert_eq!(book.right_answer(&form, &shown), right);
    }

    #[test]
    fn invented_answers_follow_from_the_data_alone() {
        let form = Form::read(&everything());
        let book = TruthBook::default();
        let one = data(json!({"image": "/media/a?expires=1"}));
        let same = data(json!({"image": "/media/a?expires=2"}));
        let other = data(json!({"image": "/media/b?expires=1"}));
        assert_eq!(book.right_answer(&form, &one), book.right_answer(&form, &same));
        assert_ne!(book.right_answer(&form, &one), book.right_answer(&form, &other));
        assert!(book.right_answer(&form, &one).len() >= 1 + 1 + 1 + 6);
    }
}
