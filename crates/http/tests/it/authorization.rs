//! Every operation against every kind of caller.

use crate::authorization_table::{CALLERS, TABLE, line_by_the_document};
use crate::document::operations;
use crate::support::{Client, json_request};
use crate::world::World;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use pumasi_testkit::TestApp;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_operation_is_in_the_table_and_nothing_else() {
    let in_document: BTreeSet<String> = operations()
        .iter()
        .map(|(_, _, operation)| operation["operationId"].as_str().unwrap().to_owned())
        .collect();
    let in_table: BTreeSet<String> = TABLE.iter().map(|(id, _)| (*id).to_owned()).collect();
    let missing: Vec<_> = in_document.difference(&in_table).collect();
    let gone: Vec<_> = in_table.difference(&in_document).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in the table: {missing:?}; in it and nowhere else: {gone:?}"
    );
    assert_eq!(in_table.len(), TABLE.len(), "an operation is in the table twice");
}

#[test]
fn the_document_says_the_same_as_the_table() {
    let table: BTreeMap<&str, &str> = TABLE.iter().copied().collect();
    for (_, _, operation) in operations() {
        let (id, who) = (
            operation["operationId"].as_str().unwrap(),
            operation["x-who-may-call"].as_str().unwrap(),
        );
        assert_eq!(
            table[id],
            line_by_the_document(who),
            "{id} is called by {who}, says the document"
        );
    }
}

/// What a reply says about whether the caller may. A state of things that does not allow it now is no question of who.
fn letter(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "s",
        403 => "f",
        404 => "n",
        200..300 | 409 | 412 | 422 => "+",
        _ => "?",
    }
}

/// The status of one operation by one caller.
async fn status(
    world: &World,
    caller: &Client,
    operation: &(String, String, String),
    may: bool,
) -> StatusCode {
    let (method, path, id) = operation;
    let mut filled = String::new();
    for part in path.split('/').skip(1) {
        filled.push('/');
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(parameter) => filled.push_str(&world.parameter(id, parameter, caller, may).await),
            None => filled.push_str(part),
        }
    }
    filled.push_str(world.query(id));
    let request = caller.request(method.parse::<Method>().unwrap(), &filled);
    let request = match world.body(id, caller, may).await {
        Some(body) => json_request(request, &body),
        None => request.body(Body::from(world.file(id))).unwrap(),
    };
    // The reply may have no end: its beginning says enough.
    caller.open(request).await.status()
}

pumasi_testkit::both_engines! {
    async fn everybody_may_do_what_the_table_says(app: TestApp) {
        let world = World::new(crate::talking::with_private_models(app)).await;
        let by_id: BTreeMap<String, (String, String, String)> = operations()
            .into_iter()
            .map(|(method, path, operation)| {
                let id = operation["operationId"].as_str().unwrap().to_owned();
                (id.clone(), (method, path, id))
            })
            .collect();
        let mut wrong = Vec::new();
        for (id, line) in TABLE {
            let expected: Vec<&str> = line.split(' ').collect();
            let mut statuses = Vec::new();
            for (caller, letter) in world.callers.iter().zip(&expected) {
                statuses.push(status(&world, caller, &by_id[*id], *letter == "+").await);
            }
            let found: Vec<&str> = statuses.iter().map(|status| letter(*status)).collect();
            if found != expected {
                wrong.push(format!("{id}: {found:?} instead of {expected:?} for {CALLERS:?}: {statuses:?}"));
            }
            if !statuses.iter().any(StatusCode::is_success) {
                wrong.push(format!("{id}: nobody comes to a good end: {statuses:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
