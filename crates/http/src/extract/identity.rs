//! Who asks. The session's cookie or a token is looked up once per request, before the handler.

use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use pumasi_app::Caller;
use pumasi_domain::SessionId;

/// Cookie names: the first where browsers keep `Secure` cookies, the second elsewhere.
pub(crate) const SECURE_COOKIE: &str = "__Host-session";
pub(crate) const PLAIN_COOKIE: &str = "session";

/// How the caller proved who they are.
#[derive(Clone)]
pub(crate) enum Via {
    /// With the cookie's secret, from which the CSRF token is made.
    Session {
        session_id: SessionId,
        session_token: String,
    },
    Token,
}

/// Who asks, and by what.
#[derive(Clone)]
pub(crate) struct Identity {
    pub caller: Caller,
    pub via: Via,
}

impl Identity {
    /// The secret of the session, for a browser.
    pub(crate) fn session_token(&self) -> Option<&str> {
        match &self.via {
            Via::Session { session_token, .. } => Some(session_token),
            Via::Token => None,
        }
    }
}

/// Somebody who is signed in; 401 for everybody else.
pub(crate) struct SignedIn(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let identity = parts
            .extensions
            .get::<Identity>()
            .ok_or_else(ApiError::not_signed_in)?;
        Ok(SignedIn(identity.caller.clone()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Identity {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts
            .extensions
            .get::<Identity>()
            .cloned()
            .ok_or_else(ApiError::not_signed_in)
    }
}

/// What a request carries to prove who sent it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Credential<'a> {
    Cookie(&'a str),
    Bearer(&'a str),
}

/// Reads the credential. A token goes before a cookie, since somebody wrote it down on purpose.
pub(crate) fn credential(headers: &HeaderMap) -> Option<Credential<'_>> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
    if let Some(token) = bearer {
        return Some(Credential::Bearer(token));
    }
    let cookies = || {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|v| v.split(';'))
    };
    let named = |wanted: &str| {
        cookies()
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == wanted)
    };
    named(SECURE_COOKIE)
        .or_else(|| named(PLAIN_COOKIE))
        .map(|(_, secret)| Credential::Cookie(secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(list: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in list {
            map.append(name, HeaderValue::from_static(value));
        }
        map
    }

    #[test]
    fn credentials_are_found_among_others() {
        let cookie = |value| headers(&[(header::COOKIE, "theme=dark"), (header::COOKIE, value)]);
        assert_eq!(
            credential(&cookie("a=b; __Host-session=s1; session=s2")),
            Some(Credential::Cookie("s1"))
        );
        assert_eq!(credential(&cookie("session=s2")), Some(Credential::Cookie("s2")));
        assert_eq!(credential(&cookie("xsession=s2")), None);
        let both = headers(&[
            (header::COOKIE, "session=s"),
            (header::AUTHORIZATION, "bearer pmt_1"),
        ]);
        assert_eq!(credential(&both), Some(Credential::Bearer("pmt_1")));
        assert_eq!(
            credential(&headers(&[(header::AUTHORIZATION, "Basic eA==")])),
            None
        );
    }
}
