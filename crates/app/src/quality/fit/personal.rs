//! What is known of each person where the pool as a whole is best described by votes: what people are shown and carry to
//! other projects is their own all the same.

use super::columns::Columns;
use super::learn::Material;
use pumasi_quality::{CarriedSkill, Level, Model, Pool, Skill};
use pumasi_truth::categorical::hierarchical::{
    Context, Iterations, Shrinkage, Skills, TaskEvidence, hierarchical, log_odds,
};
use pumasi_truth::online::information_share;
use pumasi_truth::{Answers, Sizes};

/// Below so many answers a project can not tell for itself whether its people differ: what other projects know of them
/// then counts.
const FEW: usize = 200;

/// The model that the project is judged with, and everybody's skill in it.
pub(super) fn described(material: &Material, pool: &Pool) -> (Model, Vec<Skill>) {
    let model = pool.model().clone();
    let workers = material.columns.workers.len();
    let of_pool = |worker: usize| pool.skill(worker).unwrap_or_else(|| model.newcomer(None));
    if model.level != Level::Pool {
        return (model.clone(), (0..workers).map(of_pool).collect());
    }
    let Some(own) = own_skills(material) else {
        return (model.clone(), (0..workers).map(of_pool).collect());
    };
    let known = material
        .carried
        .iter()
        .flatten()
        .any(|carried| carried.weight > 0.0);
    let block = model.classes() * model.classes();
    let by_person = known && material.columns.votes.len() < FEW;
    let skills = (0..workers)
        .map(|worker| {
            let table = &own.tables[worker * block..(worker + 1) * block];
            Skill {
                table: if by_person {
                    table.to_vec()
                } else {
                    of_pool(worker).table
                },
                right: own.right[worker],
                answers: own.weight[worker],
                information: information_share(&own.class_prior, table),
                log_odds_above_pool: log_odds(own.right[worker]) - log_odds(own.pool_right),
            }
        })
        .collect();
    if !by_person {
        return (model, skills);
    }
    let model = Model {
        level: Level::Coin,
        class_prior: own.class_prior,
        pool_right: own.pool_right,
        newcomer: own.newcomer,
        ..model
    };
    (model, skills)
}

/// One number for each person. Nothing where the columns hold more than 32 bits count.
fn own_skills(material: &Material) -> Option<Skills> {
    let columns = &material.columns;
    let answers = answers(columns)?;
    let classes = columns.classes.len();
    let evidence: Vec<TaskEvidence> = columns
        .known
        .iter()
        .map(|(task, class)| TaskEvidence {
            task: *task,
            likelihood: (0..classes)
                .map(|k| f64::from(u8::from(k == *class as usize)))
                .collect(),
        })
        .collect();
    let nothing = CarriedSkill {
        log_odds_above_pool: 0.0,
        weight: 0.0,
    };
    let carried: Vec<CarriedSkill> = material
        .carried
        .iter()
        .map(|carried| carried.unwrap_or(nothing))
        .collect();
    let context = Context {
        evidence: &evidence,
        carried: &carried,
    };
    let fit = hierarchical(
        &answers,
        context,
        Shrinkage::default(),
        Level::Coin,
        Iterations::default(),
        None,
    );
    Some(fit.skills)
}

fn answers(columns: &Columns) -> Option<Answers> {
    let all = || columns.votes.iter().chain(&columns.predictions);
    let tasks: Vec<u32> = all().map(|vote| vote.task).collect();
    let workers: Vec<u32> = all().map(|vote| vote.worker).collect();
    let classes: Vec<u32> = all().map(|vote| vote.class).collect();
    let sizes = Sizes {
        tasks: columns.tasks.len(),
        workers: columns.workers.len(),
        classes: columns.classes.len(),
    };
    Answers::from_columns(&tasks, &workers, &classes, sizes).ok()
}
