//! What a task needs next, asked whenever an answer came in or was decided on.

use super::cluster::groups;
use crate::{App, AppError};
use pumasi_domain::next::Next;
use pumasi_domain::project::Project;
use pumasi_domain::quality::{InspectionRule, Overlap, QualitySettings};
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::evidence::{self, Said};

impl App {
    /// What the task of `a` needs next, from all answers to it that stand. Asked after the state and the class of `a`
    /// were written, in the same transaction.
    pub fn what_next(&self, tx: &mut Tx, project: &Project, a: &Assignment) -> Result<Next, AppError> {
        let most = usize::try_from(project.plan.answers_per_task).unwrap_or(0);
        if project.plan.settings.overlap == Overlap::Fixed {
            let given = evidence::answers(tx, a.project_id, a.task_id)?.len();
            return Ok(if given >= most { Next::Stop } else { Next::Answer });
        }
        let votes = self.votes(tx, project, a)?;
        let next = by_margin(votes, &project.plan.settings, most);
        if next != Next::Adjudicate {
            return Ok(next);
        }
        let decided = !evidence::decisions(tx, a.project_id, a.task_id)?.is_empty();
        Ok(if decided || !has_inspectors(project) {
            Next::Stop
        } else {
            next
        })
    }

    /// How many answers say each of the things that were said, most first.
    fn votes(&self, tx: &mut Tx, project: &Project, a: &Assignment) -> Result<Vec<usize>, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let mut counts: Vec<usize> = Vec::new();
        if config.is_categorical() {
            let said = evidence::answers(tx, a.project_id, a.task_id)?;
            let mut classes: Vec<&str> = said.iter().filter_map(|s| s.class.as_deref()).collect();
            classes.sort_unstable();
            counts.extend(classes.chunk_by(|a, b| a == b).map(<[_]>::len));
        } else {
            let said = evidence::answers_with_regions(tx, a.project_id, a.task_id)?;
            let answers: Vec<_> = said.iter().map(|s: &Said| (s.kind, s.regions.as_str())).collect();
            for group in groups(&config, &answers)? {
                if group == counts.len() {
                    counts.push(0);
                }
                counts[group] += 1;
            }
        }
        counts.sort_unstable_by(|a, b| b.cmp(a));
        Ok(counts)
    }
}

/// Whether the project has people who look at answers, and so people who can decide.
fn has_inspectors(project: &Project) -> bool {
    project.plan.inspect_percent > 0 || project.plan.settings.inspection != InspectionRule::Share
}

/// The margin rule (Boyarskaya and Ipeirotis's δ-margin): enough once one answer leads by `margin`, or when there are as
/// many answers as may be bought; somebody must decide if nobody leads then. `votes` most first.
fn by_margin(votes: Vec<usize>, settings: &QualitySettings, most: usize) -> Next {
    let given: usize = votes.iter().sum();
    let first = votes.first().copied().unwrap_or(0);
    let lead = first - votes.get(1).copied().unwrap_or(0);
    let least = usize::try_from(settings.answers_min).unwrap_or(0);
    let margin = usize::try_from(settings.margin).unwrap_or(0);
    if given >= most {
        return if lead == 0 && given > 0 {
            Next::Adjudicate
        } else {
            Next::Stop
        };
    }
    if given >= least && lead >= margin {
        Next::Stop
    } else {
        Next::Answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_enough_and_a_tie_at_the_end_needs_somebody() {
        let settings = QualitySettings {
            margin: 2,
            answers_min: 2,
            ..QualitySettings::default()
        };
        let next = |votes: &[usize]| by_margin(votes.to_vec(), &settings, 4);
        assert_eq!(next(&[]), Next::Answer);
        assert_eq!(next(&[1]), Next::Answer);
        assert_eq!(next(&[2]), Next::Stop);
        assert_eq!(next(&[1, 1]), Next::Answer);
        assert_eq!(next(&[2, 1]), Next::Answer);
        assert_eq!(next(&[3, 1]), Next::Stop);
        assert_eq!(next(&[2, 2]), Next::Adjudicate);
        assert_eq!(
            next(&[2, 1, 1]),
            Next::Stop,
            "the most that may be bought, and one leads"
        );
    }
}
