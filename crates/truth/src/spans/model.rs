//! The model over units: expectation and maximisation in turn, per label.

use super::repair::{AggregatedSpan, Cut, cut_spans};
use super::{SpanTask, SpansError};
use crate::special::sigmoid;
use crate::two_coin::{Counts, Evidence, Rates, Shrinkage, logit, shrunk_rates};

/// How spans are aggregated. The default suits tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpanSettings {
    /// How strongly a worker's rates lean to the pool's, in units.
    pub shrinkage: Shrinkage,
    /// How much the mistakes of workers go together, 0 to 1: a hard word is hard for all of them, which a product of
    /// independent judgements would take for certainty. With n workers each counts `1 / (1 + (n - 1) correlation)`, the
    /// design effect of Kish (Survey Sampling, 1965, section 5.4).
    pub correlation: f64,
    /// How much of an independent judgement one unit is: 1 for tokens; for characters about one by the length of a word.
    pub unit_weight: f64,
    /// Least probability of a unit inside a span.
    pub threshold: f64,
    /// Gaps of at most so many units are closed where their units are at least half as likely as the threshold asks.
    pub longest_gap: u32,
    /// Most rounds of expectation and maximisation.
    pub iterations: u32,
    /// Rounds end when no rate of a worker moves by more than this.
    pub tolerance: f64,
}

impl Default for SpanSettings {
    fn default() -> SpanSettings {
        SpanSettings {
            shrinkage: Shrinkage {
                present: 20.0,
                absent: 20.0,
            },
            correlation: 0.03,
            unit_weight: 1.0,
            threshold: 0.5,
            longest_gap: 1,
            iterations: 100,
            tolerance: 1e-4,
        }
    }
}

/// What was found in one text.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskSpans {
    /// By label, then by place.
    pub spans: Vec<AggregatedSpan>,
    /// Expected unit-level F1 of the spans, the lowest over the labels, 0 to 1; where nothing was found, the
    /// probability that the likeliest unit is outside indeed.
    pub confidence: f64,
}

/// A worker's rates for one label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpanWorker {
    /// Probability of marking a unit that is inside, and of leaving one that is outside.
    pub rates: Rates,
    /// Units judged in texts that somebody else judged too.
    pub units: u64,
}

/// Aggregated spans of all texts.
#[derive(Debug, Clone, PartialEq)]
pub struct SpansFound {
    /// In the order of the tasks.
    pub tasks: Vec<TaskSpans>,
    /// `workers[label][worker]`.
    pub workers: Vec<Vec<SpanWorker>>,
    /// Rounds used, per label.
    pub iterations: Vec<u32>,
}

/// A worker's marked ranges of one label in one text, sorted and apart.
struct Marks {
    worker: usize,
    ranges: Vec<(u32, u32)>,
}

struct Text {
    units: usize,
    marks: Vec<Marks>,
}

/// Aggregates spans over all texts. Each text's answers may come in any order; repeated answers of a worker count
/// as often as they are given. Time is linear in units and spans.
///
/// # Errors
/// If a span is empty or outside its text, or a label or worker is not below the stated number of them.
pub fn aggregate_spans(
    tasks: &[SpanTask],
    workers: usize,
    labels: usize,
    settings: &SpanSettings,
) -> Result<SpansFound, SpansError> {
    check(tasks, workers, labels)?;
    let mut found = SpansFound {
        tasks: vec![
            TaskSpans {
                spans: Vec::new(),
                confidence: 1.0
            };
            tasks.len()
        ],
        workers: Vec::with_capacity(labels),
        iterations: Vec::with_capacity(labels),
    };
    for label in 0..labels as u32 {
        let texts: Vec<Text> = tasks.iter().map(|task| text_of(task, label)).collect();
        let mut model = Model::start(&texts, workers, settings);
        found.iterations.push(model.fit(&texts));
        let spare = &mut Spare::default();
        for (text, result) in texts.iter().zip(&mut found.tasks) {
            model.expect(text, spare);
            add_text(result, text, &spare.inside, label, settings);
        }
        found.workers.push(model.workers(&texts));
    }
    Ok(found)
}

