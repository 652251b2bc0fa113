//! What a fit leaves behind: the project's model, and a row for each person.

use crate::numbers::{NumbersError, Reader};
use pumasi_domain::plan::buy::InspectorRates;
use pumasi_truth::calibration::Calibration;
use pumasi_truth::categorical::hierarchical::{CarriedSkill, Level, Shrinkage, log_odds, shifted_table};
use pumasi_truth::online::information_share;

/// What is known of a project as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// How closely people are described.
    pub level: Level,
    /// Shares of the classes, K numbers that sum to 1.
    pub class_prior: Vec<f64>,
    /// The pool's share of right answers.
    pub pool_right: f64,
    /// Share of right answers of those from whom answers are bought: of all but the uninformative, each by their answers.
    pub asked_right: f64,
    /// Chances of the labels under each class for somebody of whom nothing is known: K×K numbers, at `label × K + class`.
    pub newcomer: Vec<f64>,
    /// What a claimed confidence is worth.
    pub calibration: Calibration,
    /// What is to be expected of an inspector who is asked.
    pub inspector: InspectorRates,
    /// How many tasks of known truth the calibration rests on.
    pub known_tasks: usize,
    /// Answers that the fit was made from.
    pub answers: usize,
}

/// What is known of a person, or of a program that predicts, in a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// Chances of the labels under each class: K×K numbers, at `label × K + class`.
    pub table: Vec<f64>,
    /// Expected share of right answers.
    pub right: f64,
    /// Answers that it was learned from (those on tasks with two answers or more, or of known truth).
    pub answers: f64,
    /// How much an answer tells, as a share of all there is to know: 0 nothing, 1 everything.
    pub information: f64,
    /// Difference of the log odds of a right answer to the pool's.
    pub log_odds_above_pool: f64,
}

/// What other projects teach of a person counts so much of what this project's own answers would.
const CARRIED_SHARE: f64 = 0.5;

/// And no more than so many answers.
const CARRIED_MOST: f64 = 40.0;

const MODEL_FORM: f64 = 3.0;
const SKILL_FORM: f64 = 1.0;

impl Model {
    /// Of a project without any answer. `classes` ≥ 1.
    pub fn unknown(classes: usize) -> Model {
        let right = Shrinkage::default().pool_right;
        let wrong = (1.0 - right) / (classes as f64 - 1.0).max(1.0);
        let at = |n: usize| if n / classes == n % classes { right } else { wrong };
        Model {
            level: Level::Confusion,
            class_prior: vec![1.0 / classes as f64; classes],
            pool_right: right,
            asked_right: right,
            newcomer: (0..classes * classes).map(at).collect(),
            calibration: crate::pool::CROWD_CALIBRATION,
            inspector: InspectorRates::default(),
            known_tasks: 0,
            answers: 0,
        }
    }

    /// K.
    pub fn classes(&self) -> usize {
        self.class_prior.len()
    }

    /// The skill of somebody without a row, with what other projects teach, if anything.
    pub fn newcomer(&self, carried: Option<CarriedSkill>) -> Skill {
        let carried = carried.filter(|carried| carried.weight > 0.0);
        let trust = carried.map_or(0.0, |c| c.weight / (c.weight + Shrinkage::default().coin_weight));
        let shift = carried.map_or(0.0, |c| c.log_odds_above_pool) * trust;
        let table = shifted_table(&self.newcomer, self.classes(), shift);
        Skill {
            information: information_share(&self.class_prior, &table),
            right: pumasi_truth::categorical::hierarchical::from_log_odds(log_odds(self.pool_right) + shift),
            table,
            answers: 0.0,
            log_odds_above_pool: shift,
        }
    }

    /// As plain numbers.
    pub fn to_numbers(&self) -> Vec<f64> {
        let level = Level::ALL
            .iter()
            .position(|level| *level == self.level)
            .unwrap_or(0);
        let mut numbers = vec![
            MODEL_FORM,
            self.classes() as f64,
            level as f64,
            self.pool_right,
            self.asked_right,
            self.calibration.offset,
            self.calibration.slope,
            self.inspector.false_return,
            self.inspector.missed_error,
            self.known_tasks as f64,
            self.answers as f64,
        ];
        numbers.extend(&self.class_prior);
        numbers.extend(&self.newcomer);
        numbers
    }

    /// From plain numbers.
    ///
    /// # Errors
    /// If they are not such a row.
    pub fn from_numbers(numbers: &[f64]) -> Result<Model, NumbersError> {
        let mut reader = Reader::new("model", MODEL_FORM, numbers)?;
        let classes = reader.classes()?;
        let level = reader.one()?;
        let Some(level) = Level::ALL.get(level as usize).copied() else {
            return Err(reader.error(format!("has level {level}")));
        };
        let model = Model {
            level,
            pool_right: reader.one()?,
            asked_right: reader.one()?,
            calibration: Calibration {
                offset: reader.one()?,
                slope: reader.one()?,
            },
            inspector: InspectorRates {
                false_return: reader.one()?,
                missed_error: reader.one()?,
            },
            known_tasks: reader.one()? as usize,
            answers: reader.one()? as usize,
            class_prior: reader.many(classes)?.to_vec(),
            newcomer: reader.many(classes * classes)?.to_vec(),
        };
        reader.end()?;
        Ok(model)
    }
}

impl Skill {
    /// What this says to other projects: half of its answers count, and forty at most.
    pub fn carried(&self) -> CarriedSkill {
        CarriedSkill {
            log_odds_above_pool: self.log_odds_above_pool,
            weight: (self.answers * CARRIED_SHARE).min(CARRIED_MOST),
        }
    }

    /// As plain numbers.
    pub fn to_numbers(&self) -> Vec<f64> {
        let classes = (self.table.len() as f64).sqrt().round();
        let mut numbers = vec![
            SKILL_FORM,
            classes,
            self.right,
            self.answers,
            self.information,
            self.log_odds_above_pool,
        ];
        numbers.extend(&self.table);
        numbers
    }

    /// From plain numbers.
    ///
    /// # Errors
    /// If they are not such a row.
    pub fn from_numbers(numbers: &[f64]) -> Result<Skill, NumbersError> {
        let mut reader = Reader::new("skill", SKILL_FORM, numbers)?;
        let classes = reader.classes()?;
        let skill = Skill {
            right: reader.one()?,
            answers: reader.one()?,
            information: reader.one()?,
            log_odds_above_pool: reader.one()?,
            table: reader.many(classes * classes)?.to_vec(),
        };
        reader.end()?;
        Ok(skill)
    }
}

/// What several other projects teach of one person together: the mean, each by its weight, and no more than forty answers.
pub fn combine_carried(skills: &[CarriedSkill]) -> CarriedSkill {
    let weight: f64 = skills.iter().map(|skill| skill.weight).sum();
    if weight <= 0.0 {
        return CarriedSkill {
            log_odds_above_pool: 0.0,
            weight: 0.0,
        };
    }
    let sum: f64 = skills
        .iter()
        .map(|skill| skill.weight * skill.log_odds_above_pool)
        .sum();
    CarriedSkill {
        log_odds_above_pool: sum / weight,
        weight: weight.min(CARRIED_MOST),
    }
}
