//! The guide: the instructions as Markdown whose numbered items are clauses that a return can cite.

use serde::{Deserialize, Serialize};

/// One numbered item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Clause {
    /// Its number as people write it: `1`, `2.1`.
    pub number: String,
    /// Its text, on one line.
    pub text: String,
}

/// One version of a project's guide. Versions are never changed: work is judged by the one it was handed out with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Guide {
    /// 1, 2, 3 …
    pub version: i64,
    /// The whole text.
    pub markdown: String,
    /// The numbered items found in it, in order.
    pub clauses: Vec<Clause>,
}

/// The longest guide, in bytes.
pub const GUIDE_MAX_BYTES: usize = 200_000;

impl Guide {
    /// Finds the clauses: lines that begin with a number and a point or a bracket (`1.`, `2)`, `2.1.`, `2.1 `),
    /// indented ones under a plain number taking its number before theirs. A line that continues an item belongs to it.
    pub fn parse(version: i64, markdown: &str) -> Guide {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut top = String::new();
        let mut open = false;
        for line in markdown.lines() {
            let indent = line.chars().take_while(|c| c.is_whitespace()).count();
            let text = line.trim();
            if let Some((number, rest)) = numbered(text) {
                let number = if indent >= 2 && !number.contains('.') && !top.is_empty() {
                    format!("{top}.{number}")
                } else {
                    number.to_owned()
                };
                if !number.contains('.') {
                    top.clone_from(&number);
                }
                clauses.push(Clause {
                    number,
                    text: rest.to_owned(),
                });
                open = true;
            } else if text.is_empty() || text.starts_with('#') {
                open = false;
            } else if open
                && indent > 0
                && let Some(last) = clauses.last_mut()
            {
                last.text.push(' ');
                last.text.push_str(text);
            } else {
                open = false;
            }
        }
        Guide {
            version,
            markdown: markdown.to_owned(),
            clauses,
        }
    }

    /// The clause with this number.
    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }
}

/// Splits `2.1. text` or `2) text` into number and text.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (mark, rest) = line.split_at(end);
    let rest = match rest.strip_prefix(')') {
        Some(rest) => rest,
        // `1 cat` alone is prose; `1. cat` and `1.2 cat` are clauses.
        None if mark.contains('.') => rest,
        None => return None,
    };
    let number = mark.trim_end_matches('.');
    let whole = !number.is_empty() && number.split('.').all(|part| (1..=3).contains(&part.len()));
    (whole && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (number, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_the_numbered_items() {
        let guide = Guide::parse(
            1,
            "# 안내\n처음 읽는 글\n\n1. 고양이면 고양이\n   를 고릅니다.\n2. 개이면 개\n   1. 강아지도 개\n   2) 늑대는 아님\n\n3.1 소수점 2.5 는 글이다\n2026 년에는\n1.5kg 이상\n",
        );
        let found: Vec<_> = guide
            .clauses
            .iter()
            .map(|c| (c.number.as_str(), c.text.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("1", "고양이면 고양이 를 고릅니다."),
                ("2", "개이면 개"),
                ("2.1", "강아지도 개"),
                ("2.2", "늑대는 아님"),
                ("3.1", "소수점 2.5 는 글이다"),
            ]
        );
        assert_eq!(guide.clause("2.1").unwrap().text, "강아지도 개");
        assert!(guide.clause("9").is_none());
    }
}
