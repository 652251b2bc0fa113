//! What is measured of the people of a project, under pseudonyms and with how far it can be trusted.

use super::knowledge::numbers;
use super::report::rounded;
use crate::access::require_project_member;
use crate::page::{Page, PageQuery};
use crate::pauses::PauseView;
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::state::Role;
use pumasi_domain::{ProjectId, UserId};
use pumasi_quality::Skill;
use pumasi_store::measured::{self, Measured};
use pumasi_store::{Tx, pauses};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A share, 0 to 1, with the bounds between which it lies in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MeasuredPerson {
    /// Pseudonym, the same throughout the project.
    pub worker: String,
    pub role: Role,
    /// Answers sent in, or inspections done.
    pub answers: i64,
    /// How often what is right was known, training left out.
    pub gold_asked: i64,
    pub gold_right: i64,
    /// Of known tasks; where there were none, what the last full pass takes it to be.
    pub accuracy: Option<Estimate>,
    /// How much of what an answer could tell it does tell, 0 to 1.
    pub information: Option<f64>,
    /// Inspectors: share of right answers that they did not pass.
    pub false_returns: Option<Estimate>,
    /// Inspectors: share of wrong answers that they passed.
    pub missed_errors: Option<Estimate>,
    /// Workers: answers that were sent back or refused; inspectors: those that they sent back.
    pub return_percent: Option<f64>,
    pub paused: Option<PauseView>,
}

/// Wilson's interval of a share at 95 % (Wilson 1927); nothing of nothing. Counts may be expected ones.
fn wilson(hits: f64, of: f64) -> Option<Estimate> {
    const Z: f64 = 1.959_963_984_540_054;
    if of <= 0.0 {
        return None;
    }
    let share = (hits / of).clamp(0.0, 1.0);
    let middle = share + Z * Z / (2.0 * of);
    let spread = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    let scale = 1.0 + Z * Z / of;
    Some(Estimate {
        value: rounded(share),
        low: rounded(((middle - spread) / scale).max(0.0)),
        high: rounded(((middle + spread) / scale).min(1.0)),
    })
}

impl App {
    /// What is measured of those who worked in a project, or inspected.
    pub async fn measured_people(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        role: Role,
        query: &PageQuery,
    ) -> Result<Page<MeasuredPerson>, AppError> {
        let after = match query.after::<Uuid>()? {
            None => None,
            Some(sealed) => Some(self.unseal_person(project_id, sealed)?),
        };
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                app.measured_page(tx, project_id, role, after, &query)
            })
            .await
    }

    fn measured_page(
        &self,
        tx: &mut Tx,
        project_id: ProjectId,
        role: Role,
        after: Option<UserId>,
        query: &PageQuery,
    ) -> Result<Page<MeasuredPerson>, AppError> {
        let mut people = measured::page(tx, project_id, role, after, query.fetch())?;
        let more = people.len() as i64 > query.limit();
        people.truncate(usize::try_from(query.limit()).unwrap_or(usize::MAX));
        let last = people.last().filter(|_| more).map(|person| person.user_id);
        let next_cursor = last
            .map(|user_id| self.seal_person(project_id, user_id))
            .transpose()?;
        let items = people
            .iter()
            .map(|person| {
                let pause = pauses::running(tx, project_id, person.user_id, role)?;
                let paused = pause.map(|pause| self.pause_view(pause)).transpose()?;
                Ok(MeasuredPerson {
                    worker: self.pseudonym(project_id, person.user_id),
                    paused,
                    ..measures(person, role)
                })
            })
            .collect::<Result<_, AppError>>()?;
        Ok(Page { items, next_cursor })
    }
}

/// What is said of a person, but for the name and a pause.
fn measures(person: &Measured, role: Role) -> MeasuredPerson {
    let checked = &person.checked;
    let kept = person.skill.as_deref().and_then(numbers);
    let percent = |part: f64, of: f64| (of > 0.0).then(|| (1_000.0 * part / of).round() / 10.0);
    let mut view = MeasuredPerson {
        worker: String::new(),
        role,
        answers: person.answers,
        gold_asked: checked.asked,
        gold_right: checked.right,
        accuracy: wilson(checked.right as f64, checked.asked as f64),
        information: person.information.map(rounded),
        false_returns: None,
        missed_errors: None,
        return_percent: percent((person.returned + person.refused) as f64, person.answers as f64),
        paused: None,
    };
    if role == Role::Work {
        let skill = kept.and_then(|kept| Skill::from_numbers(&kept).ok());
        let expected = skill.and_then(|skill| wilson(skill.right * skill.answers, skill.answers));
        view.accuracy = view.accuracy.or(expected);
        return view;
    }
    view.answers = person.inspections;
    view.false_returns = wilson(checked.good_returned as f64, checked.good as f64);
    view.missed_errors = wilson(checked.bad_passed as f64, checked.bad as f64);
    view.return_percent = match kept.as_deref() {
        Some([_, _, verdicts, returns]) => percent(*returns, *verdicts),
        _ => None,
    };
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brown, Cai and DasGupta 2001 print 0.0 to 0.278 for 0 of 10; 8 of 10 is the textbook's 0.490 to 0.943.
    #[test]
    fn the_interval_is_wilsons() {
        assert_eq!(wilson(0.0, 0.0), None);
        assert_eq!(
            wilson(0.0, 10.0),
            Some(Estimate {
                value: 0.0,
                low: 0.0,
                high: 0.2775
            })
        );
        assert_eq!(
            wilson(8.0, 10.0),
            Some(Estimate {
                value: 0.8,
                low: 0.4902,
                high: 0.9433
            })
        );
    }
}
