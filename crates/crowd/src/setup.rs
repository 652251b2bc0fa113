//! What load tests and crash tests need before work can begin: an order with plenty of tasks, and people.

use crate::client::{Client, ClientError, ImportOptions, Project, Role};
use crate::inspector::{Inspector, Rulebook, Strictness};
use crate::person::{Habits, Person};
use futures::StreamExt;
use futures::stream;
use serde_json::{Value, json};
use std::fmt::Write;

/// The password of simulated people.
pub const PASSWORD: &str = "simulated crowd";
/// How many sign up at once: each costs the server a hash that is made to be slow.
const SIGN_UPS_AT_ONCE: usize = 2;

/// An order, and the person who made it.
#[derive(Clone, Debug)]
pub struct Site {
    pub requester: Client,
    pub organization_id: String,
    pub project_id: String,
}

/// A project whose tasks are short texts to be sorted, drafted and not yet open.
pub async fn make_text_order(
    operator: &Client,
    name: &str,
    terms: &Value,
    deposit_minor: i64,
) -> Result<Site, ClientError> {
    let email = format!("{}@example.com", unique("requester"));
    let (requester, _) = operator
        .sign_up(&email, PASSWORD, "Simulated requester", "en")
        .await?;
    let organization = requester.make_organization(name).await?;
    operator
        .deposit(&organization.organization_id, deposit_minor, "simulated deposit")
        .await?;
    let mut draft = json!({
        "name": name,
        "description": "Short texts to be sorted",
        "interface_xml": TEXT_INTERFACE,
        "guide_markdown": "1. Choose how the text feels.\n2. When in doubt, choose neutral.\n",
        "language": "en",
    });
    if let (Some(draft), Some(terms)) = (draft.as_object_mut(), terms.as_object()) {
        draft.extend(terms.clone());
    }
    let project: Project = requester
        .make_project(&organization.organization_id, &draft)
        .await?;
    Ok(Site {
        requester,
        organization_id: organization.organization_id,
        project_id: project.project_id,
    })
}

const TEXT_INTERFACE: &str = r#"<View>
  <Text name="text" value="$text"/>
  <Choices name="sentiment" toName="text" choice="single" required="true">
    <Choice value="positive"/>
    <Choice value="neutral"/>
    <Choice value="negative"/>
  </Choices>
</View>"#;

/// JSON lines with `count` different texts, numbered from `first`.
pub fn text_lines(first: usize, count: usize) -> Vec<u8> {
    let mut lines = String::new();
    for number in first..first + count {
        let line = json!({
            "id": number,
            "text": format!("Review {number}: the parcel came after {} days and the box weighs {} grams.", number % 17, number * 7 % 901),
        });
        let _ = writeln!(lines, "{line}"); // writing to a string can not fail
    }
    lines.into_bytes()
}

/// How `text_lines` are read.
pub fn text_lines_import(file_name: &str) -> ImportOptions<'_> {
    ImportOptions {
        format: "jsonl",
        file_name,
        gold_column: None,
    }
}

/// A name that was not used before.
pub fn unique(prefix: &str) -> String {
    format!("{prefix}-{:016x}", rand::random::<u64>())
}

/// Signs up `count` people; each works by an API token, as programs do.
pub async fn sign_up_people(
    stranger: &Client,
    prefix: &str,
    count: usize,
) -> Result<Vec<(Client, String)>, ClientError> {
    let people = (0..count).map(|number| async move {
        let email = format!("{}@example.com", unique(prefix));
        let name = format!("Simulated {prefix} {}", number + 1);
        let (client, _) = stranger.sign_up(&email, PASSWORD, &name, "en").await?;
        let token = client.make_token("crowd").await?;
        Ok((client.with_token(&token), email))
    });
    let signed_up: Vec<_> = stream::iter(people).buffered(SIGN_UPS_AT_ONCE).collect().await;
    signed_up.into_iter().collect()
}

/// Workers with drawn habits.
pub fn workers(people: Vec<(Client, String)>, seed: u64) -> Vec<(Client, Person)> {
    (seed..)
        .zip(people)
        .map(|(seed, (client, _))| (client, Person::new(Habits::drawn(seed), seed)))
        .collect()
}

/// Inspectors who are invited to a project.
pub async fn inspectors(
    site: &Site,
    people: Vec<(Client, String)>,
    seed: u64,
) -> Result<Vec<(Client, Inspector)>, ClientError> {
    let rulebook = Rulebook::citing("1");
    let mut inspectors = Vec::with_capacity(people.len());
    for (seed, (client, email)) in (seed..).zip(people) {
        site.requester
            .invite(&site.project_id, &email, Role::Inspect)
            .await?;
        inspectors.push((
            client,
            Inspector::new(Strictness::default(), rulebook.clone(), seed),
        ));
    }
    Ok(inspectors)
}