fn check(tasks: &[SpanTask], workers: usize, labels: usize) -> Result<(), SpansError> {
    for (task, text) in tasks.iter().enumerate() {
        for (answer, given) in text.answers.iter().enumerate() {
            if given.worker as usize >= workers {
                return Err(SpansError::Worker { task, answer });
            }
            let fits = given.spans.iter().all(|span| {
                span.start < span.end && span.end <= text.units && (span.label as usize) < labels
            });
            if !fits {
                return Err(SpansError::Span { task, answer });
            }
        }
    }
    Ok(())
}

fn text_of(task: &SpanTask, label: u32) -> Text {
    let marks = task.answers.iter().map(|answer| {
        let mut given: Vec<(u32, u32)> = answer
            .spans
            .iter()
            .filter(|span| span.label == label)
            .map(|span| (span.start, span.end))
            .collect();
        given.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(given.len());
        for (start, end) in given {
            match ranges.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => ranges.push((start, end)),
            }
        }
        Marks {
            worker: answer.worker as usize,
            ranges,
        }
    });
    Text {
        units: task.units as usize,
        marks: marks.collect(),
    }
}

fn add_text(result: &mut TaskSpans, text: &Text, inside: &[f64], label: u32, settings: &SpanSettings) {
    let mut ends: Vec<u32> = text
        .marks
        .iter()
        .flat_map(|marks| marks.ranges.iter().flat_map(|(start, end)| [*start, *end]))
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let cut = Cut {
        threshold: settings.threshold,
        longest_gap: settings.longest_gap,
    };
    let spans = cut_spans(inside, &ends, label, cut);
    result.confidence = result.confidence.min(expected_f1(inside, &spans));
    result.spans.extend(spans);
}

/// Ratio of expectations: twice the units expected to be rightly inside, by the units found and expected.
fn expected_f1(inside: &[f64], spans: &[AggregatedSpan]) -> f64 {
    let (mut found, mut right) = (0.0, 0.0);
    for one in spans {
        let length = f64::from(one.span.end - one.span.start);
        found += length;
        right += length * one.confidence;
    }
    if spans.is_empty() {
        return 1.0 - inside.iter().copied().fold(0.0, f64::max);
    }
    2.0 * right / (found + inside.iter().sum::<f64>())
}

struct Totals {
    counts: Vec<Counts>,
    units: f64,
    inside: f64,
}

impl Totals {
    fn of(workers: usize) -> Totals {
        Totals {
            counts: vec![Counts::default(); workers],
            units: 0.0,
            inside: 0.0,
        }
    }
}

#[derive(Default)]
struct Spare {
    log_odds: Vec<f64>,
    inside: Vec<f64>,
    sums: Vec<f64>,
}

struct Model<'a> {
    settings: &'a SpanSettings,
    rates: Vec<Rates>,
    evidence: Vec<Evidence>,
    prevalence: f64,
}

