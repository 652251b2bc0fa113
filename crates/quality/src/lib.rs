//! The quality engine of one project: what is known of its tasks and people (`truth`), and what to buy next (`domain`).
//! Pure: the server and the replay of recorded answers run this same code.
//!
//! There are two ways in.
//!
//! 1. [`decide_task`] on every answer, with nothing but the rows of the people concerned: the project's [`Model`], the
//!    [`Skill`] of everybody who answered the task, and the task's [`TaskEvidence`]. Microseconds.
//! 2. [`Pool`] in the background, with all answers of the project: [`Pool::refit`] learns the model and the skills anew,
//!    chooses how closely people are described, and calibrates confidence on the tasks of known truth.
//!
//! `Model` and `Skill` are rows of plain numbers ([`Model::to_numbers`], [`Skill::to_numbers`]) for a database to keep.
//! Between two fits a person without a row is a newcomer ([`Model::newcomer`]); what is known of a person from other
//! projects goes in as a [`CarriedSkill`] ([`Skill::carried`], [`combine_carried`]).
//!
//! ```
//! use pumasi_domain::plan::buy::{BuySettings, NextStep, Prices};
//! use pumasi_domain::quality::{Overlap, QualitySettings};
//! use pumasi_quality::{GivenAnswer, Model, TaskEvidence, decide_task};
//!
//! let settings = BuySettings::of(
//!     QualitySettings { overlap: Overlap::Adaptive, ..QualitySettings::default() },
//!     5,
//!     Prices { answer_minor: 50, inspection_minor: 50 },
//! );
//! let model = Model::unknown(2);
//! let answer = GivenAnswer { skill: None, class: 1 };
//! let evidence = TaskEvidence { answers: &[answer], ..TaskEvidence::default() };
//! let decision = decide_task(&model, &evidence, &settings);
//! assert_eq!(decision.class, 1);
//! assert_eq!(decision.next, NextStep::Answer);
//! ```

mod agreement;
mod certificate;
mod decide;
mod evidence;
mod inspectors;
mod model;
mod numbers;
mod pool;
mod route;

pub use agreement::{OpenDecision, decide_open, decide_open_calibrated};
pub use certificate::certify_audit;
pub use decide::{Decision, decide_task};
pub use evidence::{GivenAnswer, GivenVerdict, TaskEvidence};
pub use inspectors::{InspectorChecks, expected_rates, measured_rates};
pub use model::{Model, Skill, combine_carried};
pub use numbers::NumbersError;
pub use pool::{LevelFigures, Pool, Report};
pub use pumasi_truth::calibration::{Bin, Calibration, Outcome, Reliability};
pub use pumasi_truth::categorical::hierarchical::{CarriedSkill, Level};
pub use pumasi_truth::online::{Inspector, Said};
pub use route::{
    UNINFORMATIVE_ANSWERS, UNINFORMATIVE_SHARE, UNINFORMATIVE_SHARE_OF_POOL, is_uninformative,
    least_information, preference,
};
