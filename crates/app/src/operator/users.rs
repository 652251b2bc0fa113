//! People: finding them, and deciding about their standing.

use crate::access::require_operator;
use crate::{App, AppError, Caller, Page, PageQuery};
use pumasi_domain::{Timestamp, UserId};
use pumasi_store::sessions;
use pumasi_store::users::{self, Listed};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// The longest search, in characters.
const QUERY_MAX: usize = 254;

/// A person as operators see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OperatorUser {
    pub user_id: UserId,
    pub email: String,
    pub display_name: String,
    pub created_at: Timestamp,
    pub is_operator: bool,
    pub adult_verified: bool,
    pub suspended: bool,
    /// Answers sent in, in all projects.
    pub answers: i64,
    pub earned_minor: i64,
}

impl From<Listed> for OperatorUser {
    fn from(listed: Listed) -> Self {
        OperatorUser {
            user_id: listed.user.user_id,
            email: listed.user.email,
            display_name: listed.user.display_name,
            created_at: listed.user.created_at,
            is_operator: listed.user.is_operator,
            adult_verified: listed.user.adult_verified_at.is_some(),
            suspended: listed.user.suspended_at.is_some(),
            answers: listed.answers,
            earned_minor: listed.earned_minor,
        }
    }
}

/// What an operator decides about a person. What is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChange {
    #[serde(default)]
    pub adult_verified: Option<bool>,
    /// Signed out at once, and can not sign in; what they have earned stays theirs.
    #[serde(default)]
    pub suspended: Option<bool>,
    #[serde(default)]
    pub is_operator: Option<bool>,
}

impl App {
    /// People whose e-mail address or name begins with `search`, or whose id it is; newest first.
    pub async fn operator_users(
        &self,
        caller: &Caller,
        search: &str,
        query: &PageQuery,
    ) -> Result<Page<OperatorUser>, AppError> {
        require_operator(caller)?;
        let (before, fetch) = (query.after()?, query.fetch());
        let search: String = search.trim().chars().take(QUERY_MAX).collect();
        let found = self
            .db
            .read(move |tx| match search.parse() {
                Ok(user_id) if before.is_none() => {
                    Ok::<_, AppError>(users::find_listed(tx, user_id)?.into_iter().collect())
                }
                _ => Ok(users::list(tx, &search, before, fetch)?),
            })
            .await?;
        let views = found.into_iter().map(OperatorUser::from).collect();
        Ok(Page::of(views, query, |user| user.user_id))
    }

    /// Changes a person's standing.
    pub async fn change_user(
        &self,
        caller: &Caller,
        user_id: UserId,
        change: UserChange,
    ) -> Result<OperatorUser, AppError> {
        require_operator(caller)?;
        let locks_out = change.suspended == Some(true) || change.is_operator == Some(false);
        if user_id == caller.user_id && locks_out {
            let message =
                "nobody suspends or demotes themselves: another operator has to, so that one is left";
            return Err(AppError::conflict("own_account", message));
        }
        let (app, actor, now) = (self.clone(), caller.user_id, self.clock.now());
        let view = self
            .db
            .write(user_id.0, move |tx| {
                let user = users::find(tx, user_id)?.ok_or(AppError::NotFound("user"))?;
                let since = |was: Option<Timestamp>, wanted: Option<bool>| match wanted {
                    None => was,
                    Some(true) => was.or(Some(now)),
                    Some(false) => None,
                };
                let suspended_at = since(user.suspended_at, change.suspended);
                let adult_verified_at = since(user.adult_verified_at, change.adult_verified);
                let is_operator = change.is_operator.unwrap_or(user.is_operator);
                users::set_standing(tx, user_id, is_operator, adult_verified_at, suspended_at)?;
                if suspended_at.is_some() {
                    sessions::delete_of_user(tx, user_id)?;
                }
                let data = json!({
                    "adult_verified": change.adult_verified,
                    "suspended": change.suspended,
                    "is_operator": change.is_operator,
                });
                app.note_outside_projects(tx, now, "user_changed", Some(actor), ("user", user_id.0), &data)?;
                let found = users::find_listed(tx, user_id)?.ok_or(AppError::NotFound("user"))?;
                Ok::<_, AppError>(OperatorUser::from(found))
            })
            .await?;
        self.memory.forget_user(user_id);
        Ok(view)
    }
}
