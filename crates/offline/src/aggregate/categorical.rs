//! Answers that are one of a few classes.

use super::Arguments;
use super::answers::{Named, read};
use super::method::choose;
use super::output::{write_labels, write_probabilities, write_workers};
use crate::table::Source;
use anyhow::Result;
use pumasi_truth::Posterior;
use pumasi_truth::categorical::majority_vote;

/// How to infer.
#[derive(Debug, Clone, Copy)]
enum Method {
    Majority,
}

const METHODS: [(&str, Method); 1] = [("majority", Method::Majority)];

/// What a method found.
struct Found {
    posterior: Posterior,
    /// Number per worker, where the method has one.
    skills: Option<Vec<f64>>,
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let method = choose("categorical", arguments.method.as_deref(), &METHODS)?;
    let named = read(Source::open(&arguments.input)?)?;
    let found = infer(method, &named);
    write_labels(arguments.output.as_deref(), &named, &found.posterior)?;
    if let Some(path) = &arguments.probabilities {
        write_probabilities(path, &named, &found.posterior)?;
    }
    if let Some(path) = &arguments.workers {
        write_workers(path, &named, &found.posterior, found.skills.as_deref())?;
    }
    Ok(())
}

fn infer(method: Method, named: &Named) -> Found {
    match method {
        Method::Majority => Found {
            posterior: majority_vote(&named.answers),
            skills: None,
        },
    }
}
