//! What a fresh installation needs, done from the command line.

use super::sign_in::password_mend;
use crate::{App, AppError};
use pumasi_domain::UserId;
use pumasi_domain::access::{fold_email, password_fault};
use pumasi_domain::money::Account;
use pumasi_store::users::User;
use pumasi_store::{ledger, sessions, users};
use serde_json::json;
use uuid::Uuid;

impl App {
    /// Opens the accounts that belong to nobody. Doing it again changes nothing.
    pub async fn ensure_platform_accounts(&self) -> Result<(), AppError> {
        self.db
            .write(Uuid::nil(), |tx| {
                Ok::<_, AppError>(ledger::open_account(tx, Account::Bank)?)
            })
            .await
    }

    /// Makes an operator. Who has signed up already becomes one, with the new password, and is signed out everywhere: whoever
    /// can run this on the server may also help an operator who is locked out.
    pub async fn create_operator(&self, email: &str, password: &str) -> Result<UserId, AppError> {
        let Some(email) = fold_email(email) else {
            return Err(AppError::invalid(
                "/email",
                "email_invalid",
                "an e-mail address looks like name@example.com",
            ));
        };
        if let Some(code) = password_fault(password, &email) {
            return Err(AppError::invalid("/password", code, password_mend(code)));
        }
        let password_hash = self.hash_password(password.to_owned()).await?;
        let (app, fresh_id, now) = (self.clone(), UserId(self.ids.next()), self.clock.now());
        let user_id = self
            .db
            .write(fresh_id.0, move |tx| {
                let Some(user) = users::find_by_email(tx, &email)? else {
                    let name = email
                        .split('@')
                        .next()
                        .unwrap_or("operator")
                        .chars()
                        .take(50)
                        .collect();
                    let user = User {
                        user_id: fresh_id,
                        email: email.clone(),
                        password_hash: password_hash.clone(),
                        display_name: name,
                        locale: "ko".to_owned(),
                        settings: "{}".to_owned(),
                        is_operator: true,
                        adult_verified_at: None,
                        suspended_at: None,
                        created_at: now,
                    };
                    app.add_user(tx, &user, now)?;
                    return Ok::<_, AppError>(fresh_id);
                };
                users::set_password(tx, user.user_id, &password_hash)?;
                users::set_standing(tx, user.user_id, true, user.adult_verified_at, None)?;
                sessions::delete_of_user(tx, user.user_id)?;
                let data = json!({"is_operator": true, "password": "changed", "by": "command line"});
                app.note_outside_projects(tx, now, "user_changed", None, ("user", user.user_id.0), &data)?;
                Ok(user.user_id)
            })
            .await?;
        self.memory.forget_user(user_id);
        Ok(user_id)
    }
}
