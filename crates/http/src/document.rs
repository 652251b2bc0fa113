//! The OpenAPI document: what the handlers say of themselves, and what is the same for all of them.

use crate::problem::{Problem, ProblemItem};
use crate::routes;
use axum::Json;
use axum::response::IntoResponse;
use pumasi_app::imports::OnError;
use serde_json::Value;
use std::sync::OnceLock;
use utoipa::PartialSchema;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ContactBuilder, Content, Info, LicenseBuilder, ObjectBuilder, OpenApi, PathItem, Ref, RefOr, Required,
    Response, ResponseBuilder, Schema, Type, tag::TagBuilder,
};

const DESCRIPTION: &str = "\
Crowd work for training data: requesters order, workers answer, inspectors decide, everybody is paid by the item.

Ids are UUIDs, times RFC 3339 in UTC, money integers of minor units (KRW has none smaller, so 1 is ₩1). Lists come in \
pages: `cursor` is the `next_cursor` of the page before. Every POST takes an `Idempotency-Key`: the same key and \
request again has its effect once and gets the same reply, with `Idempotency-Replayed: true`. Refusals are \
`application/problem+json` with a stable `code`. `x-who-may-call` says who may: `public`, `user` (signed in), \
`member:viewer`, `member:manager`, `member:owner` of the project's organization (each includes the ones before it), \
`worker` (signed in and holding the assignment), `operator`.";

const TAGS: [(&str, &str); 9] = [
    ("people", "Signing up, in and out, and keys for programs"),
    ("organizations", "Requesters, their people and their money"),
    ("projects", "Orders, from draft to close"),
    ("tasks", "Data in, results out"),
    ("quality", "How good the work is, and what is done about it"),
    ("work", "What workers and inspectors do"),
    ("earnings", "What a person has earned"),
    ("operator", "The platform, for those who run it"),
    ("platform", "About this server"),
];

/// The document of everything under `/api`.
pub fn document() -> OpenApi {
    let (_, mut document) = routes::api().split_for_parts();
    document.info = info();
    document.tags = Some(
        TAGS.iter()
            .map(|(name, text)| TagBuilder::new().name(*name).description(Some(*text)).build())
            .collect(),
    );
    let components = document.components.get_or_insert_default();
    for (name, schema) in [
        ("Problem", Problem::schema()),
        ("ProblemItem", ProblemItem::schema()),
        // Only parameters name it, and those bring no schemas along.
        ("OnError", OnError::schema()),
    ] {
        components.schemas.insert(name.to_owned(), schema);
    }
    for (name, status, text) in PROBLEMS {
        components
            .responses
            .insert((*name).to_owned(), RefOr::T(problem_response(*status, text)));
    }
    components.add_security_scheme("session", cookie_scheme());
    components.add_security_scheme("csrf", csrf_scheme());
    components.add_security_scheme("token", SecurityScheme::Http(token_scheme()));
    for (path, item) in &mut document.paths.paths {
        complete_item(path, item);
    }
    document
}

fn info() -> Info {
    let mut info = Info::new("Pumasi", env!("CARGO_PKG_VERSION"));
    info.description = Some(DESCRIPTION.to_owned());
    info.license = Some(
        LicenseBuilder::new()
            .name("Apache-2.0")
            .identifier(Some("Apache-2.0"))
            .build(),
    );
    info.contact = Some(
        ContactBuilder::new()
            .name(Some("Pumasi"))
            .url(Some(env!("CARGO_PKG_REPOSITORY")))
            .build(),
    );
    info
}

/// Name, status and meaning of the problems that many operations share.
const PROBLEMS: &[(&str, u16, &str)] = &[
    (
        "NotSignedIn",
        401,
        "`not_signed_in`: nobody is signed in, or the session or token has ended",
    ),
    (
        "Forbidden",
        403,
        "`forbidden`: signed in, but not allowed; `csrf`: X-CSRF-Token is missing or wrong",
    ),
    (
        "NotFound",
        404,
        "`not_found`: it does not exist, or is not yours to see",
    ),
    (
        "Conflict",
        409,
        "The state of things does not allow it; `code` says which",
    ),
    (
        "VersionConflict",
        412,
        "`version_conflict`: changed by somebody else since it was read",
    ),
    (
        "TooLarge",
        413,
        "`too_large`: more bytes than this operation takes",
    ),
    ("NotJson", 415, "`not_json`: the body is not sent as JSON"),
    (
        "Invalid",
        422,
        "`invalid`: `errors` names each fault; `idempotency_key_reused`: the key came with another request",
    ),
    (
        "TooMany",
        429,
        "`too_many_requests`: wait as long as `Retry-After` says",
    ),
];

