//! Inspecting in doubt against inspecting everything, among careless and hostile inspectors.

use super::crowd::{Crowd, MIXES, Mix, Size};
use super::mean_and_error;
use super::project::{Outcome, Run, Way, simulate};
use anyhow::{Result, bail};
use clap::Args;
use pumasi_domain::plan::buy::{BuySettings, Prices};
use pumasi_domain::quality::{InspectionRule, Overlap};
use serde_json::{Map, Value, json};

/// What `pumasi simulate inspectors` is told.
#[derive(Debug, Args)]
pub struct Arguments {
    /// How often each crowd is drawn and run
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    seeds: u64,

    /// Only this crowd: mild, mixed, careless or hostile
    #[arg(long, value_name = "NAME")]
    crowd: Option<String>,

    /// How likely a result must be, where the engine decides what is inspected
    #[arg(long, value_name = "PROBABILITY", default_value_t = 0.95)]
    target_confidence: f64,

    /// Tasks of a project
    #[arg(long, value_name = "COUNT", default_value_t = 2000)]
    tasks: usize,

    /// Workers of a project
    #[arg(long, value_name = "COUNT", default_value_t = 40)]
    workers: usize,

    /// Inspectors of a project
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    inspectors: usize,

    /// Share of each worker's tasks whose answer is known
    #[arg(long, value_name = "SHARE", default_value_t = 0.1)]
    gold_share: f64,

    /// Share of each inspector's queue that is known to be right or wrong
    #[arg(long, value_name = "SHARE", default_value_t = 0.1)]
    inspector_gold_share: f64,
}

impl Arguments {
    fn check(&self) -> Result<()> {
        if !(0.5..1.0).contains(&self.target_confidence) {
            bail!(
                "--target-confidence: {} is not from 0.5 up to below 1",
                self.target_confidence
            );
        }
        for (name, share) in [
            ("--gold-share", self.gold_share),
            ("--inspector-gold-share", self.inspector_gold_share),
        ] {
            if !(0.0..=0.5).contains(&share) {
                bail!("{name}: {share} is not from 0 to 0.5");
            }
        }
        if let Some(name) = &self.crowd
            && MIXES.iter().all(|mix| mix.name != name)
        {
            bail!("--crowd: {name} is none of mild, mixed, careless and hostile");
        }
        if self.seeds == 0 || self.tasks < 10 || self.workers < 8 || self.inspectors == 0 {
            bail!("there must be a seed, 10 tasks, 8 workers and an inspector at least");
        }
        Ok(())
    }

    fn run(&self, (_, way, answers): (&str, Way, (i64, i64)), seed: u64) -> Run {
        let mut settings = settings(answers, self.target_confidence);
        if way == Way::AnswersOnly {
            settings.inspection = InspectionRule::Share;
        }
        Run {
            way,
            settings,
            gold_share: self.gold_share,
            inspector_gold_share: self.inspector_gold_share,
            seed,
        }
    }

    fn draw(&self, mix: Mix, seed: u64) -> Crowd {
        let size = Size {
            tasks: self.tasks + self.tasks / 9,
            workers: self.workers,
            inspectors: self.inspectors,
        };
        Crowd::new(mix, size, seed)
    }
}

/// Inspections for tasks in doubt, and further answers where a task may have several.
pub fn settings((least, most): (i64, i64), target: f64) -> BuySettings {
    BuySettings {
        overlap: if most > least {
            Overlap::Adaptive
        } else {
            Overlap::Fixed
        },
        margin: 2,
        answers_min: least,
        answers_max: most,
        target,
        inspection: InspectionRule::Doubt,
        prices: Prices {
            answer_minor: 100,
            inspection_minor: 100,
        },
    }
}

