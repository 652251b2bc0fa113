//! How somebody works: how often right, how fast, how carefully.

use crate::client::{Answer, AnswerKind, Region};
use crate::faults::area_of;
use crate::form::{Form, Kind};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A worker's ways. Shares are 0 to 1.
#[derive(Clone, Debug)]
pub struct Habits {
    /// How often a label is right.
    pub accuracy: f64,
    /// The same for single labels where it differs.
    pub accuracy_of: HashMap<String, f64>,
    /// Median of the time for one answer, in seconds.
    pub seconds: f64,
    /// How much the time varies: standard deviation of its logarithm.
    pub spread: f64,
    /// How often a task is passed by.
    pub skips: f64,
    /// How often a box is drawn badly.
    pub sloppy: f64,
    /// How often a text is too short.
    pub short: f64,
    /// How often good data is called unusable.
    pub unusable: f64,
}

impl Default for Habits {
    /// Somebody decent.
    fn default() -> Self {
        Habits {
            accuracy: 0.95,
            accuracy_of: HashMap::new(),
            seconds: 5.0,
            spread: 0.4,
            skips: 0.01,
            sloppy: 0.08,
            short: 0.1,
            unusable: 0.0,
        }
    }
}

impl Habits {
    /// Ways drawn for somebody: most are good, some are fast and careless.
    pub fn drawn(seed: u64) -> Habits {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let care: f64 = rng.random_range(0.0..1.0_f64).sqrt();
        Habits {
            accuracy: 0.8 + 0.19 * care,
            seconds: 3.0 + 4.0 * care + rng.random_range(0.0..2.0),
            spread: rng.random_range(0.25..0.6),
            skips: rng.random_range(0.0..0.03),
            sloppy: 0.25 - 0.22 * care,
            short: 0.3 - 0.25 * care,
            ..Habits::default()
        }
    }
}

/// Somebody who works. The same seed always works in the same way.
#[derive(Clone, Debug)]
pub struct Person {
    pub habits: Habits,
    rng: ChaCha8Rng,
}

/// How much rarer mistakes are when an answer came back and is mended.
const CARE_WHEN_MENDING: f64 = 0.1;