fn problem_response(status: u16, text: &str) -> Response {
    let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
    let response = ResponseBuilder::new()
        .description(text)
        .content("application/problem+json", content);
    match status {
        429 => {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
            let header = HeaderBuilder::new()
                .schema(Some(seconds))
                .description(Some("Seconds to wait"))
                .build();
            response.header("Retry-After", header).build()
        }
        _ => response.build(),
    }
}

fn cookie_scheme() -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-session",
        "Set by signing in. Where the server is reached over plain http and is not this machine it is named `session`.",
    )))
}

fn csrf_scheme() -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        "X-CSRF-Token",
        "The `csrf_token` of GET /api/me, with every change that a cookie signs.",
    )))
}

fn token_scheme() -> Http {
    let mut scheme = Http::new(HttpAuthScheme::Bearer);
    scheme.description = Some("A token of POST /api/tokens, which begins with `pmt_`.".to_owned());
    scheme
}

fn complete_item(path: &str, item: &mut PathItem) {
    let methods = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Delete, &mut item.delete),
        (HttpMethod::Patch, &mut item.patch),
    ];
    for (method, operation) in methods {
        if let Some(operation) = operation {
            complete(path, &method, operation);
        }
    }
}

/// Adds what every operation of its kind has: who proves themselves how, the idempotency key, the common problems.
fn complete(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let is_public = who_may_call(operation) == Some("public");
    let changes = *method != HttpMethod::Get;
    let none: [&str; 0] = [];
    if !is_public {
        let by_cookie = SecurityRequirement::new("session", none);
        let by_cookie = if changes {
            by_cookie.add("csrf", none)
        } else {
            by_cookie
        };
        operation.security = Some(vec![by_cookie, SecurityRequirement::new("token", none)]);
    }
    if *method == HttpMethod::Post {
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(idempotency_key()));
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            never_null(parameter);
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = meaning(status).to_owned();
        }
    }
    let has_parameters = operation.parameters.as_ref().is_some_and(|list| !list.is_empty());
    let has_body = operation.request_body.is_some();
    for (name, status, _) in PROBLEMS {
        let applies = match status {
            401 => !is_public,
            403 => !is_public || changes,
            404 => path.contains('{'),
            409 => changes,
            412 => *method == HttpMethod::Patch,
            413 | 415 => has_body,
            422 => has_body || has_parameters,
            _ => true,
        };
        if applies {
            let response = RefOr::Ref(Ref::from_response_name(*name));
            operation
                .responses
                .responses
                .entry(status.to_string())
                .or_insert(response);
        }
    }
}

/// A parameter that is not said is absent: nobody can write `null` into an address.
fn never_null(parameter: &mut Parameter) {
    match &mut parameter.schema {
        Some(RefOr::T(Schema::Object(object))) => {
            if let SchemaType::Array(types) = &object.schema_type
                && let Some(kind) = types.iter().find(|kind| **kind != Type::Null)
            {
                object.schema_type = SchemaType::Type(kind.clone());
            }
        }
        Some(RefOr::T(Schema::OneOf(one_of))) => {
            let is_null = |item: &RefOr<Schema>| matches!(item, RefOr::T(Schema::Object(object)) if object.schema_type == SchemaType::Type(Type::Null));
            one_of.items.retain(|item| !is_null(item));
            if let [only] = one_of.items.as_slice() {
                parameter.schema = Some(only.clone());
            }
        }
        _ => {}
    }
}

fn meaning(status: &str) -> &'static str {
    match status {
        "201" => "Made",
        "202" => "Taken in, and being worked on",
        "204" => "Done",
        _ => "As asked",
    }
}

/// Who may call an operation, as its handler says.
pub(crate) fn who_may_call(operation: &Operation) -> Option<&str> {
    operation
        .extensions
        .as_ref()?
        .get("x-who-may-call")
        .and_then(Value::as_str)
}

fn idempotency_key() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(200))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A fresh text for each request, kept for when it must be sent again",
        ))
        .schema(Some(schema))
        .build()
}

/// `GET /api/openapi.json`
pub(crate) async fn serve_document() -> impl IntoResponse {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    Json(DOCUMENT.get_or_init(|| serde_json::to_value(document()).unwrap_or_default()))
}
