//! What a person is told about themselves, and what they may change of it.

use super::sign_in::Locale;
use crate::{App, AppError, Caller};
use pumasi_domain::access::MemberRole;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{OrganizationId, UserId};
use pumasi_store::users::User;
use pumasi_store::{organizations, users};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The longest name, in characters.
const NAME_MAX: usize = 50;
/// All settings of a person, in bytes of JSON.
const SETTINGS_MAX_BYTES: usize = 16_384;
/// Memberships that are told at once.
const MEMBERSHIPS_MAX: i64 = 200;

/// The person who asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    pub user_id: UserId,
    pub email: String,
    pub display_name: String,
    pub locale: Locale,
    pub is_operator: bool,
    pub adult_verified: bool,
    /// What the apps remember for this person; the server does not look into it.
    #[schema(value_type = Object)]
    pub settings: Map<String, Value>,
    pub memberships: Vec<MembershipView>,
    /// To be sent as `X-CSRF-Token` with every change. Empty for programs, which need none.
    pub csrf_token: String,
}

/// An organization a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Membership)]
pub struct MembershipView {
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub role: MemberRole,
}

/// What a person changes about themselves. What is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProfileChange {
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub locale: Option<Locale>,
    /// Members replace those of the same name; `null` removes one; the others stay.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub settings: Option<Map<String, Value>>,
}

impl App {
    /// The person who asks; `session_token` if it is a browser.
    pub async fn me(&self, caller: &Caller, session_token: Option<&str>) -> Result<Me, AppError> {
        self.me_of(caller.user_id, session_token).await
    }

    pub(super) async fn me_of(&self, user_id: UserId, session_token: Option<&str>) -> Result<Me, AppError> {
        let csrf_token = session_token
            .map(|token| self.csrf_token(token))
            .unwrap_or_default();
        self.db
            .read(move |tx| {
                let user = users::find(tx, user_id)?.ok_or(AppError::NotSignedIn)?;
                let memberships = organizations::of_user(tx, user_id, None, MEMBERSHIPS_MAX)?
                    .into_iter()
                    .map(|membership| MembershipView {
                        organization_id: membership.organization.organization_id,
                        organization_name: membership.organization.name,
                        role: membership.role,
                    })
                    .collect();
                Ok(Me {
                    user_id,
                    settings: settings_of(&user)?,
                    email: user.email,
                    display_name: user.display_name,
                    locale: Locale::read(&user.locale),
                    is_operator: user.is_operator,
                    adult_verified: user.adult_verified_at.is_some(),
                    memberships,
                    csrf_token,
                })
            })
            .await
    }

    /// Changes name, language or settings of the person who asks.
    pub async fn update_me(
        &self,
        caller: &Caller,
        session_token: Option<&str>,
        change: ProfileChange,
    ) -> Result<Me, AppError> {
        AppError::check(
            change
                .display_name
                .as_deref()
                .and_then(check_name)
                .into_iter()
                .collect(),
        )?;
        let user_id = caller.user_id;
        self.db
            .write(user_id.0, move |tx| {
                let user = users::find(tx, user_id)?.ok_or(AppError::NotSignedIn)?;
                let name = change
                    .display_name
                    .as_deref()
                    .map_or(user.display_name.as_str(), str::trim);
                let locale = change.locale.unwrap_or(Locale::read(&user.locale)).as_str();
                let mut settings = settings_of(&user)?;
                for (key, value) in change.settings.iter().flatten() {
                    if value.is_null() {
                        settings.shift_remove(key);
                    } else {
                        settings.insert(key.clone(), value.clone());
                    }
                }
                let settings = Value::Object(settings).to_string();
                if settings.len() > SETTINGS_MAX_BYTES {
                    let message = format!("all settings together have at most {SETTINGS_MAX_BYTES} bytes");
                    return Err(AppError::invalid("/settings", "settings_too_large", message));
                }
                users::set_profile(tx, user_id, name, locale, &settings)?;
                Ok(())
            })
            .await?;
        self.me_of(user_id, session_token).await
    }
}

fn settings_of(user: &User) -> Result<Map<String, Value>, AppError> {
    serde_json::from_str(&user.settings)
        .map_err(|e| AppError::Internal(format!("the settings of {} can not be read: {e}", user.user_id)))
}

/// What is wrong with a name that is shown to others, if anything.
pub(super) fn check_name(name: &str) -> Option<Fault> {
    let name = name.trim();
    let length = name.chars().count();
    if !(1..=NAME_MAX).contains(&length) {
        let message = format!("a name has 1 to {NAME_MAX} characters");
        return Some(Fault::new("/display_name", "name_length", message));
    }
    name.chars().any(char::is_control).then(|| {
        Fault::new(
            "/display_name",
            "name_characters",
            "a name is one line of plain text",
        )
    })
}
