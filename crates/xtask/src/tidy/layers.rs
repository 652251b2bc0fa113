//! Who may know what: engines in one module, SQL in one crate, no input or output in the pure crates.

use super::Finding;
use super::files::SourceFile;
use super::masking::{before_unit_tests, strings, without_comments};
use super::words::has_word;

const ENGINES: [&str; 3] = ["rusqlite", "postgres", "tokio_postgres"];
/// Crates that know no SQL.
const WITHOUT_SQL: [&str; 10] = [
    "interface",
    "truth",
    "domain",
    "formats",
    "papers",
    "media",
    "app",
    "http",
    "webui",
    "crowd",
];
/// Crates that take everything as arguments, and what would break that.
const PURE: [&str; 4] = ["interface", "truth", "domain", "papers"];
const IMPURE: [&str; 9] = [
    "tokio",
    "futures",
    "axum",
    "reqwest",
    "rusqlite",
    "postgres",
    "rand",
    "object_store",
    "tempfile",
];

pub fn check(file: &SourceFile) -> Vec<Finding> {
    if file.path.ends_with("Cargo.toml") {
        return dependencies(file);
    }
    if !file.is_rust() || file.is_test() || ["testkit", "xtask"].contains(&crate_of(&file.path)) {
        return Vec::new();
    }
    let code = without_comments(before_unit_tests(&file.text));
    let mut findings = engine_names(&file.path, &code);
    if WITHOUT_SQL.contains(&crate_of(&file.path)) {
        findings.extend(sql_texts(&file.path, &code));
    }
    findings
}

/// The folder below `crates/`; empty for other files.
fn crate_of(path: &str) -> &str {
    path.strip_prefix("crates/")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default()
}

fn engine_names(path: &str, code: &str) -> Vec<Finding> {
    let file_name = path.rsplit('/').next().unwrap_or_default();
    let knows = path.starts_with("crates/store/src/db")
        || file_name.starts_with("config")
        || path.contains("/config/");
    if knows {
        return Vec::new();
    }
    let named = code.lines().enumerate().filter_map(|(index, line)| {
        let engine = ENGINES.iter().find(|engine| has_word(line, engine))?;
        let advice = "only store/src/db and the configuration know which engines there are";
        Some(Finding::error(format!(
            "{path}:{}: names `{engine}`; {advice}",
            index + 1
        )))
    });
    named.collect()
}

fn sql_texts(path: &str, code: &str) -> Vec<Finding> {
    let found = strings(code).into_iter().filter(|(_, text)| looks_like_sql(text));
    found
        .map(|(line, _)| {
            Finding::error(format!(
                "{path}:{line}: SQL text; it belongs into a function of the store crate"
            ))
        })
        .collect()
}

/// Whether a string is SQL rather than English: the words must stand as they do in a statement.
fn looks_like_sql(literal: &str) -> bool {
    let text = literal.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '"' || c == '(')
        .filter(|word| !word.is_empty())
        .collect();
    let has_pair = |first: &str, second: &str| words.windows(2).any(|pair| pair == [first, second]);
    let has = |word: &str| words.contains(&word);
    let parameter = text.contains("$1") || text.contains('?') || text.contains("{}");
    (has_pair("insert", "into") && (has("values") || has("select")))
        || (has_pair("delete", "from") && has("where"))
        || (words.first() == Some(&"update") && has("set"))
        || has_pair("create", "table")
        || has_pair("alter", "table")
        || (words.first() == Some(&"select")
            && has("from")
            && (has("where") || has("*") || has("limit") || parameter))
}

fn dependencies(file: &SourceFile) -> Vec<Finding> {
    let name = crate_of(&file.path);
    let mut findings = Vec::new();
    let mut section = "";
    for (index, line) in file.text.lines().enumerate() {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            continue;
        }
        if section != "dependencies" {
            continue;
        }
        let dependency = line.split(['.', '=', ' ']).next().unwrap_or_default();
        let place = format!("{}:{}", file.path, index + 1);
        if PURE.contains(&name) && IMPURE.contains(&dependency) {
            findings.push(Finding::error(format!(
                "{place}: `{name}` is pure and may not depend on `{dependency}`"
            )));
        } else if ["rusqlite", "postgres"].contains(&dependency) && !["store", "testkit"].contains(&name) {
            findings.push(Finding::error(format!(
                "{place}: `{name}` may not depend on the engine `{dependency}`"
            )));
        } else if name == "http" && dependency == "pumasi-store" {
            findings.push(Finding::error(format!(
                "{place}: `http` goes through `app`, never to the store"
            )));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&file(path, text)).len()
    }

    #[test]
    fn engines_are_named_in_one_module_the_configuration_and_tests() {
        let code = "use rusqlite::Connection;\n";
        assert_eq!(count("crates/store/src/tasks.rs", code), 1);
        assert_eq!(
            count("crates/app/src/work.rs", "if url.starts_with(\"postgres:\") {}"),
            1
        );
        for fine in [
            "crates/store/src/db.rs",
            "crates/store/src/db/sqlite.rs",
            "crates/store/tests/contract.rs",
        ] {
            assert_eq!(count(fine, code), 0, "{fine}");
        }
        assert_eq!(count("crates/pumasi/src/config.rs", code), 0);
        assert_eq!(
            count(
                "crates/app/src/work.rs",
                "// like postgres\n#[cfg(test)]\nmod tests { use postgres; }"
            ),
            0
        );
    }

    #[test]
    fn sql_is_told_from_english() {
        for sql in [
            "select id from task where id = $1",
            "INSERT INTO task (id) VALUES ($1)",
            "update task set state = 'done'",
            "delete from task where id = $1",
            "create table t (id)",
        ] {
            assert_eq!(
                count("crates/app/src/a.rs", &format!("let s = \"{sql}\";")),
                1,
                "{sql}"
            );
            assert_eq!(
                count("crates/store/src/a.rs", &format!("let s = \"{sql}\";")),
                0,
                "{sql}"
            );
        }
        for english in [
            "select an answer from the list",
            "delete from the basket",
            "update the guide",
            "values",
        ] {
            assert_eq!(
                count("crates/app/src/a.rs", &format!("let s = \"{english}\";")),
                0,
                "{english}"
            );
        }
    }

    #[test]
    fn dependencies_point_down() {
        assert_eq!(
            count(
                "crates/domain/Cargo.toml",
                "[dependencies]\ntokio.workspace = true\n"
            ),
            1
        );
        assert_eq!(
            count(
                "crates/domain/Cargo.toml",
                "[dev-dependencies]\ntempfile = \"3\"\n"
            ),
            0
        );
        assert_eq!(
            count(
                "crates/app/Cargo.toml",
                "[dependencies]\npostgres.workspace = true\n"
            ),
            1
        );
        assert_eq!(
            count(
                "crates/http/Cargo.toml",
                "[dependencies]\npumasi-store.workspace = true\n"
            ),
            1
        );
        assert_eq!(
            count(
                "crates/app/Cargo.toml",
                "[dependencies]\npumasi-store.workspace = true\n"
            ),
            0
        );
    }
}
