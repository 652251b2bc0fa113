//! Who may do what in an organization.

use crate::state::states;
use serde::{Deserialize, Serialize};

states! {
    /// A person's role in an organization; each includes the ones after it.
    MemberRole {
        /// Everything, and who belongs to the organization.
        Owner = "owner",
        /// Makes and runs projects.
        Manager = "manager",
        /// Looks and downloads.
        Viewer = "viewer",
    }
}

impl MemberRole {
    /// Whether this role includes `needed`.
    pub fn includes(self, needed: MemberRole) -> bool {
        let rank = |role| match role {
            MemberRole::Owner => 2,
            MemberRole::Manager => 1,
            MemberRole::Viewer => 0,
        };
        rank(self) >= rank(needed)
    }
}

/// What is wrong with a new password, if anything (NIST SP 800-63B: length counts, composition rules do not).
pub fn password_fault(password: &str, email: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < 10 {
        Some("password_too_short")
    } else if length > 200 {
        Some("password_too_long")
    } else if password.to_lowercase() == email.to_lowercase()
        || password.chars().all(|c| password.starts_with(c))
    {
        Some("password_too_easy")
    } else {
        None
    }
}

/// An e-mail address in the form it is compared by, or `None` if it can not be one.
pub fn fold_email(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, host) = text.rsplit_once('@')?;
    let plain = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control());
    let good =
        plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (good && text.len() <= 254).then(|| text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_include_the_lower_ones() {
        assert!(MemberRole::Owner.includes(MemberRole::Viewer));
        assert!(MemberRole::Manager.includes(MemberRole::Manager));
        assert!(!MemberRole::Viewer.includes(MemberRole::Manager));
    }

    #[test]
    fn addresses_are_folded() {
        assert_eq!(fold_email(" Kim@Example.com "), Some("kim@example.com".into()));
        for bad in ["kim", "kim@", "@a.b", "a b@c.d", "a@b", "a@.b", "a@b."] {
            assert_eq!(fold_email(bad), None, "{bad}");
        }
    }

    #[test]
    fn passwords_need_length() {
        assert_eq!(password_fault("short", "a@b.c"), Some("password_too_short"));
        assert_eq!(password_fault("aaaaaaaaaaaa", "a@b.c"), Some("password_too_easy"));
        assert_eq!(password_fault("correct horse", "a@b.c"), None);
    }
}
