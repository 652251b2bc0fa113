//! An answer's files and texts, held against what was made and handed in before.

use super::unique;
use crate::{App, AppError};
use pumasi_domain::Timestamp;
use pumasi_domain::project::Project;
use pumasi_domain::state::Role;
use pumasi_domain::verdict::Fault;
use pumasi_interface::{LabelConfig, Region};
use pumasi_store::Tx;
use pumasi_store::assignments::Assignment;
use pumasi_store::fingerprints::{self, Fingerprint};
use pumasi_store::made_files::MadeMedia;

/// What must not have been handed in before, and where it stands in the answer.
struct Unique {
    pointer: String,
    print: Fingerprint,
}

impl App {
    /// Refuses files that the person did not make for this task, and (of a worker) what was handed in before. What
    /// passes is written down in the same transaction, so that of two people with the same only one is taken.
    pub(crate) fn check_made(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        regions: &[Region],
        now: Timestamp,
    ) -> Result<(), AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let files = self.check_files(tx, project, a, &config, regions)?;
        if a.role != Role::Work {
            return Ok(());
        }
        let mut wanted = Vec::new();
        for text in config.unique_texts(regions) {
            if let Some(print) =
                unique::of_text(project.project_id, a.assignment_id, &text.control, &text.text)
            {
                let pointer = text.pointer;
                wanted.push(Unique { pointer, print });
            }
        }
        for (pointer, file) in files {
            let rules = config.making_rules(&file.made.control);
            if let Some(hash) = file.made.picture_hash
                && rules.is_some_and(|rules| rules.refuse_duplicates)
            {
                let hash = u64::from_ne_bytes(hash.to_ne_bytes());
                let control = &file.made.control;
                let print =
                    unique::of_picture(project.project_id, a.assignment_id, control, &file.sha256, hash);
                wanted.push(Unique { pointer, print });
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        self.keep_unique(tx, a, wanted, now)
    }

    fn keep_unique(
        &self,
        tx: &mut Tx,
        a: &Assignment,
        wanted: Vec<Unique>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        fingerprints::delete_of_assignment(tx, a.assignment_id)?;
        let mut faults = Vec::new();
        for Unique { pointer, mut print } in wanted {
            (print.id, print.created_at) = (self.ids.next(), now);
            if unique::is_repeated(tx, &print)? || !unique::keep(tx, &print)? {
                let (code, message) = if print.kind == "text" {
                    ("text_repeated", unique::text_message(&print.control))
                } else {
                    ("picture_repeated", unique::picture_message(&print.control))
                };
                faults.push(Fault::new(format!("/regions{pointer}"), code, message));
            }
        }
        AppError::check(faults)
    }

    /// Refuses references to files that are not in the person's sight.
    pub(crate) fn check_files(
        &self,
        tx: &mut Tx,
        project: &Project,
        a: &Assignment,
        config: &LabelConfig,
        regions: &[Region],
    ) -> Result<Vec<(String, MadeMedia)>, AppError> {
        let given = config.made_files(regions);
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.files_in_sight(tx, project, a)?;
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        for file in given {
            let of_control = |made: &&MadeMedia| {
                made.made.control == file.control
                    && crate::media::reference(made.made.media_id) == file.reference
            };
            match known.iter().find(of_control) {
                Some(made) => found.push((file.pointer, made.clone())),
                None => {
                    let message = format!(
                        "`{}`: this file was not made for this task: send it first, or make it again",
                        file.control
                    );
                    faults.push(Fault::new(
                        format!("/regions{}", file.pointer),
                        "file_unknown",
                        message,
                    ));
                }
            }
        }
        AppError::check(faults)?;
        Ok(found)
    }
}
