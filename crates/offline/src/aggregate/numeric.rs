//! Answers that are numbers.

use super::Arguments;
use super::method::choose;
use super::open::read_open;
use crate::table::Source;
use anyhow::Result;
use pumasi_truth::OpenAnswers;
use pumasi_truth::numeric::{
    GuardOptions, NumericResult, VarianceOptions, guarded_mean, inverse_variance, mean, median, trimmed_mean,
};

/// Share that a trimmed mean cuts from either end.
const TRIMMED: f64 = 0.2;

type Method = fn(&OpenAnswers<'_, f64>) -> NumericResult;

/// The names, the default first.
const METHODS: [(&str, Method); 5] = [
    ("guarded-mean", |answers| {
        guarded_mean(answers, GuardOptions::default())
    }),
    ("mean", |answers| mean(answers)),
    ("median", |answers| median(answers)),
    ("trimmed-mean", |answers| trimmed_mean(answers, TRIMMED)),
    ("inverse-variance", |answers| {
        inverse_variance(answers, VarianceOptions::default())
    }),
];

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let method = choose("numeric", arguments.method.as_deref(), &METHODS)?;
    let open = read_open(Source::open(&arguments.input)?, false, |label| {
        match label.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(format!("is `{label}`; write a number like 3 or -0.25")),
        }
    })?;
    let found = method(&open.answers()?);
    let estimates: Vec<_> = found.estimates.into_iter().flatten().collect();
    let labels: Vec<String> = estimates
        .iter()
        .map(|estimate| estimate.value.to_string())
        .collect();
    let errors: Vec<f64> = estimates.iter().map(|estimate| estimate.standard_error).collect();
    open.write(arguments, &labels, "standard_error", &errors)?;
    let workers: Vec<Vec<f64>> = found
        .workers
        .iter()
        .map(|worker| {
            let unknown = f64::NAN;
            vec![
                worker.skill.unwrap_or(unknown),
                worker.bias,
                worker.deviation.unwrap_or(unknown),
            ]
        })
        .collect();
    open.write_workers(arguments.workers.as_deref(), "skill,bias,deviation", &workers)
}
