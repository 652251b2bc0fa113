//! The full pass: skills, level of detail and calibration from all answers.

use super::report::{LevelFigures, Report};
use super::{CROWD_CALIBRATION, Pool};
use crate::model::Model;
use crate::route::is_uninformative;
use pumasi_truth::calibration::{Calibration, Outcome, reliability};
use pumasi_truth::categorical::choose_level;
use pumasi_truth::categorical::hierarchical::{
    Context, Iterations, Level, Shrinkage, Skills, TaskEvidence, hierarchical, hierarchical_by_levels,
    log_odds,
};
use pumasi_truth::{Answers, Sizes, best_of};

/// Known tasks are split into so many parts; each part is judged by a fit that does not know its truths.
const FOLDS: usize = 2;

/// Fewest known tasks with answers for levels to be compared and confidence to be calibrated.
const KNOWN_LEAST: usize = 4;

/// Standard deviations of the prior of the calibration's offset and slope: how much projects differ.
const CALIBRATION_DEVIATIONS: (f64, f64) = (0.5, 0.2);

/// Bins of the reliability diagram.
const BINS: usize = 10;

/// From so many answers on the level is chosen anew for half as many more, before that for a fifth.
const MANY_ANSWERS: usize = 20_000;

/// The first fit of a project.
const COLD: Iterations = Iterations {
    most: 20,
    tolerance: 1e-5,
};

/// A fit that starts from the last one: answers have been added, people have not changed.
const WARM: Iterations = Iterations {
    most: 4,
    tolerance: 1e-5,
};

/// What a fit without its own truth said of a known task, per level.
struct Blind {
    truth: usize,
    posteriors: [Vec<f64>; 3],
}

impl Pool {
    /// Learns skills, level and calibration anew from all answers, starting from the last fit.
    pub fn refit(&mut self) {
        let answers = self.columns();
        let shrinkage = Shrinkage::default();
        let iterations = if self.fitted.is_some() { WARM } else { COLD };
        let blind = self.judge_blind(&answers, shrinkage, iterations);
        let levels = figures(&blind);
        let default = self.foretell(&answers, shrinkage, iterations);
        let level = choose(&blind, &levels, default);
        let outcomes = outcomes(&blind, level);
        let calibration = Calibration::fit(&outcomes, CROWD_CALIBRATION, CALIBRATION_DEVIATIONS);
        self.report = Report {
            levels,
            before: (!outcomes.is_empty()).then(|| reliability(&outcomes, BINS)),
            after: (!outcomes.is_empty()).then(|| reliability(&cross_calibrated(&outcomes), BINS)),
        };
        let evidence = self.evidence(|_| true);
        let context = Context {
            evidence: &evidence,
            carried: &self.carried,
        };
        let fit = hierarchical(
            &answers,
            context,
            shrinkage,
            level,
            iterations,
            self.fitted.as_ref(),
        );
        let skills = fit.skills;
        self.model = Model {
            level,
            class_prior: skills.class_prior.clone(),
            pool_right: skills.pool_right,
            asked_right: skills.pool_right,
            newcomer: skills.newcomer.clone(),
            calibration,
            inspector: self.model.inspector,
            known_tasks: outcomes.len(),
            answers: answers.len(),
        };
        self.fitted = Some(skills);
        self.model.asked_right = self.asked_right();
    }

    /// Share of right answers of those from whom answers are bought.
    fn asked_right(&self) -> f64 {
        let (mut right, mut all) = (0.0, 0.0);
        for skill in (0..self.carried.len()).filter_map(|worker| self.skill(worker)) {
            if !is_uninformative(&self.model, &skill) {
                right += skill.answers * skill.right;
                all += skill.answers;
            }
        }
        if all > 0.0 {
            right / all
        } else {
            self.model.pool_right
        }
    }

    /// The level that foretells answers best, looked at again when there are enough more of them.
    fn foretell(&mut self, answers: &Answers, shrinkage: Shrinkage, iterations: Iterations) -> Level {
        let growth = if answers.len() < MANY_ANSWERS { 1.2 } else { 1.5 };
        if answers.len() as f64 >= self.foretold.1 as f64 * growth {
            // Without known truths: who knows better than the crowd agrees less with it.
            let context = Context {
                evidence: &[],
                carried: &self.carried,
            };
            let choice = choose_level(answers, context, shrinkage, iterations, 0.0);
            // Single answers foretell nothing. Then votes say no more than matrices, and only matrices, learned from known
            // tasks and verdicts, say whose answer is in doubt.
            let level = match choice.foretold.is_empty() {
                true => Level::Confusion,
                false => choice.level,
            };
            self.foretold = (level, answers.len().max(1));
        }
        self.foretold.0
    }

    /// The answers and predictions in columns.
    fn columns(&self) -> Answers {
        let given: usize = self.answers.iter().map(Vec::len).sum();
        let predicted: usize = self.beside.values().map(|beside| beside.predictions.len()).sum();
        let total = given + predicted;
        let mut columns = [
            Vec::with_capacity(total),
            Vec::with_capacity(total),
            Vec::with_capacity(total),
        ];
        let classes = self.classes as u32;
        let mut push = |task: u32, code: u32| {
            columns[0].push(task);
            columns[1].push(code / classes);
            columns[2].push(code % classes);
        };
        for (task, codes) in self.answers.iter().enumerate() {
            for code in codes {
                push(task as u32, *code);
            }
        }
        for (task, beside) in &self.beside {
            for code in &beside.predictions {
                push(*task, *code);
            }
        }
        let sizes = Sizes {
            tasks: self.answers.len(),
            workers: self.carried.len(),
            classes: self.classes,
        };
        Answers::from_columns(&columns[0], &columns[1], &columns[2], sizes)
            .expect("indices come from this pool's own add_ functions, and 32 bits count a project's answers")
    }

