//! Ordering an audit, and reading what came of it.

use super::view::{AuditRowsView, AuditView, csv_rows};
use crate::access::require_project_member;
use crate::history::Change;
use crate::page::{Page, PageQuery};
use crate::projects::require_not_closed;
use crate::{App, AppError, Caller, Done, Once};
use pumasi_domain::access::MemberRole;
use pumasi_domain::money::{Account, fee_minor};
use pumasi_domain::project::Project;
use pumasi_domain::{AuditId, ProjectId};
use pumasi_store::audit_items::{self, Item};
use pumasi_store::audits::{self, Audit};
use pumasi_store::{Tx, ledger};
use serde_json::json;

/// Results of one audit at most.
const SAMPLE_MAX: i64 = 10_000;

/// What one look costs. Refuses an audit that the budget can not pay.
fn require_money(tx: &mut Tx, project: &Project, count: i64) -> Result<i64, AppError> {
    let each =
        project.inspection_reward_minor + fee_minor(project.inspection_reward_minor, project.fee_percent);
    let cost = each * count;
    let available = ledger::balance(tx, Account::ProjectEscrow(project.project_id))?.available();
    if available < cost {
        let message = format!(
            "looking at {count} results costs {cost}, and the budget has {available} left: raise it, or draw fewer"
        );
        return Err(AppError::conflict("budget_used_up", message));
    }
    Ok(each)
}

impl App {
    /// Draws results by chance, so many of each class (or source) as it has of all, but at least five, to be looked at
    /// again by inspectors who have never seen them. Each look is paid as an inspection, from money that the draw sets aside.
    pub async fn order_audit(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        sample_size: i64,
    ) -> Result<Done<AuditView>, AppError> {
        if !(1..=SAMPLE_MAX).contains(&sample_size) {
            let message = format!("draw 1 to {SAMPLE_MAX} results");
            return Err(AppError::invalid("/sample_size", "out_of_range", message));
        }
        let audit_id = AuditId(self.ids.next());
        let (app, looking) = (self.clone(), caller.clone());
        // The draw reads every result: on a snapshot, so that nobody's work waits for it.
        let drawn = self.db.read(move |tx| {
            let project = require_project_member(tx, &looking, project_id, MemberRole::Manager)?;
            require_not_closed(&project)?;
            app.draw_results(tx, project_id, audit_id, sample_size.unsigned_abs())
        });
        let drawn = drawn.await?;
        let (app, caller) = (self.clone(), caller.clone());
        self.write_once(project_id.0, once, move |tx, now| {
            let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
            require_not_closed(&project)?;
            if drawn.items.is_empty() {
                return Err(AppError::conflict(
                    "no_results",
                    "there are no results to look at yet",
                ));
            }
            let count = drawn.items.len() as i64;
            let each = require_money(tx, &project, count)?;
            let audit = Audit {
                project_id,
                audit_id,
                done: false,
                sample_size: count,
                strata: json!(drawn.strata).to_string(),
                certificate: None,
                ordered_by: caller.user_id,
                created_at: now,
                finished_at: None,
            };
            audits::insert(tx, &audit)?;
            for item in &drawn.items {
                let reserve = app.reserve_look(tx, project_id, each, now)?;
                audit_items::insert(
                    tx,
                    &Item {
                        reserve,
                        ..item.clone()
                    },
                )?;
            }
            let change = Change {
                kind: "audit_ordered",
                actor: Some(caller.user_id),
                project_id,
                subject_kind: "audit",
                subject_id: audit_id.0,
                data: json!({"sample_size": count}),
            };
            app.note(tx, now, change)?;
            app.audit_view(tx, audit)
        })
        .await
    }

    /// A project's audits, newest first.
    pub async fn audits(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        query: &PageQuery,
    ) -> Result<Page<AuditView>, AppError> {
        let (app, caller, query) = (self.clone(), caller.clone(), query.clone());
        let before = query.after::<AuditId>()?;
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let found = audits::of_project(tx, project_id, before, query.fetch())?;
                Page::of(found, &query, |audit| audit.audit_id).try_map(|audit| app.audit_view(tx, audit))
            })
            .await
    }

    /// One audit.
    pub async fn audit(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        audit_id: AuditId,
    ) -> Result<AuditView, AppError> {
        let (app, caller) = (self.clone(), caller.clone());
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let audit = audits::find(tx, project_id, audit_id)?.ok_or(AppError::NotFound("audit"))?;
                app.audit_view(tx, audit)
            })
            .await
    }

    /// All that was drawn and what was found, one row a result: `pumasi certificate --rows` computes the same certificate
    /// from it.
    pub async fn audit_rows(
        &self,
        caller: &Caller,
        project_id: ProjectId,
        audit_id: AuditId,
    ) -> Result<AuditRowsView, AppError> {
        let caller = caller.clone();
        self.db
            .read(move |tx| {
                require_project_member(tx, &caller, project_id, MemberRole::Viewer)?;
                let audit = audits::find(tx, project_id, audit_id)?.ok_or(AppError::NotFound("audit"))?;
                csv_rows(tx, &audit, project_id)
            })
            .await
    }
}