/// What is compared: the name, the way, and how few and how many answers a task has.
const WAYS: [(&str, Way, (i64, i64)); 7] = [
    ("nothing", Way::Nothing, (1, 1)),
    ("believe_everything", Way::Believe, (1, 1)),
    ("weigh_everything", Way::Weigh, (1, 1)),
    ("doubt", Way::Doubt, (1, 1)),
    ("doubt_1_to_3_answers", Way::Doubt, (1, 3)),
    ("doubt_2_to_3_answers", Way::Doubt, (2, 3)),
    ("only_2_to_3_answers", Way::AnswersOnly, (2, 3)),
];

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    arguments.check()?;
    let mut crowds = Map::new();
    for mix in MIXES {
        if arguments.crowd.as_ref().is_some_and(|name| name != mix.name) {
            continue;
        }
        eprintln!(
            "crowd {}: {:.0} % of the inspectors careless, {:.0} % hostile",
            mix.name,
            mix.careless * 100.0,
            mix.hostile * 100.0
        );
        crowds.insert(mix.name.to_owned(), compare(arguments, mix));
    }
    let summary = json!({
        "target_confidence": arguments.target_confidence,
        "seeds": arguments.seeds,
        "tasks": arguments.tasks,
        "workers": arguments.workers,
        "inspectors": arguments.inspectors,
        "gold_share": arguments.gold_share,
        "inspector_gold_share": arguments.inspector_gold_share,
        "crowds": crowds,
    });
    println!("{}", serde_json::to_string(&summary)?);
    Ok(())
}

fn compare(arguments: &Arguments, mix: Mix) -> Value {
    let mut of_ways: Vec<Vec<Outcome>> = vec![Vec::new(); WAYS.len()];
    for seed in 0..arguments.seeds {
        let crowd = arguments.draw(mix, seed);
        for (way, outcomes) in WAYS.iter().zip(&mut of_ways) {
            outcomes.push(simulate(&crowd, arguments.run(*way, seed)));
        }
    }
    eprintln!(
        "  {:<22} {:>16} {:>16} {:>12} {:>10} {:>9}",
        "", "error %", "more than (a)", "inspections", "answers", "cost"
    );
    let believed = of_ways[1].clone();
    let mut figures = Map::new();
    for ((name, _, _), outcomes) in WAYS.iter().zip(&of_ways) {
        figures.insert((*name).to_owned(), row(name, outcomes, &believed));
    }
    Value::Object(figures)
}

/// One way's line of the table, and its figures.
fn row(name: &str, outcomes: &[Outcome], believed: &[Outcome]) -> Value {
    let of = |figure: fn(&Outcome) -> f64| mean_and_error(&outcomes.iter().map(figure).collect::<Vec<_>>());
    let (error, error_error) = of(|o| o.error);
    // On the same crowds and the same first answers.
    let paired: Vec<f64> = outcomes
        .iter()
        .zip(believed)
        .map(|(one, all)| one.error - all.error)
        .collect();
    let (more, more_error) = mean_and_error(&paired);
    let (inspections, inspections_error) = of(|o| o.inspections);
    let (of_everything, _) = mean_and_error(&believed.iter().map(|o| o.inspections).collect::<Vec<_>>());
    let (answers, _) = of(|o| o.answers);
    let (cost, _) = of(|o| o.cost_minor);
    let share = inspections / of_everything;
    eprintln!(
        "  {name:<22} {:>9.2} ± {:<4.2} {:>9.2} ± {:<4.2} {inspections:>5.3} {:>4.0} % {answers:>10.3} {cost:>9.1}",
        error * 100.0,
        error_error * 100.0,
        more * 100.0,
        more_error * 100.0,
        share * 100.0
    );
    json!({
        "error": error,
        "error_standard_error": error_error,
        "error_above_believing": more,
        "error_above_believing_standard_error": more_error,
        "inspections_per_task": inspections,
        "inspections_per_task_standard_error": inspections_error,
        "inspections_of_believing": share,
        "answers_per_task": answers,
        "cost_minor_per_task": cost,
    })
}
