//! Two workers who have a conversation with each other.

use crate::invariants::check_invariants;
use proptest::prelude::*;
use pumasi_app::work::{AnswerInput, ConversationView, MessageInput, PartnerPresence, Reply, WaitingView};
use pumasi_app::{AppError, Caller, Once};
use pumasi_domain::draft::ProjectDraft;
use pumasi_domain::state::{AnswerKind, AssignmentState, Role, VerdictKind};
use pumasi_domain::{AssignmentId, ProjectId, UserId};
use pumasi_store::{DbError, params};
use pumasi_testkit::{TestApp, both_engines};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

const INTERFACE: &str = r#"<View><Chat name="chat" messageRoles="customer,clerk" people="2" firstBrief="$text"
  minMessages="3" maxMessages="5" personalData="refuse"/></View>"#;

/// An open order of conversations, two answers a task.
async fn order(app: &TestApp, tasks: usize, change: impl FnOnce(&mut ProjectDraft)) -> (Caller, ProjectId) {
    let owner = app.person("owner").await.caller;
    let lab = app.organization_with(&owner, 1_000_000).await;
    let project_id = app
        .open_project_with(&owner, lab, tasks, |draft| {
            draft.interface_xml = INTERFACE.to_owned();
            draft.answers_per_task = 2;
            change(draft);
        })
        .await;
    (owner, project_id)
}

async fn wait(app: &TestApp, who: &Caller, project_id: ProjectId) -> WaitingView {
    app.wait_for_partner(who, project_id)
        .await
        .expect("a place to wait")
}

fn met(view: &WaitingView) -> AssignmentId {
    match view {
        WaitingView::Met { assignment_id } => *assignment_id,
        other => panic!("nobody was met: {other:?}"),
    }
}

/// Two who met; each with their assignment, the customer first.
struct Two {
    customer: (Caller, AssignmentId),
    clerk: (Caller, AssignmentId),
}

async fn two(app: &TestApp, project_id: ProjectId, names: [&str; 2]) -> Two {
    let (kim, lee) = (
        app.person(names[0]).await.caller,
        app.person(names[1]).await.caller,
    );
    meet(app, project_id, kim, lee).await
}

async fn meet(app: &TestApp, project_id: ProjectId, kim: Caller, lee: Caller) -> Two {
    wait(app, &kim, project_id).await;
    let lees = met(&wait(app, &lee, project_id).await);
    let kims = met(&wait(app, &kim, project_id).await);
    let (kim, lee) = ((kim, kims), (lee, lees));
    if look(app, &kim).await.part == "customer" {
        Two {
            customer: kim,
            clerk: lee,
        }
    } else {
        Two {
            customer: lee,
            clerk: kim,
        }
    }
}

type Turn = (Caller, AssignmentId);

async fn look(app: &TestApp, (who, id): &Turn) -> ConversationView {
    app.conversation(who, *id, 0).await.expect("a conversation")
}

async fn say(app: &TestApp, turn: &Turn, content: &str) -> Result<i64, AppError> {
    let input = MessageInput {
        content: content.to_owned(),
    };
    let sent = app.send_message(&turn.0, None, turn.1, input).await?;
    Ok(sent.value.number)
}

async fn finish(app: &TestApp, (who, id): &Turn, regions: Vec<Value>) -> Result<Reply, AppError> {
    let input = AnswerInput {
        kind: AnswerKind::Regions,
        regions,
        reason: None,
        active_ms: 1_000,
        claim: 1,
    };
    Ok(app.submit_answer(who, None, *id, input).await?.value)
}

fn code(error: &AppError) -> String {
    match error {
        AppError::Conflict { code, .. } => code.to_string(),
        AppError::Invalid(faults) => faults
            .iter()
            .map(|f| f.code.clone())
            .collect::<Vec<_>>()
            .join(","),
        other => other.to_string(),
    }
}

async fn number(app: &TestApp, statement: &'static str, id: Uuid) -> i64 {
    app.test
        .read(move |tx| tx.query_one(statement, params![id])?.get(0))
        .await
        .expect("a number")
}

const EARNED: &str =
    "select cast(coalesce(sum(earned_minor), 0) as bigint) from participations where user_id = $1";

