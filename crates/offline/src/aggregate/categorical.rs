//! Answers that are one of a few classes.

use super::Arguments;
use super::answers::read;
use super::method::choose;
use super::output::{Workers, write_labels, write_probabilities, write_workers};
use anyhow::Result;
use pumasi_truth::categorical::dawid_skene::Settings;
use pumasi_truth::categorical::hierarchical::{Context, Fit, Iterations, Level, Shrinkage, hierarchical};
use pumasi_truth::categorical::{
    GladSettings, KosSettings, MaceSettings, MmsrSettings, SkilledVote, ZeroBasedSettings, auto, dawid_skene,
    glad, kos, mace, majority_vote, mmsr, one_coin, wawa, zero_based_skill,
};
use pumasi_truth::online::information_share;
use pumasi_truth::{Answers, Posterior};

/// How to infer.
#[derive(Debug, Clone, Copy)]
enum Method {
    Auto,
    Majority,
    Wawa,
    ZeroBased,
    OneCoin,
    DawidSkene,
    Hierarchical,
    Glad,
    Mace,
    Kos,
    Mmsr,
}

/// The names, the default first.
const METHODS: [(&str, Method); 11] = [
    ("auto", Method::Auto),
    ("hierarchical", Method::Hierarchical),
    ("majority", Method::Majority),
    ("wawa", Method::Wawa),
    ("zero-based", Method::ZeroBased),
    ("one-coin", Method::OneCoin),
    ("dawid-skene", Method::DawidSkene),
    ("glad", Method::Glad),
    ("mace", Method::Mace),
    ("kos", Method::Kos),
    ("m-msr", Method::Mmsr),
];

/// What a method found.
struct Found {
    posterior: Posterior,
    workers: Workers,
}

/// Does it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let method = choose("categorical", arguments.method.as_deref(), &METHODS)?;
    let named = read(&arguments.input, arguments.threads())?;
    let found = infer(method, &named.answers, arguments)?;
    write_labels(
        arguments.output.as_deref(),
        &named,
        &found.posterior,
        arguments.threads(),
    )?;
    if let Some(path) = &arguments.probabilities {
        write_probabilities(path, &named, &found.posterior)?;
    }
    if let Some(path) = &arguments.workers {
        write_workers(path, &named, &found.posterior, &found.workers)?;
    }
    Ok(())
}

fn infer(method: Method, answers: &Answers, arguments: &Arguments) -> Result<Found> {
    Ok(match method {
        Method::Auto => {
            let (choice, fit) = auto(answers, Context::default());
            eprintln!("auto: workers are described by {}", level_name(choice.level));
            Found::by_skills(fit)
        }
        Method::Majority => Found {
            posterior: majority_vote(answers),
            workers: Workers::default(),
        },
        Method::Wawa => Found::by_vote(wawa(answers)),
        Method::ZeroBased => Found::by_vote(zero_based_skill(answers, &ZeroBasedSettings::default())),
        Method::OneCoin => {
            let found = one_coin(answers, arguments.stop());
            Found::by_skill(found.posterior, found.skills)
        }
        Method::DawidSkene => by_dawid_skene(answers, arguments),
        Method::Hierarchical => {
            let (context, shrinkage) = (Context::default(), Shrinkage::default());
            let iterations = Iterations::default();
            Found::by_skills(hierarchical(
                answers,
                context,
                shrinkage,
                Level::Confusion,
                iterations,
                None,
            ))
        }
        Method::Glad => {
            let found = glad(answers, &GladSettings::default());
            Found::by_skill(found.posterior, found.skills)
        }
        Method::Mace => {
            let found = mace(answers, &MaceSettings::default());
            Found::by_skill(found.posterior, found.skills)
        }
        Method::Kos => {
            let found = kos(answers, &KosSettings::default())?;
            Found::by_skill(found.posterior, found.skills)
        }
        Method::Mmsr => {
            let found = mmsr(answers, &MmsrSettings::default());
            Found::by_skill(found.posterior, found.skills)
        }
    })
}

/// What the level means, in words.
fn level_name(level: Level) -> &'static str {
    match level {
        Level::Pool => "what all have in common (the votes decide)",
        Level::Coin => "one number each, the share of right answers",
        Level::Confusion => "a confusion matrix each",
    }
}

fn by_dawid_skene(answers: &Answers, arguments: &Arguments) -> Found {
    // With fewer answers a thread takes longer to start than it saves.
    const LEAST_ANSWERS: usize = 50_000;
    let settings = Settings {
        stop: arguments.stop(),
        threads: arguments.threads().min(1 + answers.len() / LEAST_ANSWERS),
    };
    let found = dawid_skene(answers, &settings);
    if arguments.workers.is_none() {
        return Found {
            posterior: found.posterior,
            workers: Workers::default(),
        };
    }
    let sizes = answers.sizes();
    let mut table = vec![0.0; sizes.classes * sizes.classes];
    let (mut skills, mut information) = (Vec::new(), Vec::new());
    for worker in 0..sizes.workers {
        table.fill(0.0);
        for (answer, row) in found.errors.of_worker(worker) {
            table[answer * sizes.classes..(answer + 1) * sizes.classes].copy_from_slice(row);
        }
        skills.push(found.errors.accuracy(worker, &found.class_prior));
        information.push(information_share(&found.class_prior, &table));
    }
    Found {
        posterior: found.posterior,
        workers: Workers {
            skills: Some(skills),
            information: Some(information),
        },
    }
}

impl Found {
    fn by_skill(posterior: Posterior, skills: Vec<f64>) -> Found {
        Found {
            posterior,
            workers: Workers {
                skills: Some(skills),
                information: None,
            },
        }
    }

    fn by_vote(found: SkilledVote) -> Found {
        Found::by_skill(found.posterior, found.skills)
    }

    fn by_skills(fit: Fit) -> Found {
        let skills = fit.skills;
        let classes = skills.class_prior.len();
        let tables = skills.tables.chunks_exact(classes * classes);
        let information = tables
            .map(|table| information_share(&skills.class_prior, table))
            .collect();
        Found {
            posterior: fit.posterior,
            workers: Workers {
                skills: Some(skills.right),
                information: Some(information),
            },
        }
    }
}