    /// Known truths that `takes` chooses, by their number among the known ones, and everything inspectors said.
    fn evidence(&self, takes: impl Fn(usize) -> bool) -> Vec<TaskEvidence> {
        let mut evidence = Vec::new();
        for (task, beside) in &self.beside {
            for likelihood in &beside.likelihoods {
                let likelihood = likelihood.clone();
                evidence.push(TaskEvidence {
                    task: *task,
                    likelihood,
                });
            }
        }
        let known = self
            .known
            .iter()
            .enumerate()
            .filter_map(|(task, known)| known.map(|class| (task, class)));
        for (number, (task, class)) in known.enumerate() {
            if takes(number) {
                let likelihood = (0..self.classes)
                    .map(|k| f64::from(u8::from(k == class as usize)))
                    .collect();
                evidence.push(TaskEvidence {
                    task: task as u32,
                    likelihood,
                });
            }
        }
        evidence.sort_by_key(|item| item.task);
        evidence
    }

    /// What fits that do not know their truth say of the known tasks.
    fn judge_blind(&self, answers: &Answers, shrinkage: Shrinkage, iterations: Iterations) -> Vec<Blind> {
        let known: Vec<(usize, usize)> = (self.known.iter().enumerate())
            .filter_map(|(task, known)| known.map(|class| (task, class as usize)))
            .collect();
        let answered = known
            .iter()
            .filter(|(task, _)| !answers.codes(*task).is_empty())
            .count();
        if answered < KNOWN_LEAST {
            return Vec::new();
        }
        let mut blind: Vec<Blind> = known
            .iter()
            .map(|(_, truth)| Blind {
                truth: *truth,
                posteriors: [const { Vec::new() }; 3],
            })
            .collect();
        for fold in 0..FOLDS {
            let evidence = self.evidence(|number| number % FOLDS != fold);
            let context = Context {
                evidence: &evidence,
                carried: &self.carried,
            };
            let mut level_index = 0;
            let warm = self.fitted.as_ref();
            hierarchical_by_levels(
                answers,
                context,
                shrinkage,
                Level::Confusion,
                iterations,
                warm,
                |_, found, _| {
                    for (number, (task, _)) in known.iter().enumerate() {
                        if number % FOLDS == fold && !answers.codes(*task).is_empty() {
                            blind[number].posteriors[level_index] = found.row(*task).to_vec();
                        }
                    }
                    level_index += 1;
                },
            );
        }
        blind.retain(|item| !item.posteriors[0].is_empty());
        blind
    }
}

fn figures(blind: &[Blind]) -> Vec<LevelFigures> {
    if blind.is_empty() {
        return Vec::new();
    }
    let count = blind.len() as f64;
    let of = |(index, level): (usize, &Level)| {
        let right = blind
            .iter()
            .filter(|item| best_of(&item.posteriors[index]).class == item.truth)
            .count();
        let score: f64 = blind
            .iter()
            .map(|item| item.posteriors[index][item.truth].max(1e-3).ln())
            .sum();
        LevelFigures {
            level: *level,
            tasks: blind.len(),
            accuracy: right as f64 / count,
            log_score: score / count,
        }
    };
    Level::ALL.iter().enumerate().map(of).collect()
}

/// Another level than the one that foretells best is chosen only where it is better on known tasks by more than chance
/// explains: the standard error of the paired difference of hits.
fn choose(blind: &[Blind], levels: &[LevelFigures], default: Level) -> Level {
    let of = |level: Level| Level::ALL.iter().position(|other| *other == level).unwrap_or(0);
    let mut best = (default, 0.0);
    for figures in levels.iter().filter(|figures| figures.level != default) {
        let differences: Vec<f64> = blind
            .iter()
            .map(|item| {
                let hit = |level: Level| best_of(&item.posteriors[of(level)]).class == item.truth;
                f64::from(i8::from(hit(figures.level)) - i8::from(hit(default)))
            })
            .collect();
        let count = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / count;
        // One more task of either outcome: few tasks that all agree do not prove that there is no variance.
        let variance = (differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() + 1.0) / count;
        let lower = mean - (variance / count).sqrt();
        if lower > best.1 {
            best = (figures.level, lower);
        }
    }
    best.0
}

fn outcomes(blind: &[Blind], level: Level) -> Vec<Outcome> {
    let index = Level::ALL.iter().position(|other| *other == level).unwrap_or(0);
    let of = |item: &Blind| {
        let best = best_of(&item.posteriors[index]);
        Outcome {
            claimed: best.probability,
            right: best.class == item.truth,
        }
    };
    blind.iter().map(of).collect()
}

/// The outcomes with claims calibrated by the other half.
fn cross_calibrated(outcomes: &[Outcome]) -> Vec<Outcome> {
    let half = |wanted: usize| -> Vec<Outcome> {
        let numbered = outcomes.iter().enumerate().filter(|(n, _)| n % FOLDS == wanted);
        numbered.map(|(_, outcome)| *outcome).collect()
    };
    let mut all = Vec::with_capacity(outcomes.len());
    for fold in 0..FOLDS {
        let map = Calibration::fit(&half(1 - fold), CROWD_CALIBRATION, CALIBRATION_DEVIATIONS);
        all.extend(half(fold).into_iter().map(|outcome| Outcome {
            claimed: map.apply(outcome.claimed),
            ..outcome
        }));
    }
    all
}

/// Difference of a worker's log odds of a right answer to the pool's.
pub(super) fn above_pool(fitted: &Skills, worker: usize) -> f64 {
    log_odds(fitted.right[worker]) - log_odds(fitted.pool_right)
}
