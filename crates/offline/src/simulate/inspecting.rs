//! The inspectors of a simulated project: whose turn it is, how they are measured, and who is stopped, by the rules that the
//! server has.

use super::draw::{below, hits};
use super::project::Project;
use pumasi_domain::pause::{Share, is_explained, out_of_band};
use pumasi_domain::plan::known_turns::{is_wrong_one, known_percent};
use pumasi_domain::quality::{Collector, Rule, RuleAction};
use pumasi_domain::rules::{Finding, holds};
use pumasi_domain::state::Role;
use pumasi_quality::InspectorChecks;

/// A rule of the project for inspectors: below 60 % of the last 10 checks, and 6 of them at least.
const ACCURACY_RULE: Rule = Rule {
    collector: Collector::GoldAccuracy,
    window: 10,
    at_least: 6,
    threshold_percent: 60,
    action: RuleAction::Pause,
    hours: 0,
    role: Some(Role::Inspect),
};

/// The other rule, looked at after every full pass: verdicts that tell right from wrong answers by less than 40 %, as known
/// answers show (Youden's index of the measured rates).
const INFORMATION_RULE: Rule = Rule {
    collector: Collector::Information,
    window: 10,
    at_least: 1,
    threshold_percent: 40,
    action: RuleAction::Pause,
    hours: 0,
    role: Some(Role::Inspect),
};

#[derive(Debug, Clone, Default)]
pub(super) struct Inspector {
    pub(super) checks: InspectorChecks,
    /// Whether each check was right.
    scores: Vec<f64>,
    pub(super) verdicts: Vec<bool>,
    /// Turns that were handed out: known answers, inspections and decisions.
    turns: i64,
    /// Lot of the latest pair of turns: which of the two shows a wrong answer, if they are known ones.
    drawn: bool,
    pub(super) paused: bool,
}

impl Project<'_> {
    /// Somebody who is not stopped, after the known answers among their turns.
    pub(super) fn inspector(&mut self) -> Option<usize> {
        loop {
            let free: Vec<usize> = (0..self.inspectors.len())
                .filter(|inspector| !self.inspectors[*inspector].paused)
                .collect();
            if free.is_empty() {
                return None;
            }
            let inspector = free[below(&mut self.random, free.len())];
            while self.measures() && self.is_known_turn(inspector) && !self.inspectors[inspector].paused {
                self.check(inspector);
            }
            if !self.inspectors[inspector].paused {
                self.inspectors[inspector].turns += 1;
                self.inspected += 1;
                return Some(inspector);
            }
        }
    }

    /// Whether an inspector's next turn is a known answer.
    fn is_known_turn(&mut self, inspector: usize) -> bool {
        let pair = hits(&mut self.random, 0.5);
        let of = &mut self.inspectors[inspector];
        if of.turns % 2 == 0 {
            of.drawn = pair;
        }
        let mistaken = of.scores.contains(&0.0);
        let share = (self.run.inspector_gold_share * 100.0).round() as i64;
        let percent = known_percent(of.turns, mistaken, share);
        hits(&mut self.random, percent as f64 / 100.0)
    }

    /// An answer that is known to be right or wrong.
    fn check(&mut self, inspector: usize) {
        self.inspected += 1;
        let of = &mut self.inspectors[inspector];
        let is_right = !is_wrong_one(of.turns, of.drawn);
        of.turns += 1;
        let passes = self.crowd.passes(&mut self.random, inspector, is_right);
        let of = &mut self.inspectors[inspector];
        if is_right {
            of.checks.good += 1;
            of.checks.good_returned += i64::from(!passes);
        } else {
            of.checks.bad += 1;
            of.checks.bad_passed += i64::from(passes);
        }
        of.scores.push(f64::from(u8::from(passes == is_right)));
        let from = of.scores.len().saturating_sub(ACCURACY_RULE.window as usize);
        of.paused |= holds(&ACCURACY_RULE, &Finding::mean(&of.scores[from..]));
    }

    /// Stops an inspector who returns far more than the others.
    pub(super) fn brake(&mut self, inspector: usize) {
        let share = |of: &Inspector| {
            let from = of.verdicts.len().saturating_sub(100);
            let latest = &of.verdicts[from..];
            Share {
                hits: latest.iter().filter(|returned| **returned).count() as i64,
                n: latest.len() as i64,
            }
        };
        let others: Vec<Share> = (self.inspectors.iter().enumerate())
            .filter(|(other, of)| *other != inspector && !of.paused)
            .map(|(_, of)| share(of))
            .collect();
        let own = share(&self.inspectors[inspector]);
        let known_right = self.inspectors[inspector].checks.good;
        let false_return = self.rates[inspector].false_return;
        if out_of_band(own, &others).is_some() && !is_explained(own, known_right, false_return) {
            self.inspectors[inspector].paused = true;
        }
    }

    /// Stops inspectors whose verdicts tell too little.
    pub(super) fn apply_information_rule(&mut self) {
        for (of, rates) in self.inspectors.iter_mut().zip(&self.rates) {
            let information = (1.0 - rates.false_return - rates.missed_error).max(0.0);
            let finding = Finding {
                seen: of.verdicts.len() as i64,
                percent: 100.0 * information,
            };
            of.paused |= holds(&INFORMATION_RULE, &finding);
        }
    }
}
