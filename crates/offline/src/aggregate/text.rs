//! Answers that are texts.

use super::Arguments;
use super::method::choose;
use super::open::read_open;
use crate::table::Source;
use anyhow::Result;
use pumasi_truth::OpenAnswers;
use pumasi_truth::text::{
    ChoiceResult, HrrasaOptions, Normalisation, RasaOptions, RoverOptions, encode, exact_vote, hrrasa, rasa,
    rover, word_medoid,
};

/// How to infer.
#[derive(Debug, Clone, Copy)]
enum Method {
    Hrrasa,
    Rasa,
    Rover,
    Medoid,
    Majority,
}

/// The names, the default first: for translations and free text. Transcripts are better put together by rover.
const METHODS: [(&str, Method); 5] = [
    ("hrrasa", Method::Hrrasa),
    ("rasa", Method::Rasa),
    ("rover", Method::Rover),
    ("medoid", Method::Medoid),
    ("majority", Method::Majority),
];

/// A text and its agreement per task, and a skill per worker.
struct Found {
    texts: Vec<(String, f64)>,
    skills: Vec<Option<f64>>,
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let method = choose("text", arguments.method.as_deref(), &METHODS)?;
    let open = read_open(
        Source::open(&arguments.input)?,
        true,
        |label| Ok(label.to_owned()),
    )?;
    let found = infer(method, &open.answers()?)?;
    let (labels, sure): (Vec<String>, Vec<f64>) = found.texts.into_iter().unzip();
    open.write(arguments, &labels, "agreement", &sure)?;
    let skills: Vec<Vec<f64>> = found
        .skills
        .iter()
        .map(|skill| vec![skill.unwrap_or(f64::NAN)])
        .collect();
    open.write_workers(arguments.workers.as_deref(), "skill", &skills)
}

fn infer(method: Method, answers: &OpenAnswers<'_, String>) -> Result<Found> {
    let rules = Normalisation::default();
    let embed = || {
        let normal: Vec<String> = answers
            .values()
            .iter()
            .map(|text| pumasi_truth::text::normalise(text, rules))
            .collect();
        encode(&normal)
    };
    let choice = match method {
        Method::Hrrasa => hrrasa(answers, &embed(), HrrasaOptions::default())?,
        Method::Rasa => rasa(answers, &embed(), RasaOptions::default())?,
        Method::Medoid => word_medoid(answers, rules),
        Method::Majority => exact_vote(answers, rules),
        Method::Rover => {
            let found = rover(answers, None, RoverOptions::default());
            let texts = found.texts.into_iter().flatten();
            return Ok(Found {
                texts: texts.map(|text| (text.text, text.agreement)).collect(),
                skills: found.skills,
            });
        }
    };
    Ok(chosen(answers, choice))
}

/// The chosen answers as they were written.
fn chosen(answers: &OpenAnswers<'_, String>, choice: ChoiceResult) -> Found {
    let texts = choice.chosen.iter().flatten();
    Found {
        texts: texts
            .map(|one| (answers.value(one.row).clone(), one.agreement))
            .collect(),
        skills: choice.skills,
    }
}
