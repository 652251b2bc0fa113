//! How somebody inspects: finds real errors by the known truth, overlooks some, and says what is wrong and where.

use crate::client::{Answer, Comment, Inspect, Region, Verdict, VerdictKind};
use crate::faults::{Fault, FaultKind, faults};
use crate::form::Form;
use crate::person::{Habits, Person, log_normal_ms};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::HashMap;

/// What an inspector says about each kind of fault: the clause of the guide and the reason.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    sayings: HashMap<FaultKind, (String, String)>,
    /// The clause that is cited where no other fits; none if the guide has no clauses.
    fallback_clause: Option<String>,
}

impl Rulebook {
    /// Cites this clause wherever no other is named.
    pub fn citing(clause: &str) -> Rulebook {
        Rulebook {
            fallback_clause: Some(clause.to_owned()),
            ..Rulebook::default()
        }
    }

    /// Cites `clause` with `reason` for faults of this kind.
    pub fn with(mut self, kind: FaultKind, clause: &str, reason: &str) -> Rulebook {
        self.sayings.insert(kind, (clause.to_owned(), reason.to_owned()));
        self
    }

    fn saying(&self, kind: FaultKind) -> (Option<String>, String) {
        match self.sayings.get(&kind) {
            Some((clause, reason)) => (Some(clause.clone()), reason.clone()),
            None => (self.fallback_clause.clone(), general_reason(kind).to_owned()),
        }
    }
}

fn general_reason(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::WrongChoice => "다른 답이 맞아요. 다시 한번 봐 주세요.",
        FaultKind::LooseBox => "상자가 대상에 딱 맞지 않아요.",
        FaultKind::WrongLabel => "상자의 이름표가 달라요.",
        FaultKind::ExtraBox => "이 상자 안에는 찾는 것이 없어요.",
        FaultKind::MissingBox => "여기 빠진 것이 있어요.",
        FaultKind::TooShort => "내용이 너무 짧아요. 조금 더 써 주세요.",
        FaultKind::Usable => "답할 수 있는 자료예요.",
    }
}

/// As many comments as a verdict may carry.
const COMMENTS_MAX: usize = 50;

/// An inspector's ways. Shares are 0 to 1.
#[derive(Clone, Debug)]
pub struct Strictness {
    /// How often faults are overlooked.
    pub misses: f64,
    /// How often something wrong is mended by the inspector rather than returned.
    pub fixes: f64,
    /// How often something wrong is refused.
    pub refuses: f64,
    /// Median of the time for one inspection, in seconds.
    pub seconds: f64,
}

impl Default for Strictness {
    fn default() -> Self {
        Strictness {
            misses: 0.05,
            fixes: 0.12,
            refuses: 0.03,
            seconds: 4.0,
        }
    }
}

/// Somebody who inspects. The same seed always inspects in the same way.
#[derive(Clone, Debug)]
pub struct Inspector {
    pub strictness: Strictness,
    pub rulebook: Rulebook,
    /// How they answer a task themselves.
    hand: Person,
    rng: ChaCha8Rng,
}