impl Person {
    /// Somebody with these ways.
    pub fn new(habits: Habits, seed: u64) -> Person {
        Person {
            habits,
            rng: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// Whether the task is passed by.
    pub fn skips(&mut self) -> bool {
        self.rng.random_bool(self.habits.skips)
    }

    /// Time for one answer, drawn log-normally, in milliseconds.
    pub fn active_ms(&mut self) -> i64 {
        log_normal_ms(&mut self.rng, self.habits.seconds, self.habits.spread)
    }

    /// An answer as this person would give it. `mending`: it came back, and is done with care.
    pub fn answer(&mut self, form: &Form, right: &[Region], mending: bool) -> Answer {
        let care = if mending { CARE_WHEN_MENDING } else { 1.0 };
        let active_ms = self.active_ms();
        if self.rng.random_bool(self.habits.unusable * care) {
            return Answer {
                kind: AnswerKind::Unusable,
                regions: Vec::new(),
                reason: Some("잘 보이지 않아요.".to_owned()),
                active_ms,
            };
        }
        Answer {
            kind: AnswerKind::Regions,
            regions: self.regions(form, right, care),
            reason: None,
            active_ms,
        }
    }

    fn regions(&mut self, form: &Form, right: &[Region], care: f64) -> Vec<Region> {
        let short = self.rng.random_bool(self.habits.short * care);
        // One badly seen thing among several is left out, never the only one.
        let boxes = right.iter().filter(|r| r["type"] == "rectanglelabels").count();
        let overlooked = (boxes > 1 && self.rng.random_bool(self.habits.sloppy / 2.0 * care))
            .then(|| self.rng.random_range(0..boxes));
        let mut seen = 0;
        let mut answer = Vec::with_capacity(right.len());
        for region in right {
            let name = region["from_name"].as_str().unwrap_or_default();
            let mut region = region.clone();
            match form.field(name).map(|field| &field.kind) {
                Some(Kind::Choices { options }) => {
                    self.mislabel(&mut region["value"]["choices"][0], options, care);
                }
                Some(Kind::Boxes { labels }) => {
                    seen += 1;
                    if overlooked == Some(seen - 1) {
                        continue;
                    }
                    self.mislabel(&mut region["value"]["rectanglelabels"][0], labels, care);
                    if self.rng.random_bool(self.habits.sloppy * care) {
                        self.draw_badly(&mut region);
                    }
                    region["id"] = json!(format!("{name}-{seen}"));
                }
                Some(Kind::Text { min_length }) if short => {
                    shorten(&mut region["value"]["text"][0], *min_length);
                }
                Some(Kind::Chat { min_length, .. }) if short => {
                    shorten(&mut region["value"]["chatmessage"]["content"], *min_length);
                }
                _ => {}
            }
            answer.push(region);
        }
        answer
    }

    fn mislabel(&mut self, label: &mut Value, options: &[String], care: f64) {
        let right = label.as_str().unwrap_or_default().to_owned();
        let accuracy = self
            .habits
            .accuracy_of
            .get(&right)
            .copied()
            .unwrap_or(self.habits.accuracy);
        let others: Vec<_> = options.iter().filter(|option| **option != right).collect();
        if !others.is_empty() && self.rng.random_bool((1.0 - accuracy) * care) {
            *label = json!(others[self.rng.random_range(0..others.len())]);
        }
    }

    /// Moves and grows a box by a good part of its size; it stays in the picture.
    fn draw_badly(&mut self, region: &mut Region) {
        let Some(area) = area_of(region) else { return };
        let mut side = |at: f64, size: f64| {
            let (shift, grow) = (self.rng.random_range(-0.45..0.2), self.rng.random_range(0.1..0.5));
            let start = (at + shift * size).clamp(0.0, 99.0);
            let end = (start + size * (1.0 + grow)).min(100.0);
            (round(start), round(end - start))
        };
        let (x, width) = side(area.x, area.width);
        let (y, height) = side(area.y, area.height);
        let value = &mut region["value"];
        (value["x"], value["y"]) = (json!(x), json!(y));
        (value["width"], value["height"]) = (json!(width), json!(height));
    }
}

/// To a hundredth of a percent, downwards, so that nothing leaves the picture.
fn round(percent: f64) -> f64 {
    (percent * 100.0).floor() / 100.0
}

/// Cuts a text to a little more than the least that is taken.
fn shorten(text: &mut Value, min_length: usize) {
    let kept: String = text
        .as_str()
        .unwrap_or_default()
        .chars()
        .take((min_length + 1).max(3))
        .collect();
    *text = json!(kept.trim_end());
}

/// A time in milliseconds, log-normal around a median in seconds (Box and Muller's way to a normal variate).
pub(crate) fn log_normal_ms(rng: &mut ChaCha8Rng, median_seconds: f64, spread: f64) -> i64 {
    let (u, v): (f64, f64) = (
        rng.random_range(f64::MIN_POSITIVE..1.0),
        rng.random_range(0.0..1.0),
    );
    let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
    let ms = median_seconds * 1000.0 * (spread * normal).exp();
    ms.clamp(300.0, 3_600_000.0) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::{FaultKind, faults};
    use crate::form::tests::everything;
    use crate::truth::TruthBook;

    fn task(number: usize) -> serde_json::Map<String, Value> {
        json!({"text": format!("task {number}")})
            .as_object()
            .unwrap()
            .clone()
    }

    #[test]
    fn mistakes_are_as_frequent_as_the_habits_say() {
        let mut form = Form::read(&everything());
        form.fields.truncate(1);
        let habits = Habits {
            accuracy: 0.8,
            ..Habits::default()
        };
        let mut person = Person::new(habits, 7);
        let wrong = (0..2_000)
            .filter(|&number| {
                let right = TruthBook::default().right_answer(&form, &task(number));
                let answer = person.answer(&form, &right, false);
                !faults(&form, &right, &answer.regions).is_empty()
            })
            .count();
        assert!((320..480).contains(&wrong), "{wrong} of 2000");
    }

    #[test]
    fn sloppy_boxes_are_faulty_and_stay_in_the_picture() {
        let mut form = Form::read(&everything());
        form.fields = vec![form.fields[1].clone()];
        let habits = Habits {
            accuracy: 1.0,
            sloppy: 1.0,
            ..Habits::default()
        };
        let mut person = Person::new(habits, 3);
        let mut loose = 0;
        for number in 0..300 {
            let right = TruthBook::default().right_answer(&form, &task(number));
            let answer = person.answer(&form, &right, false);
            for region in &answer.regions {
                let area = area_of(region).unwrap();
                assert!(area.x >= 0.0 && area.y >= 0.0 && area.width > 0.0 && area.height > 0.0);
                assert!(area.x + area.width <= 100.0 && area.y + area.height <= 100.0);
            }
            let found = faults(&form, &right, &answer.regions);
            loose += usize::from(found.iter().any(|fault| fault.kind == FaultKind::LooseBox));
        }
        assert!(loose > 250, "{loose} of 300");
    }

    #[test]
    fn short_texts_still_have_the_least_length() {
        let mut form = Form::read(&everything());
        form.fields = form.fields.split_off(2);
        let habits = Habits {
            short: 1.0,
            ..Habits::default()
        };
        let right = TruthBook::default().right_answer(&form, &task(1));
        let answer = Person::new(habits, 3).answer(&form, &right, false);
        let text = answer.regions[0]["value"]["text"][0].as_str().unwrap();
        assert!(text.chars().count() >= 30);
        let found = faults(&form, &right, &answer.regions);
        assert!(found.iter().all(|fault| fault.kind == FaultKind::TooShort) && found.len() > 2);
    }

    #[test]
    fn times_lie_around_their_median() {
        let mut person = Person::new(Habits::default(), 1);
        let mut times: Vec<_> = (0..999).map(|_| person.active_ms()).collect();
        times.sort_unstable();
        assert!((4_500..5_500).contains(&times[499]), "median {} ms", times[499]);
        assert!(times[0] < 3_000 && times[998] > 9_000);
    }
}
