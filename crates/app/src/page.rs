//! Lists in pages. A cursor is where the last page ended; what stands in it is nobody's business but ours.

use crate::AppError;
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::str::FromStr;

/// Items of a page when nobody says how many.
const LIMIT_DEFAULT: i64 = 50;
/// Items of a page at most.
const LIMIT_MAX: i64 = 200;

/// Which page of a list, as asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
pub struct PageQuery {
    /// `next_cursor` of the page before.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Items in the page, 1 to 200; 50 if nothing is said.
    #[serde(default)]
    pub limit: Option<i64>,
}

impl PageQuery {
    /// How many items the page has at most.
    pub(crate) fn limit(&self) -> i64 {
        self.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX)
    }

    /// One more than the page has, by which a further page shows.
    pub(crate) fn fetch(&self) -> i64 {
        self.limit() + 1
    }

    /// The key that the page before ended with.
    pub(crate) fn after<K: FromStr>(&self) -> Result<Option<K>, AppError> {
        let Some(cursor) = self.cursor.as_deref().filter(|cursor| !cursor.is_empty()) else {
            return Ok(None);
        };
        match cursor.parse() {
            Ok(key) => Ok(Some(key)),
            Err(_) => Err(AppError::invalid(
                "/cursor",
                "cursor_unknown",
                "begin again without a cursor",
            )),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; `null` if this is the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of up to [`PageQuery::fetch`] rows; `key` names a row's place in the list.
    pub(crate) fn of<K: Display>(mut items: Vec<T>, query: &PageQuery, key: impl Fn(&T) -> K) -> Page<T> {
        let limit = usize::try_from(query.limit()).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = items.last().filter(|_| more).map(|last| key(last).to_string());
        Page { items, next_cursor }
    }

    /// The same page of other items.
    pub(crate) fn try_map<U, E>(self, make: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.into_iter().map(make).collect::<Result<_, _>>()?;
        Ok(Page {
            items,
            next_cursor: self.next_cursor,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_whether_it_is_the_last() {
        let query = PageQuery {
            cursor: Some("7".to_owned()),
            limit: Some(2),
        };
        assert_eq!(query.after::<i64>().unwrap(), Some(7));
        assert_eq!(query.fetch(), 3);
        let page = Page::of(vec![8, 9, 10], &query, |n| *n);
        assert_eq!((page.items, page.next_cursor.as_deref()), (vec![8, 9], Some("9")));
        assert_eq!(Page::of(vec![8, 9], &query, |n| *n).next_cursor, None);
    }

    #[test]
    fn limits_are_kept_and_nonsense_is_refused() {
        assert_eq!(
            PageQuery {
                cursor: None,
                limit: Some(100_000)
            }
            .limit(),
            200
        );
        assert_eq!(
            PageQuery {
                cursor: None,
                limit: Some(-1)
            }
            .limit(),
            1
        );
        assert!(
            PageQuery {
                cursor: Some("x".to_owned()),
                limit: None
            }
            .after::<i64>()
            .is_err()
        );
        assert_eq!(
            PageQuery {
                cursor: Some(String::new()),
                limit: None
            }
            .after::<i64>()
            .unwrap(),
            None
        );
    }
}
