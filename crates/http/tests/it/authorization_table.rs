//! Who may do what, written down by hand: one line an operation, one letter a caller.
//!
//! `+` may · `s` is told to sign in (401) · `f` is forbidden (403) · `n` is told that there is no such thing (404).
//! Callers, from left to right: nobody · another user · an owner of another organization · a viewer, a manager and an
//! owner of this one · an operator · the worker who holds the assignment · a program with the owner's token.

pub const CALLERS: [&str; 9] = [
    "nobody",
    "stranger",
    "other owner",
    "viewer",
    "manager",
    "owner",
    "operator",
    "worker",
    "token",
];

pub const TABLE: &[(&str, &str)] = &[
    // People
    ("sign_up", "+ + + + + + + + +"),
    ("sign_in", "+ + + + + + + + +"),
    ("get_me", "s + + + + + + + +"),
    ("update_me", "s + + + + + + + +"),
    ("create_token", "s + + + + + + + +"),
    ("list_tokens", "s + + + + + + + +"),
    ("revoke_token", "s + + + + + + + +"),
    // Organizations
    ("create_organization", "s + + + + + + + +"),
    ("list_organizations", "s + + + + + + + +"),
    ("get_organization", "s n n + + + + n +"),
    ("list_members", "s n n + + + + n +"),
    ("add_member", "s n n f f + f n +"),
    ("change_member", "s n n f f + f n +"),
    ("remove_member", "s n n f f + f n +"),
    ("list_transfers", "s n n + + + + n +"),
    // Projects
    ("check_interface", "s + + + + + + + +"),
    ("list_interface_templates", "s + + + + + + + +"),
    ("create_project", "s n n f + + f n +"),
    ("list_projects", "s n n + + + + n +"),
    ("get_project", "s n n + + + + n +"),
    ("update_project", "s n n f + + f n +"),
    ("open_project", "s n n f + + f n +"),
    ("pause_project", "s n n f + + f n +"),
    ("close_project", "s n n f + + f n +"),
    ("publish_guide", "s n n f + + f n +"),
    ("get_guide", "s n n + + + + n +"),
    ("get_progress", "s n n + + + + n +"),
    ("stream_progress", "s n n + + + + n +"),
    ("list_project_workers", "s n n + + + + n +"),
    ("list_invitations", "s n n + + + + n +"),
    ("create_invitation", "s n n f + + f n +"),
    ("delete_invitation", "s n n f + + f n +"),
    ("list_pauses", "s n n + + + + n +"),
    ("pause_worker", "s n n f + + f n +"),
    ("decide_pause", "s n n f + + f n +"),
    ("list_audits", "s n n + + + + n +"),
    ("order_audit", "s n n f + + f n +"),
    ("get_audit", "s n n + + + + n +"),
    ("get_audit_rows", "s n n + + + + n +"),
    // Data in, results out
    ("upload_media", "s n n f + + f n +"),
    ("start_import", "s n n f + + f n +"),
    ("list_imports", "s n n + + + + n +"),
    ("get_import", "s n n + + + + n +"),
    ("list_import_problems", "s n n + + + + n +"),
    ("list_made_files", "s n n + + + + n +"),
    ("list_tasks", "s n n + + + + n +"),
    ("get_task", "s n n + + + + n +"),
    ("void_task", "s n n f + + f n +"),
    ("set_gold", "s n n f + + f n +"),
    ("clear_gold", "s n n f + + f n +"),
    ("export_results", "s n n + + + + n +"),
    // Quality
    ("get_quality", "s n n + + + + n +"),
    ("fit_quality", "s n n f + + f n +"),
    ("list_doubtful_tasks", "s n n + + + + n +"),
    ("list_measured_people", "s n n + + + + n +"),
    // Work
    ("list_work_projects", "s + + + + + + + +"),
    ("get_work_project", "s + + + + + + + +"),
    ("get_trial", "s + + + + + + + +"),
    ("check_trial", "s + + + + + + + +"),
    ("get_exam", "s + + + + + + + +"),
    ("finish_exam", "s + + + + + + + +"),
    ("claim_assignments", "s + + + + + + + +"),
    ("list_assignments", "s + + + + + + + +"),
    ("get_assignment", "s n n n n n n + n"),
    ("save_draft", "s n n n n n n + n"),
    ("upload_made_file", "s n n n n n n + n"),
    ("submit_answer", "s n n n n n n + n"),
    ("submit_verdict", "s n n n n n n + n"),
    ("skip_assignment", "s n n n n n n + n"),
    ("release_assignment", "s n n n n n n + n"),
    ("withdraw_answer", "s n n n n n n + n"),
    ("appeal_refusal", "s n n n n n n + n"),
    ("list_my_pauses", "s + + + + + + + +"),
    ("object_to_pause", "s n n n n n n + n"),
    // Money
    ("get_earnings", "s + + + + + + + +"),
    ("list_earnings_transfers", "s + + + + + + + +"),
    // The platform
    ("list_users", "s f f f f f + f f"),
    ("change_user", "s f f f f f + f f"),
    ("list_all_organizations", "s f f f f f + f f"),
    ("deposit", "s f f f f f + f f"),
    ("list_all_projects", "s f f f f f + f f"),
    ("list_top_earners", "s f f f f f + f f"),
    ("list_events", "s f f f f f + f f"),
    ("get_ledger", "s f f f f f + f f"),
    ("list_appeals", "s f f f f f + f f"),
    ("decide_appeal", "s f f f f f + f f"),
    // At the end: it signs everybody out.
    ("sign_out", "s + + + + + + + +"),
];

/// The line that an operation must have by what its handler says of it.
pub fn line_by_the_document(who_may_call: &str) -> &'static str {
    match who_may_call {
        "public" => "+ + + + + + + + +",
        "user" => "s + + + + + + + +",
        "member:viewer" => "s n n + + + + n +",
        "member:manager" => "s n n f + + f n +",
        "member:owner" => "s n n f f + f n +",
        "worker" => "s n n n n n n + n",
        "operator" => "s f f f f f + f f",
        other => panic!("nobody knows who `{other}` is"),
    }
}