impl Inspector {
    /// Somebody with these ways.
    pub fn new(strictness: Strictness, rulebook: Rulebook, seed: u64) -> Inspector {
        let habits = Habits {
            accuracy: 1.0 - strictness.misses,
            sloppy: strictness.misses,
            short: 0.0,
            seconds: strictness.seconds,
            ..Habits::default()
        };
        Inspector {
            strictness,
            rulebook,
            hand: Person::new(habits, seed),
            rng: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// Their own answer where people disagree or a result is audited: wrong as often as they overlook faults.
    pub fn answer(&mut self, form: &Form, right: &[Region]) -> Answer {
        self.hand.answer(form, right, false)
    }

    /// The decision on an answer whose right form is known.
    pub fn judge(&mut self, form: &Form, right: &[Region], inspect: &Inspect) -> Verdict {
        let active_ms = log_normal_ms(&mut self.rng, self.strictness.seconds, 0.4);
        let found = if inspect.answer.kind == "unusable" {
            vec![Fault {
                kind: FaultKind::Usable,
                place: None,
            }]
        } else {
            faults(form, right, &inspect.answer.regions)
        };
        if found.is_empty() {
            return Verdict::plain(VerdictKind::Pass, active_ms);
        }
        if self.rng.random_bool(self.strictness.misses) {
            return Verdict::plain(VerdictKind::Pass, active_ms);
        }
        self.object(found, right, inspect.last_round, active_ms)
    }

    fn object(&mut self, found: Vec<Fault>, right: &[Region], last_round: bool, active_ms: i64) -> Verdict {
        let draw = self.rng.random_range(0.0..1.0);
        // What can not be returned once more is mended: nobody loses pay for the inspector's patience.
        let verdict = if draw < self.strictness.refuses {
            VerdictKind::Refuse
        } else if last_round || draw < self.strictness.refuses + self.strictness.fixes {
            VerdictKind::Fix
        } else {
            VerdictKind::Return
        };
        // The verdict says what the first fault is; each has its place, and one of another kind its own words.
        let kind = found[0].kind;
        let (clause, reason) = self.rulebook.saying(kind);
        let comments = found.into_iter().take(COMMENTS_MAX).map(|fault| {
            let own = (fault.kind != kind).then(|| self.rulebook.saying(fault.kind));
            let (clause, text) = own.unwrap_or_default();
            Comment {
                text,
                clause,
                place: fault.place,
            }
        });
        let comments = comments.filter(|comment| comment.place.is_some() || !comment.text.is_empty());
        let comments = comments.collect();
        Verdict {
            reason: Some(reason),
            clause,
            regions: (verdict == VerdictKind::Fix).then(|| right.to_vec()),
            comments,
            ..Verdict::plain(verdict, active_ms)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{InspectedAnswer, Place};
    use crate::form::tests::everything;

    fn inspect(regions: Vec<Region>, last_round: bool) -> Inspect {
        Inspect {
            answer: InspectedAnswer {
                kind: "regions".to_owned(),
                regions,
                round: 0,
            },
            last_round,
        }
    }

    fn strict() -> Strictness {
        Strictness {
            misses: 0.0,
            fixes: 0.0,
            refuses: 0.0,
            seconds: 2.0,
        }
    }

    #[test]
    fn returns_name_clause_reason_and_place() {
        let form = Form::read(&everything());
        let right = [
            form.fields[0].choice("cat"),
            form.fields[1].rectangle("a".into(), [10.0, 10.0, 20.0, 20.0], "cat"),
        ];
        let loose = vec![
            form.fields[0].choice("cat"),
            form.fields[1].rectangle("box-1".into(), [4.0, 4.0, 30.0, 30.0], "cat"),
        ];
        let rulebook = Rulebook::default().with(FaultKind::LooseBox, "2.1", "too loose");
        let mut inspector = Inspector::new(strict(), rulebook, 1);
        let verdict = inspector.judge(&form, &right, &inspect(loose.clone(), false));
        assert_eq!(verdict.verdict, VerdictKind::Return);
        assert_eq!(verdict.clause.as_deref(), Some("2.1"));
        assert_eq!(verdict.reason.as_deref(), Some("too loose"));
        let place = Some(Place::Region {
            region_id: "box-1".to_owned(),
        });
        assert_eq!(verdict.comments.len(), 1);
        assert_eq!(verdict.comments[0].place, place);

        let verdict = inspector.judge(&form, &right, &inspect(loose, true));
        assert_eq!(verdict.verdict, VerdictKind::Fix);
        assert_eq!(verdict.regions.as_deref(), Some(&right[..]));

        let verdict = inspector.judge(&form, &right, &inspect(right.to_vec(), false));
        assert_eq!(verdict.verdict, VerdictKind::Pass);
    }

    #[test]
    fn some_faults_are_overlooked() {
        let form = Form::read(&everything());
        let right = [form.fields[0].choice("cat")];
        let wrong = vec![form.fields[0].choice("dog")];
        let strictness = Strictness {
            misses: 0.3,
            ..strict()
        };
        let mut inspector = Inspector::new(strictness, Rulebook::default(), 5);
        let missed = (0..1_000)
            .filter(|_| {
                let verdict = inspector.judge(&form, &right, &inspect(wrong.clone(), false));
                verdict.verdict == VerdictKind::Pass
            })
            .count();
        assert!((240..360).contains(&missed), "{missed} of 1000");
    }

    #[test]
    fn their_own_answers_are_wrong_as_often_as_they_overlook_faults() {
        let mut form = Form::read(&everything());
        form.fields.truncate(1);
        let right = [form.fields[0].choice("cat")];
        let strictness = Strictness {
            misses: 0.2,
            ..strict()
        };
        let mut inspector = Inspector::new(strictness, Rulebook::default(), 5);
        let wrong = (0..1_000)
            .filter(|_| inspector.answer(&form, &right).regions != right)
            .count();
        assert!((150..250).contains(&wrong), "{wrong} of 1000");
    }
}
