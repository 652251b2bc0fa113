//! Questions to the requester, their answers, and examples beside the guide.

use crate::support::{all, body, code};
use pumasi_app::examples::ExampleInput;
use pumasi_app::questions::{AnswerInput, QuestionInput, WorkQuestion};
use pumasi_app::{AppError, Caller, PageQuery};
use pumasi_domain::question::{ExampleVerdict, QUESTIONS_PER_HOUR, QUESTIONS_WAITING_MAX};
use pumasi_domain::state::Role;
use pumasi_domain::{AssignmentId, ProjectId, QuestionId};
use pumasi_testkit::{TestApp, both_engines};

struct Place {
    owner: Caller,
    project_id: ProjectId,
    worker: Caller,
    other: Caller,
    assignment_id: AssignmentId,
}

async fn place(app: &TestApp) -> Place {
    let owner = app.person("owner").await.caller;
    let organization_id = app.organization_with(&owner, 1_000_000).await;
    let project_id = app.open_project_with(&owner, organization_id, 5, |_| {}).await;
    let (worker, other) = (
        app.person("worker").await.caller,
        app.person("other").await.caller,
    );
    let claimed = app.claim(&worker, None, project_id, Role::Work, 1).await;
    let assignment_id = claimed.expect("a task").value.assignments[0].assignment_id;
    Place {
        owner,
        project_id,
        worker,
        other,
        assignment_id,
    }
}

fn question(text: &str) -> QuestionInput {
    QuestionInput {
        text: text.to_owned(),
        clause: None,
    }
}

impl Place {
    async fn ask(&self, app: &TestApp, text: &str) -> Result<WorkQuestion, AppError> {
        let asked = app.ask_question(&self.worker, None, self.assignment_id, question(text));
        Ok(asked.await?.value)
    }

    async fn reply(&self, app: &TestApp, id: QuestionId, text: &str, for_everyone: bool) {
        let input = AnswerInput {
            text: text.to_owned(),
            for_everyone,
        };
        app.answer_question(&self.owner, None, self.project_id, id, input)
            .await
            .expect("an answer");
    }

    async fn read(&self, app: &TestApp, who: &Caller, search: &str) -> Vec<WorkQuestion> {
        let found = app.work_questions(who, self.project_id, search, &all()).await;
        found.expect("the questions").items
    }

    async fn unseen(&self, app: &TestApp, who: &Caller) -> i64 {
        let card = app.work_project_detail(who, self.project_id).await;
        card.expect("the project").project.my.answers_unseen
    }
}

