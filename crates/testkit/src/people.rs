//! People, and organizations with money.

use crate::TestApp;
use pumasi_app::Caller;
use pumasi_app::accounts::{Locale, SignUp};
use pumasi_domain::{OrganizationId, SessionId, UserId};

/// Everybody's password.
pub const PASSWORD: &str = "long enough to be good";

/// Somebody who signed up and is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    pub user_id: UserId,
    pub email: String,
    pub caller: Caller,
    pub session_id: SessionId,
    pub session_token: String,
}

impl TestApp {
    /// Signs somebody up as `<name>@example.com`.
    pub async fn person(&self, name: &str) -> Person {
        let email = format!("{name}@example.com");
        let input = SignUp {
            email: email.clone(),
            password: PASSWORD.to_owned(),
            display_name: name.to_owned(),
            locale: Locale::Ko,
        };
        let signed_in = self.sign_up(input, None).await.expect("somebody signs up").value;
        let user_id = signed_in.me.user_id;
        Person {
            user_id,
            email,
            caller: Caller {
                user_id,
                is_operator: false,
                adult_verified: false,
            },
            session_id: signed_in.session_id,
            session_token: signed_in.session_token,
        }
    }

    /// The operator `operator@example.com`. Calling this again gives the same one.
    pub async fn operator(&self) -> Caller {
        let user_id = self
            .create_operator("operator@example.com", PASSWORD)
            .await
            .expect("an operator");
        Caller {
            user_id,
            is_operator: true,
            adult_verified: false,
        }
    }

    /// An organization of `owner`, into which the operator has paid `deposit_minor`.
    pub async fn organization_with(&self, owner: &Caller, deposit_minor: i64) -> OrganizationId {
        let organization = self
            .create_organization(owner, None, "Lab".to_owned())
            .await
            .expect("an organization")
            .value;
        if deposit_minor > 0 {
            let operator = self.operator().await;
            self.deposit(
                &operator,
                None,
                organization.organization_id,
                deposit_minor,
                "bank slip 1".to_owned(),
            )
            .await
            .expect("a deposit");
        }
        organization.organization_id
    }
}