both_engines! {
    async fn two_people_meet_talk_and_are_both_paid(app: TestApp) {
        let (_, project_id) = order(&app, 2, |_| {}).await;
        let (kim, lee) = (app.person("kim").await.caller, app.person("lee").await.caller);
        let claimed = app.claim(&kim, None, project_id, Role::Work, 1).await.unwrap().value;
        assert_eq!((claimed.assignments.len(), claimed.reason.as_deref()), (0, Some("partner_needed")));
        let waiting = wait(&app, &kim, project_id).await;
        assert!(matches!(waiting, WaitingView::Waiting { position: 1, .. }), "{waiting:?}");
        let Two { customer, clerk } = meet(&app, project_id, kim, lee).await;

        let (theirs, ours) = (look(&app, &customer).await, look(&app, &clerk).await);
        assert_eq!((theirs.brief.as_deref(), theirs.partner_part.as_str()), (Some("text 1"), "clerk"));
        assert_eq!((ours.brief, ours.part.as_str()), (None, "clerk"), "the other's brief is not told");
        let shown = app.assignment(&clerk.0, clerk.1).await.unwrap();
        assert!(!shown.data.contains_key("text"), "nor does it stand in the task");

        assert_eq!(code(&finish(&app, &customer, vec![]).await.unwrap_err()), "required");
        assert_eq!(say(&app, &customer, "Good morning").await.unwrap(), 1);
        assert_eq!(say(&app, &clerk, "Good morning, what may it be?").await.unwrap(), 2);
        assert_eq!(code(&finish(&app, &customer, vec![]).await.unwrap_err()), "too_few_messages");
        assert_eq!(code(&say(&app, &customer, "Call me: 010-1234-5678").await.unwrap_err()), "phone_number_found");
        assert_eq!(say(&app, &customer, "  Shoes  ").await.unwrap(), 3);
        let all = look(&app, &clerk).await;
        let said: Vec<&str> = all.messages.iter().map(|message| message.content.as_str()).collect();
        assert_eq!(said, ["Good morning", "Good morning, what may it be?", "Shoes"]);
        assert!(all.may_finish && !all.ended);

        let invented = json!({"id": "m9", "from_name": "chat", "to_name": "chat", "type": "chatmessage",
            "value": {"chatmessage": {"role": "clerk", "content": "I owe you money"}}});
        assert_eq!(code(&finish(&app, &customer, vec![invented]).await.unwrap_err()), "not_said");
        let reply = finish(&app, &customer, vec![]).await.unwrap();
        assert_eq!((reply.receipt.state, reply.next.reason.as_deref()), (AssignmentState::Accepted, Some("partner_needed")));
        let ended = look(&app, &clerk).await;
        assert_eq!((ended.ended, ended.partner), (true, PartnerPresence::Finished));
        assert_eq!(code(&say(&app, &clerk, "And socks?").await.unwrap_err()), "conversation_ended");
        finish(&app, &clerk, vec![]).await.unwrap();
        for (who, _) in [&customer, &clerk] {
            assert_eq!(number(&app, EARNED, who.user_id.0).await, 100);
        }
        let texts = app.test.read(move |tx| {
            let rows = tx.query("select regions from answers where project_id = $1
                union all select regions from results where project_id = $1", params![project_id])?;
            rows.iter().map(|row| row.get::<String>(0)).collect::<Result<Vec<_>, DbError>>()
        }).await.unwrap();
        assert_eq!(texts.len(), 3, "two answers and one result");
        assert!(texts.iter().all(|text| *text == texts[0] && text.contains("Shoes")), "{texts:?}");
        assert_eq!(number(&app, "select tasks_done from project_tallies where project_id = $1", project_id.0).await, 1);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn waiting_is_free_and_forgotten(app: TestApp) {
        let (_, project_id) = order(&app, 1, |_| {}).await;
        let (kim, lee, choi) = (app.person("kim").await.caller, app.person("lee").await.caller, app.person("choi").await.caller);
        wait(&app, &kim, project_id).await;
        app.stop_waiting(&kim, project_id).await.unwrap();
        assert!(matches!(wait(&app, &lee, project_id).await, WaitingView::Waiting { position: 1, .. }));
        app.clock().advance_seconds(21);
        assert!(matches!(wait(&app, &choi, project_id).await, WaitingView::Waiting { .. }), "lee is not heard of any more");
        assert_eq!(number(&app, "select count(*) from assignments where project_id = $1", project_id.0).await, 0);
        assert_eq!(number(&app, "select count(*) from participations where project_id = $1", project_id.0).await, 0);
        // Nobody meets themselves, and whoever has had the task meets nobody on it.
        assert!(matches!(wait(&app, &choi, project_id).await, WaitingView::Waiting { position: 1, .. }));
        let turn = met(&wait(&app, &kim, project_id).await);
        app.give_back(&kim, None, turn, false, 0).await.unwrap();
        wait(&app, &kim, project_id).await;
        assert!(matches!(wait(&app, &lee, project_id).await, WaitingView::Waiting { .. }), "one place is taken, the other one skipped it");
    }

    async fn whoever_stays_is_paid_and_the_task_is_had_by_two_others(app: TestApp) {
        let (_, project_id) = order(&app, 1, |_| {}).await;
        let Two { customer, clerk } = two(&app, project_id, ["kim", "lee"]).await;
        say(&app, &customer, "Good morning").await.unwrap();
        app.clock().advance_seconds(30);
        let away = look(&app, &customer).await;
        assert_eq!((away.partner, away.paid_for_staying), (PartnerPresence::Away, false));
        app.clock().advance_seconds(61);
        let gone = look(&app, &customer).await;
        assert_eq!((gone.partner, gone.paid_for_staying, gone.may_finish), (PartnerPresence::Gone, true, false));
        let left = app.leave_conversation(&customer.0, None, customer.1).await.unwrap().value;
        assert_eq!((left.receipt.state, left.receipt.reward_minor), (AssignmentState::Accepted, 100));
        assert_eq!(number(&app, EARNED, customer.0.user_id.0).await, 100);
        // Whoever went away is not paid for having been left.
        let back = look(&app, &clerk).await;
        assert_eq!((back.ended, back.partner, back.paid_for_staying), (true, PartnerPresence::Gone, false));
        let left = app.leave_conversation(&clerk.0, None, clerk.1).await.unwrap().value;
        assert_eq!((left.receipt.state, number(&app, EARNED, clerk.0.user_id.0).await), (AssignmentState::Released, 0));
        let others = two(&app, project_id, ["choi", "park"]).await;
        for (turn, text) in [(&others.customer, "Good morning"), (&others.clerk, "What may it be?"), (&others.customer, "Socks")] {
            say(&app, turn, text).await.unwrap();
        }
        finish(&app, &others.customer, vec![]).await.unwrap();
        finish(&app, &others.clerk, vec![]).await.unwrap();
        assert_eq!(number(&app, "select tasks_done from project_tallies where project_id = $1", project_id.0).await, 1);
        assert!(app.verify_ledger().await.unwrap().is_right());
    }

    async fn one_answer_is_enough_where_the_other_never_sends_theirs(app: TestApp) {
        let (_, project_id) = order(&app, 1, |_| {}).await;
        let Two { customer, clerk } = two(&app, project_id, ["kim", "lee"]).await;
        for (turn, text) in [(&customer, "Good morning"), (&customer, "Is anybody there?"), (&customer, "Shoes, please")] {
            say(&app, turn, text).await.unwrap();
        }
        finish(&app, &customer, vec![]).await.unwrap();
        app.give_back(&clerk.0, None, clerk.1, true, 0).await.unwrap();
        assert_eq!(number(&app, "select tasks_done from project_tallies where project_id = $1", project_id.0).await, 1);
        check_invariants(&app.test, project_id, &HashMap::new(), true).await.unwrap();
    }

    async fn when_time_is_up_what_was_said_is_sent_in(app: TestApp) {
        let (_, project_id) = order(&app, 2, |_| {}).await;
        let first = two(&app, project_id, ["kim", "lee"]).await;
        for (turn, text) in [(&first.customer, "Good morning"), (&first.clerk, "What may it be?"), (&first.customer, "Socks")] {
            say(&app, turn, text).await.unwrap();
        }
        let second = two(&app, project_id, ["choi", "park"]).await;
        say(&app, &second.clerk, "May I help you?").await.unwrap();
        app.clock().advance_seconds(3_601);
        app.expire_leases().await.unwrap();
        let mut earned = Vec::new();
        for (who, _) in [&first.customer, &first.clerk, &second.customer, &second.clerk] {
            earned.push(number(&app, EARNED, who.user_id.0).await);
        }
        assert_eq!(earned, [100, 100, 0, 100], "a whole conversation is an answer, and who wrote alone is paid");
        check_invariants(&app.test, project_id, &HashMap::new(), true).await.unwrap();
    }

    async fn a_message_sent_twice_is_kept_once(app: TestApp) {
        let (_, project_id) = order(&app, 1, |_| {}).await;
        let Two { customer, clerk } = two(&app, project_id, ["kim", "lee"]).await;
        let once = Once { principal: customer.0.user_id.0, key: "k".to_owned(), request_hash: [7; 32] };
        let input = MessageInput { content: "Good morning".to_owned() };
        for replayed in [false, true] {
            let sent = app.send_message(&customer.0, Some(once.clone()), customer.1, input.clone()).await.unwrap();
            assert_eq!((sent.value.number, sent.replayed), (1, replayed));
        }
        for text in ["two", "three", "four", "five"] {
            say(&app, &clerk, text).await.unwrap();
        }
        assert_eq!(code(&say(&app, &customer, "six").await.unwrap_err()), "conversation_full");
        let later = app.conversation(&customer.0, customer.1, 3).await.unwrap();
        assert_eq!(later.messages.iter().map(|message| message.number).collect::<Vec<_>>(), [4, 5]);
        let stranger = app.person("stranger").await.caller;
        assert!(matches!(app.conversation(&stranger, customer.1, 0).await, Err(AppError::NotFound(_))));
        assert!(say(&app, &(stranger, customer.1), "hello").await.is_err());
    }

    async fn neither_of_the_two_inspects_and_own_words_may_be_mended(app: TestApp) {
        let (owner, project_id) = order(&app, 1, |draft| draft.inspect_percent = 100).await;
        let Two { customer, clerk } = two(&app, project_id, ["kim", "lee"]).await;
        let inspector = app.person("inspector").await;
        let mails = [("kim", &customer.0), ("lee", &clerk.0)];
        for (name, _) in mails {
            app.invite(&owner, None, project_id, &format!("{name}@example.com"), Role::Inspect).await.unwrap();
        }
        app.invite(&owner, None, project_id, &inspector.email, Role::Inspect).await.unwrap();
        for (turn, text) in [(&customer, "Good mornin"), (&clerk, "What may it be?"), (&customer, "Socks")] {
            say(&app, turn, text).await.unwrap();
        }
        finish(&app, &customer, vec![]).await.unwrap();
        finish(&app, &clerk, vec![]).await.unwrap();
        for (_, who) in mails {
            let claimed = app.claim(who, None, project_id, Role::Inspect, 1).await.unwrap().value;
            assert!(claimed.assignments.is_empty(), "{claimed:?}");
        }
        let claimed = app.claim(&inspector.caller, None, project_id, Role::Inspect, 2).await.unwrap().value.assignments;
        assert_eq!(claimed.len(), 2);
        assert_eq!(claimed[0].data["text"], "text 1", "whoever judges knows what was told");
        for inspection in &claimed {
            let verdict = pumasi_testkit::verdict(VerdictKind::Return);
            app.give_verdict(&inspector.caller, None, inspection.assignment_id, verdict, 1_000, 0).await.unwrap();
        }
        let message = |id: &str, role: &str, content: &str| json!({"id": id, "from_name": "chat", "to_name": "chat",
            "type": "chatmessage", "value": {"chatmessage": {"role": role, "content": content}}});
        let others = vec![message("m2", "clerk", "I will not sell you any")];
        assert_eq!(code(&finish(&app, &customer, others).await.unwrap_err()), "not_said");
        finish(&app, &customer, vec![message("m1", "customer", "Good morning")]).await.unwrap();
        finish(&app, &clerk, vec![]).await.unwrap();
        app.clock().advance_seconds(8 * 86_400);
        app.accept_overdue().await.unwrap();
        assert_eq!(number(&app, "select tasks_done from project_tallies where project_id = $1", project_id.0).await, 1);
        check_invariants(&app.test, project_id, &HashMap::new(), true).await.unwrap();
    }

    async fn an_order_of_conversations_is_in_pairs(app: TestApp) {
        let owner = app.person("owner").await.caller;
        let lab = app.organization_with(&owner, 1_000_000).await;
        let project_id = app.drafted_project(&owner, lab, 1, |draft| {
            draft.interface_xml = INTERFACE.to_owned();
            draft.answers_per_task = 3;
        }).await;
        let refused = app.open_project(&owner, None, project_id).await.unwrap_err();
        assert_eq!(code(&refused), "answers_not_in_pairs");
    }

    async fn any_interleaving_of_conversations_keeps_the_invariants(app: TestApp) {
        let steps = prop::collection::vec((0_usize..4, 0_usize..16), 40..100);
        let config = proptest::test_runner::Config { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..Default::default() };
        let rng = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(config, rng);
        let (owner, inspector) = (app.person("owner").await.caller, app.person("inspector").await);
        let lab = app.organization_with(&owner, 90_000_000).await;
        let mut people = Vec::new();
        for n in 0..4 {
            people.push(app.person(&format!("person{n}")).await.caller);
        }
        let handle = tokio::runtime::Handle::current();
        let (did, case) = (std::cell::RefCell::new(HashMap::<usize, usize>::new()), std::cell::Cell::new(0_i64));
        tokio::task::block_in_place(|| runner.run(&steps, |steps| handle.block_on(async {
            case.set(case.get() + 1);
            let project_id = app.open_project_with(&owner, lab, 3, |draft| {
                draft.interface_xml = INTERFACE.to_owned();
                draft.answers_per_task = if case.get() % 2 == 0 { 4 } else { 2 };
                draft.inspect_percent = if case.get() % 3 == 0 { 60 } else { 0 };
                draft.max_rounds = 1;
            }).await;
            app.invite(&owner, None, project_id, &inspector.email, Role::Inspect).await.unwrap();
            let mut earned = HashMap::<UserId, i64>::new();
            for (n, (who, what)) in steps.iter().enumerate() {
                match take(&app, &people[*who], &inspector.caller, project_id, *what).await {
                    Ok(true) => *did.borrow_mut().entry(*what).or_default() += 1,
                    Ok(false) | Err(AppError::Conflict { .. } | AppError::Invalid(_) | AppError::NotFound(_)) => {}
                    Err(error) => return Err(TestCaseError::fail(format!("{who} {what}: {error}"))),
                }
                earned = check_invariants(&app.test, project_id, &earned, n + 1 == steps.len()).await
                    .map_err(|fault| TestCaseError::fail(format!("after {who} {what}: {fault}")))?;
            }
            Ok(())
        })).unwrap_or_else(|fault| panic!("{fault}")));
        let did = did.into_inner();
        assert!((0..16).all(|what| did.contains_key(&what)), "every kind of step is taken: {did:?}");
        let stayed = "select count(*) from assignments where purpose = 'stayed' and state = 'accepted' and id <> $1";
        assert!(number(&app, stayed, Uuid::nil()).await > 0, "somebody was paid for having stayed");
        let done = "select cast(sum(tasks_done) as bigint) from project_tallies where project_id <> $1";
        assert!(number(&app, done, Uuid::nil()).await > 0, "conversations were finished");
    }
}

/// One step of somebody; whether anything was done.
async fn take(
    app: &TestApp,
    who: &Caller,
    inspector: &Caller,
    project_id: ProjectId,
    what: usize,
) -> Result<bool, AppError> {
    let live = app.live_assignments(who).await?;
    let turn = live
        .iter()
        .find(|a| a.project_id == project_id)
        .map(|a| (who.clone(), a.assignment_id));
    match (what, turn) {
        (0 | 1 | 15, _) => Ok(matches!(
            app.wait_for_partner(who, project_id).await?,
            WaitingView::Met { .. }
        )),
        (2 | 3 | 9 | 10 | 12 | 13, Some(turn)) => say(app, &turn, "hello").await.map(|_| true),
        (4 | 11 | 14, Some(turn)) => finish(app, &turn, vec![]).await.map(|_| true),
        (5, Some((who, id))) => app.leave_conversation(&who, None, id).await.map(|_| true),
        (6, Some((who, id))) => app.give_back(&who, None, id, false, 0).await.map(|_| true),
        (7, _) => {
            let claimed = app
                .claim(inspector, None, project_id, Role::Inspect, 1)
                .await?
                .value
                .assignments;
            let Some(first) = claimed.first() else {
                return Ok(false);
            };
            let kinds = [
                VerdictKind::Pass,
                VerdictKind::Refuse,
                VerdictKind::Return,
                VerdictKind::Unusable,
            ];
            let verdict = pumasi_testkit::verdict(kinds[first.assignment_id.0.as_bytes()[15] as usize % 4]);
            app.give_verdict(inspector, None, first.assignment_id, verdict, 1_000, 0)
                .await?;
            Ok(true)
        }
        (8, _) => {
            // Long enough to be away, and now and then for a lease to end.
            let seconds = if who.user_id.0.as_bytes()[15].is_multiple_of(2) {
                95
            } else {
                3_700
            };
            app.clock().advance_seconds(seconds);
            app.expire_leases().await?;
            app.accept_overdue().await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}