both_engines! {
    async fn a_question_is_answered_for_everybody_or_for_one(app: TestApp) {
        let at = place(&app).await;
        let first = at.ask(&app, "Is a lion a cat?").await.unwrap();
        assert!(first.mine && first.answer.is_none() && !first.unseen);
        let input = QuestionInput { text: "What about 늑대?".to_owned(), clause: Some("1".to_owned()) };
        let second = app.ask_question(&at.worker, None, at.assignment_id, input).await.unwrap().value;
        assert!(at.read(&app, &at.other, "").await.is_empty(), "nobody else sees what was not answered");
        assert_eq!(app.project(&at.owner, at.project_id).await.unwrap().questions_unanswered, 2);

        let asked = app.project_questions(&at.owner, at.project_id, &all()).await.unwrap().items;
        let text = serde_json::to_string(&asked).unwrap();
        assert!(!text.contains(&at.worker.user_id.to_string()) && !text.contains("worker"), "{text}");
        assert_eq!(asked.iter().map(|q| (q.text.as_str(), q.position, q.clause.as_deref())).collect::<Vec<_>>(),
            [("Is a lion a cat?", Some(1), None), ("What about 늑대?", Some(1), Some("1"))]);
        at.reply(&app, first.question_id, "Yes, say cat.", true).await;
        at.reply(&app, second.question_id, "Only between us: a dog.", false).await;
        assert_eq!(at.unseen(&app, &at.worker).await, 2);

        let seen = at.read(&app, &at.other, "").await;
        assert_eq!(seen.len(), 1);
        assert!(!seen[0].mine && !seen[0].unseen && seen[0].answer.as_deref() == Some("Yes, say cat."));
        assert_eq!(at.unseen(&app, &at.other).await, 0);
        let mine = app.my_questions(&at.worker).await.unwrap().items;
        assert_eq!(mine.iter().map(|q| q.question.unseen).collect::<Vec<_>>(), [true, true]);
        assert_eq!(mine[0].project_name, "Cats and dogs");
        assert_eq!(code(app.see_answer(&at.other, first.question_id).await), "not_found");
        assert!(!app.see_answer(&at.worker, first.question_id).await.unwrap().unseen);
        assert_eq!(at.unseen(&app, &at.worker).await, 1);
        // Another answer in its place is told again.
        at.reply(&app, first.question_id, "No: say neither.", false).await;
        assert_eq!(at.unseen(&app, &at.worker).await, 2);
        assert!(at.read(&app, &at.other, "").await.is_empty(), "it is no longer for everybody");
        assert_eq!(app.project(&at.owner, at.project_id).await.unwrap().questions_unanswered, 0);
    }

    async fn questions_are_found_by_their_words(app: TestApp) {
        let at = place(&app).await;
        for (text, answer) in [("Is a LION a cat?", "Yes it is"), ("What about 늑대?", "개라고 해 주세요"), ("Is 50% enough?", "No, all_of it")] {
            let asked = at.ask(&app, text).await.unwrap();
            at.reply(&app, asked.question_id, answer, true).await;
        }
        for (search, found) in [("lion", 1), ("늑대", 1), ("개라고", 1), ("is", 2), ("50%", 1), ("%", 1), ("_", 1), ("\\", 0), ("", 3), (" lion ", 1)] {
            assert_eq!(at.read(&app, &at.other, search).await.len(), found, "{search}");
        }
        let long = app.work_questions(&at.other, at.project_id, &"a".repeat(101), &all()).await;
        assert_eq!(code(long), "text_too_long");
    }

    async fn the_requester_reads_what_waits_first_page_by_page(app: TestApp) {
        let at = place(&app).await;
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(at.ask(&app, &format!("question {n}")).await.unwrap().question_id);
        }
        for n in [1, 3] {
            at.reply(&app, ids[n], "answered", true).await;
        }
        let (mut cursor, mut read) = (None, Vec::new());
        loop {
            let query = PageQuery { cursor, limit: Some(2) };
            let page = app.project_questions(&at.owner, at.project_id, &query).await.unwrap();
            read.extend(page.items.iter().map(|q| ids.iter().position(|id| *id == q.question_id).unwrap()));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(read, [0, 2, 4, 3, 1]);
        let nonsense = PageQuery { cursor: Some("x".to_owned()), limit: None };
        assert_eq!(code(app.project_questions(&at.owner, at.project_id, &nonsense).await), "cursor_unknown");
    }

    async fn nobody_asks_without_end(app: TestApp) {
        let at = place(&app).await;
        assert_eq!(code(at.ask(&app, " no ").await), "text_length");
        let unknown = QuestionInput { text: "What is that?".to_owned(), clause: Some("9".to_owned()) };
        assert_eq!(code(app.ask_question(&at.worker, None, at.assignment_id, unknown).await), "clause_unknown");
        assert_eq!(code(app.ask_question(&at.other, None, at.assignment_id, question("Whose is it?")).await), "not_found");
        let mut asked = Vec::new();
        for n in 0..QUESTIONS_WAITING_MAX {
            asked.push(at.ask(&app, &format!("question {n}")).await.unwrap());
        }
        assert_eq!(code(at.ask(&app, "one more").await), "questions_waiting");
        for n in 0..QUESTIONS_PER_HOUR - QUESTIONS_WAITING_MAX {
            let id = asked[usize::try_from(n).unwrap()].question_id;
            at.reply(&app, id, "answered", true).await;
            at.ask(&app, &format!("again {n}")).await.unwrap();
        }
        at.reply(&app, asked[0].question_id, "answered", true).await;
        let left = app.project_questions(&at.owner, at.project_id, &all()).await.unwrap().items;
        at.reply(&app, left[0].question_id, "answered", true).await;
        assert_eq!(code(at.ask(&app, "too many in one hour").await), "too_many");
        app.clock().advance_seconds(3_600);
        at.ask(&app, "an hour later").await.unwrap();
    }

    async fn examples_stand_beside_the_guide(app: TestApp) {
        let at = place(&app).await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".to_vec();
        let file = app.put_media(&at.owner, None, at.project_id, "cat.svg", body(svg)).await.unwrap().value;
        let good = ExampleInput {
            verdict: ExampleVerdict::Good,
            text: Some(" meow ".to_owned()),
            media_id: None,
            why: "It is what cats say.".to_owned(),
            clause: Some("1".to_owned()),
        };
        let made = app.create_example(&at.owner, None, at.project_id, good.clone()).await.unwrap().value;
        assert_eq!((made.text.as_deref(), made.media_url.as_deref()), (Some("meow"), None));
        let picture = ExampleInput { verdict: ExampleVerdict::Bad, text: None, media_id: Some(file.media_id), clause: None, ..good.clone() };
        app.create_example(&at.owner, None, at.project_id, picture.clone()).await.unwrap();
        let shown = app.work_examples(&at.other, at.project_id).await.unwrap().items;
        assert_eq!(shown.iter().map(|e| e.verdict).collect::<Vec<_>>(), [ExampleVerdict::Good, ExampleVerdict::Bad]);
        assert!(shown[1].media_url.as_deref().unwrap().starts_with("/media/"));
        assert_eq!(shown[1].content_type.as_deref(), Some("image/svg+xml"));

        let empty = ExampleInput { text: Some("  ".to_owned()), why: " ".to_owned(), clause: Some("7".to_owned()), ..good.clone() };
        assert_eq!(code(app.create_example(&at.owner, None, at.project_id, empty).await), "example_empty text_length clause_unknown");
        let foreign = ExampleInput { media_id: Some(app.ids().next().into()), ..good.clone() };
        assert_eq!(code(app.create_example(&at.owner, None, at.project_id, foreign).await), "media_unknown");
        let changed = ExampleInput { why: "Because.".to_owned(), ..good };
        let changed = app.update_example(&at.owner, at.project_id, made.example_id, changed).await.unwrap();
        assert_eq!((changed.why.as_str(), changed.created_at), ("Because.", made.created_at));
        app.delete_example(&at.owner, at.project_id, made.example_id).await.unwrap();
        assert_eq!(code(app.delete_example(&at.owner, at.project_id, made.example_id).await), "not_found");
        assert_eq!(app.examples(&at.owner, at.project_id).await.unwrap().items.len(), 1);
        assert_eq!(code(app.create_example(&at.other, None, at.project_id, picture).await), "not_found");
    }
}