impl<'a> Model<'a> {
    /// From the share of workers who marked each unit.
    fn start(texts: &[Text], workers: usize, settings: &'a SpanSettings) -> Model<'a> {
        let mut model = Model {
            settings,
            rates: Vec::new(),
            evidence: Vec::new(),
            prevalence: 0.5,
        };
        let mut totals = Totals::of(workers);
        let mut spare = Spare::default();
        for text in texts {
            vote_shares(text, &mut spare.inside);
            model.count(text, &mut spare, &mut totals);
        }
        model.maximise(&totals);
        model
    }

    /// Rounds used.
    fn fit(&mut self, texts: &[Text]) -> u32 {
        let mut spare = Spare::default();
        for round in 1..=self.settings.iterations {
            let mut totals = Totals::of(self.rates.len());
            for text in texts {
                self.expect(text, &mut spare);
                self.count(text, &mut spare, &mut totals);
            }
            if self.maximise(&totals) < self.settings.tolerance {
                return round;
            }
        }
        self.settings.iterations
    }

    /// Fills `spare.inside` with the probabilities of a text's units.
    fn expect(&self, text: &Text, spare: &mut Spare) {
        self.weigh(text, &mut spare.log_odds);
        spare.inside.clear();
        spare
            .inside
            .extend(spare.log_odds.iter().map(|log_odds| sigmoid(*log_odds)));
    }

    /// Adds what a text says of the workers. A text that only one worker saw teaches nothing of him: he would confirm
    /// himself.
    fn count(&self, text: &Text, spare: &mut Spare, totals: &mut Totals) {
        totals.units += text.units as f64;
        totals.inside += spare.inside.iter().sum::<f64>();
        if text.marks.len() > 1 {
            count_judgements(text, spare, self.settings.unit_weight, &mut totals.counts);
        }
    }

    /// Evidence per unit, by differences: the cost is that of the ranges and units, whatever the number of workers.
    fn weigh(&self, text: &Text, log_odds: &mut Vec<f64>) {
        log_odds.clear();
        log_odds.resize(text.units, 0.0);
        let mut base = 0.0;
        for marks in &text.marks {
            let evidence = self.evidence[marks.worker];
            base += evidence.unmarked;
            let step = evidence.marked - evidence.unmarked;
            for (start, end) in &marks.ranges {
                log_odds[*start as usize] += step;
                if let Some(after) = log_odds.get_mut(*end as usize) {
                    *after -= step;
                }
            }
        }
        let prior = logit(self.prevalence);
        let others = text.marks.len().saturating_sub(1) as f64;
        let weight = self.settings.unit_weight / (1.0 + others * self.settings.correlation);
        let mut level = base;
        for value in log_odds {
            level += *value;
            *value = prior + weight * level;
        }
    }

    /// The largest move of a worker's rate.
    fn maximise(&mut self, totals: &Totals) -> f64 {
        let (_, rates) = shrunk_rates(&totals.counts, Counts::ONE_EACH, self.settings.shrinkage);
        let moved = self.rates.iter().zip(&rates).map(|(old, new)| {
            let specificity = (old.specificity - new.specificity).abs();
            specificity.max((old.sensitivity - new.sensitivity).abs())
        });
        let moved = moved.fold(if self.rates.is_empty() { 1.0 } else { 0.0 }, f64::max);
        self.evidence = rates.iter().map(Rates::evidence).collect();
        self.rates = rates;
        self.prevalence = (totals.inside + 1.0) / (totals.units + 2.0);
        moved
    }

    fn workers(&self, texts: &[Text]) -> Vec<SpanWorker> {
        let mut units = vec![0u64; self.rates.len()];
        for text in texts.iter().filter(|text| text.marks.len() > 1) {
            for marks in &text.marks {
                units[marks.worker] += text.units as u64;
            }
        }
        let pairs = self.rates.iter().zip(units);
        pairs
            .map(|(rates, units)| SpanWorker { rates: *rates, units })
            .collect()
    }
}

fn vote_shares(text: &Text, inside: &mut Vec<f64>) {
    inside.clear();
    inside.resize(text.units, 0.0);
    if text.marks.is_empty() {
        return;
    }
    let vote = 1.0 / text.marks.len() as f64;
    for (start, end) in text.marks.iter().flat_map(|marks| &marks.ranges) {
        for share in &mut inside[*start as usize..*end as usize] {
            *share += vote;
        }
    }
}

/// Adds every worker's expected hits and misses, by running sums over the units.
fn count_judgements(text: &Text, spare: &mut Spare, weight: f64, counts: &mut [Counts]) {
    spare.sums.clear();
    spare.sums.push(0.0);
    let mut sum = 0.0;
    for probability in &spare.inside {
        sum += probability;
        spare.sums.push(sum);
    }
    let units = text.units as f64;
    for marks in &text.marks {
        let (mut hit, mut marked) = (0.0, 0.0);
        for (start, end) in &marks.ranges {
            hit += spare.sums[*end as usize] - spare.sums[*start as usize];
            marked += f64::from(end - start);
        }
        let count = &mut counts[marks.worker];
        count.present_marked += hit * weight;
        count.absent_marked += (marked - hit) * weight;
        count.present_unmarked += (sum - hit) * weight;
        count.absent_unmarked += (units - marked - (sum - hit)) * weight;
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
